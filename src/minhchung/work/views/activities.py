"""Activities: the list, one activity with its evidence, and recording one."""

from __future__ import annotations

import secrets
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhchung import clock
from minhchung.organisation.queries import unit_version
from minhchung.work import actions
from minhchung.work.errors import UnknownTypeError, WorkError
from minhchung.work.forms import ActivityForm
from minhchung.work.line import line_of
from minhchung.work.models import Activity
from minhchung.work.permissions import can_prove, units_to_record_in, visible_activities, visible_evidence
from minhchung.work.printing import printed_details
from minhchung.work.queries import activities, activity_definition, activity_definitions, evidence_of, roster_states
from minhchung.work.queries.names import unit_names
from minhchung.work.views.rows import ActivityRow

_PAGE = 50


@require_safe
@login_required
def activity_list(request: HttpRequest) -> HttpResponse:
    """Standing activities that one may see, newest first, walked page by page."""
    types = activity_definitions()
    chosen = request.GET.get("loai", "")
    shown = activities(type=chosen if chosen in types else None, before=_place(request.GET.get("truoc", "")))
    found = list(visible_activities(request.user, shown)[: _PAGE + 1])
    names = unit_names(clock.today())
    rows = [
        ActivityRow(row, names.get(row.unit_id, ""), str(types[row.type].name) if row.type in types else row.type)
        for row in found[:_PAGE]
    ]
    last = found[_PAGE - 1] if len(found) > _PAGE else None
    context = {
        "rows": rows,
        "types": types.values(),
        "chosen": chosen,
        "before": f"{last.happened_on.isoformat()}.{last.pk}" if last else "",
        "may_record": units_to_record_in(request.user).exists(),
    }
    return render(request, "work/activities.html", context)


@require_safe
@login_required
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity: what, where, when, who took part, and the files that prove it."""
    shown = visible_activities(request.user).select_related("unit")
    found = get_object_or_404(shown.prefetch_related("tasks", "topics", "partners", "documents__document"), pk=pk)
    definition = activity_definition(found.type)
    name = unit_version(found.unit, found.happened_on)
    roster = roster_states(found) if found.participations.standing().exists() else []
    context = {
        "activity": found,
        "type": definition.name,
        "unit": name.name if name else "",
        "details": printed_details(definition, found.details),
        "stations": line_of(found, request.user),
        "evidence": visible_evidence(request.user, evidence_of(found)),
        "roster": roster,
        "unrecorded": [row for row in roster if row.state is None],
        "has_days": any(row.days_done is not None for row in roster),
        "may_prove": can_prove(request.user, activity=found, task=None, criterion=None),
    }
    return render(request, "work/activity.html", context)


@require_safe
@login_required
def choose_type(request: HttpRequest) -> HttpResponse:
    """What kind of activity is to be recorded?"""
    return render(request, "work/choose_type.html", {"types": activity_definitions().values()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Record an activity of a type, with its first evidence, in one transaction."""
    try:
        definition = activity_definition(code)
    except UnknownTypeError as unknown:
        raise Http404 from unknown
    form = ActivityForm(definition, request.user, request.POST or None, request.FILES or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            recorded = _record(request, form)
        except WorkError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi hoạt động."))
            return redirect(recorded)
    context = {"form": form, "type": definition.name}
    return render(request, "work/record.html", context, status=status)


@transaction.atomic
def _record(request: HttpRequest, form: ActivityForm) -> Activity:
    said, upload = form.arguments(), form.cleaned_data["file"]
    key = f"{said['type']}-{said['happened_on']:%Y%m%d}-{secrets.token_hex(4)}"
    recorded = actions.record_activity(key=key, by=request.user, **said)
    if upload:
        actions.add_evidence(
            key=f"{key}-1",
            title=form.cleaned_data["file_title"] or recorded.title[:300],
            content=upload.read(),
            name=upload.name,
            activity=recorded,
            happened_on=recorded.happened_on,
            received_on=recorded.received_on,
            by=request.user,
        )
    return recorded


def _place(text: str) -> tuple[date, int] | None:
    """Where the page before ended, as written in its address; None for what is no such place."""
    day, _dot, pk = text.partition(".")
    try:
        return date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return None
