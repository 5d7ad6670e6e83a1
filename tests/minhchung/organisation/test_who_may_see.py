"""Rights: role × unit subtree × sensitivity, for the head of the unit, a colleague and a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from minhchung import clock
from minhchung.accounts.actions import create_user, deactivate_user, reset_password
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.documents.models import Document, Handler
from minhchung.errors import NotAllowedError
from minhchung.organisation import actions
from minhchung.organisation.enums import StaffCategory, UnitKind
from minhchung.organisation.errors import AlreadyGrantedError
from minhchung.organisation.models import Person, Unit
from minhchung.organisation.permissions import can_see, grants_of, has_role, require, visible
from minhchung.organisation.queries import person_of

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 6, 15, 5, 0, tzinfo=UTC)
TODAY = date(2022, 6, 15)
OPEN, INTERNAL, RESTRICTED = Sensitivity


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@dataclass
class House:
    agency: Unit
    division: Unit
    other: Unit
    elsewhere: Unit


@pytest.fixture
def house() -> House:
    def found(name: str, parent: Unit | None = None, kind: UnitKind = UnitKind.DIVISION) -> Unit:
        return actions.found_unit(
            kind=kind, name=name, short_name=name, symbol="S", since=date(2010, 1, 1), by=None, parent=parent
        )

    province = found("Tỉnh Mẫu", kind=UnitKind.PROVINCE)
    agency = found("Sở", province, UnitKind.AGENCY)
    elsewhere = found("Sở khác", province, UnitKind.AGENCY)
    return House(agency, found("Phòng", agency), found("Phòng khác", agency), elsewhere)


def user(name: str, role: Role | None = None, unit: Unit | None = None) -> User:
    made, _ = create_user(username=name, display_name=name, by=None)
    if role:
        actions.grant_role(user=made, role=role, unit=unit, by=None)
    return made


def document(unit: Unit, sensitivity: Sensitivity) -> Document:
    key = f"{unit.pk}-{sensitivity}-{Document.objects.count()}"
    return Document.objects.create(
        key=key, unit=unit, document_type="ke_hoach", subject="x", sensitivity=sensitivity, recorded_at=NOW
    )


def seen(who: User | AnonymousUser, **named: object) -> set[tuple[int, int]]:
    rows = visible(Document.objects.all(), who, **named)
    return {(row.unit_id, row.sensitivity) for row in rows}


@pytest.fixture
def everything(house: House) -> set[tuple[int, int]]:
    units = (house.agency, house.division, house.other, house.elsewhere)
    return {(document(unit, level).unit_id, int(level)) for unit in units for level in Sensitivity}


def test_each_role_sees_what_is_its_to_see(house: House, everything: set[tuple[int, int]]) -> None:
    a, d, o, e = (unit.pk for unit in (house.agency, house.division, house.other, house.elsewhere))
    open_here = {(a, 0), (d, 0), (o, 0)}
    expected = [
        ("truong-phong", Role.HEAD, house.division, open_here | {(d, 1), (d, 2)}),
        ("chuyen-vien", Role.OFFICER, house.division, open_here | {(d, 1)}),
        ("nhan-vien", Role.STAFF, house.division, open_here | {(d, 1)}),
        ("van-thu", Role.RECORDS, house.agency, {(unit, level) for unit in (a, d, o) for level in (0, 1, 2)}),
        ("thanh-tra", Role.INSPECTOR, house.division, open_here | {(d, 1), (d, 2)}),
        ("nguoi-la", Role.OFFICER, house.elsewhere, {(e, 0), (e, 1)}),
        ("khong-quyen", None, None, set()),
    ]
    for name, role, unit, rows in expected:
        assert seen(user(name, role, unit)) == rows, name
    assert seen(AnonymousUser()) == set()
    assert len(everything) == 12


def test_a_post_gives_its_role_for_the_days_it_is_held(house: House, everything: set[tuple[int, int]]) -> None:
    head = user("truong-phong")
    who = actions.register_person(
        code="LD01", name="Trưởng phòng", category=StaffCategory.CIVIL_SERVANT, by=None, user=head
    )
    post = actions.open_post(unit=house.division, title="Trưởng phòng", role=Role.HEAD, by=None)
    membership = actions.join(person=who, post=post, since=TODAY, by=None)

    assert person_of(head) == who
    assert (house.division.pk, RESTRICTED) in seen(head)
    actions.leave(membership=membership, until=TODAY, by=None)
    assert (house.division.pk, RESTRICTED) in seen(head)
    with clock.at(NOW + timedelta(days=1)):
        assert seen(head) == set()
    with clock.at(NOW - timedelta(days=1)):
        assert seen(head) == set()


def test_a_grant_counts_only_between_its_days(house: House) -> None:
    who = user("chuyen-vien")
    grant = actions.grant_role(
        user=who, role=Role.HEAD, unit=house.division, by=None, since=TODAY, until=TODAY + timedelta(days=1)
    )
    for days, counts in ((-1, False), (0, True), (1, True), (2, False)):
        with clock.at(NOW + timedelta(days=days)):
            assert has_role(who, Role.HEAD, house.division) is counts, days

    actions.end_grant(grant=grant, by=None)
    assert grants_of(who) == []


def test_a_grant_reaches_no_further_than_it_says(house: House, everything: set[tuple[int, int]]) -> None:
    who = user("lanh-dao")
    actions.grant_role(user=who, role=Role.HEAD, unit=house.division, by=None, sensitivity=INTERNAL)

    assert (house.division.pk, RESTRICTED) not in seen(who)
    assert (house.division.pk, INTERNAL) in seen(who)


def test_a_closed_account_sees_nothing(house: House, everything: set[tuple[int, int]]) -> None:
    who = user("van-thu", Role.RECORDS, house.agency)
    assert seen(who)
    who.is_active = False

    assert seen(who) == set()
    assert not has_role(who, Role.RECORDS)


def test_being_named_shows_one_row_and_no_more(house: House) -> None:
    stranger = user("nguoi-la", Role.OFFICER, house.elsewhere)
    who = Person.objects.create(code="X", name="X", category=StaffCategory.WORKER, user=stranger)
    named, _hidden = document(house.division, RESTRICTED), document(house.division, RESTRICTED)
    Handler.objects.create(document=named, person=who, recorded_at=NOW)

    condition = Q(Exists(Handler.objects.filter(document=OuterRef("pk"), person__user=stranger)))
    assert list(visible(Document.objects.all(), stranger, named=condition)) == [named]
    assert can_see(named, stranger, named=condition)
    assert not can_see(named, stranger)


def test_a_path_is_no_prefix_of_another_units_number(house: House) -> None:
    """Unit 1 must not reach unit 10: "/1/" is no prefix of "/10/"."""
    units = [
        actions.found_unit(
            kind=UnitKind.AGENCY, name="Sở", short_name="Sở", symbol="S", since=date(2010, 1, 1), by=None
        )
        for _ in range(12)
    ]
    who = user("lanh-dao", Role.HEAD, units[0])
    for unit in units:
        document(unit, RESTRICTED)

    assert {unit for unit, _level in seen(who)} == {units[0].pk}


def test_visible_costs_the_same_for_one_and_many(
    house: House, everything: set[tuple[int, int]], django_assert_num_queries: object
) -> None:
    who = user("truong-phong", Role.HEAD, house.division)
    actions.grant_role(user=who, role=Role.RECORDS, unit=house.other, by=None)
    for _ in range(2):
        with django_assert_num_queries(4):  # grants, posts, agencies, the rows
            list(visible(Document.objects.all(), who))
        for _n in range(10):
            document(house.division, OPEN)


def test_require_refuses_the_colleague_and_the_stranger(house: House) -> None:
    head = user("truong-phong", Role.HEAD, house.division)
    above = user("giam-doc", Role.HEAD, house.agency)
    colleague = user("chuyen-vien", Role.OFFICER, house.division)
    stranger = user("nguoi-la", Role.HEAD, house.elsewhere)

    for allowed in (head, above, None):
        require(allowed, {Role.HEAD, Role.RECORDS}, house.division)
    for refused in (colleague, stranger, AnonymousUser()):
        with pytest.raises(NotAllowedError):
            require(refused, Role.HEAD, house.division)
    with pytest.raises(NotAllowedError):
        require(head, Role.HEAD, house.agency)


def test_only_an_administrator_of_the_unit_changes_the_organisation(house: House) -> None:
    administrator = user("quan-tri", Role.ADMINISTRATOR, house.division)
    who = actions.register_person(code="X", name="X", category=StaffCategory.WORKER, by=None)
    post = actions.open_post(unit=house.division, title="Chuyên viên", role=Role.OFFICER, by=administrator)
    basis = {"effective_on": TODAY, "legal_basis": "Quyết định số 1/QĐ"}

    for refused in (
        user("dong-nghiep", Role.OFFICER, house.division),
        user("nguoi-la", Role.ADMINISTRATOR, house.other),
    ):
        attempts = [
            lambda by: actions.rename_unit(unit=house.division, name="X", by=by, **basis),
            lambda by: actions.dissolve_unit(unit=house.division, by=by, **basis),
            lambda by: actions.transfer_unit(unit=house.division, parent=house.other, by=by, **basis),
            lambda by: actions.open_post(unit=house.division, title="Y", role=Role.HEAD, by=by),
            lambda by: actions.join(person=who, post=post, since=TODAY, by=by),
            lambda by: actions.grant_role(user=by, role=Role.HEAD, unit=house.division, by=by),
        ]
        for attempt in attempts:
            with pytest.raises(NotAllowedError):
                attempt(refused)
    with pytest.raises(NotAllowedError):
        actions.transfer_unit(unit=house.division, parent=house.other, by=administrator, **basis)
    membership = actions.join(person=who, post=post, since=TODAY, by=administrator)
    stranger = user("nguoi-la-2", Role.HEAD, house.other)
    with pytest.raises(NotAllowedError):
        actions.leave(membership=membership, until=TODAY, by=stranger)
    with pytest.raises(NotAllowedError):
        actions.record_absence(person=who, since=TODAY, until=TODAY, reason="Nghỉ", by=stranger)


def test_the_same_role_is_not_granted_twice(house: House) -> None:
    who = user("van-thu", Role.RECORDS, house.agency)
    with pytest.raises(AlreadyGrantedError):
        actions.grant_role(user=who, role=Role.RECORDS, unit=house.agency, by=None)


def test_nobody_lends_themselves_a_role(house: House) -> None:
    """A records officer keeps the staff list, yet gains no headship by it; a division's administrator no agency."""
    clerk = user("van-thu", Role.RECORDS, house.agency)
    minor = user("quan-tri-phong", Role.ADMINISTRATOR, house.division)
    director = user("giam-doc", Role.HEAD, house.agency)
    chair = actions.open_post(unit=house.agency, title="Giám đốc", role=Role.HEAD, by=None)
    desk = actions.open_post(unit=house.agency, title="Chuyên viên", role=Role.OFFICER, by=None)
    who = actions.register_person(code="X", name="X", category=StaffCategory.CIVIL_SERVANT, by=clerk)

    assert actions.join(person=who, post=desk, since=TODAY, by=clerk).pk
    refused = [
        lambda: actions.join(person=who, post=chair, since=TODAY, by=clerk),
        lambda: actions.link_user(person=who, user=minor, by=minor),
        lambda: reset_password(user=director, by=minor),
        lambda: deactivate_user(user=director, by=minor),
        lambda: reset_password(user=director, by=director),
    ]
    for attempt in refused:
        with pytest.raises(NotAllowedError):
            attempt()
    colleague = user("chuyen-vien", Role.OFFICER, house.division)
    assert reset_password(user=colleague, by=minor)
