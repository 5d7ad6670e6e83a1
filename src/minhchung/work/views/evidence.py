"""Evidence: one piece, its bytes for who may see it, and adding one."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.files.names import name_for
from minhchung.files.views import serve, serve_thumbnail
from minhchung.work import actions
from minhchung.work.errors import WorkError
from minhchung.work.forms import EvidenceForm
from minhchung.work.line import line_of
from minhchung.work.models import Activity, Evidence, Task
from minhchung.work.permissions import can_prove, require, visible_activities, visible_evidence, visible_tasks

_WIDTHS = {"nho": 160, "vua": 640}


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of evidence: what it proves, its three dates, its hash and its file."""
    found = _evidence(request, pk)
    context = {
        "evidence": found,
        "activity": visible_activities(request.user).filter(pk=found.activity_id).first(),
        "task": visible_tasks(request.user).filter(pk=found.task_id).first(),
        "stations": line_of(found, request.user),
    }
    return render(request, "work/evidence.html", context)


@require_safe
@login_required
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes of a piece of evidence that one may see."""
    found = _evidence(request, pk)
    return serve(found.file, request, name=name_for(found.title, found.file.name))


@require_safe
@login_required
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A small picture of its first page."""
    width = _WIDTHS.get(request.GET.get("co", ""), _WIDTHS["nho"])
    return serve_thumbnail(_evidence(request, pk).file, request, width=width)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_to_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file to an activity."""
    found = get_object_or_404(visible_activities(request.user), pk=pk)
    require(can_prove(request.user, activity=found, task=None, criterion=None))
    return _add(request, found, activity=found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_to_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file to a task."""
    found = get_object_or_404(visible_tasks(request.user), pk=pk)
    require(can_prove(request.user, activity=None, task=found, criterion=None))
    return _add(request, found, task=found)


def _add(request: HttpRequest, proved: Activity | Task, **what: Activity | Task) -> HttpResponse:
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        upload = said.pop("file")
        try:
            actions.add_evidence(
                key=f"mc-{proved.key[:50]}-{secrets.token_hex(4)}",
                content=upload.read(),
                name=upload.name,
                by=request.user,
                **said,
                **what,
            )
        except WorkError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã thêm minh chứng."))
            return redirect(proved)
    return render(
        request, "work/add_evidence.html", {"form": form, "proved": proved}, status=422 if form.is_bound else 200
    )


def _evidence(request: HttpRequest, pk: int) -> Evidence:
    return get_object_or_404(visible_evidence(request.user).select_related("file", "criterion__standard"), pk=pk)
