"""Our documents as the catalogue that citations are resolved against (vanban.citations.Entry)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from minhchung.documents.enums import DocumentState
from minhchung.documents.models import Document
from vanban.document_types import TYPES

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One document as a citation may mean it; `key` is its stable name, `pk` its row."""

    pk: int
    key: str
    type: str
    number: str | None
    issued_on: date | None
    issuer: str | None
    title: str | None


def catalogue_entries(documents: QuerySet[Document]) -> Iterator[CatalogueEntry]:
    """*documents* as entries, in order of their keys; withdrawn ones and unnumbered drafts are left out. One query."""
    citable = documents.exclude(state=DocumentState.WITHDRAWN).exclude(state=DocumentState.DRAFT, number="")
    fields = ("pk", "key", "document_type", "number", "issued_on", "issuer", "subject", "legal_status")
    for pk, key, kind, number, issued_on, issuer, subject, status in citable.order_by("key").values_list(*fields):
        title = _title(kind, subject) if status else None
        yield CatalogueEntry(pk, key, kind, number or None, issued_on, issuer or None, title)


def entries_cited_as(keys: Iterable[str], titles: Iterable[str]) -> Iterator[CatalogueEntry]:
    """The documents that have one of these number keys or, as instruments, one of these folded titles; by index."""
    seen: set[int] = set()
    for field, wanted in (("number_key", keys), ("folded_title", titles)):
        for some in _chunks(sorted({value for value in wanted if value})):
            for entry in catalogue_entries(Document.objects.filter(Q(**{f"{field}__in": some}))):
                if entry.pk not in seen:
                    seen.add(entry.pk)
                    yield entry


def _title(kind: str, subject: str) -> str:
    """The name without the type in front: "Luật Quốc phòng" → "Quốc phòng"."""
    name = TYPES[kind].name if kind in TYPES else ""
    begins_with_type = name and subject.lower().startswith(f"{name.lower()} ")
    return subject[len(name) + 1 :] if begins_with_type else subject


def _chunks(values: list[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while some := list(islice(rest, _CHUNK)):
        yield some
