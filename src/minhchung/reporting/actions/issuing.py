"""Issue a report: number, files, facts, packs, and an edition that never changes."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.audit.models import AuditEvent
from minhchung.documents import actions as documents
from minhchung.documents.actions.numbering import find_or_open_book
from minhchung.documents.models import Document
from minhchung.files.actions import store_bytes
from minhchung.reporting import editions
from minhchung.reporting.editions import MEDIA, Order
from minhchung.reporting.enums import EditionFile, ReportState
from minhchung.reporting.errors import OrphansError, PeriodOpenError, UnansweredCommitmentsError, WrongStateError
from minhchung.reporting.figures import said
from minhchung.reporting.hiding import secret
from minhchung.reporting.linting import Linted, lint_report
from minhchung.reporting.models import Edition, EditionPart, Quotation, Report, ReportNote
from minhchung.reporting.packing import contents_of, masked_files, quoting_marks, with_ledger
from minhchung.reporting.permissions import can_issue, require
from minhchung.reporting.queries import figures_of, unanswered_commitments
from vanban.layout.model import Blocks
from vanban.number import parse
from vanban.pack.build import build_bytes
from vanban.pack.contents import Kind, PackContents


@transaction.atomic
def issue_report(*, report: Report, by: User | None, corrects: Edition | None = None) -> Edition:
    """Issue an approved report: a number from the book, the files, the packs, and its edition.

    Refused while it has an orphan or a gap, while a commitment of an earlier period is unanswered (P9), and while its
    period is open. *corrects* makes the edition an erratum of an earlier one.
    """
    require(can_issue(by, report))
    ledger.hold()
    report = Report.objects.select_for_update(of=("self",)).select_related("period__unit", "unit").get(pk=report.pk)
    _require_ready(report)
    instant, day = clock.now(), clock.today()
    document = _numbered(report, by, day)
    order = _order(report, document, day, instant)
    figures = [said(figure) for figure in figures_of(report.period)]
    issue, official = editions.composed(order, figures)
    files = editions.rendered(official)
    _enter(document, report, files[EditionFile.PDF], by)

    event = _event_number()
    contents = contents_of(issue, editions.report_files(files), tree_size=event, masked=masked_files(issue))
    facts = {"number": order.number, "document": ledger.target_name(document), **editions.digests(contents)}
    issued = ledger.record("report.issued", target=report, by=by, facts=facts)
    sealed = with_ledger(contents, tree_size=issued.sequence, day=day, issued=issued.sequence - 1)
    packs = _packs(sealed)
    edition = _edition(report, document, order, sealed, packs[EditionFile.FACTS], corrects, by)
    _keep_parts(edition, files | packs, by)
    _quote(edition, issue.blocks)
    report.state = ReportState.ISSUED
    report.save(update_fields=["state"])
    ReportNote.objects.create(
        report=report, state=ReportState.ISSUED, text=order.number, written_by=by, recorded_at=instant
    )
    return edition


def _require_ready(report: Report) -> Linted:
    if report.state != ReportState.APPROVED:
        raise WrongStateError(title=report.title, state=report.get_state_display(), needed=ReportState.APPROVED.label)
    if not report.period.closed_at:
        raise PeriodOpenError(period=str(report.period))
    linted = lint_report(report)
    if not linted.is_clean:
        raise OrphansError(**linted.data())
    if unanswered := list(unanswered_commitments(report)):
        raise UnansweredCommitmentsError(count=len(unanswered), list="; ".join(each.text for each in unanswered))
    return linted


def _numbered(report: Report, by: User | None, day: date) -> Document:
    """A draft document of the report with its number: the files print it, so it is given before they are made."""
    ordinal = report.editions.count() + 1
    document = documents.draft_document(
        unit=report.unit,
        by=by,
        document_type="bao_cao",
        subject=report.title,
        key=f"{report.key}-{ordinal}",
        is_illustrative=report.is_illustrative,
    )
    for recipient in report.recipients:
        documents.add_recipient(document=document, name=recipient, by=by)
    book = find_or_open_book(report.unit, "bao_cao", day, by)
    documents.issue_number(
        reservation=documents.reserve_number(book=book, by=by), document=document, by=by, issued_on=day
    )
    document.refresh_from_db()
    return document


def _order(report: Report, document: Document, day: date, instant: datetime) -> Order:
    number = parse(document.number)
    serial, symbol = int(document.serial), document.symbol or (number.symbol if number else "")
    signing = {
        "serial": serial,
        "symbol": symbol,
        "recipients": list(report.recipients),
        "signer_name": report.signer_name,
        "signer_post": report.signer_post,
        "capacity": report.signing_capacity,
        "principal": report.signing_principal,
    }
    return Order(report.period, report.title, report.narrative, document.number, serial, symbol, day, instant, signing)


def _enter(document: Document, report: Report, pdf: bytes, by: User | None) -> None:
    file = store_bytes(pdf, name=f"{document.key}.pdf", media_type=MEDIA[EditionFile.PDF], by=by)
    documents.add_version(document=document, by=by, file=file, note="Bản ban hành")
    documents.issue_document(
        document=document, by=by, signer=report.signer_name or "–", signer_title=report.signer_post or "–"
    )


def _event_number() -> int:
    """The number of events so far: those that the facts of the edition may speak of."""
    return AuditEvent.objects.order_by("-sequence").values_list("sequence", flat=True)[0]


def _edition(
    report: Report,
    document: Document,
    order: Order,
    sealed: PackContents,
    facts: bytes,
    corrects: Edition | None,
    by: User | None,
) -> Edition:
    return Edition.objects.create(
        report=report,
        ordinal=report.editions.count() + 1,
        document=document,
        corrects=corrects,
        number=order.number,
        title=order.title,
        narrative=order.narrative,
        signing=dict(order.signing),
        known_at=order.known_at,
        issued_on=order.issued_on,
        facts_sha256=sha256(facts).hexdigest(),
        tree_size=sealed.ledger.tree_size,
        root=sealed.ledger.root,
        issued_by=by,
        recorded_at=order.known_at,
    )


def _packs(sealed: PackContents) -> dict[EditionFile, bytes]:
    return {
        EditionFile.FACTS: editions.facts_bytes(sealed),
        EditionFile.PACK: build_bytes(sealed),
        EditionFile.PUBLIC_PACK: build_bytes(sealed, kind=Kind.PUBLIC, secret=secret()),
    }


def _keep_parts(edition: Edition, files: dict[EditionFile, bytes], by: User | None) -> None:
    for kind in EditionFile:
        file = store_bytes(files[kind], name=kind.label, media_type=MEDIA[kind], by=by)
        EditionPart.objects.create(edition=edition, kind=kind, file=file)


def _quote(edition: Edition, blocks: Blocks) -> None:
    figures = {figure.key: figure for figure in edition.report.period.figures.standing()}
    Quotation.objects.bulk_create(
        Quotation(edition=edition, figure=figures[mark.key], anchor=mark.anchor, printed=mark.text)
        for mark in quoting_marks(blocks)
    )
