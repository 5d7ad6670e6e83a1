"""What lies on one line: the directives, tasks, activities and evidence that hang together with a record."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from minhchung.work.models import Activity, Directive, Evidence, Task

Record = Directive | Task | Activity | Evidence


@dataclass(frozen=True, slots=True)
class Traces:
    """The records of this room that lie on one line; querysets, so that one statement can ask further."""

    directives: QuerySet[Directive]
    tasks: QuerySet[Task]
    activities: QuerySet[Activity]
    evidence: QuerySet[Evidence]


def traces_of(record: Record) -> Traces:
    """Return the directives, tasks, standing activities and standing evidence on the line through *record*."""
    tasks = _tasks_of(record)
    activities = Activity.objects.standing().filter(_activities_of(record, tasks))
    if isinstance(record, Evidence):
        evidence = Evidence.objects.filter(pk=record.pk)
    elif isinstance(record, Activity):
        evidence = Evidence.objects.standing().filter(activity=record)
    else:
        evidence = Evidence.objects.standing().filter(Q(task__in=tasks) | Q(activity__in=activities))
    directives = Directive.objects.filter(pk__in=tasks.values("directive"))
    if isinstance(record, Directive):
        directives = Directive.objects.filter(pk=record.pk)
    return Traces(directives, tasks, activities, evidence)


def _tasks_of(record: Record) -> QuerySet[Task]:
    if isinstance(record, Directive):
        return Task.objects.filter(directive=record)
    if isinstance(record, Task):
        return Task.objects.filter(pk=record.pk)
    if isinstance(record, Activity):
        return Task.objects.filter(pk__in=record.tasks.values("pk"))
    of_activity = Activity.tasks.through.objects.filter(activity=record.activity_id).values("task")
    return Task.objects.filter(Q(pk=record.task_id) | Q(pk__in=of_activity))


def _activities_of(record: Record, tasks: QuerySet[Task]) -> Q:
    if isinstance(record, Activity):
        return Q(pk=record.pk)
    if isinstance(record, Evidence) and record.activity_id:
        return Q(pk=record.activity_id)
    return Q(pk__in=Activity.tasks.through.objects.filter(task__in=tasks).values("activity"))
