"""An agency with two divisions, the people of its roster, and those who may not see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from tests.conftest import NOON

from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.documents.models import Document, DocumentVersion
from minhchung.files.models import StoredFile
from minhchung.organisation.enums import StaffCategory, UnitKind
from minhchung.organisation.models import Membership, Person, Post, RoleGrant, Unit, UnitVersion

START = date(2022, 1, 1)
EARLY = datetime(2022, 1, 1, tzinfo=UTC)
HASH = "a" * 64


@dataclass(frozen=True)
class Agency:
    unit: Unit
    office: Unit
    division: Unit
    other: Unit
    head: User  # head of the agency
    officer: User  # of the office
    colleague: User  # staff of the division
    stranger: User  # head of another agency


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
        recorded_at=EARLY,
    )
    return unit


def make_user(name: str, role: Role, unit: Unit, sensitivity: Sensitivity = Sensitivity.INTERNAL) -> User:
    user = User.objects.create(username=name, display_name=name, created_at=NOON, must_change_password=False)
    RoleGrant.objects.create(user=user, role=role, unit=unit, sensitivity=sensitivity, since=START)
    return user


def make_person(code: str, unit: Unit | None = None, user: User | None = None, since: date = START) -> Person:
    person = Person.objects.create(
        code=code, name=f"Chuyên viên {code}", category=StaffCategory.CIVIL_SERVANT, user=user
    )
    if unit:
        join(person, unit, since)
    return person


def join(
    person: Person, unit: Unit, since: date, until: date | None = None, recorded_at: datetime = EARLY, title: str = ""
) -> Membership:
    title = title or f"Chuyên viên {person.code}"
    post, _made = Post.objects.get_or_create(unit=unit, title=title, defaults={"role": Role.STAFF})
    return Membership.objects.create(
        person=person,
        post=post,
        category=person.category,
        since=since,
        until=until,
        recorded_at=recorded_at,
    )


def make_version(
    unit: Unit, ordinal: int = 1, text: str = "", key: str = "phap-lenh", sha256: str = HASH, **given: object
) -> DocumentVersion:
    document, _made = Document.objects.get_or_create(
        key=key,
        defaults={
            "unit": unit,
            "document_type": "phap_lenh",
            "subject": "Pháp lệnh bảo vệ công trình quốc phòng và khu quân sự",
            "recorded_at": EARLY,
            "state": "issued",
        },
    )
    file, _made = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": 10, "media_type": "application/pdf", "name": "v.pdf", "recorded_at": EARLY}
    )
    return DocumentVersion.objects.create(
        document=document, ordinal=ordinal, file=file, text=text, page_count=3, recorded_at=EARLY, **given
    )


def make_agency() -> Agency:
    unit = make_unit("Sở Thông tin và Truyền thông tỉnh Mẫu", "STTTT")
    office = make_unit("Văn phòng", "VP", unit)
    division = make_unit("Phòng Bưu chính", "BC", unit)
    other = make_unit("Sở Nội vụ tỉnh Mẫu", "SNV")
    return Agency(
        unit=unit,
        office=office,
        division=division,
        other=other,
        head=make_user("giam-doc", Role.HEAD, unit, Sensitivity.RESTRICTED),
        officer=make_user("chuyen-vien-01", Role.OFFICER, office),
        colleague=make_user("chuyen-vien-07", Role.STAFF, division),
        stranger=make_user("giam-doc-khac", Role.HEAD, other, Sensitivity.RESTRICTED),
    )


@pytest.fixture
def agency(db: None) -> Agency:
    return make_agency()


@pytest.fixture
def recorded(agency: Agency, noon: object) -> Callable[..., object]:
    """Record one public broadcast of the office, or what is given instead."""
    from minhchung.work.actions import add_topic, record_activity
    from minhchung.work.models import Topic

    def make(key: str = "phat-thanh-01", **given: object) -> object:
        topic = Topic.objects.filter(code="quoc-phong").first() or add_topic(
            code="quoc-phong", name="Luật Quốc phòng", by=agency.head
        )
        said: dict[str, object] = {
            "key": key,
            "type": "outreach",
            "unit": agency.office,
            "title": "Chương trình phát thanh về Luật Quốc phòng",
            "happened_on": date(2022, 6, 1),
            "received_on": date(2022, 6, 3),
            "details": {"outlet": "Đài Truyền thanh xã Mẫu", "level": "commune", "medium": "radio", "minutes": 30},
            "topics": [topic],
            "by": agency.head,
        }
        return record_activity(**(said | given))

    return make
