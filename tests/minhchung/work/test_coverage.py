from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.minhchung.work.conftest import EARLY, HASH, join, make_person, make_unit, make_version
from tests.minhchung.work.test_tasks_and_directives import prove

from minhchung import clock
from minhchung.audit.recording import withdraw
from minhchung.errors import NotAllowedError
from minhchung.organisation.models import Absence, UnitVersion
from minhchung.work import actions, errors, queries
from minhchung.work.models import Acknowledgement, Briefing

OPENED, DUE, DAY = date(2022, 2, 1), date(2022, 2, 28), date(2022, 6, 10)


@pytest.fixture
def briefing(agency, noon) -> Briefing:
    return actions.open_briefing(
        unit=agency.unit, version=make_version(agency.unit), opened_on=OPENED, due_on=DUE, by=agency.head
    )


@pytest.fixture
def sheet(agency, recorded):
    return recorded("ky-nhan", type="briefing", details={"form": "meeting"}, documents=list(make_versions(agency)))


def make_versions(agency):
    yield make_version(agency.unit, key="danh-sach")


def confirm(briefing, person, agency, *, on=date(2022, 2, 10), **given) -> Acknowledgement:
    said = {
        "briefing": briefing,
        "person": person,
        "sha256": HASH,
        "pages_shown": 3,
        "method": "system",
        "happened_on": on,
        "received_on": on,
        "by": person.user,
    }
    return actions.acknowledge(**(said | given))


def states(found) -> dict[str, str]:
    return {row.person.code: str(row.state) for row in (*found.roster, *found.outside)}


def test_coverage_names_each_person_once_with_a_state_and_a_reason(agency, briefing, noon) -> None:
    reader = make_person("p1", agency.office, agency.officer)
    join(reader, agency.division, date(2022, 1, 1), title="Kiêm nhiệm")
    away = make_person("p2", agency.division)
    Absence.objects.create(
        person=away, since=date(2022, 6, 1), until=date(2022, 6, 30), reason="Nghỉ thai sản", recorded_at=EARLY
    )
    make_person("p3", agency.division)
    make_person("p4", agency.division, since=date(2022, 3, 15))
    make_person("p5", agency.division, since=date(2022, 7, 1))
    gone = make_person("p6")
    join(gone, agency.office, date(2022, 1, 1), date(2022, 5, 31))
    make_person("p7", agency.other)
    confirm(briefing, reader, agency)

    found = queries.coverage(briefing, on=DAY, known_at=noon)

    assert states(found) == {
        "p1": "done",
        "p2": "excused",
        "p3": "missing",
        "p4": "excused",
        "p5": "joined_later",
        "p6": "left",
    }
    assert [row.reason for row in found.excused] == [
        "Nghỉ thai sản (01/06/2022 – 30/06/2022)",
        "vào cơ quan ngày 15/03/2022, sau hạn",
    ]
    assert (len(found.roster), len(found.done), len(found.excused), len(found.missing)) == (4, 1, 2, 1)


def test_person_who_changed_division_after_the_deadline_did_not_join_later(agency, briefing, noon) -> None:
    person = make_person("p1")
    join(person, agency.office, date(2022, 1, 1), date(2022, 4, 30))
    join(person, agency.division, date(2022, 5, 1), title="Vị trí mới")

    assert states(queries.coverage(briefing, on=DAY, known_at=noon)) == {"p1": "missing"}


def test_people_of_a_division_merged_after_the_deadline_did_not_join_later(agency, briefing, noon) -> None:
    old = make_unit("Phòng cũ", "PC", agency.unit)
    UnitVersion.objects.filter(unit=old).update(valid_to=date(2022, 4, 30))
    person = make_person("p1")
    join(person, old, date(2022, 1, 1), date(2022, 4, 30))
    join(person, agency.division, date(2022, 5, 1), title="Vị trí mới")

    assert states(queries.coverage(briefing, on=DAY, known_at=noon)) == {"p1": "missing"}


def test_person_who_came_back_after_the_deadline_joined_later(agency, briefing, noon) -> None:
    person = make_person("p1")
    join(person, agency.office, date(2022, 1, 1), date(2022, 1, 31))
    join(person, agency.office, date(2022, 4, 1), title="Vị trí mới")

    assert states(queries.coverage(briefing, on=DAY, known_at=noon)) == {"p1": "excused"}


def test_coverage_counts_an_acknowledgement_from_its_day_on(agency, briefing, noon) -> None:
    person = make_person("p1", agency.office, agency.officer)
    confirm(briefing, person, agency, on=date(2022, 2, 10))

    assert states(queries.coverage(briefing, on=date(2022, 2, 9), known_at=noon)) == {"p1": "missing"}
    assert states(queries.coverage(briefing, on=date(2022, 2, 10), known_at=noon)) == {"p1": "done"}


