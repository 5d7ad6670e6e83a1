"""Figures: what they say, what they were made of, and that a closed one never moves."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.minhchung.reporting.conftest import CLOSING, POINTS, World

from minhchung import clock
from minhchung.audit.models import AuditEvent
from minhchung.errors import NotAllowedError
from minhchung.reporting.actions import (
    close_period,
    compute_figure,
    compute_figures,
    declare_figure,
    open_period,
    reopen_period,
    restate_figure,
    support_family,
)
from minhchung.reporting.additive import Additive, additive_families
from minhchung.reporting.errors import (
    DeclaredWithoutEvidenceError,
    PeriodClosedError,
    PeriodNotOverError,
    ReasonRequiredError,
    RestatementUnchangedError,
    UnknownArgumentError,
    UnknownIndicatorError,
)
from minhchung.reporting.field_names import NAMES
from minhchung.reporting.figures import Said, said
from minhchung.reporting.indicators import Both, definitions
from minhchung.reporting.models import Figure, Period, Restatement
from minhchung.reporting.queries import figures_of, series
from minhchung.work.actions import add_topic, plan_shift
from minhchung.work.queries.duty import shift_coverage
from vanban.pack.formula import evaluate, fields

VALUES = {
    "divisions": "2",
    "subordinate_units": "1",
    "staff": "5",
    "staff_by_category.cadre": "1",
    "staff_by_category.civil_servant": "2",
    "briefing_coverage": "100",
    "briefing_people": "5",
    "briefing_roster": "5",
    "briefing_coverage_of.nd-04": "100",
    "briefing_people_of.nd-04": "5",
    "briefed_instruments": "1",
    "outreach_items": "8",
    "outreach_items_by_level.commune": "5",
    "outreach_items_by_medium.radio": "8",
    "outreach_items_by_topic.bien-dao": "5",
    "outreach_by_topic.quoc-phong": "2",
    "outreach_topics": "2",
    "outreach_minutes": "60",
    "outreach_outlets": "2",
    "outreach_activities": "2",
    "outreach_activities_by_level.province": "1",
    "training_sessions": "1",
    "training_sessions_by_obligation.self_defence": "1",
    "training_days": "5",
    "training_attendance": "100",
    "training_people": "3",
    "shifts": "4",
    "shifts_by_kind.patrol": "4",
    "shifts_by_kind.guard": "0",
    "shifts_planned": "4",
    "shifts_done_percent": "100",
    "shifts_complete": "3",
    "shifts_complete_percent": "75",
    "checkpoints_missed": "1",
    "meetings": "1",
    "meetings_by_purpose.briefing": "1",
    "incidents": "0",
    "protection_models": "0",
    "coordination_contacts": "0",
    "standards_registered": "0",
    "criteria_met_percent": "",
    "documents_issued": "1",
    "documents_received": "0",
    "documents_issued_by_type.ke_hoach": "1",
    "activities_of.patrol": "4",
}


def test_every_indicator_says_what_the_records_say(world: World, period: Period, closing: datetime) -> None:
    figures = compute_figures(period=period, keys=VALUES, by=world.clerk)
    assert {figure.key: figure.value for figure in figures} == VALUES


def test_a_figure_recomputes_from_its_own_lineage(world: World, period: Period, closing: datetime) -> None:
    for figure in compute_figures(period=period, keys=VALUES, by=world.clerk):
        read = said(figure)
        value = evaluate(read.formula, read.rows)
        assert ("" if value is None else str(value)) == figure.value
        assert all(proof.files for proof in read.proofs if proof.kind != "document") and read.proofs


def test_a_figure_is_told_in_a_sentence(world: World, period: Period, closing: datetime) -> None:
    figure = compute_figure(period=period, key="shifts_complete_percent", by=world.clerk)
    assert figure.sentence == "3/4 ca đã thực hiện đủ điểm kiểm tra, đạt 75%."
    assert figure.sentence_en == "3/4 shifts done missed no checkpoint: 75%."
    figure = compute_figure(period=period, key="outreach_by_topic.bien-dao", by=world.clerk)
    assert figure.sentence == "Từ 15/12/2021 đến 14/12/2022, có 1 đợt tuyên truyền về biển, đảo Việt Nam."


def test_computing_again_changes_nothing_until_the_records_do(world: World, period: Period, closing: datetime) -> None:
    first = compute_figure(period=period, key="shifts", by=world.clerk)
    events = AuditEvent.objects.count()
    assert compute_figure(period=period, key="shifts", by=world.clerk) == first
    assert AuditEvent.objects.count() == events
    world.patrol(date(2022, 9, 9))
    second = compute_figure(period=period, key="shifts", by=world.clerk)
    assert (second.value, second.replaces, Figure.objects.standing().filter(key="shifts").count()) == ("5", first, 1)


def test_a_figure_as_known_on_an_instant_leaves_out_what_came_later(world: World, period: Period) -> None:
    before = CLOSING - timedelta(days=1)
    with clock.at(CLOSING):
        world.patrol(date(2022, 9, 9))
        assert compute_figure(period=period, key="shifts", by=world.clerk, known_at=before).value == "4"


def test_the_days_of_the_period_are_inclusive(world: World, period: Period) -> None:
    for day in (date(2021, 12, 14), date(2021, 12, 15), date(2022, 12, 14), date(2022, 12, 15)):
        with clock.at(world.at(date(2022, 12, 16))):
            world.patrol(day, shift="day")
    with clock.at(CLOSING + timedelta(days=3)):
        assert compute_figure(period=period, key="shifts", by=world.clerk).value == "6"


@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        ("nothing", UnknownIndicatorError),
        ("staff_by_category", UnknownArgumentError),
        ("staff_by_category.", UnknownArgumentError),
        ("staff.cadre", UnknownArgumentError),
    ],
)
def test_a_key_of_no_indicator_is_refused_with_nothing_written(
    world: World, period: Period, closing: datetime, key: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        compute_figures(period=period, keys=["staff", key], by=world.clerk)
    assert not Figure.objects.exists()


def test_a_closed_figure_never_moves_except_by_a_restatement(world: World, period: Period, closing: datetime) -> None:
    figure = compute_figure(period=period, key="shifts", by=world.clerk)
    with pytest.raises(RestatementUnchangedError):
        close_period(period=period, by=world.head)
        restate_figure(figure=figure, reason="kiểm tra lại", by=world.head)
    with clock.at(CLOSING + timedelta(days=5)):
        world.patrol(date(2022, 9, 9))
        with pytest.raises(PeriodClosedError):
            compute_figure(period=period, key="shifts", by=world.head)
        with pytest.raises(PeriodClosedError):
            support_family(period=period, family="duty", document=world.documents["kh-84"], by=world.head)
        with pytest.raises(ReasonRequiredError):
            restate_figure(figure=figure, reason=" ", by=world.head)
        with pytest.raises(NotAllowedError):
            restate_figure(figure=figure, reason="sổ trực bổ sung", by=world.clerk)
        restatement = restate_figure(figure=figure, reason="sổ trực bổ sung", by=world.head)
    figure.refresh_from_db()
    assert (restatement.old.value, restatement.new.value, figure.value) == ("4", "5", "4")
    assert figure.lineage.count() > 0 and restatement.new.replaces == figure
    assert [each.value for each in figures_of(period, CLOSING)] == ["4"]
    assert Restatement.objects.count() == 1


def test_a_period_closes_only_when_it_is_over_and_reopens_only_on_a_listed_ground(world: World, period: Period) -> None:
    with clock.at(CLOSING - timedelta(days=1)), pytest.raises(PeriodNotOverError):
        close_period(period=period, by=world.head)
    with clock.at(CLOSING):
        with pytest.raises(NotAllowedError):
            close_period(period=period, by=world.stranger)
        close_period(period=period, by=world.head)
        with pytest.raises(PeriodClosedError):
            close_period(period=period, by=world.head)
        with pytest.raises(ValueError, match="because"):
            reopen_period(period=period, exception="because", reason="x", by=world.head)
        with pytest.raises(ReasonRequiredError):
            reopen_period(period=period, exception="inspection", reason="", by=world.head)
        period = reopen_period(period=period, exception="inspection", reason="Kết luận 12/KL-TTr", by=world.head)
    assert not period.is_closed


def test_a_period_is_opened_once(world: World, period: Period, closing: datetime) -> None:
    assert open_period(unit=world.unit, kind="year", year=2022, by=world.head) == period


def test_a_declared_figure_needs_evidence(world: World, period: Period, closing: datetime) -> None:
    given: dict[str, object] = {
        "period": period,
        "key": "declared_value",
        "value": "12",
        "unit": "lần",
        "name": Both("Số lần", "Times"),
        "sentence": Both("Đơn vị khai 12 lần.", "The unit declares 12."),
        "by": world.clerk,
    }
    with pytest.raises(DeclaredWithoutEvidenceError):
        declare_figure(**given)
    figure = declare_figure(**given, documents=[world.documents["kh-84"]])
    assert (figure.status, figure.value) == ("declared", "12")


def test_a_series_shows_where_the_definition_changed(world: World, period: Period, closing: datetime) -> None:
    compute_figure(period=period, key="staff", by=world.clerk)
    month = open_period(unit=world.unit, kind="month", year=2022, ordinal=11, by=world.head)
    older = compute_figure(period=month, key="staff", by=world.clerk)
    Figure.objects.filter(pk=older.pk).update(definition_hash="0" * 64)
    points = series("staff", [period, month])
    assert [(point.figure.period_id, point.is_break) for point in points] == [(month.pk, False), (period.pk, True)]


def test_support_of_a_family_stands_behind_its_figures(world: World, period: Period, closing: datetime) -> None:
    support_family(period=period, family="staff", document=world.documents["kh-84"], by=world.clerk)
    figure = compute_figure(period=period, key="staff", by=world.clerk)
    ids = [json.loads(line.content)["id"] for line in figure.lineage.exclude(kind="row")]
    assert sorted(ids) == ["document:kh-84", "extract:staff"]


KINDS = st.lists(
    st.tuples(
        st.sampled_from(["province", "commune"]), st.sets(st.sampled_from(["a", "b", "c"]), min_size=1), st.booleans()
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=15)
@given(items=KINDS)
def test_parts_of_a_family_add_up_to_the_union_and_the_declared_overlaps(
    items: list[tuple[str, set[str], bool]], world: World, period: Period
) -> None:
    """P7: nothing is counted twice without saying so."""
    with transaction.atomic(), clock.at(CLOSING):
        topics = {code: add_topic(code=code, name=f"chủ đề {code}", by=world.head) for code in "abc"}
        for level, codes, is_patrol in items:
            details = {"outlet": "Báo", "level": level, "medium": "press", "items": 1}
            world.act(date(2022, 7, 1), "outreach", details, topics=[topics[code] for code in sorted(codes)])
            if is_patrol:
                world.act(date(2022, 7, 2), "guard", {"shift": "day", "post": "Cổng", "checkpoints": POINTS})
        keys = [
            *(f"outreach_by_topic.{code}" for code in "abc"),
            *(f"outreach_activities_by_level.{level}" for level in ("province", "commune")),
            *(f"shifts_by_kind.{kind}" for kind in ("patrol", "guard")),
        ]
        figures = [said(figure) for figure in compute_figures(period=period, keys=keys, by=world.clerk)]
        found = additive_families(figures)
        assert {each.code for each in found} == {"outreach_topics", "outreach", "duty"}
        for family in found:
            check_family(family, figures)
        transaction.set_rollback(True)


def check_family(family: Additive, figures: list[Said]) -> None:
    values = {figure.key: int(figure.value) for figure in figures}
    again = sum(len(overlap.figures) - 1 for overlap in family.overlaps)
    assert sum(values[key] for key in family.figures) == family.union + again
    assert bool(family.overlaps) <= bool(family.reason)


def test_every_field_that_rows_carry_has_a_name_for_people(world: World, period: Period, closing: datetime) -> None:
    figures = compute_figures(period=period, keys=VALUES, by=world.clerk)
    carried = {name for figure in figures for row in said(figure).rows for name in row} - {"evidence"}
    asked = {
        name
        for _, versions in definitions().values()
        for each in versions
        for name in fields(each.bound(dict.fromkeys(each.parameters, "x")))
    }
    assert (carried | asked) - set(NAMES) == set()


def test_a_point_of_the_roster_that_a_round_does_not_mention_is_missed(
    world: World, period: Period, closing: datetime
) -> None:
    day = date(2022, 10, 3)
    plan_shift(
        key="ca-10",
        unit=world.unit,
        type="guard",
        day=day,
        shift="day",
        by=world.head,
        checkpoints=[*POINTS, "Mái nhà"],
    )
    world.act(day, "guard", {"shift": "day", "post": "Cổng", "checkpoints": POINTS})
    plan_shift(key="ca-11", unit=world.unit, type="guard", day=day, shift="night", by=world.head)
    keys = ["shifts_by_kind.guard", "checkpoints_missed", "shifts_complete", "shifts_planned", "shifts_done_percent"]
    figures = compute_figures(period=period, keys=keys, by=world.clerk)
    assert [figure.value for figure in figures] == ["1", "2", "3", "6", "83.3"]
    seen = shift_coverage(world.unit, period.starts_on, period.ends_on, CLOSING)
    assert (len(seen.planned), len(seen.done), len(seen.missed_points)) == (6, 5, 2)
