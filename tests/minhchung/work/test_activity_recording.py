from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.minhchung.work.conftest import EARLY, make_agency, make_person, make_user, make_version

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.audit.models import AuditEvent
from minhchung.errors import MinhChungError, NotAllowedError
from minhchung.organisation.models import Absence
from minhchung.work import actions, errors, queries
from minhchung.work.content import digest
from minhchung.work.models import Activity, Evidence, Participation
from minhchung.work.permissions import visible_activities


def test_record_activity_keeps_three_dates_and_one_event(recorded, noon) -> None:
    activity = recorded()

    assert (activity.happened_on, activity.received_on, activity.recorded_at) == (
        date(2022, 6, 1),
        date(2022, 6, 3),
        noon,
    )
    event = AuditEvent.objects.get(verb="activity.recorded")
    assert event.target == f"work.activity:{activity.pk}"
    activity.refresh_from_db()
    assert digest(activity) in event.facts


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"type": "espionage"}, errors.UnknownTypeError),
        ({"topics": []}, errors.LinkMissingError),
        ({"details": {}}, errors.DetailsRefusedError),
        ({"title": " \n "}, errors.TextRefusedError),
        ({"title": "x" * 501}, errors.TextRefusedError),
        ({"title": "x" * 1_000_000}, errors.TextRefusedError),
        ({"title": "thủ\u202eđoạn"}, errors.TextRefusedError),
        ({"place": "a\x00"}, errors.TextRefusedError),
        ({"key": "có dấu"}, errors.KeyRefusedError),
        ({"key": "../etc"}, errors.KeyRefusedError),
        ({"key": "x" * 81}, errors.KeyRefusedError),
        ({"received_on": date(2022, 5, 31)}, errors.DatesRefusedError),
        ({"received_on": date(2022, 6, 16)}, errors.DatesRefusedError),
        ({"ended_on": date(2022, 5, 31)}, errors.DatesRefusedError),
    ],
)
def test_record_activity_refuses_and_writes_nothing(recorded, given, refusal) -> None:
    with pytest.raises(refusal) as refused:
        recorded(**given)
    assert str(refused.value)
    assert not Activity.objects.exists()
    assert not AuditEvent.objects.filter(verb="activity.recorded").exists()


def test_key_is_free_again_only_when_its_row_is_withdrawn(agency, recorded) -> None:
    activity = recorded()
    with pytest.raises(errors.KeyTakenError):
        recorded()
    actions.withdraw_activity(activity=activity, reason="Nhập hai lần", by=agency.head)

    assert recorded().pk != activity.pk


@pytest.mark.parametrize(("who", "may"), [("head", True), ("officer", True), ("colleague", False), ("stranger", False)])
def test_activity_is_recorded_by_who_works_in_the_unit(agency, recorded, who, may) -> None:
    if may:
        assert recorded(by=getattr(agency, who))
    else:
        with pytest.raises(NotAllowedError):
            recorded(by=getattr(agency, who))


def test_correction_leaves_the_old_row_and_carries_what_is_kept(agency, recorded, noon) -> None:
    activity = recorded()
    person = make_person("p1", agency.office)
    actions.record_participation(activity=activity, person=person, state="present", by=agency.head)
    later = noon + timedelta(hours=1)
    with clock.at(later):
        corrected = actions.correct_activity(
            activity=activity,
            reason="Ghi nhầm số phút",
            details=activity.details | {"minutes": 45},
            keep_participations=True,
            keep_evidence=True,
            by=agency.head,
        )

    assert (corrected.key, corrected.details["minutes"], corrected.replaces) == (activity.key, 45, activity)
    assert list(corrected.topics.all()) == list(activity.topics.all())
    assert [row.details["minutes"] for row in queries.activities_known_on(noon)] == [30]
    assert [row.details["minutes"] for row in queries.activities_known_on(later)] == [45]
    assert [row.person for row in corrected.participations.standing()] == [person]
    assert Participation.objects.known_on(noon).get().activity == activity


def test_correction_without_participations_withdraws_them(agency, recorded) -> None:
    activity = recorded()
    actions.record_participation(activity=activity, person=make_person("p1"), state="present", by=agency.head)

    actions.correct_activity(
        activity=activity, reason="Nhầm đợt", keep_participations=False, keep_evidence=True, by=agency.head
    )

    assert not Participation.objects.standing().exists()


