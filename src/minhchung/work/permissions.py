"""Who may see, give, do, record and prove work.

`by=None` is the installation itself and may do everything, except confirm on the system in a person's place.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Coalesce

from minhchung import clock
from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.documents.permissions import visible_documents
from minhchung.errors import NotAllowedError
from minhchung.organisation.models import Person, Unit
from minhchung.organisation.permissions import grants_of, has_role, visible
from minhchung.organisation.queries import person_of
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
from minhchung.work.queries.coverage import is_on_roster

_DIRECTORS = (Role.HEAD, Role.RECORDS)
_PLANNERS = (Role.HEAD, Role.RECORDS, Role.OFFICER)
_OVERSEERS = (*_PLANNERS, Role.INSPECTOR)
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


def visible_tasks(user: User | AnonymousUser, rows: QuerySet[Task] | None = None) -> QuerySet[Task]:
    """Those of *rows* (all tasks) that *user* may see: by unit and sensitivity, and those given to her in person."""
    given = Assignment.objects.standing().filter(person__user=user.pk)
    return visible(Task.objects.all() if rows is None else rows, user, named=Q(pk__in=given.values("task")))


def visible_activities(user: User | AnonymousUser, rows: QuerySet[Activity] | None = None) -> QuerySet[Activity]:
    """Those of *rows* (standing activities) that *user* may see: by unit and sensitivity, and those she took part in."""
    rows = Activity.objects.standing() if rows is None else rows
    return visible(rows, user, named=Q(pk__in=_own_activities(user)))


def visible_evidence(user: User | AnonymousUser, rows: QuerySet[Evidence] | None = None) -> QuerySet[Evidence]:
    """Those of *rows* (standing evidence) that *user* may see: by its sensitivity, over the unit of what it proves.

    That is the activity's unit, else the task's, else the owner of the criterion. People named in the activity or the
    task see what proves it.
    """
    given = Assignment.objects.standing().filter(person__user=user.pk)
    rows = (Evidence.objects.standing() if rows is None else rows).alias(
        proved_unit=Coalesce("activity__unit", "task__unit", "criterion__owner", output_field=BigIntegerField())
    )
    named = Q(activity__in=_own_activities(user)) | Q(task__in=given.values("task"))
    return visible(rows, user, unit_field="proved_unit", named=named)


def visible_directives(user: User | AnonymousUser) -> QuerySet[Directive]:
    """Directives of the documents that *user* may see."""
    return Directive.objects.filter(version__document__in=visible_documents(user)).select_related("version__document")


def visible_briefings(user: User | AnonymousUser) -> QuerySet[Briefing]:
    """Briefings whose board, with who is missing, *user* may see: who plans or inspects the unit."""
    return Briefing.objects.filter(unit__in=_units_of(user, _OVERSEERS))


def units_to_record_in(user: User | AnonymousUser) -> QuerySet[Unit]:
    """The units for which *user* may record activities."""
    return _units_of(user, _WORKERS)


def units_to_direct(user: User | AnonymousUser) -> QuerySet[Unit]:
    """The units whose late tasks are *user*'s concern: she heads them or keeps their records."""
    return _units_of(user, _DIRECTORS)


def can_read(user: User, briefing: Briefing) -> bool:
    """May *user* read what *briefing* asks to read? Who is on its roster today, sees its board or the document."""
    person = person_of(user)
    if person and is_on_roster(briefing, person, clock.today(), clock.now()):
        return True
    if visible_briefings(user).filter(pk=briefing.pk).exists():
        return True
    return visible_documents(user).filter(pk=briefing.version.document_id).exists()


def _units_of(user: User | AnonymousUser, roles: tuple[Role, ...]) -> QuerySet[Unit]:
    under = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role in roles:
            under |= Q(path__startswith=grant.path)
    return Unit.objects.filter(under)


def _own_activities(user: User | AnonymousUser) -> QuerySet[Participation]:
    return Participation.objects.standing().filter(person__user=user.pk).values("activity")


def _is(user: User | None, person: Person | None) -> bool:
    return bool(user and user.is_active and person and person.user_id == user.pk)


def _took_part(user: User | None, activity: Activity) -> bool:
    if not user or not user.is_active:
        return False
    return activity.participations.filter(withdrawn_at__isnull=True, person__user=user).exists()
