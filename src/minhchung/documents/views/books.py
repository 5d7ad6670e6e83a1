"""One number book with what became of each of its numbers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from minhchung import clock
from minhchung.documents.enums import NumberState
from minhchung.documents.models import BookNumber
from minhchung.documents.permissions import visible_books, visible_documents
from minhchung.documents.queries import gap_report
from minhchung.documents.views.registers import type_name
from minhchung.organisation.queries import present_name

_NEWEST = 100


@require_safe
@login_required
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """The gap report of a book and its newest issued numbers; subjects only of documents one may see."""
    found = get_object_or_404(visible_books(request.user).select_related("unit"), pk=pk)
    numbers = BookNumber.objects.filter(book=found, state=NumberState.ISSUED).order_by("-serial")[:_NEWEST]
    documents = visible_documents(request.user).in_bulk([number.document_id for number in numbers])
    now = clock.now()
    report = gap_report(found)
    context = {
        "book": found,
        "name": type_name(found.type_group),
        "unit": present_name(found.unit),
        "report": report,
        "reserved": [(serial, until, until <= now) for serial, until in report.reserved],
        "issued": [(number, documents.get(number.document_id)) for number in numbers],
        "newest": _NEWEST,
    }
    return render(request, "documents/book.html", context)
