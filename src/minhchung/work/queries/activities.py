"""Activities, who took part, and what proves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from minhchung import clock
from minhchung.organisation.models import Person, Unit
from minhchung.organisation.queries import absences_on, roster
from minhchung.work.enums import Attendance
from minhchung.work.models import Activity, Criterion, Evidence, Task, Topic

Place = tuple[date, int]
"""Where a page of a list ends: the day and the number of its last activity."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of an activity's roster; no state: should have been there, and nothing was recorded."""

    person: Person
    state: Attendance | None
    reason: str = ""
    days_owed: int | None = None
    days_done: int | None = None


def activities(
    *,
    type: str | None = None,
    start: date | None = None,
    end: date | None = None,
    topic: Topic | None = None,
    unit: Unit | None = None,
    before: Place | None = None,
) -> QuerySet[Activity]:
    """Standing activities that match, newest first; *start* and *end* (both inclusive) bound the day they happened.

    *unit* means that unit and all below it today. *before* is where the page before ended: lists are walked by key.
    """
    return _matching(Activity.objects.standing(), type, start, end, topic, unit, before)


def activities_known_on(known_at: datetime, **filters: object) -> QuerySet[Activity]:
    """The same as `activities`, as known at *known_at*."""
    names = ("type", "start", "end", "topic", "unit", "before")
    return _matching(Activity.objects.known_on(known_at), *(filters.pop(name, None) for name in names), **filters)


def evidence_of(record: Activity | Task | Criterion, *, known_at: datetime | None = None) -> QuerySet[Evidence]:
    """What proves *record*, standing or as known at *known_at*, with its files; oldest first.

    A task is also proved by the evidence of its activities.
    """
    rows = Evidence.objects.known_on(known_at) if known_at else Evidence.objects.standing()
    if isinstance(record, Activity):
        rows = rows.filter(activity=record)
    elif isinstance(record, Criterion):
        rows = rows.filter(criterion=record)
    else:
        done = Activity.objects.known_on(known_at) if known_at else Activity.objects.standing()
        rows = rows.filter(Q(task=record) | Q(activity__in=done.filter(tasks=record)))
    return rows.select_related("file", "activity", "task", "criterion").order_by("happened_on", "pk")


def roster_states(activity: Activity, *, known_at: datetime | None = None) -> list[RosterRow]:
    """Everybody recorded for *activity*, and those of its roster of whom nothing was recorded, by person code.

    The roster is whoever holds a post in the unit, or below it, on the day it happened. Somebody of whom nothing was
    recorded, and who was on a recorded absence that day, is excused.
    """
    known_at = known_at or clock.now()
    day = activity.happened_on
    recorded = {
        row.person_id: RosterRow(row.person, Attendance(row.state), row.reason, row.days_owed, row.days_done)
        for row in activity.participations.known_on(known_at).select_related("person")
    }
    away = {row.person_id: row.reason for row in absences_on(day, known_at)}
    owed = {person.pk: _unrecorded(person, away) for person in roster(activity.unit, day, known_at)}
    return sorted((owed | recorded).values(), key=lambda row: (row.person.code, row.person.pk))


def _unrecorded(person: Person, away: Mapping[int, str]) -> RosterRow:
    if person.pk in away:
        return RosterRow(person, Attendance.EXCUSED, away[person.pk])
    return RosterRow(person, None)


def _matching(
    rows: QuerySet[Activity],
    type: str | None,
    start: date | None,
    end: date | None,
    topic: Topic | None,
    unit: Unit | None,
    before: Place | None,
) -> QuerySet[Activity]:
    if type:
        rows = rows.filter(type=type)
    if start:
        rows = rows.filter(happened_on__gte=start)
    if end:
        rows = rows.filter(happened_on__lte=end)
    if topic:
        rows = rows.filter(topics=topic)
    if unit:
        rows = rows.filter(unit__path__startswith=unit.path)
    if before:
        day, pk = before
        rows = rows.filter(happened_on__lte=day).exclude(happened_on=day, pk__gte=pk)
    return rows.select_related("unit").order_by("-happened_on", "-pk")
