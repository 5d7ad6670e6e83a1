"""What can be asked of this room; each query has a stated order and a constant number of statements."""

from minhchung.work.queries.activities import (
    activities,
    activities_known_on,
    evidence_of,
    roster_states,
)
from minhchung.work.queries.briefings import acknowledged_by, my_acknowledgements
from minhchung.work.queries.coverage import Coverage, PersonState, coverage, is_on_roster
from minhchung.work.queries.duty import ShiftCoverage, shift_coverage
from minhchung.work.queries.tasks import overdue_tasks, tasks, tasks_for
from minhchung.work.queries.traces import Traces, traces_of
from minhchung.work.queries.types import activity_definition, activity_definitions

__all__ = [
    "Coverage",
    "PersonState",
    "ShiftCoverage",
    "Traces",
    "acknowledged_by",
    "activities",
    "activities_known_on",
    "activity_definition",
    "activity_definitions",
    "coverage",
    "evidence_of",
    "is_on_roster",
    "my_acknowledgements",
    "overdue_tasks",
    "roster_states",
    "shift_coverage",
    "tasks",
    "tasks_for",
    "traces_of",
]
