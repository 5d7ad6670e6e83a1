"""One document with all around it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from minhchung.documents.enums import DocumentState
from minhchung.documents.models import Citation, Document
from minhchung.documents.panels import Panel, panels_of
from minhchung.documents.permissions import can_keep, visible_documents
from minhchung.documents.queries import cited_by, cites, document_page, leads_from, leads_to
from minhchung.documents.queries.around import Step
from minhchung.documents.views.registers import type_name
from minhchung.look.stations import Stage, stations
from minhchung.organisation.queries import present_name

_SHOWN = 100


@require_safe
@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Versions, files, recipients, relations and citations both ways, and what later rooms know of the document."""
    found = get_object_or_404(document_page(visible_documents(request.user)), pk=pk)
    outgoing, incoming = list(cites(found)[:_SHOWN]), list(cited_by(found)[:_SHOWN])
    above, below = leads_from(found), leads_to(found)
    seen = _visible_among(request, outgoing, incoming, above + below)
    panels = panels_of(found, request.user)
    context = {
        "document": found,
        "type": type_name(found.document_type),
        "unit": present_name(found.unit),
        "drafting_unit": present_name(found.drafting_unit) if found.drafting_unit else "",
        "stations": stations(Stage.DIRECTIVE, _reached(panels)),
        "cites": [(row, seen.get(row.target_id)) for row in outgoing],
        "cited_by": _citing(incoming, seen),
        "above": [(step, seen[step.document.pk]) for step in above if step.document.pk in seen],
        "below": [(step, seen[step.document.pk]) for step in below if step.document.pk in seen],
        "panels": [render_to_string(panel.template, dict(panel.context), request) for panel in panels],
        "may_issue": found.state == DocumentState.DRAFT and can_keep(request.user, found.unit),
        "is_recalled": found.state == DocumentState.RECALLED,
    }
    return render(request, "documents/document.html", context)


def _visible_among(
    request: HttpRequest, outgoing: list[Citation], incoming: list[Citation], steps: list[Step]
) -> dict[int, Document]:
    """The documents around that *request*'s user may see, in one question for all."""
    around = {row.target_id for row in outgoing if row.target_id}
    around |= {row.version.document_id for row in incoming} | {step.document.pk for step in steps}
    return visible_documents(request.user, Document.objects.filter(pk__in=around)).in_bulk()


def _citing(incoming: list[Citation], seen: dict[int, Document]) -> list[tuple[Citation, Document]]:
    """Each citing document once, by its first citation."""
    first: dict[int, Citation] = {}
    for row in incoming:
        first.setdefault(row.version.document_id, row)
    return [(row, seen[pk]) for pk, row in first.items() if pk in seen]


def _reached(panels: list[Panel]) -> dict[Stage, str]:
    return {stage: url for panel in panels for stage, url in panel.reached.items()}
