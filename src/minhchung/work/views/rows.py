"""Rows of lists, with what a template would otherwise have to ask for one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from minhchung.accounts.models import User
from minhchung.documents.models import Document
from minhchung.documents.permissions import visible_documents
from minhchung.work.models import Activity, Task
from minhchung.work.printing import days_left
from minhchung.work.queries.tasks import UNDER_WAY


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with the name of its unit, the document it carries out when that may be seen, and its days.

    `days_late`: how many days ago it was due, else 0; `days_left` is None without a deadline or when it has ended.
    """

    task: Task
    unit: str
    source: Document | None
    days_left: int | None
    days_late: int


@dataclass(frozen=True, slots=True)
class ActivityRow:
    activity: Activity
    unit: str
    type: str


def task_rows(tasks: Iterable[Task], names: Mapping[int, str], today: date, user: User) -> list[TaskRow]:
    """*tasks* as rows for *user*, with the *names* of units as of *today*."""
    tasks = list(tasks)
    wanted = {task.source_id for task in tasks if task.source_id}
    sources = visible_documents(user, Document.objects.filter(pk__in=wanted)).in_bulk()
    return [_task_row(task, names.get(task.unit_id, ""), sources.get(task.source_id), today) for task in tasks]


def _task_row(task: Task, unit: str, source: Document | None, today: date) -> TaskRow:
    left = days_left(task.due_on, today) if task.state in UNDER_WAY else None
    return TaskRow(task, unit, source, left, max(0, -left) if left is not None else 0)
