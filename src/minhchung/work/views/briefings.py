"""Read a document page by page, confirm it, and see who has and who has not."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhchung import clock
from minhchung.files.names import name_for
from minhchung.files.views import serve, serve_thumbnail
from minhchung.organisation.queries import person_of
from minhchung.work import actions
from minhchung.work.enums import AcknowledgementMethod
from minhchung.work.models import Briefing
from minhchung.work.permissions import can_read, require, visible_briefings
from minhchung.work.queries import acknowledged_by, coverage, my_acknowledgements
from minhchung.work.queries.names import unit_names

_MOST = 100
_PICTURE_WIDTH = 1280


@require_safe
@login_required
def acknowledgements(request: HttpRequest) -> HttpResponse:
    """What I have to read, and what I have confirmed."""
    context = {
        "waiting": my_acknowledgements(request.user)[:_MOST],
        "confirmed": acknowledged_by(request.user)[:_MOST],
        "today": clock.today(),
    }
    return render(request, "work/acknowledgements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """One page of the document at a time; when all were shown, confirm."""
    briefing = _briefing(request, pk)
    if request.method == "POST":
        return _confirm(request, briefing)
    pages = briefing.version.page_count
    page = _page(request.GET.get("trang", "1"), pages)
    shown = _shown(request, briefing)
    if pages:
        shown = _show(request, briefing, page)
    person = person_of(request.user)
    mine = briefing.acknowledgements.standing().filter(person=person).first() if person else None
    context = {
        "briefing": briefing,
        "version": briefing.version,
        "document": briefing.version.document,
        "page": page,
        "pages": pages,
        "previous": page - 1 if page > 1 else None,
        "next": page + 1 if page < pages else None,
        "shown_count": len(shown),
        "has_seen_all": len(shown) >= pages,
        "mine": mine,
        "waits": my_acknowledgements(request.user).filter(pk=briefing.pk).exists(),
    }
    return render(request, "work/read.html", context)


@require_safe
@login_required
def page_picture(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """The picture of one page, numbered from 1."""
    briefing = _briefing(request, pk)
    if page < 1 or not briefing.version.file:
        raise Http404
    return serve_thumbnail(briefing.version.file, request, page=page - 1, width=_PICTURE_WIDTH)


@require_safe
@login_required
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes that are to be confirmed."""
    briefing = _briefing(request, pk)
    if not briefing.version.file:
        raise Http404
    document = briefing.version.document
    name = name_for(document.number or document.subject, briefing.version.file.name)
    return serve(briefing.version.file, request, name=name)


@require_safe
@login_required
def briefing_list(request: HttpRequest) -> HttpResponse:
    """Briefings whose boards one may see, the newest first."""
    shown = visible_briefings(request.user).select_related("version__document").order_by("-opened_on", "-pk")[:_MOST]
    names = unit_names(clock.today())
    context = {"rows": [(row, names.get(row.unit_id, "")) for row in shown]}
    return render(request, "work/briefings.html", context)


@require_safe
@login_required
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """How many of the roster have confirmed, and by name who has not and why."""
    found = get_object_or_404(visible_briefings(request.user).select_related("unit", "version__document"), pk=pk)
    today = clock.today()
    context = {
        "briefing": found,
        "document": found.version.document,
        "unit": unit_names(today).get(found.unit_id, ""),
        "coverage": coverage(found, on=today, known_at=clock.now()),
    }
    return render(request, "work/board.html", context)


def _confirm(request: HttpRequest, briefing: Briefing) -> HttpResponse:
    person, today = person_of(request.user), clock.today()
    require(person is not None)
    actions.acknowledge(
        briefing=briefing,
        person=person,
        sha256=request.POST.get("sha256", ""),
        pages_shown=len(_shown(request, briefing)),
        method=AcknowledgementMethod.SYSTEM,
        happened_on=today,
        received_on=today,
        by=request.user,
    )
    request.session.get("shown", {}).pop(str(briefing.pk), None)
    request.session.modified = True
    messages.success(request, _("Đã ghi nhận xác nhận của bạn."))
    return redirect("work:acknowledgements")


def _briefing(request: HttpRequest, pk: int) -> Briefing:
    found = get_object_or_404(Briefing.objects.select_related("unit", "version__document", "version__file"), pk=pk)
    if not can_read(request.user, found):
        raise Http404
    return found


def _shown(request: HttpRequest, briefing: Briefing) -> list[int]:
    """The pages that this session has shown; the server counts them, not the browser."""
    return request.session.get("shown", {}).get(str(briefing.pk), [])


def _show(request: HttpRequest, briefing: Briefing, page: int) -> list[int]:
    shown = sorted({*_shown(request, briefing), page})
    request.session["shown"] = request.session.get("shown", {}) | {str(briefing.pk): shown}
    return shown


def _page(text: str, pages: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), max(pages, 1))
