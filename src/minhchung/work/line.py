"""The line from a record: what stands at each of the seven stations, as far as somebody may see it.

This room knows the first four stations. A later room adds its own with `add_finder` when it starts.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model, QuerySet

from minhchung.accounts.models import User
from minhchung.look.stations import Stage, Station, stations
from minhchung.work.models import Activity, Directive, Evidence, Task
from minhchung.work.permissions import visible_activities, visible_directives, visible_evidence, visible_tasks
from minhchung.work.queries.traces import Record, Traces, traces_of

Finder = Callable[[Traces, User], str]
"""Given what lies on the line and who asks: the address of what stands at a station, or "" when nothing does."""

_HERE = {Directive: Stage.DIRECTIVE, Task: Stage.TASK, Activity: Stage.ACTIVITY, Evidence: Stage.EVIDENCE}
_finders: dict[Stage, Finder] = {}


def add_finder(stage: Stage, finder: Finder) -> None:
    """Let a later room say what stands at *stage* (figure, report, publication); call it in AppConfig.ready."""
    _finders[stage] = finder


def line_of(record: Record, user: User) -> list[Station]:
    """Return the seven stations around *record*, with the addresses *user* may open."""
    traces, here = traces_of(record), _HERE[type(record)]
    reached = {stage: find(traces, user) for stage, find in (_OWN | _finders).items() if stage is not here}
    return stations(here, {stage: url for stage, url in reached.items() if url})


def _url(rows: QuerySet[Model]) -> str:
    found = rows.order_by("pk").first()
    return found.get_absolute_url() if found else ""


def _task_url(traces: Traces, user: User) -> str:
    return _url(visible_tasks(user, traces.tasks))


def _activity_url(traces: Traces, user: User) -> str:
    return _url(visible_activities(user, traces.activities))


def _evidence_url(traces: Traces, user: User) -> str:
    return _url(visible_evidence(user, traces.evidence))


def _directive_url(traces: Traces, user: User) -> str:
    found = visible_directives(user).filter(pk__in=traces.directives.values("pk")).order_by("pk").first()
    return found.version.document.get_absolute_url() if found else ""


_OWN: dict[Stage, Finder] = {
    Stage.DIRECTIVE: _directive_url,
    Stage.TASK: _task_url,
    Stage.ACTIVITY: _activity_url,
    Stage.EVIDENCE: _evidence_url,
}
