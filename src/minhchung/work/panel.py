"""What this room shows on the page of a document: the tasks that carry it out, and the line from there."""

from __future__ import annotations

from django.db.models import Q

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.documents.models import Document
from minhchung.documents.panels import Panel
from minhchung.look.stations import Stage
from minhchung.work.line import line_of
from minhchung.work.models import Task
from minhchung.work.permissions import visible_tasks
from minhchung.work.queries.names import unit_names
from minhchung.work.queries.tasks import tasks
from minhchung.work.views.rows import task_rows

_MOST = 20


def tasks_panel(document: Document, user: User) -> Panel | None:
    """The tasks from *document* that *user* may see, or None without one; the line is that of the first of them."""
    from_it = Q(source=document) | Q(directive__version__document=document)
    found = list(visible_tasks(user, tasks().filter(from_it).distinct())[:_MOST])
    if not found:
        return None
    today = clock.today()
    rows = task_rows(found, unit_names(today), today, user)
    return Panel("work/document_panel.html", {"rows": rows}, _reached(found[0], user))


def _reached(task: Task, user: User) -> dict[Stage, str]:
    line = zip(Stage, line_of(task, user), strict=True)
    beyond = {stage: station.url for stage, station in line if station.url and stage is not Stage.DIRECTIVE}
    return beyond | {Stage.TASK: task.get_absolute_url()}
