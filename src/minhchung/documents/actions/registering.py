"""Registers: what comes in is captured with the next arrival number, what went out before us is taken over."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.actions.capturing import Description, capture, cleaned, same_documents
from minhchung.documents.actions.citing import decide_citations_of
from minhchung.documents.actions.drafting import record_version
from minhchung.documents.actions.entering import Line, enter
from minhchung.documents.actions.frozen import was_numbered_here
from minhchung.documents.actions.locking import lock
from minhchung.documents.actions.numbering import find_or_open_book, release_taken_over_number, take_over_number
from minhchung.documents.enums import Direction, DocumentState, Urgency
from minhchung.documents.errors import (
    DuplicateDocumentError,
    FrozenDocumentError,
    ImpossibleDateError,
    NotStandingError,
    OpeningReasonMissingError,
)
from minhchung.documents.guard import refuse_secrets
from minhchung.documents.models import Document, RegisterEntry
from minhchung.documents.permissions import require_can_keep
from minhchung.documents.reading import clean_line, folded_words, number_parts
from minhchung.files.models import StoredFile
from minhchung.organisation.models import Unit


@transaction.atomic
def register_incoming(
    *,
    unit: Unit,
    by: User | None,
    document_type: str,
    subject: str,
    received_on: date,
    number: str = "",
    issued_on: date | None = None,
    issuer: str = "",
    key: str | None = None,
    registered_on: date | None = None,
    handled_by: str = "",
    transferred_on: date | None = None,
    signed_for: str = "",
    due_on: date | None = None,
    note: str = "",
    signer: str = "",
    signer_title: str = "",
    urgency: str = Urgency.NORMAL,
    sensitivity: int = Sensitivity.OPEN,
    is_illustrative: bool = False,
    file: StoredFile | None = None,
    text: str = "",
    page_count: int = 0,
    not_secret_confirmed: bool = False,
    duplicate_confirmed: bool = False,
    serial: int | None = None,
    taken_over: str = "",
) -> RegisterEntry:
    """A document from outside in the register of *unit* for the year of *registered_on*, with the next arrival number.

    *registered_on* (ngày đến, default today) orders the numbers, so late arrivals keep the order of registration.
    *serial* keeps an arrival number given by a register kept before; it needs the reason *taken_over*.
    Raises DuplicateDocumentError when the unit has this number, symbol and issuing body of that year, unless
    *duplicate_confirmed*; SecretDocumentError before anything is stored.
    """
    require_can_keep(by, unit)
    refuse_secrets(handled_by, note, text=text, confirmed=not_secret_confirmed)
    said = cleaned(
        Description(
            document_type=document_type,
            subject=subject,
            number=number,
            issued_on=issued_on,
            issuer=clean_line(issuer, field=_("cơ quan ban hành"), limit=300, required=True),
            signer=signer,
            signer_title=signer_title,
            urgency=urgency,
            sensitivity=sensitivity,
            is_illustrative=is_illustrative,
        ),
        not_secret_confirmed,
    )
    line = Line(
        registered_on=registered_on or clock.today(),
        received_on=received_on,
        handled_by=handled_by,
        transferred_on=transferred_on,
        signed_for=signed_for,
        due_on=due_on,
        note=note,
    )
    _require_order(said.issued_on, _("ngày đến"), received_on)
    _require_order(received_on, _("ngày đăng ký"), line.registered_on)
    ledger.hold()
    if not duplicate_confirmed:
        _refuse_duplicate(unit, said)

    document = capture(said, unit=unit, by=by, key=key, state=DocumentState.ISSUED)
    record_version(document, by=by, file=file, text=text, page_count=page_count)
    return enter(document, Direction.INCOMING, line, by=by, serial=serial, taken_over=taken_over)


@transaction.atomic
def record_outgoing(
    *,
    unit: Unit,
    by: User | None,
    number: str,
    issued_on: date,
    document_type: str,
    subject: str,
    taken_over: str,
    key: str | None = None,
    issuer: str = "",
    drafting_unit: Unit | None = None,
    signer: str = "",
    signer_title: str = "",
    urgency: str = Urgency.NORMAL,
    sensitivity: int = Sensitivity.OPEN,
    handled_by: str = "",
    archived_by: str = "",
    copies: int | None = None,
    transferred_on: date | None = None,
    signed_for: str = "",
    note: str = "",
    is_illustrative: bool = False,
    file: StoredFile | None = None,
    text: str = "",
    page_count: int = 0,
    not_secret_confirmed: bool = False,
    serial: int | None = None,
) -> RegisterEntry:
    """A document that *unit* issued before this system kept its books, with the number it has.

    The number is written into the number book of its year as taken over, for the reason *taken_over* (which book it
    comes from). A number with a letter (12a/…) belongs to no place in the series and stands in the register alone.
    *handled_by* is nơi nhận. Raises BookInUseError when this system already numbers that series.
    """
    require_can_keep(by, unit)
    reason = clean_line(taken_over, field=_("lý do tiếp nhận"), limit=300)
    if not reason:
        raise OpeningReasonMissingError
    refuse_secrets(handled_by, note, text=text, confirmed=not_secret_confirmed)
    said = cleaned(
        Description(
            document_type=document_type,
            subject=subject,
            number=clean_line(number, field=_("số, ký hiệu"), limit=120, required=True),
            issued_on=issued_on,
            issuer=issuer,
            signer=signer,
            signer_title=signer_title,
            urgency=urgency,
            sensitivity=sensitivity,
            is_illustrative=is_illustrative,
        ),
        not_secret_confirmed,
    )
    line = Line(
        registered_on=issued_on,
        handled_by=handled_by,
        archived_by=archived_by,
        copies=copies,
        transferred_on=transferred_on,
        signed_for=signed_for,
        note=note,
    )
    ledger.hold()
    document = capture(said, unit=unit, by=by, key=key, state=DocumentState.ISSUED, drafting_unit=drafting_unit)
    own_serial = number_parts(said.number).serial
    if own_serial.isdecimal():
        book = find_or_open_book(unit, said.document_type, issued_on, by)
        take_over_number(book=book, serial=int(own_serial), document=document, by=by, reason=reason)
    record_version(document, by=by, file=file, text=text, page_count=page_count)
    return enter(document, Direction.OUTGOING, line, by=by, serial=serial, taken_over=reason)


@transaction.atomic
def withdraw_entry(*, entry: RegisterEntry, by: User | None, reason: str) -> RegisterEntry:
    """Take a line out of its register: it was captured by mistake, or its import is undone.

    The line stays readable as withdrawn, its document too, and the document's key and taken-over number become free.
    A document that this system numbered itself is refused (FrozenDocumentError): recall it instead.
    """
    require_can_keep(by, entry.register.unit)
    said = clean_line(reason, field=_("lý do"), limit=300, required=True)
    entry = lock(entry)
    document = lock(entry.document)
    if entry.withdrawn_at is not None:
        raise NotStandingError
    if was_numbered_here(document):
        raise FrozenDocumentError(number=document.number, state=document.get_state_display().lower())

    release_taken_over_number(document=document, reason=said, by=by)
    entry.withdrawn_at = clock.now()
    entry.save(update_fields=["withdrawn_at"])
    if not _stands_in_a_register(document):
        _withdraw(document)
    facts = {"register": entry.register_id, "serial": entry.serial, "reason": said}
    ledger.record("entry.withdrawn", target=entry, by=by, facts=facts)
    return entry


@transaction.atomic
def withdraw_document(*, document: Document, by: User | None, reason: str) -> Document:
    """Take back a document that stands in no register: a legal instrument or a draft that was recorded by mistake.

    It stays readable as withdrawn and its key becomes free. What stands in a register is withdrawn line by line.
    """
    require_can_keep(by, document.unit)
    said = clean_line(reason, field=_("lý do"), limit=300, required=True)
    document = lock(document)
    if document.state == DocumentState.WITHDRAWN:
        raise NotStandingError
    if was_numbered_here(document) or _stands_in_a_register(document):
        raise FrozenDocumentError(number=document.number or document.key, state=document.get_state_display().lower())
    facts = {"key": document.key, "reason": said}
    _withdraw(document)
    ledger.record("document.withdrawn", target=document, by=by, facts=facts)
    return document


def _stands_in_a_register(document: Document) -> bool:
    return RegisterEntry.objects.standing().filter(document=document).exists()


def _withdraw(document: Document) -> None:
    document.state = DocumentState.WITHDRAWN
    document.key = f"{document.key[:60]}-rut-{document.pk}"
    document.save(update_fields=["state", "key"])
    decide_citations_of(document)


def _require_order(earlier: date | None, field: Promise, later: date) -> None:
    if later > clock.today():
        raise ImpossibleDateError(day=f"{later:%d/%m/%Y}", field=field, reason=_("ngày này chưa tới"))
    if earlier is not None and earlier > later:
        raise ImpossibleDateError(day=f"{later:%d/%m/%Y}", field=field, reason=_("trước ngày của bước đứng trước nó"))


def _refuse_duplicate(unit: Unit, said: Description) -> None:
    if not said.number:
        return
    issuer = folded_words(said.issuer)
    entries = RegisterEntry.objects.standing().filter(
        document__in=same_documents(said), register__unit=unit, register__direction=Direction.INCOMING
    )
    for entry in entries.select_related("document"):
        if folded_words(entry.document.issuer) == issuer:
            raise DuplicateDocumentError(
                number=said.number,
                issuer=said.issuer,
                document=entry.document_id,
                serial=entry.serial,
                registered_on=f"{entry.registered_on:%d/%m/%Y}",
            )
