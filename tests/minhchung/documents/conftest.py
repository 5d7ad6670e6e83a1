"""An agency with one division, and the people who meet its documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from tests.conftest import NOON

from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import RoleGrant, Unit, UnitVersion


@dataclass(frozen=True)
class Agency:
    unit: Unit
    office: Unit
    other: Unit
    keeper: User  # records officer of the agency
    head: User
    colleague: User  # staff of the agency
    stranger: User  # records officer of another agency


def make_unit(name: str, symbol: str, parent: Unit | None = None) -> Unit:
    unit = Unit.objects.create(kind=UnitKind.AGENCY if parent is None else UnitKind.DIVISION)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    UnitVersion.objects.create(
        unit=unit,
        name=name,
        short_name=symbol,
        symbol=symbol,
        parent=parent,
        valid_from=date(2000, 1, 1),
        recorded_at=NOON,
    )
    return unit


def make_user(name: str, role: Role, unit: Unit, sensitivity: Sensitivity = Sensitivity.INTERNAL) -> User:
    user = User.objects.create(username=name, display_name=name, created_at=NOON, must_change_password=False)
    RoleGrant.objects.create(user=user, role=role, unit=unit, sensitivity=sensitivity, since=date(2000, 1, 1))
    return user


def make_agency() -> Agency:
    unit = make_unit("Sở Thông tin và Truyền thông tỉnh Mẫu", "STTTT")
    other = make_unit("Sở Nội vụ tỉnh Mẫu", "SNV")
    return Agency(
        unit=unit,
        office=make_unit("Văn phòng", "VP", unit),
        other=other,
        keeper=make_user("van-thu", Role.RECORDS, unit, Sensitivity.RESTRICTED),
        head=make_user("giam-doc", Role.HEAD, unit, Sensitivity.RESTRICTED),
        colleague=make_user("chuyen-vien-07", Role.STAFF, unit),
        stranger=make_user("van-thu-khac", Role.RECORDS, other, Sensitivity.RESTRICTED),
    )


@pytest.fixture
def agency(db: None) -> Agency:
    return make_agency()


@pytest.fixture
def incoming(agency: Agency, noon: object) -> Callable[..., object]:
    from minhchung.documents.actions import register_incoming

    def register(number: str = "1024/BCH-TM", **given: object) -> object:
        said: dict[str, object] = {
            "unit": agency.unit,
            "by": agency.keeper,
            "number": number,
            "issued_on": date(2022, 6, 10),
            "issuer": "Bộ Chỉ huy quân sự tỉnh Mẫu",
            "document_type": "cong_van",
            "subject": "V/v huấn luyện lực lượng tự vệ năm 2022",
            "received_on": date(2022, 6, 14),
        }
        return register_incoming(**(said | given))

    return register
