"""Tasks: the list, one task, and what one may do with it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhchung import clock
from minhchung.work import actions
from minhchung.work.forms import FinishForm
from minhchung.work.line import line_of
from minhchung.work.models import Evidence, Task
from minhchung.work.permissions import can_do, visible_activities, visible_evidence, visible_tasks
from minhchung.work.queries import evidence_of
from minhchung.work.queries.names import unit_names
from minhchung.work.queries.tasks import UNDER_WAY, tasks
from minhchung.work.views.rows import task_rows

_PAGE = 50
_MOST = 500


@require_safe
@login_required
def task_list(request: HttpRequest) -> HttpResponse:
    """Tasks under way that one may see, the nearest deadline first; `?tat-ca` shows the ended ones too."""
    shown = visible_tasks(request.user, tasks())
    has_all = "tat-ca" in request.GET
    if not has_all:
        shown = shown.filter(state__in=UNDER_WAY)
    page = Paginator(shown, _PAGE).get_page(request.GET.get("trang"))
    today = clock.today()
    context = {"page": page, "rows": task_rows(page, unit_names(today), today, request.user), "has_all": has_all}
    return render(request, "work/tasks.html", context)


@require_safe
@login_required
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: where it comes from, who does it, what was done and what proves it."""
    return render(request, "work/task.html", _context(request, _task(request, pk)))


@require_POST
@login_required
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that work has begun."""
    found = actions.start_task(task=_task(request, pk), by=request.user)
    messages.success(request, _("Đã bắt đầu nhiệm vụ."))
    return redirect(found)


@require_POST
@login_required
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """End the task with its evidence or a reason."""
    found = _task(request, pk)
    form = FinishForm(request.POST)
    if not form.is_valid():
        return render(request, "work/task.html", _context(request, found) | {"form": form}, status=422)
    actions.finish_task(task=found, by=request.user, **form.cleaned_data)
    messages.success(request, _("Đã hoàn thành nhiệm vụ."))
    return redirect(found)


def _task(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(
        visible_tasks(request.user).select_related("unit", "source", "directive__version__document"), pk=pk
    )


def _each_file_once(rows: Iterable[Evidence]) -> list[Evidence]:
    """The first of *rows* for each file, with the number of records it proves: one duty book stands for its month."""
    first: dict[int, Evidence] = {}
    for row in rows:
        kept = first.setdefault(row.file_id, row)
        kept.record_count = getattr(kept, "record_count", 0) + 1
    return list(first.values())


def _context(request: HttpRequest, found: Task) -> dict[str, object]:
    today = clock.today()
    names = unit_names(today)
    proofs = visible_evidence(request.user, evidence_of(found))
    done = visible_activities(request.user).filter(tasks=found).order_by("-happened_on", "-pk")
    row = task_rows([found], names, today, request.user)[0]
    may_do = can_do(request.user, found)
    return {
        "row": row,
        "task": found,
        "directive": found.directive if row.source or may_do else None,
        "stations": line_of(found, request.user),
        "assignments": [
            (row, names.get(row.unit_id, "") if row.unit_id else str(row.person))
            for row in found.assignments.standing().select_related("person").order_by("role", "pk")
        ],
        "extensions": found.extensions.order_by("pk"),
        "activities": done[:_MOST],
        "evidence": _each_file_once(proofs[:_MOST]),
        "may_do": found.state in UNDER_WAY and may_do,
        "form": FinishForm(),
    }
