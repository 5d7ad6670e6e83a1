"""Who may open, compute, write, approve and issue; None is the installation's own command line."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.errors import NotAllowedError
from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import Unit
from minhchung.organisation.permissions import grants_of, has_role
from minhchung.reporting.enums import ReportState
from minhchung.reporting.models import Figure, Period, Report

_WRITERS = (Role.HEAD, Role.RECORDS, Role.OFFICER)
_DIVISIONS = (UnitKind.DIVISION, UnitKind.SUBORDINATE)
_KEEPERS = (Role.HEAD, Role.RECORDS)
_DRAFT_READERS = frozenset({*_WRITERS, Role.EDITOR, Role.INSPECTOR})
_PROOF_READERS = (*_WRITERS, Role.INSPECTOR)


def can_compute(user: User | None, unit: Unit) -> bool:
    """May *user* open periods and compute or declare figures of *unit*? Who writes its reports."""
    return can_write(user, unit)


def can_close(user: User | None, period: Period) -> bool:
    """May *user* close *period*? Its unit's head and records officer."""
    return has_role(user, _KEEPERS, period.unit)


def can_restate(user: User | None, figure: Figure) -> bool:
    """May *user* correct a closed figure? Only a head: it is he who answers for it."""
    return has_role(user, Role.HEAD, figure.period.unit)


def can_write(user: User | None, unit: Unit) -> bool:
    """May *user* draft and submit reports of *unit*? Its officers, those of its own divisions too."""
    if user is None or has_role(user, _WRITERS, unit):
        return True
    paths = [grant.path for grant in grants_of(user) if grant.role in _WRITERS and grant.path.startswith(unit.path)]
    return any(_is_part_of(path, unit) for path in paths)


def can_approve(user: User | None, report: Report) -> bool:
    """May *user* return or approve *report*? Only a head."""
    return has_role(user, Role.HEAD, report.unit)


def can_issue(user: User | None, report: Report) -> bool:
    """May *user* issue *report* with a number from the book?"""
    return has_role(user, _KEEPERS, report.unit)


def visible_reports(user: User | AnonymousUser) -> QuerySet[Report]:
    """Reports that *user* may read, newest period first: issued ones for all who work there, drafts for who writes there.

    A right over a division reads the reports of the agency above it too. Three queries before it.
    """
    grants = grants_of(user)
    issued = _of_paths({grant.path for grant in grants}) & Q(state=ReportState.ISSUED)
    drafts = _of_paths({grant.path for grant in grants if grant.role in _DRAFT_READERS})
    reports = Report.objects.select_related("period", "unit", "approved_by")
    return reports.filter(issued | drafts).order_by("-period__ends_on", "key")


def can_open_proof(user: User | AnonymousUser, report: Report, sensitivity: int) -> bool:
    """May *user* open an extract or a document behind a figure of *report*? What names people is not for everybody."""
    if sensitivity == Sensitivity.OPEN:
        return visible_reports(user).filter(pk=report.pk).exists()
    return user.is_authenticated and has_role(user, _PROOF_READERS, report.unit)


def require(allowed: bool) -> None:
    """Refuse with NotAllowedError unless *allowed*."""
    if not allowed:
        raise NotAllowedError


def _is_part_of(path: str, unit: Unit) -> bool:
    """Whether the unit at *path* is a division of *unit* itself, not of another agency below it."""
    between = {int(number) for number in path.removeprefix(unit.path).strip("/").split("/") if number}
    return not Unit.objects.filter(pk__in=between).exclude(kind__in=_DIVISIONS).exists()


def _of_paths(paths: set[str]) -> Q:
    """Condition: the report's unit lies under one of *paths*, or above it: the agency's report belongs to all of it."""
    above = {int(number) for path in paths for number in path.strip("/").split("/") if number}
    found = Q(unit__in=above)
    for path in sorted(paths):
        found |= Q(unit__path__startswith=path)
    return found
