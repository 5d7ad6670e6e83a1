"""Which planned shifts were stood, which were not, and which points were missed, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from minhchung.organisation.models import Unit
from minhchung.organisation.queries import subtree
from minhchung.work.enums import Attendance
from minhchung.work.models import Activity, DutyShift, Participation
from minhchung.work.queries.types import activity_definitions


@dataclass(frozen=True, slots=True)
class MissedPoint:
    activity: Activity
    point: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftCoverage:
    """Planned = done + missed; `unplanned` are shifts stood that the roster does not name."""

    planned: tuple[DutyShift, ...]
    done: tuple[DutyShift, ...]
    missed: tuple[DutyShift, ...]
    unplanned: tuple[Activity, ...]
    activities: tuple[Activity, ...]
    checkpoint_count: int
    missed_points: tuple[MissedPoint, ...]
    incident_count: int


def shift_coverage(unit: Unit, start: date, end: date, known_at: datetime) -> ShiftCoverage:
    """Return what was planned and done of *unit*'s patrols and guards from *start* to *end* (both inclusive).

    A shift is answered by an activity of the same unit, type, day and shift that somebody of its roster came to. A point that the roster names for a shift
    and that its activity does not mention counts as missed, without a reason.
    """
    units = subtree(unit, end, known_at)
    planned = tuple(
        DutyShift.objects.known_on(known_at)
        .filter(unit__in=units, day__gte=start, day__lte=end)
        .order_by("day", "shift", "pk")
    )
    stood = tuple(
        Activity.objects.known_on(known_at)
        .filter(unit__in=units, type__in=_duty_types(), happened_on__gte=start, happened_on__lte=end)
        .filter(_somebody_came(known_at))
        .order_by("happened_on", "pk")
    )
    answered = {_place_of(activity) for activity in stood}
    plans = {(shift.unit_id, shift.type, shift.day, shift.shift): shift for shift in planned}
    rounds = [(activity, _points(activity, plans.get(_place_of(activity)))) for activity in stood]
    return ShiftCoverage(
        planned=planned,
        done=tuple(shift for place, shift in plans.items() if place in answered),
        missed=tuple(shift for place, shift in plans.items() if place not in answered),
        unplanned=tuple(activity for activity in stood if _place_of(activity) not in plans),
        activities=stood,
        checkpoint_count=sum(len(points) for _activity, points in rounds),
        missed_points=tuple(point for activity, points in rounds for point in _missed(activity, points)),
        incident_count=sum(activity.details.get("incidents", 0) for activity in stood),
    )


def _somebody_came(known_at: datetime) -> Q:
    """Of a round with a roster somebody must have been there; one without a roster is taken at its word."""
    roster = Participation.objects.known_on(known_at).filter(activity=OuterRef("pk"))
    return Q(~Exists(roster)) | Q(Exists(roster.filter(state=Attendance.PRESENT)))


def _duty_types() -> list[str]:
    named = {"shift", "checkpoints", "missed", "incidents"}
    return [
        code
        for code, definition in activity_definitions().items()
        if named <= {field.name for field in definition.fields}
    ]


def _place_of(activity: Activity) -> tuple[int, str, date, str]:
    return (activity.unit_id, activity.type, activity.happened_on, activity.details.get("shift", ""))


def _points(activity: Activity, plan: DutyShift | None) -> list[str]:
    """The points of a round: those it names, then those the roster names and it does not."""
    return list(dict.fromkeys([*activity.details.get("checkpoints", []), *(plan.checkpoints if plan else [])]))


def _missed(activity: Activity, points: list[str]) -> list[MissedPoint]:
    reasons = {row["point"]: row["reason"] for row in activity.details.get("missed", [])}
    seen = set(activity.details.get("checkpoints", [])) - set(reasons)
    return [MissedPoint(activity, point, reasons.get(point, "")) for point in points if point not in seen]
