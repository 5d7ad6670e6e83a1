"""Who may open, compute, write, approve and issue; None is the installation's own command line."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.errors import NotAllowedError
from minhchung.organisation.models import Unit
from minhchung.organisation.permissions import grants_of, has_role
from minhchung.reporting.models import Figure, Period, Report

_WRITERS = (Role.HEAD, Role.RECORDS, Role.OFFICER)
_KEEPERS = (Role.HEAD, Role.RECORDS)


def can_compute(user: User | None, unit: Unit) -> bool:
    """May *user* open periods and compute or declare figures of *unit*?"""
    return has_role(user, _WRITERS, unit)


def can_close(user: User | None, period: Period) -> bool:
    """May *user* close *period*? Its unit's head and records officer."""
    return has_role(user, _KEEPERS, period.unit)


def can_restate(user: User | None, figure: Figure) -> bool:
    """May *user* correct a closed figure? Only a head: it is he who answers for it."""
    return has_role(user, Role.HEAD, figure.period.unit)


def can_write(user: User | None, unit: Unit) -> bool:
    """May *user* draft and submit reports of *unit*?"""
    return has_role(user, _WRITERS, unit)


def can_approve(user: User | None, report: Report) -> bool:
    """May *user* return or approve *report*? Only a head."""
    return has_role(user, Role.HEAD, report.unit)


def can_issue(user: User | None, report: Report) -> bool:
    """May *user* issue *report* with a number from the book?"""
    return has_role(user, _KEEPERS, report.unit)


def visible_reports(user: User | AnonymousUser) -> QuerySet[Report]:
    """Reports of the units that *user* has any right over, newest period first; drafts too, for colleagues."""
    reports = Report.objects.select_related("period", "unit", "approved_by")
    paths = {grant.path for grant in grants_of(user)}
    return reports.filter(unit__in=_units_above_or_under(paths)) if paths else reports.none()


def require(allowed: bool) -> None:
    """Refuse with NotAllowedError unless *allowed*."""
    if not allowed:
        raise NotAllowedError


def _units_above_or_under(paths: set[str]) -> list[int]:
    """Units under a right, and those above it: the agency's report belongs to all who work there."""
    above = {int(number) for path in paths for number in path.strip("/").split("/") if number}
    under = [pk for pk, path in Unit.objects.values_list("pk", "path") if any(path.startswith(each) for each in paths)]
    return sorted({*above, *under})
