"""Compose an edition from records: the same records give the same files, now and whenever it is replayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from minhchung.reporting.bindings import bind, figure_keys
from minhchung.reporting.computing import Reader
from minhchung.reporting.enums import EditionFile, FigureStatus
from minhchung.reporting.errors import ReplayDiffersError
from minhchung.reporting.figures import Said, recomputed, said
from minhchung.reporting.hiding import secret
from minhchung.reporting.indicators import indicator
from minhchung.reporting.models import Edition, Figure, Period
from minhchung.reporting.narrative import read, references
from minhchung.reporting.official import docx_of, letterhead, official_document, page_of, pdf_of
from minhchung.reporting.packing import Issue, contents_of, with_ledger
from vanban.layout.model import OfficialDocument
from vanban.pack.canonical import canonical
from vanban.pack.contents import File, Kind, PackContents
from vanban.pack.facts import content_digest, facts_of

MEDIA = {
    EditionFile.FACTS: "application/json",
    EditionFile.PDF: "application/pdf",
    EditionFile.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    EditionFile.HTML: "text/html",
    EditionFile.PACK: "application/zip",
    EditionFile.PUBLIC_PACK: "application/zip",
}
REPORT_FILES = (EditionFile.HTML, EditionFile.PDF, EditionFile.DOCX)


@dataclass(frozen=True, slots=True)
class Order:
    """What people decided about an edition; everything else is read from records as known at `known_at`."""

    period: Period
    title: str
    narrative: str
    number: str
    serial: int
    symbol: str
    issued_on: date
    known_at: datetime
    signing: Mapping[str, object]


def composed(order: Order, figures: Iterable[Said]) -> tuple[Issue, OfficialDocument]:
    """The words of an edition bound to what proves them, and the official document that they make."""
    found = references(order.narrative)
    wanted = set(figure_keys(found))
    bound = bind(order.period, found, [each for each in figures if each.key in wanted], order.known_at)
    blocks = read(order.narrative, bound.known)
    head = letterhead(
        order.period.unit,
        order.title,
        order.issued_on,
        order.known_at,
        dict(order.signing),
        serial=order.serial,
        symbol=order.symbol,
    )
    issue = Issue(head, order.period, order.number, order.issued_on, order.known_at, blocks, bound)
    return issue, official_document(head, blocks, bound, order.number)


def rendered(document: OfficialDocument) -> dict[EditionFile, bytes]:
    """The report in its three forms, all with the same anchors."""
    return {
        EditionFile.HTML: page_of(document),
        EditionFile.PDF: pdf_of(document),
        EditionFile.DOCX: docx_of(document),
    }


def report_files(files: Mapping[EditionFile, bytes]) -> list[File]:
    """The rendered report as files of a pack; the public one carries them too."""
    return [File.of(files[kind], EditionFile(kind).label, MEDIA[kind], is_public=True) for kind in REPORT_FILES]


def digests(contents: PackContents) -> dict[str, str]:
    """What the event of issue records, so that the seal vouches for every fact of both packs."""
    return {
        "content": content_digest(contents, Kind.FULL),
        "public_content": content_digest(contents, Kind.PUBLIC, secret()),
    }


def facts_bytes(contents: PackContents) -> bytes:
    """facts.json of the full pack."""
    return canonical(facts_of(contents, Kind.FULL))


def replay(edition: Edition) -> bytes:
    """facts.json of *edition*, recomputed from the records as known on its instant: the same bytes as then (P5)."""
    return facts_bytes(replayed_contents(edition))


def replayed_contents(edition: Edition) -> PackContents:
    """Everything that went into the pack of *edition*, made again from the records."""
    order = order_of(edition)
    issue, document = composed(order, _recomputed(edition))
    contents = contents_of(issue, report_files(rendered(document)), tree_size=edition.tree_size)
    return with_ledger(contents, tree_size=edition.tree_size, day=edition.issued_on, issued=edition.tree_size - 1)


def require_replay(edition: Edition) -> None:
    """ReplayDiffersError unless *edition* replays to the facts that were issued."""
    found = sha256(replay(edition)).hexdigest()
    if found != edition.facts_sha256:
        raise ReplayDiffersError(number=edition.number, difference=f"{edition.facts_sha256[:12]} ≠ {found[:12]}")


def order_of(edition: Edition) -> Order:
    """What people decided about *edition*, as it was issued."""
    return Order(
        period=edition.report.period,
        title=edition.title,
        narrative=edition.narrative,
        number=edition.number,
        serial=int(edition.signing["serial"]),
        symbol=str(edition.signing["symbol"]),
        issued_on=edition.issued_on,
        known_at=edition.known_at,
        signing=edition.signing,
    )


def _recomputed(edition: Edition) -> list[Said]:
    """The figures that the edition prints, each from the records as known when it was made, in the order of their keys."""
    figures = Figure.objects.filter(quotations__edition=edition).distinct().select_related("period").order_by("key")
    readers: dict[datetime, Reader] = {}
    made = []
    for figure in figures.prefetch_related("lineage"):
        if figure.status == FigureStatus.DECLARED:
            made.append(said(figure))
            continue
        reader = readers.setdefault(figure.known_at, Reader.of(figure.period, figure.known_at))
        made.append(recomputed(figure, reader.compute(indicator(figure.key, figure.version))))
    return made