def test_late_acknowledgement_does_not_move_what_was_known(agency, briefing, noon) -> None:
    person = make_person("p1", agency.office, agency.officer)
    closed_at = noon
    with clock.at(noon + timedelta(days=3)):
        confirm(briefing, person, agency)

    assert states(queries.coverage(briefing, on=DAY, known_at=closed_at)) == {"p1": "missing"}
    assert states(queries.coverage(briefing, on=DAY, known_at=noon + timedelta(days=3))) == {"p1": "done"}


def test_late_absence_does_not_move_what_was_known(agency, briefing, noon) -> None:
    person = make_person("p1", agency.office)
    later = noon + timedelta(days=3)
    row = Absence.objects.create(person=person, since=OPENED, until=DAY, reason="Nghỉ ốm", recorded_at=later)
    last = later + timedelta(days=1)
    with clock.at(last):
        withdraw(row)

    seen = [states(queries.coverage(briefing, on=DAY, known_at=instant))["p1"] for instant in (noon, later, last)]

    assert seen == ["missing", "excused", "missing"]


def test_coverage_takes_the_same_queries_for_one_and_three_people(agency, briefing, noon) -> None:
    counts = []
    for number in (1, 2, 3):
        make_person(f"p{number}", agency.office)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.coverage(briefing, on=DAY, known_at=noon)
        counts.append(len(captured))

    assert counts[0] == counts[2]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"sha256": "b" * 64}, errors.HashMismatchError),
        ({"sha256": ""}, errors.HashMismatchError),
        ({"pages_shown": 2}, errors.PagesUnseenError),
        ({"on": date(2022, 1, 31)}, errors.DatesRefusedError),
        ({"on": date(2022, 6, 16)}, errors.DatesRefusedError),
        ({"method": "paper", "by": None}, errors.EvidenceRequiredError),
    ],
)
def test_acknowledge_refuses(agency, briefing, given, refusal) -> None:
    person = make_person("p1", agency.office, agency.officer)

    with pytest.raises(refusal):
        confirm(briefing, person, agency, **given)
    assert not Acknowledgement.objects.exists()


def test_acknowledge_refuses_twice(agency, briefing) -> None:
    person = make_person("p1", agency.office, agency.officer)
    confirm(briefing, person, agency)

    with pytest.raises(errors.AcknowledgedAlreadyError):
        confirm(briefing, person, agency, on=date(2022, 2, 11))


def test_acknowledge_refuses_who_is_not_on_the_roster_that_day(agency, briefing) -> None:
    person = make_person("p1", agency.office, agency.officer, since=date(2022, 3, 1))

    with pytest.raises(errors.NotOnRosterError):
        confirm(briefing, person, agency, on=date(2022, 2, 28))
    confirm(briefing, person, agency, on=date(2022, 3, 1))


@pytest.mark.parametrize("who", ["head", "colleague", "stranger", None])
def test_nobody_confirms_on_the_system_for_another(agency, briefing, who) -> None:
    person = make_person("p1", agency.office, agency.officer)

    with pytest.raises(NotAllowedError):
        confirm(briefing, person, agency, by=getattr(agency, who) if who else None)


@pytest.mark.parametrize(("who", "may"), [("head", True), ("colleague", False), ("stranger", False)])
def test_paper_list_is_entered_by_who_plans_in_the_unit(agency, briefing, sheet, who, may) -> None:
    person = make_person("p1", agency.office)
    given = {"method": "paper", "pages_shown": 0, "activity": sheet, "by": getattr(agency, who)}

    if may:
        assert confirm(briefing, person, agency, **given).recorded_by == agency.head
    else:
        with pytest.raises(NotAllowedError):
            confirm(briefing, person, agency, **given)


def test_significant_version_reopens_and_keeps_old_proofs(agency, briefing, noon) -> None:
    person = make_person("p1", agency.office, agency.officer)
    old = confirm(briefing, person, agency)
    before = states(queries.coverage(briefing, on=DAY, known_at=noon))
    version = make_version(agency.unit, ordinal=2, sha256="b" * 64)

    again = actions.reopen_briefing_for(briefing=briefing, version=version, opened_on=date(2022, 6, 1), by=agency.head)

    assert again.replaces == briefing
    assert states(queries.coverage(briefing, on=DAY, known_at=noon)) == before == {"p1": "done"}
    assert states(queries.coverage(again, on=DAY, known_at=noon)) == {"p1": "missing"}
    assert Acknowledgement.objects.standing().get() == old
    assert list(queries.my_acknowledgements(agency.officer)) == [again]


