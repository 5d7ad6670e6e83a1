"""Who may see, give, do, record and prove work.

`by=None` is the installation itself and may do everything, except confirm on the system in a person's place.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.documents.permissions import visible_documents
from minhchung.errors import NotAllowedError
from minhchung.organisation.models import Person, Unit
from minhchung.organisation.permissions import has_role, visible
from minhchung.work.enums import AcknowledgementMethod
from minhchung.work.models import (
    Activity,
    Assignment,
    Briefing,
    Criterion,
    Directive,
    Evidence,
    Participation,
    Task,
)

_DIRECTORS = (Role.HEAD, Role.RECORDS)
_PLANNERS = (Role.HEAD, Role.RECORDS, Role.OFFICER)
_WORKERS = (Role.HEAD, Role.RECORDS, Role.OFFICER, Role.STAFF)


def can_plan(user: User | None, unit: Unit) -> bool:
    """May *user* mark directives, give tasks, open briefings and plan shifts of *unit*? Heads, records, officers."""
    return has_role(user, _PLANNERS, unit)


def can_direct(user: User | None, unit: Unit) -> bool:
    """May *user* extend and cancel tasks of *unit*? Its head and records officer, or those of a unit above it."""
    return has_role(user, _DIRECTORS, unit)


def can_record(user: User | None, unit: Unit) -> bool:
    """May *user* record activities and evidence of *unit*? Whoever works there."""
    return has_role(user, _WORKERS, unit)


def can_name(user: User | None) -> bool:
    """May *user* add topics, partners, standards and types? Whoever plans somewhere in the agency."""
    return has_role(user, _PLANNERS)


def can_do(user: User | None, task: Task) -> bool:
    """May *user* start and finish *task*? Who plans in its unit, whom it is given to, the people of a unit it is given to."""
    if can_plan(user, task.unit):
        return True
    given = task.assignments.filter(withdrawn_at__isnull=True).select_related("unit", "person")
    return any(_is(user, row.person) if row.person else can_record(user, row.unit) for row in given)


def can_prove(user: User | None, *, activity: Activity | None, task: Task | None, criterion: Criterion | None) -> bool:
    """May *user* add evidence to all that is given? Who may record there, does the task, or took part."""
    if activity and not (can_record(user, activity.unit) or _took_part(user, activity)):
        return False
    if task and not can_do(user, task):
        return False
    if criterion:
        return can_record(user, criterion.owner) if criterion.owner else can_name(user)
    return bool(activity or task)


def can_acknowledge(user: User | None, briefing: Briefing, person: Person, method: str) -> bool:
    """May *user* confirm for *person*? Each for herself; paper lists are entered by those who plan in the unit."""
    if method == AcknowledgementMethod.SYSTEM:
        return _is(user, person)
    return can_plan(user, briefing.unit)


def require(allowed: bool) -> None:
    """Refuse with NotAllowedError unless *allowed*."""
    if not allowed:
        raise NotAllowedError


def visible_tasks(user: User | AnonymousUser) -> QuerySet[Task]:
    """Tasks that *user* may see: by unit and sensitivity, and those given to her in person."""
    given = Assignment.objects.standing().filter(person__user=user.pk)
    return visible(Task.objects.all(), user, named=Q(pk__in=given.values("task")))


def visible_activities(user: User | AnonymousUser) -> QuerySet[Activity]:
    """Standing activities that *user* may see: by unit and sensitivity, and those she took part in."""
    return visible(Activity.objects.standing(), user, named=Q(pk__in=_own_activities(user)))


def visible_evidence(user: User | AnonymousUser) -> QuerySet[Evidence]:
    """Standing evidence that *user* may see: its own sensitivity, over the unit of what it proves.

    Evidence that proves several things is seen by whoever may see it through one of them. People named in the
    activity or the task see what proves it.
    """
    given = Assignment.objects.standing().filter(person__user=user.pk)
    named = Q(activity__in=_own_activities(user)) | Q(task__in=given.values("task"))
    rows = Evidence.objects.standing()
    shown = [
        visible(Evidence.objects.all(), user, unit_field=field, named=named)
        for field in ("activity__unit", "task__unit", "criterion__owner")
    ]
    return rows.filter(
        Q(pk__in=shown[0].values("pk")) | Q(pk__in=shown[1].values("pk")) | Q(pk__in=shown[2].values("pk"))
    )


def visible_directives(user: User | AnonymousUser) -> QuerySet[Directive]:
    """Directives of the documents that *user* may see."""
    return Directive.objects.filter(version__document__in=visible_documents(user)).select_related("version__document")


def _own_activities(user: User | AnonymousUser) -> QuerySet[Participation]:
    return Participation.objects.standing().filter(person__user=user.pk).values("activity")


def _is(user: User | None, person: Person | None) -> bool:
    return bool(user and user.is_active and person and person.user_id == user.pk)


def _took_part(user: User | None, activity: Activity) -> bool:
    if not user or not user.is_active:
        return False
    return activity.participations.filter(withdrawn_at__isnull=True, person__user=user).exists()
