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
    traces = traces_of(record)
    reached = {
        Stage.DIRECTIVE: _directive_url(traces, user),
        Stage.TASK: _url(visible_tasks(user).filter(pk__in=traces.tasks.values("pk"))),
        Stage.ACTIVITY: _url(visible_activities(user).filter(pk__in=traces.activities.values("pk"))),
        Stage.EVIDENCE: _url(visible_evidence(user).filter(pk__in=traces.evidence.values("pk"))),
    }
    reached |= {stage: finder(traces, user) for stage, finder in _finders.items()}
    return stations(_HERE[type(record)], {stage: url for stage, url in reached.items() if url})


def _url(rows: QuerySet[Model]) -> str:
    found = rows.order_by("pk").first()
    return found.get_absolute_url() if found else ""


def _directive_url(traces: Traces, user: User) -> str:
    found = visible_directives(user).filter(pk__in=traces.directives.values("pk")).order_by("pk").first()
    return found.version.document.get_absolute_url() if found else ""