def test_corrected_activity_cannot_be_corrected_or_withdrawn_again(agency, recorded) -> None:
    activity = recorded()
    keep = {"keep_participations": True, "keep_evidence": True, "by": agency.head}
    actions.correct_activity(activity=activity, reason="Ghi nhầm", title="Tên mới", **keep)

    with pytest.raises(errors.WithdrawnError):
        actions.correct_activity(activity=activity, reason="Ghi nhầm", title="Tên khác", **keep)
    with pytest.raises(errors.WithdrawnError):
        actions.withdraw_activity(activity=activity, reason="Ghi nhầm", by=agency.head)
    with pytest.raises(errors.WithdrawnError):
        actions.record_participation(activity=activity, person=make_person("p1"), state="present", by=agency.head)


def test_correction_needs_a_reason_and_right_values(agency, recorded) -> None:
    activity = recorded()
    keep = {"keep_participations": True, "keep_evidence": True, "by": agency.head}

    with pytest.raises(errors.ReasonRequiredError):
        actions.correct_activity(activity=activity, reason=" ", title="Tên mới", **keep)
    with pytest.raises(errors.DetailsRefusedError):
        actions.correct_activity(activity=activity, reason="Sai", details={}, **keep)
    activity.refresh_from_db()
    assert activity.withdrawn_at is None


def test_correction_cannot_move_an_activity_where_one_may_not_record(agency, recorded) -> None:
    activity = recorded(unit=agency.division, by=agency.colleague)
    with pytest.raises(NotAllowedError):
        actions.correct_activity(
            activity=activity,
            reason="Chuyển",
            unit=agency.office,
            keep_participations=True,
            keep_evidence=True,
            by=agency.colleague,
        )
    assert Activity.objects.standing().get() == activity


@pytest.mark.parametrize(
    ("given", "is_right"),
    [
        ({"state": "present"}, True),
        ({"state": "present", "days_owed": 7, "days_done": 7}, True),
        ({"state": "present", "days_owed": 7, "days_done": 8}, False),
        ({"state": "present", "days_done": -1}, False),
        ({"state": "present", "days_done": 1.5}, False),
        ({"state": "absent", "days_owed": 7, "days_done": 1}, False),
        ({"state": "absent", "days_owed": 7}, True),
        ({"state": "excused", "reason": "Nghỉ ốm", "days_owed": 7, "days_done": 0}, True),
        ({"state": "excused"}, False),
        ({"state": "asleep"}, False),
    ],
)
def test_participation_of_a_training(agency, recorded, given, is_right) -> None:
    details = {"obligation": "self_defence", "days": 7, "organiser": "Ban Chỉ huy quân sự"}
    training = recorded("huan-luyen", type="training", details=details)
    person = make_person("p1", agency.office)

    if is_right:
        assert actions.record_participation(activity=training, person=person, by=agency.head, **given)
    else:
        with pytest.raises(errors.AttendanceRefusedError):
            actions.record_participation(activity=training, person=person, by=agency.head, **given)


def test_participation_stands_once_and_is_corrected_by_a_new_row(agency, recorded) -> None:
    activity = recorded()
    person = make_person("p1", agency.office)
    row = actions.record_participation(activity=activity, person=person, state="absent", by=agency.head)
    with pytest.raises(errors.AttendanceRefusedError):
        actions.record_participation(activity=activity, person=person, state="present", by=agency.head)

    corrected = actions.correct_participation(participation=row, state="present", by=agency.head)

    assert (corrected.replaces, Participation.objects.standing().get()) == (row, corrected)


def test_roster_names_those_of_whom_nothing_was_recorded(agency, recorded) -> None:
    activity = recorded()
    present, away, unknown = (make_person(code, agency.office) for code in ("p1", "p2", "p3"))
    guest = make_person("p0", agency.other)
    make_person("p9", agency.office, since=date(2022, 6, 2))
    day = activity.happened_on
    Absence.objects.create(person=away, since=day, until=day, reason="Đi công tác", recorded_at=EARLY)
    for person in (present, guest):
        actions.record_participation(activity=activity, person=person, state="present", by=agency.head)

    rows = [(row.person, row.state, row.reason) for row in queries.roster_states(activity)]

    assert rows == [
        (guest, "present", ""),
        (present, "present", ""),
        (away, "excused", "Đi công tác"),
        (unknown, None, ""),
    ]


