"""Patrols and guard: shifts planned and done, checkpoints walked and missed."""

from django.db.models import QuerySet

from minhchung.audit.ledger import target_name
from minhchung.reporting.indicators import Both, Definition, Family, InputRow, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities
from minhchung.work.enums import Attendance
from minhchung.work.models import Activity, DutyShift, Participation

KINDS = {"patrol": Both("tuần tra", "patrol"), "guard": Both("canh gác", "guard")}


def read(scope: Scope) -> Reading:
    """One row a patrol or guard somebody stood, with the planned shift it answers; one a planned shift nobody stood."""
    found = activities(scope, *KINDS)
    rounds = list(found)
    roster = Participation.objects.known_on(scope.known_at).filter(activity__in=found.order_by().values("pk"))
    named, came = set[int](), set[int]()
    for activity, state in roster.order_by("pk").values_list("activity_id", "state"):
        named.add(activity)
        if state == Attendance.PRESENT:
            came.add(activity)
    done = [each for each in rounds if each.pk in came or each.pk not in named]
    planned = {(each.unit_id, each.type, each.day, each.shift): each for each in _planned(scope)}
    reading = reading_of_activities(scope, [(each, _done(each, planned.get(_slot(each)))) for each in done])
    answered = {_slot(each) for each in done}
    gaps = tuple(InputRow(target_name(each), _gap(each)) for slot, each in planned.items() if slot not in answered)
    return Reading(reading.rows + gaps, reading.proofs)


def _planned(scope: Scope) -> QuerySet[DutyShift]:
    return (
        DutyShift.objects.known_on(scope.known_at)
        .filter(type__in=KINDS, unit_id__in=scope.units, day__range=(scope.starts_on, scope.ends_on))
        .order_by("day", "shift", "pk")
    )


def _slot(activity: Activity) -> tuple[object, ...]:
    return activity.unit_id, activity.type, activity.happened_on, activity.details.get("shift")


def _done(activity: Activity, plan: DutyShift | None) -> dict[str, object]:
    points, missed = _points(activity, plan)
    return {
        "shift": activity.key,
        "plan": plan.key if plan else None,
        "kind": activity.type,
        "day": activity.happened_on.isoformat(),
        "is_done": True,
        "is_complete": not missed,
        "checkpoints": points,
        "missed": missed,
    }


def _points(activity: Activity, plan: DutyShift | None) -> tuple[int, int]:
    """How many points the round had, its own and the roster's, and how many of them were missed or not mentioned."""
    named = activity.details.get("checkpoints") or []
    walked = set(named) - {row["point"] for row in activity.details.get("missed") or []}
    points = {*named, *(plan.checkpoints if plan else ())}
    return len(points), len(points - walked)


def _gap(plan: DutyShift) -> dict[str, object]:
    return {
        "shift": None,
        "plan": plan.key,
        "kind": plan.type,
        "day": plan.day.isoformat(),
        "is_done": False,
        "is_complete": False,
        "checkpoints": len(plan.checkpoints),
        "missed": 0,
    }


DONE = {"op": "count_distinct", "field": "shift", "where": {"is_done": True}}
PLANNED = {"op": "count_distinct", "field": "plan"}
STOOD = {"op": "count_distinct", "field": "plan", "where": {"is_done": True}}
COMPLETE = {"op": "count_distinct", "field": "shift", "where": {"is_complete": True}}
SHIFTS = Both("ca", "shifts")
POINTS = Both("điểm", "checkpoints")

FAMILY = Family(
    code="duty",
    name=Both("Tuần tra, canh gác", "Patrols and guard"),
    key="shift",
    read=read,
    definitions=(
        Definition(
            code="shifts",
            version=1,
            name=Both("Số ca tuần tra, canh gác đã thực hiện", "Shifts of patrol and guard done"),
            unit=SHIFTS,
            formula=DONE,
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ trực ghi {value} ca tuần tra, canh gác đã thực hiện.",
                "From {starts_on} to {ends_on} the duty book has {value} shifts of patrol and guard done.",
            ),
            phrases=("ca tuần tra, canh gác", "ca tuần tra và canh gác", "lượt tuần tra, canh gác", "ca trực"),
        ),
        Definition(
            code="shifts_by_kind",
            version=1,
            name=Both("Số ca {kind} đã thực hiện", "Shifts of {kind} done"),
            unit=SHIFTS,
            formula=DONE | {"where": {"is_done": True, "kind": {"argument": "kind"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ trực ghi {value} ca {kind} đã thực hiện.",
                "From {starts_on} to {ends_on} the duty book has {value} shifts of {kind} done.",
            ),
            phrases=("ca {kind}", "lượt {kind}", "buổi {kind}"),
            parameters=("kind",),
            labels={"kind": KINDS},
            is_part=True,
        ),
        Definition(
            code="shifts_planned",
            version=1,
            name=Both("Số ca tuần tra, canh gác theo lịch", "Shifts of patrol and guard planned"),
            unit=SHIFTS,
            formula=PLANNED,
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, lịch trực có {value} ca tuần tra, canh gác.",
                "From {starts_on} to {ends_on} the roster had {value} shifts of patrol and guard.",
            ),
            phrases=("ca theo lịch", "ca theo kế hoạch"),
        ),
        Definition(
            code="shifts_done_percent",
            version=1,
            name=Both("Tỷ lệ ca trực thực hiện so với lịch", "Share of planned shifts done"),
            unit=Both("%", "%"),
            formula={"op": "percent", "part": STOOD, "whole": PLANNED, "digits": 1},
            sentence=Both(
                "{part}/{whole} ca theo lịch đã thực hiện, đạt {value}.",
                "{part}/{whole} planned shifts were done: {value}.",
            ),
            phrases=("ca theo lịch", "ca trực theo lịch"),
        ),
        Definition(
            code="shifts_complete",
            version=1,
            name=Both("Số ca đủ điểm kiểm tra", "Shifts with all checkpoints"),
            unit=SHIFTS,
            formula=COMPLETE,
            sentence=Both(
                "{value} ca đã thực hiện không bỏ sót điểm kiểm tra nào.", "{value} shifts missed no checkpoint."
            ),
            phrases=("ca đủ điểm kiểm tra", "đủ điểm kiểm tra"),
        ),
        Definition(
            code="shifts_complete_percent",
            version=1,
            name=Both("Tỷ lệ ca đủ điểm kiểm tra", "Share of shifts with all checkpoints"),
            unit=Both("%", "%"),
            formula={"op": "percent", "part": COMPLETE, "whole": DONE, "digits": 1},
            sentence=Both(
                "{part}/{whole} ca đã thực hiện đủ điểm kiểm tra, đạt {value}.",
                "{part}/{whole} shifts done missed no checkpoint: {value}.",
            ),
            phrases=("đủ điểm kiểm tra", "ca đủ điểm kiểm tra"),
        ),
        Definition(
            code="checkpoints_missed",
            version=1,
            name=Both("Số lượt điểm kiểm tra bị bỏ sót", "Checkpoints missed"),
            unit=POINTS,
            formula={"op": "sum", "field": "missed", "where": {"is_done": True}},
            sentence=Both(
                "Trong các ca đã thực hiện có {value} lượt điểm kiểm tra bị bỏ sót, đều ghi rõ tên điểm và lý do.",
                "{value} checkpoints were missed in the shifts done, each named with its reason.",
            ),
            phrases=("điểm bỏ sót", "điểm kiểm tra bị bỏ sót", "lượt điểm bỏ sót"),
        ),
    ),
)
