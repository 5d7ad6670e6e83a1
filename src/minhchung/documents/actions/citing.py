"""Citations: what a stored text cites, linked to our documents as far as the link is certain.

The links are a function of the texts and documents that stand, whatever came first: every document that appears or is
withdrawn decides again, through the indexes on number and title, about the citations that could mean it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from minhchung.documents.models import Citation, Document, DocumentVersion
from minhchung.documents.queries.catalogue import CatalogueEntry, entries_cited_as
from minhchung.documents.reading import folded_title, number_key
from vanban import citations

_MOST = 10_000
"""Citations kept of one text; a real one has hundreds."""


@dataclass(frozen=True, slots=True)
class _Said:
    """All that decides which document a citation means."""

    document_type: str
    number: str
    issued_on: str
    issuer: str
    title: str


def index_citations(version: DocumentVersion) -> None:
    """Store the citations found in the text of *version*; inside the caller's transaction."""
    rows = [_row(version, found) for found in islice(citations.find(version.text), _MOST)]
    catalogue = _catalogue({row.number_key for row in rows}, {row.folded_title for row in rows})
    for row in rows:
        entry = _meant(_said(row), catalogue)
        row.target_id = entry.pk if entry and _may_cite(version.document, entry) else None
    Citation.objects.bulk_create(rows, batch_size=500)


def decide_citations_of(document: Document) -> None:
    """Decide again about every citation that could mean *document*; inside the caller's transaction."""
    concerned = Q(pk__in=[])
    if document.number_key:
        concerned |= Q(number_key=document.number_key)
    if document.folded_title:
        concerned |= Q(folded_title=document.folded_title, number_key="")
    open_to_it = Citation.objects.filter(concerned)
    spellings = open_to_it.order_by().values_list("document_type", "number", "issued_on", "issuer", "title").distinct()
    catalogue = _catalogue({document.number_key}, {document.folded_title})
    for said in {_Said(*spelling) for spelling in spellings[:_MOST]}:
        _link(open_to_it.filter(**_where(said)), _meant(said, catalogue))
    if document.issued_on is not None:
        later = Citation.objects.filter(version__document=document, target__issued_on__gt=document.issued_on)
        later.update(target=None)


def _row(version: DocumentVersion, found: citations.Citation) -> Citation:
    return Citation(
        version=version,
        start=found.start,
        end=found.end,
        text=found.text[:500],
        document_type=found.type,
        number=(found.number or "")[:120],
        number_key=number_key((found.number or "")[:120]),
        title=(found.title or "")[:500],
        folded_title="" if found.number else folded_title(found.type, found.title or ""),
        issued_on=found.date or "",
        issuer=(found.issuer or "")[:300],
    )


def _said(row: Citation) -> _Said:
    return _Said(row.document_type, row.number, row.issued_on, row.issuer, row.title)


def _where(said: _Said) -> dict[str, str]:
    return {name: getattr(said, name) for name in _Said.__slots__}


def _catalogue(keys: Iterable[str], titles: Iterable[str]) -> citations.Catalogue[CatalogueEntry]:
    return citations.Catalogue(entries_cited_as(keys, titles))


def _meant(said: _Said, catalogue: citations.Catalogue[CatalogueEntry]) -> CatalogueEntry | None:
    asked = citations.Citation(
        start=0,
        end=0,
        text="",
        type=said.document_type,
        number=said.number or None,
        date=said.issued_on or None,
        issuer=said.issuer or None,
        title=said.title or None,
    )
    answer = catalogue.resolve(asked)
    return answer.entry if isinstance(answer, citations.Resolved) else None


def _may_cite(citing: Document, entry: CatalogueEntry) -> bool:
    """A document cites neither itself nor one that was issued after it."""
    return citing.pk != entry.pk and not _is_later(entry.issued_on, citing.issued_on)


def _is_later(cited: date | None, citing: date | None) -> bool:
    return cited is not None and citing is not None and cited > citing


def _link(rows: QuerySet[Citation], entry: CatalogueEntry | None) -> None:
    if entry is None:
        rows.exclude(target=None).update(target=None)
        return
    impossible = Q(version__document=entry.pk)
    if entry.issued_on is not None:
        impossible |= Q(version__document__issued_on__lt=entry.issued_on)
    rows.filter(impossible).exclude(target=None).update(target=None)
    rows.exclude(pk__in=rows.filter(impossible)).exclude(target=entry.pk).update(target=entry.pk)