def test_activities_are_filtered_and_walked_by_key(agency, recorded) -> None:
    rows = [recorded(f"a-{number}", happened_on=date(2022, 5, 1 + number // 2)) for number in range(6)]
    other = recorded("b", unit=agency.division, happened_on=date(2022, 3, 1), type="incident", topics=[],
                     details={"category": "fire", "severity": "minor", "handling": "Đã dập tắt"})  # fmt: skip

    assert list(queries.activities(type="incident")) == [other]
    assert list(queries.activities(unit=agency.division)) == [other]
    assert list(queries.activities(unit=agency.unit)) == [*reversed(rows), other]
    assert list(queries.activities(topic=rows[0].topics.get())) == list(reversed(rows))
    assert list(queries.activities(start=date(2022, 5, 2), end=date(2022, 5, 2))) == [rows[3], rows[2]]
    walked, before = [], None
    while page := list(queries.activities(before=before)[:2]):
        walked += page
        before = (page[-1].happened_on, page[-1].pk)
    assert walked == [*reversed(rows), other]


@pytest.mark.parametrize("sensitivity", Sensitivity)
def test_visible_activities_for_head_colleague_stranger_and_who_took_part(agency, recorded, sensitivity) -> None:
    activity = recorded(sensitivity=sensitivity)
    guest = make_user("khach", "staff", agency.other)
    actions.record_participation(
        activity=activity, person=make_person("p1", user=guest), state="present", by=agency.head
    )

    seen = [
        list(visible_activities(user)) == [activity] for user in (agency.head, agency.colleague, agency.stranger, guest)
    ]

    assert seen == [True, sensitivity == Sensitivity.OPEN, False, True]


def test_lists_take_the_same_queries_for_one_and_three_rows(agency, recorded, django_assert_num_queries) -> None:
    counts = []
    for number in range(3):
        recorded(f"a-{number}")
        with CaptureQueriesContext(connection) as captured:
            assert [str(row.unit) for row in visible_activities(agency.officer).select_related("unit")]
        counts.append(len(captured))
    assert counts[0] == counts[2]


moves = st.lists(
    st.tuples(
        st.sampled_from(["record", "correct", "withdraw", "attend", "attend again"]),
        st.integers(0, 9),
        st.integers(1, 100),
    ),
    min_size=1,
    max_size=14,
)


@pytest.mark.django_db
@settings(max_examples=40)
@given(history=moves)
def test_what_was_known_replays_after_every_later_arrival(history: list[tuple[str, int, int]]) -> None:
    """P5: at any instant, what was known then is what was said then, whatever came later."""
    with transaction.atomic():
        now = clock.now()
        with clock.at(now):
            agency = make_agency()
            person = make_person("p1", agency.office)
        said = []
        for minute, (move, place, value) in enumerate(history, start=1):
            instant = now + timedelta(minutes=minute)
            with clock.at(instant):
                _move(agency, person, move, place, value, f"hd-{minute}")
            said.append((instant, _known(instant)))

        assert [(instant, _known(instant)) for instant, _then in said] == said
        transaction.set_rollback(True)


def _move(agency, person, move: str, place: int, value: int, key: str) -> None:
    standing = list(Activity.objects.standing().order_by("pk"))
    if move == "record" or not standing:
        details = {"form": "meeting", "minutes": value}
        actions.record_activity(
            key=key, type="briefing", unit=agency.office, title="Hội nghị", details=details, by=agency.head,
            documents=[make_version(agency.office, key=key)],
            happened_on=date(2022, 1, 1), received_on=date(2022, 1, 1),
        )  # fmt: skip
        return
    activity = standing[place % len(standing)]
    try:
        if move == "correct":
            actions.correct_activity(
                activity=activity, reason="Sửa", details=activity.details | {"minutes": value},
                keep_participations=value % 2 == 0, keep_evidence=True, by=agency.head,
            )  # fmt: skip
        elif move == "withdraw":
            actions.withdraw_activity(activity=activity, reason="Rút", by=agency.head)
        elif move == "attend":
            actions.record_participation(activity=activity, person=person, state="absent", by=agency.head)
        else:
            row = Participation.objects.standing().filter(activity=activity).first()
            if row:
                actions.correct_participation(participation=row, state="present", by=agency.head)
    except MinhChungError as refusal:
        assert refusal.code == "attendance_refused"


def _known(instant) -> list[tuple]:
    return [
        (row.key, row.details["minutes"], [(entry.person.code, entry.state) for entry in queries.roster_states(row, known_at=instant)])
        for row in queries.activities_known_on(instant)
    ]  # fmt: skip


def test_withdrawn_activity_takes_its_evidence_and_roster_with_it(agency, recorded, noon) -> None:
    activity = recorded()
    actions.record_participation(activity=activity, person=make_person("p1"), state="present", by=agency.head)

    actions.withdraw_activity(activity=activity, reason="Không diễn ra", by=agency.head)

    assert not Participation.objects.standing().exists()
    assert not Evidence.objects.standing().exists()
    assert not list(queries.activities())
