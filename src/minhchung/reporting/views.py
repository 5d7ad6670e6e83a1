"""The reports, one report with every figure explained, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.files.models import StoredFile
from minhchung.files.names import name_for
from minhchung.files.views import serve
from minhchung.look.stations import Stage, stations
from minhchung.reporting import actions
from minhchung.reporting.enums import EditionFile, ReportState
from minhchung.reporting.errors import ReportingError
from minhchung.reporting.explaining import explain
from minhchung.reporting.models import Edition, Figure, Report
from minhchung.reporting.permissions import can_approve, can_issue, can_open_proof, can_write, visible_reports
from minhchung.reporting.queries import editions_of, unanswered_commitments
from minhchung.reporting.reading import Reading, read_report
from vanban.layout.html import compose_blocks_html
from vanban.layout.model import MarkKind

PER_PAGE = 50


@require_safe
@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """The reports one may read, newest period first."""
    page = Paginator(visible_reports(request.user), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "reporting/reports.html", {"page": page})


@require_safe
@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report as it reads, each figure leading to its explanation."""
    found = _report(request, pk)
    reading = read_report(found, request.user)
    context = _context(request, found, reading)
    return render(request, "reporting/report.html", context)


@require_safe
@login_required
def figure(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Where one figure comes from: a page of its own, or with ?part=panel the panel beside the report."""
    found = _report(request, pk)
    row = get_object_or_404(
        Figure.objects.standing().select_related("period", "approved_by").prefetch_related("lineage"),
        period=found.period_id,
        key=key,
    )
    explanation = explain(row, request.user, has_rows=can_open_proof(request.user, found, 1))
    is_panel = request.GET.get("part") == "panel"
    template = "reporting/figure_panel.html" if is_panel else "reporting/figure.html"
    context = {"report": found, "told": explanation, "is_panel": is_panel, "stations": _stations(found, Stage.FIGURE)}
    return render(request, template, context)


@require_safe
@login_required
def proof_file(request: HttpRequest, pk: int, key: str, sha256: str) -> HttpResponse:
    """The bytes of an extract or a document that stands behind a figure; evidence has its own page."""
    found = _report(request, pk)
    row = get_object_or_404(Figure.objects.standing().prefetch_related("lineage"), period=found.period_id, key=key)
    explanation = explain(row, request.user, has_rows=can_open_proof(request.user, found, 1))
    wanted = next((each for each in explanation.proofs if each.sha256 == sha256 and each.is_shown), None)
    if wanted is None or not can_open_proof(request.user, found, wanted.proof.sensitivity):
        raise Http404
    file = get_object_or_404(StoredFile, sha256=sha256)
    return serve(file, request, name=name_for(wanted.title, file.name))


@require_safe
@login_required
def edition_file(request: HttpRequest, pk: int, ordinal: int, kind: str) -> HttpResponse:
    """One file of an edition; the full pack and the facts only for those who may see every proof."""
    found = _report(request, pk)
    if kind not in EditionFile.values:
        raise Http404
    if kind in (EditionFile.PACK, EditionFile.FACTS) and not can_open_proof(request.user, found, 1):
        raise Http404
    edition = get_object_or_404(Edition, report=found, ordinal=ordinal)
    part = get_object_or_404(edition.parts.select_related("file"), kind=kind)
    return serve(part.file, request, name=EditionFile(kind).label)


@require_POST
@login_required
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay a draft before the head."""
    return _act(request, pk, actions.submit_report, _("Đã trình báo cáo."))


@require_POST
@login_required
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a submitted report with a comment."""
    return _act(request, pk, actions.return_report, _("Đã trả lại báo cáo."))


@require_POST
@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a submitted report and its figures."""
    return _act(request, pk, actions.approve_report, _("Đã phê duyệt báo cáo và các số liệu trong báo cáo."))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Check once more what goes out, then issue it with a number from the book."""
    found = _report(request, pk)
    if not can_issue(request.user, found) or found.state != ReportState.APPROVED:
        raise Http404
    if request.method == "POST":
        try:
            edition = actions.issue_report(report=found, by=request.user)
        except ReportingError as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("Đã ban hành báo cáo số %(number)s.") % {"number": edition.number})
        return redirect(found)
    context = {
        "report": found,
        "reading": read_report(found, request.user),
        "unanswered": unanswered_commitments(found),
        "stations": _stations(found, Stage.REPORT),
    }
    return render(request, "reporting/issue.html", context)


def _act(request: HttpRequest, pk: int, action: Callable[..., Report], done: str) -> HttpResponse:
    found = _report(request, pk)
    try:
        action(report=found, by=request.user, text=request.POST.get("text", ""))
    except ReportingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("reporting:reports") if not _is_visible(request, pk) else redirect(found)


def _report(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(visible_reports(request.user), pk=pk)


def _is_visible(request: HttpRequest, pk: int) -> bool:
    return visible_reports(request.user).filter(pk=pk).exists()


def _context(request: HttpRequest, found: Report, reading: Reading) -> dict[str, object]:
    state = found.state
    is_writer, is_approver = can_write(request.user, found.unit), can_approve(request.user, found)
    return {
        "report": found,
        "reading": reading,
        "body": _body(reading),
        "editions": editions_of(found),
        "notes": found.notes.select_related("written_by").order_by("-pk"),
        "stations": _stations(found, Stage.REPORT),
        "may_submit": is_writer and state in (ReportState.DRAFT, ReportState.RETURNED),
        "may_approve": is_approver and state == ReportState.SUBMITTED,
        "may_return": is_approver and state in (ReportState.SUBMITTED, ReportState.APPROVED),
        "may_issue": can_issue(request.user, found) and state == ReportState.APPROVED,
        "may_open_all": can_open_proof(request.user, found, 1),
    }


def _body(reading: Reading) -> SafeString:
    """The narrative as HTML; links to figures say that they can be explained beside the text."""
    html = compose_blocks_html(reading.blocks, mark_href=reading.href)
    for kind in (MarkKind.FIGURE, MarkKind.LIST):
        html = html.replace(
            f'<a class="figure" data-kind="{kind.value}"', f'<a class="figure" data-explain data-kind="{kind.value}"'
        )
    return mark_safe(html)  # noqa: S308 - composed and escaped by vanban.layout.html


def _stations(found: Report, here: Stage) -> list[object]:
    page = reverse("reporting:report", args=[found.pk])
    work, tasks = reverse("work:activities"), reverse("work:tasks")
    reached = {Stage.DIRECTIVE: reverse("documents:registers")}
    reached |= {Stage.TASK: tasks, Stage.ACTIVITY: work, Stage.EVIDENCE: work, Stage.FIGURE: f"{page}#so-lieu"}
    reached[Stage.REPORT] = page
    if found.state == ReportState.ISSUED:
        reached[Stage.PUBLICATION] = f"{page}#ban-ban-hanh"
    reached.pop(here, None)
    return stations(here, reached)
