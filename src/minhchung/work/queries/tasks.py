"""Tasks: all, of a person, late."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from minhchung import clock
from minhchung.organisation.models import Person
from minhchung.organisation.queries import memberships_on
from minhchung.work.enums import TaskState
from minhchung.work.models import Assignment, Task

UNDER_WAY = (TaskState.OPEN, TaskState.DOING)


def tasks() -> QuerySet[Task]:
    """Every task with what a list shows of it, the nearest deadline first."""
    return Task.objects.select_related("unit").order_by(F("due_on").asc(nulls_last=True), "pk")


def tasks_for(person: Person) -> QuerySet[Task]:
    """Tasks under way that *person*, or a unit she holds a post in today, leads or supports; nearest deadline first."""
    today = clock.today()
    held = memberships_on(today).filter(person=person).order_by()
    given = Assignment.objects.standing().filter(Q(person=person) | Q(unit__in=held.values("post__unit")))
    return tasks().filter(pk__in=given.values("task"), state__in=UNDER_WAY)


def overdue_tasks(*, on: date | None = None) -> QuerySet[Task]:
    """Tasks under way whose deadline is before the day *on* (today); the latest first."""
    return tasks().filter(state__in=UNDER_WAY, due_on__lt=on or clock.today())
