"""A small agency with a year of records: units, people, briefings, patrols, outreach, training, documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from minhchung import clock
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.documents.actions import record_outgoing, register_instrument
from minhchung.documents.models import Document
from minhchung.files.actions import store_bytes
from minhchung.organisation.enums import StaffCategory, UnitKind
from minhchung.organisation.models import Membership, Person, Post, RoleGrant, Unit, UnitVersion
from minhchung.reporting.actions import open_period
from minhchung.reporting.models import Period
from minhchung.work.actions import (
    acknowledge,
    add_evidence,
    add_topic,
    open_briefing,
    plan_shift,
    record_activity,
    record_participation,
)
from minhchung.work.models import Activity

FOUNDED = datetime(2021, 12, 20, 1, tzinfo=UTC)
CLOSING = datetime(2022, 12, 15, 2, tzinfo=UTC)
POINTS = ["Cổng chính", "Nhà kho", "Phòng máy chủ"]


@dataclass
class World:
    """An agency of 5 people in 2 divisions and 1 subordinate unit, and what it did in 2022."""

    unit: Unit
    head: User
    clerk: User
    stranger: User
    people: list[Person]
    documents: dict[str, Document] = field(default_factory=dict)
    count: int = 0

    def at(self, day: date, hour: int = 3) -> datetime:
        return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def act(self, day: date, type_: str, details: dict[str, object], *, evidence: int = 1, **given: object) -> Activity:
        """Record an activity on *day* with that many pieces of evidence."""
        self.count += 1
        key = str(given.pop("key", f"{type_}-{self.count}"))
        activity = record_activity(
            key=key,
            type=type_,
            unit=self.unit,
            title=str(given.pop("title", f"Hoạt động {key}")),
            happened_on=day,
            received_on=day,
            by=self.head,
            details=details,
            is_illustrative=True,
            **given,
        )
        for number in range(evidence):
            self.prove(activity, f"{key}-mc-{number}")
        return activity

    def prove(self, activity: Activity, key: str) -> None:
        file = store_bytes(f"minh chứng {key}".encode(), name=f"{key}.txt", media_type="text/plain", by=self.head)
        add_evidence(
            key=key,
            title=f"Minh chứng {key}",
            happened_on=activity.happened_on,
            received_on=activity.happened_on,
            by=self.head,
            file=file,
            activity=activity,
            is_illustrative=True,
        )

    def patrol(self, day: date, *, missed: int = 0, shift: str = "night") -> Activity:
        details = {
            "scope": "both",
            "shift": shift,
            "checkpoints": POINTS,
            "missed": [{"point": point, "reason": "mưa bão"} for point in POINTS[:missed]],
        }
        return self.act(day, "patrol", details)


def make_unit(name: str, symbol: str, kind: UnitKind, parent: Unit | None = None) -> Unit:
    unit = Unit.objects.create(kind=kind)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    UnitVersion.objects.create(
        unit=unit,
        name=name,
        short_name=symbol,
        symbol=symbol,
        place="Mẫu",
        parent=parent,
        valid_from=date(2000, 1, 1),
        recorded_at=FOUNDED,
    )
    return unit


def make_user(name: str, role: Role, unit: Unit) -> User:
    user = User.objects.create(username=name, display_name=name, created_at=FOUNDED, must_change_password=False)
    RoleGrant.objects.create(
        user=user, role=role, unit=unit, sensitivity=Sensitivity.RESTRICTED, since=date(2021, 1, 1)
    )
    return user


def make_person(code: str, unit: Unit, category: StaffCategory, recorded_at: datetime = FOUNDED) -> Person:
    person = Person.objects.create(code=code, name=f"Chuyên viên {code}", category=category)
    post, _ = Post.objects.get_or_create(unit=unit, title=f"Vị trí {code}", defaults={"role": Role.STAFF})
    Membership.objects.create(
        person=person, post=post, category=category, since=date(2021, 1, 1), recorded_at=recorded_at
    )
    return person


def make_world() -> World:
    with clock.at(FOUNDED):
        province = make_unit("Ủy ban nhân dân tỉnh Mẫu", "UBND", UnitKind.PROVINCE)
        unit = make_unit("Sở Thông tin và Truyền thông tỉnh Mẫu", "STTTT", UnitKind.AGENCY, province)
        divisions = [make_unit(f"Phòng số {n}", f"P{n}", UnitKind.DIVISION, unit) for n in (1, 2)]
        centre = make_unit("Trung tâm số", "TT", UnitKind.SUBORDINATE, unit)
        other = make_unit("Sở Nội vụ tỉnh Mẫu", "SNV", UnitKind.AGENCY, province)
        people = [
            make_person(f"CV{n:02d}", [*divisions, centre][n % 3], category)
            for n, category in enumerate(
                [
                    StaffCategory.CADRE,
                    StaffCategory.CIVIL_SERVANT,
                    StaffCategory.CIVIL_SERVANT,
                    StaffCategory.PUBLIC_EMPLOYEE,
                    StaffCategory.WORKER,
                ],
                start=1,
            )
        ]
        world = World(
            unit,
            make_user("giam-doc", Role.HEAD, unit),
            make_user("van-thu", Role.RECORDS, unit),
            make_user("nguoi-la", Role.HEAD, other),
            people,
        )
    with clock.at(world.at(date(2022, 1, 28))):
        world.documents["nd-04"] = register_instrument(
            unit=unit,
            by=world.head,
            document_type="nghi_dinh",
            subject="Quy chế bảo vệ công trình quốc phòng và khu quân sự",
            number="04/NĐ-CP",
            issued_on=date(1995, 1, 16),
            issuer="Chính phủ",
            key="nd-04",
            file=store_bytes(b"nghi dinh 04", name="nd-04.txt", media_type="text/plain", by=world.head),
            page_count=2,
        )
        world.documents["kh-84"] = record_outgoing(
            unit=unit,
            by=world.head,
            number="84/KH-STTTT",
            issued_on=date(2022, 1, 21),
            document_type="ke_hoach",
            subject="công tác bảo đảm an ninh, trật tự năm 2022",
            taken_over="sổ giấy năm 2022",
            key="kh-84",
            file=store_bytes(b"ke hoach 84", name="kh-84.txt", media_type="text/plain", by=world.head),
        ).document
    return world


def fill_year(world: World) -> None:
    """One briefing that everybody confirms, four patrols with one missed point, outreach and training."""
    day = date(2022, 3, 8)
    with clock.at(world.at(day)):
        version = world.documents["nd-04"].versions.get()
        briefing = open_briefing(unit=world.unit, version=version, opened_on=day, by=world.head, key="qt-nd-04")
        meeting = world.act(day, "briefing", {"form": "meeting"}, documents=[version], key="hoi-nghi")
        for person in world.people:
            acknowledge(
                briefing=briefing,
                person=person,
                sha256=version.file.sha256,
                pages_shown=2,
                method="paper",
                happened_on=day,
                received_on=day,
                by=world.head,
                activity=meeting,
            )
    for week in range(4):
        day = date(2022, 4, 1) + timedelta(weeks=week)
        with clock.at(world.at(day)):
            plan_shift(
                key=f"ca-{week}",
                unit=world.unit,
                type="patrol",
                day=day,
                shift="night",
                by=world.head,
                checkpoints=POINTS,
            )
            world.patrol(day, missed=1 if week == 2 else 0)
    with clock.at(world.at(date(2022, 6, 1))):
        topics = [
            add_topic(code="quoc-phong", name="Luật Quốc phòng", by=world.head),
            add_topic(code="bien-dao", name="biển, đảo Việt Nam", by=world.head),
        ]
        for level, items in (("province", 3), ("commune", 5)):
            details = {"outlet": f"Đài {level}", "level": level, "medium": "radio", "items": items, "minutes": 30}
            world.act(date(2022, 6, 1), "outreach", details, topics=topics if level == "commune" else topics[:1])
        session = world.act(
            date(2022, 6, 1), "training", {"obligation": "self_defence", "days": 5, "organiser": "Ban CHQS"}
        )
        for person in world.people[:3]:
            record_participation(activity=session, person=person, state="present", by=world.head)


@pytest.fixture
def world(db: None) -> World:
    """An agency at the end of its year."""
    world = make_world()
    fill_year(world)
    return world


@pytest.fixture
def period(world: World) -> Period:
    with clock.at(FOUNDED + timedelta(days=30)):
        return open_period(unit=world.unit, kind="year", year=2022, by=world.head)


@pytest.fixture
def closing() -> Iterator[datetime]:
    """The clock stands on the morning after the cut-off of 2022."""
    with clock.at(CLOSING):
        yield CLOSING


NARRATIVE = """## Tình hình chung

Cơ quan gồm {figure:divisions format=padded} phòng chuyên môn, nghiệp vụ và {figure:subordinate_units format=padded} đơn vị
trực thuộc; tổng số cán bộ, công chức, viên chức và người lao động là {figure:staff} người, trong đó có
{figure:staff_by_category.civil_servant} công chức và {figure:staff_by_category.worker format=words} người lao động.

## Kết quả

Năm 2022, đơn vị đã quán triệt {document:nd-04} đến {figure:briefing_coverage} cán bộ, công chức, viên chức và người lao động.

- Ban hành {document:kh-84 text="Kế hoạch số 84/KH-STTTT ngày 21/01/2022"} về bảo đảm an ninh, trật tự;
- Tổ chức **{figure:shifts}** ca tuần tra, canh gác, {figure:shifts_complete_percent} đủ điểm kiểm tra;
- Đăng, phát {figure:outreach_items} tin, bài về {list:outreach_topics}.

Số liệu chốt đến ngày {date:period.end}. Thực hiện phương châm {not-a-claim:idiom "4 tại chỗ"}.
"""
