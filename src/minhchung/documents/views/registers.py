"""Registers: which there are, one of them page by page, and as the decree prints it."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from minhchung import clock
from minhchung.documents.enums import Direction
from minhchung.documents.forms import FilterForm
from minhchung.documents.models import Register
from minhchung.documents.permissions import (
    drafted_units,
    kept_units,
    visible_books,
    visible_documents,
    visible_entries,
    visible_registers,
)
from minhchung.documents.queries import entries, register_rows, registers
from minhchung.documents.queries.registers import page_of
from minhchung.organisation.queries import versions_on
from vanban.document_types import TYPES

_PRINTED = 5_000
_DRAFTS = 20


@require_safe
@login_required
def register_list(request: HttpRequest) -> HttpResponse:
    """The registers and number books one may open, and the drafts that wait to be issued.

    How many lines a register has is told to who keeps it: others would count what they may not see.
    """
    names = _unit_names()
    books = visible_books(request.user).order_by("-year", "unit_id", "type_group")
    drafts = visible_documents(request.user).filter(state="draft").order_by("-pk")[:_DRAFTS]
    kept = set(kept_units(request.user).values_list("pk", flat=True))
    shown = registers(visible_registers(request.user))
    context = {
        "registers": [(row, names.get(row.unit_id, ""), row.unit_id in kept) for row in shown],
        "books": [(row, names.get(row.unit_id, ""), type_name(row.type_group)) for row in books],
        "drafts": [(row, type_name(row.document_type)) for row in drafts],
        "may_register": bool(kept),
        "may_draft": drafted_units(request.user).exists(),
    }
    return render(request, "documents/registers.html", context)


@require_safe
@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """One register, newest line first, filtered by words of the number or subject, type and days."""
    found = _register(request, pk)
    form = FilterForm(request.GET)
    shown = visible_entries(request.user, entries(found, form.asked()))
    page = page_of(shown, before=_line(request.GET.get("truoc", "")))
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "register": found,
        "unit": _unit_names().get(found.unit_id, ""),
        "is_incoming": found.direction == Direction.INCOMING,
        "form": form,
        "is_filtered": bool(asked),
        "rows": [(entry, type_name(entry.document.document_type)) for entry in page.entries],
        "older": urlencode(asked | {"truoc": page.older}) if page.older else "",
        "is_first": "truoc" not in request.GET,
        "first_url": f"?{urlencode(asked)}" if asked else "?",
        "print_query": urlencode(asked),
    }
    return render(request, "documents/register.html", context)


@require_safe
@login_required
def register_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The register in the ten columns of NĐ 30/2020 Appendix IV, oldest line first; at most 5,000 lines a page."""
    found = _register(request, pk)
    shown = visible_entries(request.user, entries(found, FilterForm(request.GET).asked()))
    rows = list(islice(register_rows(found, shown), _PRINTED + 1))
    context = {
        "register": found,
        "unit": _unit_names().get(found.unit_id, ""),
        "is_incoming": found.direction == Direction.INCOMING,
        "rows": rows[:_PRINTED],
        "is_cut": len(rows) > _PRINTED,
        "most": _PRINTED,
    }
    return render(request, "documents/register_print.html", context)


def type_name(code: str) -> str:
    """The Vietnamese name of a kind of document; a series of several kinds is called by its own code."""
    return TYPES[code].name if code in TYPES else code


def _register(request: HttpRequest, pk: int) -> Register:
    return get_object_or_404(visible_registers(request.user).select_related("unit"), pk=pk)


def _unit_names() -> dict[int, str]:
    return dict(versions_on(clock.today()).values_list("unit_id", "name"))


def _line(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 10 else None
