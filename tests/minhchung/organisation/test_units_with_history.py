"""Units and their versions: what a unit was called and where it stood, as of a date and as known on an instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from minhchung import clock
from minhchung.audit.models import AuditEvent
from minhchung.audit.verification import verify
from minhchung.errors import MinhChungError
from minhchung.organisation import actions, errors, queries
from minhchung.organisation.enums import ChangeKind, UnitKind
from minhchung.organisation.models import Unit, UnitChange, UnitVersion

NOW = datetime(2022, 12, 31, 5, 0, tzinfo=UTC)
FOUNDED = date(2010, 1, 1)
BASIS = "Quyết định số 01/QĐ-UBND ngày 02/01/2020"


def found(name: str, parent: Unit | None = None, *, kind: UnitKind = UnitKind.DIVISION, since: date = FOUNDED) -> Unit:
    return actions.found_unit(
        kind=kind, name=name, short_name=name, symbol=name.upper(), since=since, by=None, parent=parent
    )


@pytest.fixture(autouse=True)
def _now(request: pytest.FixtureRequest) -> object:
    with clock.at(NOW):
        yield


@pytest.mark.django_db
def test_found_unit_places_it_in_the_tree_and_in_the_ledger() -> None:
    agency = found("Sở", kind=UnitKind.AGENCY)
    office = found("Văn phòng", agency)

    assert office.path == f"/{agency.pk}/{office.pk}/"
    assert [(node.version.name, node.depth) for node in queries.tree(FOUNDED)] == [("Sở", 0), ("Văn phòng", 1)]
    assert queries.tree(FOUNDED - timedelta(days=1)) == []
    assert AuditEvent.objects.get(pk=2).verb == "unit.changed"


@pytest.mark.django_db
def test_rename_keeps_the_old_name_for_the_days_before() -> None:
    unit = found("Sở Bưu chính")
    actions.rename_unit(unit=unit, name="Sở Thông tin", effective_on=date(2020, 1, 2), legal_basis=BASIS, by=None)

    assert queries.unit_version(unit, date(2020, 1, 1)).name == "Sở Bưu chính"
    assert queries.unit_version(unit, date(2020, 1, 2)).name == "Sở Thông tin"
    change = UnitChange.objects.get(kind=ChangeKind.RENAME)
    assert (change.legal_basis, list(change.before.all())) == (BASIS, [unit])


@pytest.mark.django_db
def test_a_late_rename_is_not_known_before_it_was_recorded() -> None:
    unit = found("Cũ")
    later = NOW + timedelta(days=30)
    with clock.at(later):
        actions.rename_unit(unit=unit, name="Mới", effective_on=date(2015, 6, 1), legal_basis=BASIS, by=None)

        assert queries.unit_version(unit, date(2022, 1, 1)).name == "Mới"
        assert queries.unit_version(unit, date(2022, 1, 1), known_at=later - timedelta(seconds=1)).name == "Cũ"


@pytest.mark.django_db
def test_a_late_rename_leaves_the_version_after_it_alone() -> None:
    unit = found("A")
    actions.rename_unit(unit=unit, name="C", effective_on=date(2020, 1, 1), legal_basis=BASIS, by=None)
    actions.rename_unit(unit=unit, name="B", effective_on=date(2015, 1, 1), legal_basis=BASIS, by=None)

    years = [(year, queries.unit_version(unit, date(year, 7, 1)).name) for year in (2012, 2017, 2021)]
    assert years == [(2012, "A"), (2017, "B"), (2021, "C")]


@pytest.mark.django_db
def test_transfer_moves_what_is_below_too() -> None:
    old, new = found("Cũ", kind=UnitKind.AGENCY), found("Mới", kind=UnitKind.AGENCY)
    division = found("Phòng", old)
    team = found("Tổ", division)
    actions.transfer_unit(unit=division, parent=new, effective_on=date(2020, 1, 1), legal_basis=BASIS, by=None)

    team.refresh_from_db()
    assert team.path == f"/{new.pk}/{division.pk}/{team.pk}/"
    divisions = lambda agency, on: list(queries.units_of_kind(agency, UnitKind.DIVISION, on))  # noqa: E731
    assert divisions(old, date(2019, 12, 31)) == [division, team]
    assert divisions(old, date(2020, 1, 1)) == []
    assert divisions(new, date(2020, 1, 1)) == [division, team]
    period = {"until": date(2020, 12, 31)}
    assert list(queries.units_of_kind(new, UnitKind.DIVISION, date(2019, 1, 1), **period)) == [division, team]


@pytest.mark.django_db
def test_merge_ends_the_merged_and_refuses_while_people_or_units_remain() -> None:
    agency = found("Sở", kind=UnitKind.AGENCY)
    one, two = found("Phòng Một", agency), found("Phòng Hai", agency)
    below = found("Tổ", one)
    merge = {"units": [one, two], "into": two, "effective_on": date(2022, 7, 1), "legal_basis": BASIS, "by": None}

    with pytest.raises(errors.UnitInUseError):
        actions.merge_units(**merge)
    actions.dissolve_unit(unit=below, effective_on=date(2022, 7, 1), legal_basis=BASIS, by=None)
    change = actions.merge_units(**merge)

    assert set(change.before.all()) == {one, two}
    assert queries.unit_version(one, date(2022, 6, 30)).name == "Phòng Một"
    assert queries.unit_version(one, date(2022, 7, 1)) is None
    assert queries.unit_version(two, date(2022, 7, 1)).name == "Phòng Hai"


@pytest.mark.django_db
def test_split_may_leave_the_unit_itself_standing() -> None:
    whole = found("Phòng")
    part = found("Phòng mới", since=date(2022, 1, 1))
    actions.split_unit(unit=whole, into=[whole, part], effective_on=date(2022, 1, 1), legal_basis=BASIS, by=None)
    assert queries.unit_version(whole, date(2022, 1, 1)) is not None

    actions.split_unit(unit=whole, into=[part], effective_on=date(2022, 6, 1), legal_basis=BASIS, by=None)
    assert queries.unit_version(whole, date(2022, 6, 1)) is None


@pytest.mark.django_db
def test_correct_version_keeps_the_days() -> None:
    unit = found("Sơ")
    wrong = queries.unit_version(unit, FOUNDED)
    right = actions.correct_version(version=wrong, name="Sở", reason="Sai chính tả", by=None)

    assert (right.valid_from, right.valid_to, right.replaces) == (wrong.valid_from, wrong.valid_to, wrong)
    assert queries.unit_version(unit, FOUNDED).name == "Sở"


def _in_the_future(unit: Unit) -> None:
    actions.rename_unit(unit=unit, name="X", effective_on=date(2023, 1, 1), legal_basis=BASIS, by=None)


def _without_basis(unit: Unit) -> None:
    actions.rename_unit(unit=unit, name="X", effective_on=FOUNDED, legal_basis=" ", by=None)


def _before_it_was(unit: Unit) -> None:
    actions.rename_unit(unit=unit, name="X", effective_on=date(2009, 1, 1), legal_basis=BASIS, by=None)


def _to_the_same_name(unit: Unit) -> None:
    actions.rename_unit(unit=unit, name="Phòng", effective_on=date(2020, 1, 1), legal_basis=BASIS, by=None)


def _below_itself(unit: Unit) -> None:
    child = found("Tổ", unit)
    actions.transfer_unit(unit=unit, parent=child, effective_on=date(2020, 1, 1), legal_basis=BASIS, by=None)


def _below_what_is_gone(unit: Unit) -> None:
    gone = found("Đã giải thể")
    actions.dissolve_unit(unit=gone, effective_on=date(2015, 1, 1), legal_basis=BASIS, by=None)
    actions.transfer_unit(unit=unit, parent=gone, effective_on=date(2020, 1, 1), legal_basis=BASIS, by=None)


def _merge_into_itself(unit: Unit) -> None:
    actions.merge_units(units=[unit], into=unit, effective_on=date(2020, 1, 1), legal_basis=BASIS, by=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (_in_the_future, errors.NotYetEffectiveError),
        (_without_basis, errors.MissingLegalBasisError),
        (_before_it_was, errors.UnitNotThereError),
        (_to_the_same_name, errors.NothingChangedError),
        (_below_itself, errors.UnitCycleError),
        (_below_what_is_gone, errors.UnitNotThereError),
        (_merge_into_itself, errors.NothingChangedError),
    ],
)
def test_a_change_that_cannot_be_is_refused(attempt: Callable[[Unit], None], refusal: type[MinhChungError]) -> None:
    unit = found("Phòng")

    with pytest.raises(refusal):
        attempt(unit)

    assert [version.name for version in UnitVersion.objects.standing().filter(unit=unit)] == ["Phòng"]


@pytest.mark.django_db
def test_a_cycle_that_would_only_close_later_is_refused() -> None:
    a, b = found("A"), found("B")
    actions.transfer_unit(unit=b, parent=a, effective_on=date(2020, 1, 1), legal_basis=BASIS, by=None)

    with pytest.raises(errors.UnitCycleError):
        actions.transfer_unit(unit=a, parent=b, effective_on=date(2015, 1, 1), legal_basis=BASIS, by=None)


@pytest.mark.django_db
def test_districts_end_with_june_2025() -> None:
    district = found("Huyện Mẫu", kind=UnitKind.DISTRICT)
    with clock.at(datetime(2025, 7, 2, tzinfo=UTC)):
        assert queries.unit_version(district, date(2025, 6, 30)).name == "Huyện Mẫu"
        assert queries.unit_version(district, date(2025, 7, 1)) is None
        with pytest.raises(errors.NoDistrictsError):
            found("Huyện Khác", kind=UnitKind.DISTRICT, since=date(2025, 7, 1))


class Histories(TestCase):
    """Random renames and transfers, recorded in any order: one version a day, no cycle, nothing known is forgotten."""

    @settings(max_examples=40)
    @given(
        steps=st.lists(
            st.tuples(
                st.sampled_from(["rename", "transfer", "dissolve"]),
                st.integers(0, 3),
                st.one_of(st.none(), st.integers(0, 3)),
                st.dates(date(2009, 12, 30), date(2010, 2, 10)),
            ),
            max_size=12,
        )
    )
    def test_versions_never_overlap_and_never_make_a_cycle(
        self, steps: list[tuple[str, int, int | None, date]]
    ) -> None:
        with clock.at(NOW):
            units = [found(f"Đơn vị {number}") for number in range(4)]
        known = []
        for number, (act, unit, parent, on) in enumerate(steps, start=1):
            instant = NOW + timedelta(hours=number)
            with clock.at(instant):
                _attempt(act, units, unit, parent, on, f"Tên {number}")
                known.append((instant, _picture(instant)))
        with clock.at(NOW + timedelta(days=3)):
            assert all(_picture(instant) == picture for instant, picture in known)
            _check(units)
        assert verify().is_valid


def _attempt(act: str, units: list[Unit], unit: int, parent: int | None, on: date, name: str) -> None:
    given = {"unit": units[unit], "effective_on": on, "legal_basis": BASIS, "by": None}
    try:
        if act == "rename":
            actions.rename_unit(**given, name=name)
        elif act == "transfer":
            actions.transfer_unit(**given, parent=None if parent is None else units[parent])
        else:
            actions.dissolve_unit(**given)
    except MinhChungError:
        pass


DAYS = [date(2009, 12, 29) + timedelta(days=number) for number in range(0, 48, 3)]


def _picture(instant: datetime) -> list[tuple[object, ...]]:
    rows = UnitVersion.objects.known_on(instant).order_by("unit_id", "valid_from")
    return list(rows.values_list("unit", "name", "parent", "valid_from", "valid_to"))


def _check(units: list[Unit]) -> None:
    for day in DAYS:
        nodes = queries.tree(day)
        there = [node.version.unit_id for node in nodes]
        assert len(there) == len(set(there)), "two versions on one day"
        covering = queries.versions_on(day)
        assert {version.unit_id for version in covering} == set(there), "a cycle hides units from the tree"
        for unit in units:
            below = set(Unit.objects.filter(pk__in=queries.subtree(unit, day)).values_list("pk", flat=True))
            assert (unit.pk in below) == (unit.pk in there)
