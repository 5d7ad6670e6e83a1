"""The documents around one: what it cites, who cites it, where it comes from and what it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from minhchung.documents.models import Citation, Document, Relation

_STEPS = 6
_MOST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One document on the walk: how many relations away it stands, and by which relation it was reached."""

    distance: int
    relation: Relation
    document: Document


def cites(document: Document) -> QuerySet[Citation]:
    """What the newest text of *document* cites, in its order, with the documents meant as far as certain."""
    newest = document.versions.order_by("-ordinal").values("pk")[:1]
    return Citation.objects.filter(version__in=newest).select_related("target").order_by("start")


def cited_by(document: Document) -> QuerySet[Citation]:
    """The citations that mean *document*, newest citing document first."""
    rows = Citation.objects.filter(target=document).select_related("version__document")
    return rows.order_by("-version__document__issued_on", "-version_id", "start")


def leads_from(document: Document) -> list[Step]:
    """Where *document* comes from: what it is based on, carries out, amends or answers, and so on upwards."""
    return documents_walk(document, upwards=True)


def leads_to(document: Document) -> list[Step]:
    """What came of *document*: what is based on it, carries it out, amends or answers it, and so on downwards."""
    return documents_walk(document, upwards=False)


def documents_walk(document: Document, *, upwards: bool) -> list[Step]:
    """Every document reached over relations in one direction, nearest first; each once, circles end. One query a step.

    At most six steps and two hundred documents: a page shows them, it does not archive them.
    """
    here, there = ("source", "target") if upwards else ("target", "source")
    seen, frontier, walked = {document.pk}, [document.pk], list[Step]()
    for distance in range(1, _STEPS + 1):
        rows = Relation.objects.filter(**{f"{here}__in": frontier}).select_related("source", "target")
        found = _unseen(rows.order_by("kind", there, "pk")[: _MOST * 2], there, seen)
        walked += [Step(distance, relation, getattr(relation, there)) for relation in found]
        frontier = [getattr(relation, f"{there}_id") for relation in found]
        if not frontier or len(walked) >= _MOST:
            break
    return walked[:_MOST]


def _unseen(rows: Iterable[Relation], there: str, seen: set[int]) -> list[Relation]:
    found = []
    for relation in rows:
        pk = getattr(relation, f"{there}_id")
        if pk not in seen:
            seen.add(pk)
            found.append(relation)
    return found