def test_small_change_does_not_reopen(agency, briefing) -> None:
    version = make_version(agency.unit, ordinal=2, sha256="b" * 64, is_significant=False)

    with pytest.raises(errors.NotSignificantError):
        actions.reopen_briefing_for(briefing=briefing, version=version, opened_on=DAY, by=agency.head)


def test_small_change_after_a_significant_one_reopens(agency, briefing) -> None:
    make_version(agency.unit, ordinal=2, sha256="b" * 64)
    version = make_version(agency.unit, ordinal=3, sha256="c" * 64, is_significant=False)

    assert actions.reopen_briefing_for(briefing=briefing, version=version, opened_on=DAY, by=agency.head)


def test_version_of_another_document_does_not_reopen(agency, briefing) -> None:
    version = make_version(agency.unit, ordinal=2, key="khac", sha256="b" * 64)

    with pytest.raises(errors.SuccessorRefusedError):
        actions.reopen_briefing_for(briefing=briefing, version=version, opened_on=DAY, by=agency.head)


def test_what_waits_for_me_is_what_my_units_must_read_and_i_have_not(agency, briefing, noon) -> None:
    person = make_person("p1", agency.office, agency.officer)
    stranger = make_person("p2", agency.other, agency.stranger)
    later = make_version(agency.office, key="noi-quy", sha256="c" * 64)
    own = actions.open_briefing(unit=agency.office, version=later, opened_on=OPENED, by=agency.head)
    other = make_version(agency.division, key="quy-che", sha256="d" * 64)
    actions.open_briefing(unit=agency.division, version=other, opened_on=OPENED, by=agency.head)

    assert list(queries.my_acknowledgements(agency.officer)) == [briefing, own]
    assert list(queries.my_acknowledgements(stranger.user)) == []

    confirm(briefing, person, agency)

    assert list(queries.my_acknowledgements(agency.officer)) == [own]
    assert [row.briefing for row in queries.acknowledged_by(agency.officer)] == [briefing]


def test_withdrawn_acknowledgement_is_asked_again(agency, briefing, noon) -> None:
    person = make_person("p1", agency.office, agency.officer)
    row = confirm(briefing, person, agency)

    actions.withdraw_acknowledgement(acknowledgement=row, reason="Ghi nhầm người", by=agency.head)

    assert list(queries.my_acknowledgements(agency.officer)) == [briefing]
    assert confirm(briefing, person, agency).pk != row.pk


def test_coverage_before_anything_was_known_is_empty(agency, briefing) -> None:
    make_person("p1", agency.office)

    assert queries.coverage(briefing, on=DAY, known_at=datetime(2021, 1, 1, tzinfo=UTC)).roster == ()


def test_correcting_the_session_carries_what_was_confirmed_there(agency, briefing, sheet, noon) -> None:
    person, other = make_person("p1", agency.office), make_person("p2", agency.office)
    given = {"method": "paper", "pages_shown": 0, "by": agency.head}
    scan = prove(agency, activity=sheet)
    first = confirm(briefing, person, agency, activity=sheet, **given)
    second = confirm(briefing, other, agency, evidence=scan, **given)
    later = noon + timedelta(hours=1)
    with clock.at(later):
        corrected = actions.correct_activity(
            activity=sheet, reason="Sai địa điểm", place="Hội trường", keep_participations=True, keep_evidence=True,
            by=agency.head,
        )  # fmt: skip

    stands = Acknowledgement.objects.standing().order_by("person__code")
    assert [(row.person, row.activity, row.replaces) for row in stands] == [
        (person, corrected, first),
        (other, None, second),
    ]
    assert stands[1].evidence.activity == corrected
    for instant in (noon, later):
        assert states(queries.coverage(briefing, on=DAY, known_at=instant)) == {"p1": "done", "p2": "done"}


def test_sheet_cannot_go_while_somebody_is_counted_on_it(agency, briefing, sheet) -> None:
    scan = prove(agency, activity=sheet)
    row = confirm(
        briefing, make_person("p1", agency.office), agency, method="paper", pages_shown=0, evidence=scan, by=agency.head
    )
    for act in (
        lambda: actions.withdraw_evidence(evidence=scan, reason="Nhầm", by=agency.head),
        lambda: actions.withdraw_activity(activity=sheet, reason="Nhầm", by=agency.head),
        lambda: actions.correct_activity(
            activity=sheet, reason="Nhầm", keep_participations=True, keep_evidence=False, by=agency.head
        ),
    ):
        with pytest.raises(errors.ProvesAcknowledgementsError):
            act()
    assert Acknowledgement.objects.standing().get() == row

    actions.withdraw_acknowledgement(acknowledgement=row, reason="Nhầm người", by=agency.head)
    actions.withdraw_evidence(evidence=scan, reason="Nhầm", by=agency.head)
    actions.withdraw_activity(activity=sheet, reason="Nhầm", by=agency.head)
