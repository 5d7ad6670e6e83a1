"""From records to what a narrative may refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from minhchung.documents.models import Document
from minhchung.reporting.figures import Said
from minhchung.reporting.indicators import Proof, Scope, definitions
from minhchung.reporting.indicators._records import document_proofs, evidence_of_activities
from minhchung.reporting.known import Known, KnownDocument, KnownFigure
from minhchung.reporting.models import Period
from minhchung.reporting.narrative import Reference
from minhchung.work.models import Activity
from vanban.text.collation import sort_key

PERIOD_START, PERIOD_END = "period.start", "period.end"


@dataclass(frozen=True, slots=True)
class Bound:
    """What the references of a narrative name, and what proves it: figures, documents, activities, by key."""

    known: Known
    figures: Mapping[str, Said]
    documents: Mapping[str, Document]
    document_proofs: Mapping[str, Proof]
    activity_proofs: Mapping[str, tuple[Proof, ...]]


def figure_keys(found: Iterable[Reference]) -> list[str]:
    """The keys of the figures that a narrative needs, for its lists too, in order, each once."""
    return list(dict.fromkeys(each.key for each in found if each.kind in ("figure", "list")))


def bind(
    period: Period, found: Iterable[Reference], said: Iterable[Said], known_at: datetime, *, more: Iterable[str] = ()
) -> Bound:
    """Everything that *found* may name, as known at *known_at*; keys that name nothing are simply absent.

    *more* are keys of documents that are offered as candidates although nothing refers to them.
    """
    figures = {each.key: each for each in said}
    found = list(found)
    wanted = {each.key for each in found if each.kind in ("document", "date")} | set(more)
    documents = {each.key: each for each in _documents(wanted, known_at)}
    activities = {each.key: each for each in _activities(found, known_at)}
    scope = Scope(period.unit_id, frozenset(), period.starts_on, period.ends_on, known_at)
    proofs = evidence_of_activities(scope, activities.values())
    known = Known(
        figures={key: known_figure(each) for key, each in figures.items()},
        documents={key: known_document(each) for key, each in documents.items()},
        activities={key: each.title for key, each in activities.items()},
        lists={key: listed(each) for key, each in figures.items() if _list_field(each)},
        dates=_dates(period, documents, activities),
        years=(period.year, period.year + 1),
    )
    return Bound(
        known=known,
        figures=figures,
        documents=documents,
        document_proofs=document_proofs(documents.values(), known_at),
        activity_proofs={key: tuple(proofs.get(each.pk, ())) for key, each in activities.items()},
    )


def known_figure(said: Said) -> KnownFigure:
    """The figure as the linter needs it, with the phrases of its indicator."""
    phrases: tuple[str, ...] = ()
    if said.code in definitions():
        phrases = tuple(phrase for phrase in definitions()[said.code][1][-1].phrases if "{" not in phrase)
    return KnownFigure(said.key, said.value, said.is_percentage, said.name.vi, phrases)


def known_document(document: Document) -> KnownDocument:
    """The document as it is cited."""
    return KnownDocument(
        key=document.key,
        type=document.document_type,
        number=document.number,
        issued_on=document.issued_on,
        issuer=document.issuer,
        subject=document.subject,
    )


def listed(said: Said) -> tuple[str, ...]:
    """The distinct names that a figure's rows carry in its list field, in Vietnamese order."""
    field = _list_field(said)
    names = {row[field] for row in said.rows if isinstance(row.get(field), str)}
    return tuple(sorted(names, key=sort_key))


def _list_field(said: Said) -> str:
    if said.code not in definitions():
        return ""
    return next((each.lists for each in definitions()[said.code][1] if each.version == said.version), "")


def _documents(keys: set[str], known_at: datetime) -> list[Document]:
    found = Document.objects.filter(key__in=sorted(keys), recorded_at__lte=known_at)
    return list(found.order_by("key"))


def _activities(found: Iterable[Reference], known_at: datetime) -> list[Activity]:
    keys = {each.key for each in found if each.kind in ("activity", "date")}
    return list(Activity.objects.known_on(known_at).filter(key__in=sorted(keys)).order_by("key"))


def _dates(period: Period, documents: Mapping[str, Document], activities: Mapping[str, Activity]) -> dict[str, object]:
    dates = {key: each.happened_on for key, each in activities.items()}
    dates |= {key: each.issued_on for key, each in documents.items() if each.issued_on}
    return dates | {PERIOD_START: period.starts_on, PERIOD_END: period.ends_on}
