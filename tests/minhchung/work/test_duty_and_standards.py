from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.minhchung.work.conftest import make_person

from minhchung import clock
from minhchung.errors import NotAllowedError
from minhchung.work import actions, errors, queries
from minhchung.work.models import Criterion, DutyShift

DAY = date(2022, 6, 1)
POINTS = ["Cổng chính", "Kho thiết bị", "Phòng máy chủ"]


@pytest.fixture
def planned(agency, noon):
    def plan(key: str = "ca-01", **given: object) -> DutyShift:
        said: dict[str, object] = {
            "key": key,
            "unit": agency.office,
            "type": "patrol",
            "day": DAY,
            "shift": "night",
            "checkpoints": POINTS,
            "by": agency.head,
        }
        return actions.plan_shift(**(said | given))

    return plan


@pytest.fixture
def patrolled(recorded):
    def patrol(key: str = "tuan-tra-01", day: date = DAY, **details: object) -> object:
        said = {"scope": "both", "shift": "night", "checkpoints": POINTS} | details
        return recorded(key, type="patrol", topics=[], details=said, happened_on=day, received_on=day)

    return patrol


def test_planned_shifts_are_done_or_missed_and_points_named(agency, planned, patrolled, noon) -> None:
    done, missed = planned(), planned("ca-02", day=DAY + timedelta(days=1))
    planned("ca-03", day=DAY + timedelta(days=40))
    first = patrolled(
        checkpoints=POINTS[:2], missed=[{"point": "Kho thiết bị", "reason": "Đang sửa khoá"}], incidents=1
    )
    extra = patrolled("tuan-tra-02", shift="day", checkpoints=["Nhà xe"])

    found = queries.shift_coverage(agency.unit, DAY, DAY + timedelta(days=30), noon)

    assert (found.planned, found.done, found.missed, found.unplanned) == ((done, missed), (done,), (missed,), (extra,))
    assert (found.checkpoint_count, found.incident_count) == (4, 1)
    assert [(row.activity, row.point, row.reason) for row in found.missed_points] == [
        (first, "Kho thiết bị", "Đang sửa khoá"),
        (first, "Phòng máy chủ", ""),
    ]


def test_shift_coverage_as_known_then_is_not_moved_by_a_late_patrol(agency, planned, patrolled, noon) -> None:
    shift = planned()
    with clock.at(noon + timedelta(days=1)):
        patrolled()

    assert queries.shift_coverage(agency.unit, DAY, DAY, noon).missed == (shift,)
    assert queries.shift_coverage(agency.unit, DAY, DAY, noon + timedelta(days=1)).done == (shift,)


def test_shift_that_nobody_came_to_is_missed(agency, planned, patrolled, noon) -> None:
    shift, person = planned(), make_person("p1", agency.office)
    patrol = patrolled()
    row = actions.record_participation(activity=patrol, person=person, state="absent", by=agency.head)
    assert queries.shift_coverage(agency.unit, DAY, DAY, noon).missed == (shift,)

    actions.correct_participation(participation=row, state="present", by=agency.head)

    assert queries.shift_coverage(agency.unit, DAY, DAY, noon).done == (shift,)


def test_shift_of_another_unit_does_not_answer(agency, planned, recorded, noon) -> None:
    shift = planned()
    recorded("tuan-tra", type="patrol", topics=[], unit=agency.division, details={"scope": "both", "shift": "night"},
             happened_on=DAY, received_on=DAY)  # fmt: skip

    found = queries.shift_coverage(agency.unit, DAY, DAY, noon)

    assert (found.missed, len(found.unplanned)) == ((shift,), 1)


def test_shift_is_planned_once_and_again_after_it_is_withdrawn(agency, planned) -> None:
    shift = planned()
    with pytest.raises(errors.ShiftTakenError):
        planned("ca-02")
    actions.withdraw_shift(shift=shift, reason="Đổi lịch", by=agency.head)

    assert planned("ca-02", people=[make_person("p1", agency.office)]).people.count() == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"type": "outreach"}, errors.UnknownTypeError),
        ({"type": "none"}, errors.UnknownTypeError),
        ({"shift": "dawn"}, errors.DetailsRefusedError),
        ({"checkpoints": ["A", "A"]}, errors.DetailsRefusedError),
        ({"key": "ca 1"}, errors.KeyRefusedError),
    ],
)
def test_shift_is_refused(planned, given, refusal) -> None:
    with pytest.raises(refusal):
        planned(**given)
    assert not DutyShift.objects.exists()


@pytest.mark.parametrize(("who", "may"), [("head", True), ("colleague", False), ("stranger", False)])
def test_shift_is_planned_by_who_plans_in_the_unit(agency, planned, who, may) -> None:
    if may:
        assert planned(by=getattr(agency, who))
    else:
        with pytest.raises(NotAllowedError):
            planned(by=getattr(agency, who))


def test_standard_has_criteria_with_owner_and_day(agency, noon) -> None:
    standard = actions.open_standard(
        code="antt-2022", name="An toàn về an ninh, trật tự", legal_basis="Thông tư 124/2021/TT-BCA", by=agency.head
    )
    criterion = actions.add_criterion(
        standard=standard, code="1b", text="Có kế hoạch và đăng ký trong quý I", required_evidence="Kế hoạch",
        owner=agency.office, due_on=date(2022, 3, 31), by=agency.head,
    )  # fmt: skip

    assert list(standard.criteria.all()) == [criterion]
    with pytest.raises(errors.KeyTakenError):
        actions.add_criterion(standard=standard, code="1b", text="Lần nữa", by=agency.head)
    with pytest.raises(NotAllowedError):
        actions.add_criterion(standard=standard, code="2", text="Khác", owner=agency.office, by=agency.stranger)
    assert Criterion.objects.count() == 1


@pytest.mark.parametrize("add", [actions.add_topic, actions.add_partner, actions.open_standard])
def test_names_are_added_once_by_who_plans(agency, noon, add) -> None:
    assert add(code="bien-dao", name="Biển, đảo", by=agency.officer).name == "Biển, đảo"
    with pytest.raises(errors.KeyTakenError):
        add(code="bien-dao", name="Biển", by=agency.officer)
    with pytest.raises(errors.KeyRefusedError):
        add(code="x" * 61, name="Biển", by=agency.officer)
    with pytest.raises(errors.TextRefusedError):
        add(code="khac", name="a\u2066b", by=agency.officer)
    with pytest.raises(NotAllowedError):
        add(code="khac", name="Biển", by=agency.colleague)
