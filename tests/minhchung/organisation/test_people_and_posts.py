"""People, posts, memberships, absences: headcount as of a date and as known on an instant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from minhchung import clock
from minhchung.accounts.enums import Role
from minhchung.audit.errors import AlreadyWithdrawnError
from minhchung.errors import MinhChungError
from minhchung.organisation import actions, errors, queries
from minhchung.organisation.enums import StaffCategory, UnitKind
from minhchung.organisation.models import Membership, Person, Post, Unit

NOW = datetime(2022, 12, 31, 5, 0, tzinfo=UTC)
FOUNDED = date(2010, 1, 1)
BASIS = "Quyết định số 01/QĐ-UBND ngày 02/01/2020"
SERVANT, WORKER = StaffCategory.CIVIL_SERVANT, StaffCategory.WORKER


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def found(name: str, parent: Unit | None = None, kind: UnitKind = UnitKind.DIVISION) -> Unit:
    return actions.found_unit(kind=kind, name=name, short_name=name, symbol="S", since=FOUNDED, by=None, parent=parent)


def post(unit: Unit, title: str = "Chuyên viên") -> Post:
    return actions.open_post(unit=unit, title=title, role=Role.OFFICER, by=None)


def person(number: int, category: StaffCategory = SERVANT) -> Person:
    return actions.register_person(code=f"CV{number:02}", name=f"Chuyên viên {number:02}", category=category, by=None)


def join(who: Person, where: Post, since: date, until: date | None = None) -> Membership:
    return actions.join(person=who, post=where, since=since, until=until, by=None)


@pytest.mark.django_db
def test_headcount_counts_each_person_once_by_category_and_day() -> None:
    agency = found("Sở", kind=UnitKind.AGENCY)
    office, division = found("Văn phòng", agency), found("Phòng", agency)
    one, two, three = person(1), person(2, WORKER), person(3)
    join(one, post(office), date(2020, 1, 1))
    join(one, post(division, "Phụ trách"), date(2021, 1, 1))
    join(two, post(office, "Lái xe"), date(2020, 1, 1), date(2020, 12, 31))
    join(three, post(division), date(2021, 6, 1))

    def count(unit: Unit, on: date) -> tuple[int, int]:
        found = queries.headcount(unit, on)
        assert set(found) == set(StaffCategory)
        assert sum(found.values()) == queries.roster(unit, on).count()
        return found[SERVANT], found[WORKER]

    assert count(agency, date(2019, 12, 31)) == (0, 0)
    assert count(agency, date(2020, 12, 31)) == (1, 1)
    assert count(agency, date(2021, 1, 1)) == (1, 0)
    assert count(agency, date(2021, 6, 1)) == (2, 0)
    assert count(office, date(2021, 6, 1)) == (1, 0)
    assert queries.people_on(agency, date(2021, 6, 1)).count() == 3


@pytest.mark.django_db
def test_headcount_follows_the_tree_of_the_day() -> None:
    old, new = found("Cũ", kind=UnitKind.AGENCY), found("Mới", kind=UnitKind.AGENCY)
    division = found("Phòng", old)
    join(person(1), post(division), FOUNDED)
    actions.transfer_unit(unit=division, parent=new, effective_on=date(2022, 1, 1), legal_basis=BASIS, by=None)

    assert queries.headcount(old, date(2021, 12, 31))[SERVANT] == 1
    assert queries.headcount(old, date(2022, 1, 1))[SERVANT] == 0
    assert queries.headcount(new, date(2022, 1, 1))[SERVANT] == 1


@pytest.mark.django_db
def test_a_late_leave_moves_nothing_that_was_known_before() -> None:
    agency = found("Sở", kind=UnitKind.AGENCY)
    membership = join(person(1), post(agency), FOUNDED)
    later = NOW + timedelta(days=10)
    with clock.at(later):
        closed = actions.leave(membership=membership, until=date(2022, 3, 31), by=None)

        assert closed.replaces_id == membership.pk
        assert queries.headcount(agency, date(2022, 6, 1))[SERVANT] == 0
        assert queries.headcount(agency, date(2022, 6, 1), known_at=NOW)[SERVANT] == 1
        with pytest.raises(AlreadyWithdrawnError):
            actions.withdraw_membership(membership=membership, reason="Nhập nhầm", by=None)


@pytest.mark.django_db
def test_a_change_of_category_never_moves_a_past_headcount() -> None:
    agency = found("Sở", kind=UnitKind.AGENCY)
    who = person(1, WORKER)
    join(who, post(agency), FOUNDED)
    actions.change_category(person=who, category=SERVANT, on=date(2022, 7, 1), by=None)

    assert queries.headcount(agency, date(2022, 6, 30))[WORKER] == 1
    assert queries.headcount(agency, date(2022, 7, 1)) == {**dict.fromkeys(StaffCategory, 0), SERVANT: 1}


@pytest.mark.django_db
def test_absences_may_overlap_and_may_be_taken_back() -> None:
    who = person(1)
    first = actions.record_absence(
        person=who, since=date(2022, 5, 1), until=date(2022, 5, 9), reason="Nghỉ phép", by=None
    )
    actions.record_absence(person=who, since=date(2022, 5, 5), until=date(2022, 5, 20), reason="Đi học", by=None)
    assert queries.absences_on(date(2022, 5, 6)).count() == 2

    actions.withdraw_absence(absence=first, reason="Nhập nhầm", by=None)
    assert [absence.reason for absence in queries.absences_on(date(2022, 5, 6))] == ["Đi học"]


def _twice(who: Person, where: Post) -> None:
    join(who, where, date(2022, 2, 1))


def _backwards(who: Person, where: Post) -> None:
    join(who, where, date(2021, 2, 1), date(2021, 1, 1))


def _before_the_unit(who: Person, where: Post) -> None:
    join(who, where, date(2009, 1, 1), date(2009, 2, 1))


def _in_two_categories(who: Person, where: Post) -> None:
    other = post(where.unit, "Lái xe")
    actions.join(person=who, post=other, since=date(2022, 2, 1), category=WORKER, by=None)


def _same_code(who: Person, where: Post) -> None:
    person(1)


def _same_post(who: Person, where: Post) -> None:
    post(where.unit)


def _leave_before_joining(who: Person, where: Post) -> None:
    actions.leave(membership=Membership.objects.get(), until=date(2021, 12, 31), by=None)


def _absent_backwards(who: Person, where: Post) -> None:
    actions.record_absence(person=who, since=date(2022, 5, 2), until=date(2022, 5, 1), reason="Nghỉ", by=None)


def _dissolve_over_people(who: Person, where: Post) -> None:
    actions.dissolve_unit(unit=where.unit, effective_on=date(2022, 6, 1), legal_basis=BASIS, by=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (_twice, errors.AlreadyMemberError),
        (_backwards, errors.DatesReversedError),
        (_before_the_unit, errors.UnitNotThereError),
        (_in_two_categories, errors.CategoryConflictError),
        (_same_code, errors.AlreadyRegisteredError),
        (_same_post, errors.AlreadyRegisteredError),
        (_leave_before_joining, errors.DatesReversedError),
        (_absent_backwards, errors.DatesReversedError),
        (_dissolve_over_people, errors.UnitInUseError),
    ],
)
def test_what_cannot_be_is_refused(attempt: Callable[[Person, Post], None], refusal: type[MinhChungError]) -> None:
    who, where = person(1), post(found("Phòng"))
    join(who, where, date(2022, 1, 1))

    with pytest.raises(refusal):
        attempt(who, where)

    assert Membership.objects.count() == 1
    assert not queries.absences_on(date(2022, 5, 1)).exists()


DAYS = st.dates(date(2010, 1, 1), date(2010, 1, 20))


class Histories(TestCase):
    """Random joins and leaves: every headcount equals a count by hand, and what was known stays known."""

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.sampled_from("jjjlc"), st.integers(0, 2), st.integers(0, 2), DAYS), max_size=14))
    def test_headcount_is_that_of_a_count_by_hand(self, steps: list[tuple[str, int, int, date]]) -> None:
        with clock.at(NOW):
            agency = found("Sở", kind=UnitKind.AGENCY)
            posts = [post(found("Phòng 1", agency)), post(found("Phòng 2", agency)), post(agency)]
            people = [person(number) for number in range(3)]
        known = []
        for number, (act, who, where, day) in enumerate(steps, start=1):
            instant = NOW + timedelta(hours=number)
            with clock.at(instant):
                _attempt(act, people[who], posts[where], day)
            known.append((instant, _counts(agency, instant)))
        end = NOW + timedelta(days=2)
        assert all(_counts(agency, instant) == counts for instant, counts in known)
        assert _counts(agency, end) == [_by_hand(day) for day in _DAYS]


def _attempt(act: str, who: Person, where: Post, day: date) -> None:
    try:
        if act == "j":
            join(who, where, day)
        elif act == "c":
            actions.change_category(person=who, category=WORKER, on=day, by=None)
        elif membership := Membership.objects.standing().filter(person=who, post=where).first():
            actions.leave(membership=membership, until=day, by=None)
    except MinhChungError:
        pass


_DAYS = [date(2010, 1, 1) + timedelta(days=number) for number in range(0, 22, 3)]


def _counts(agency: Unit, known_at: datetime) -> list[dict[StaffCategory, int]]:
    return [queries.headcount(agency, day, known_at) for day in _DAYS]


def _by_hand(day: date) -> dict[StaffCategory, int]:
    present = {
        (row.person_id, row.category)
        for row in Membership.objects.all()
        if row.withdrawn_at is None and row.since <= day and (row.until is None or row.until >= day)
    }
    assert len(present) == len({who for who, _category in present}), "one person in two categories"
    return {category: sum(found == category for _who, found in present) for category in StaffCategory}
