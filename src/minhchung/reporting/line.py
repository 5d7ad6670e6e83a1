"""What stands at the stations of figure and report for a record of work; the room of work asks."""

from __future__ import annotations

from django.urls import reverse

from minhchung.accounts.models import User
from minhchung.reporting.enums import LineageKind
from minhchung.reporting.models import Figure, Lineage, Report
from minhchung.reporting.permissions import visible_reports
from minhchung.work.queries.traces import Traces

_MOST = 50
"""Records on the line that are looked up; a task with thousands of activities leads where its first ones do."""


def figure_address(traces: Traces, user: User) -> str:
    """The page of a figure that counts what lies on the line, in a report that *user* may read; "" without one."""
    if (found := _counting(traces, user)) is None:
        return ""
    figure, report = found
    return reverse("reporting:figure", args=[report.pk, figure.key])


def report_address(traces: Traces, user: User) -> str:
    """The newest report that *user* may read over a figure that counts what lies on the line; "" without one."""
    found = _counting(traces, user)
    return found[1].get_absolute_url() if found else ""


def editions_on(traces: Traces, user: User) -> list[int]:
    """The keys of the editions of that report, newest first; none before it is issued."""
    found = _counting(traces, user)
    return list(found[1].editions.order_by("-ordinal").values_list("pk", flat=True)) if found else []


def _counting(traces: Traces, user: User) -> tuple[Figure, Report] | None:
    activities = traces.activities.order_by("pk").values_list("pk", flat=True)[:_MOST]
    evidence = traces.evidence.order_by("pk").values_list("pk", flat=True)[:_MOST]
    names = [f"work.activity:{pk}" for pk in activities] + [f"work.evidence:{pk}" for pk in evidence]
    lines = Lineage.objects.filter(record__in=names, kind__in=(LineageKind.ROW, LineageKind.EVIDENCE))
    periods = lines.filter(figure__withdrawn_at__isnull=True).values("figure__period")
    report = visible_reports(user).filter(period__in=periods).first()
    if report is None:
        return None
    line = lines.filter(figure__withdrawn_at__isnull=True, figure__period=report.period_id).select_related("figure")
    first = line.order_by("figure__key", "pk").first()
    return (first.figure, report) if first else None
