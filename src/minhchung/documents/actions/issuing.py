"""Issue a draft with a number from the book, and recall what was issued."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.actions.citing import decide_citations_of
from minhchung.documents.actions.entering import Line, enter
from minhchung.documents.actions.locking import lock
from minhchung.documents.actions.numbering import find_or_open_book, issue_number, reserve_number
from minhchung.documents.enums import Direction, DocumentState
from minhchung.documents.errors import ImpossibleDateError, NotDraftError, NotIssuedError
from minhchung.documents.guard import refuse_secrets
from minhchung.documents.models import BookNumber, Document, RegisterEntry
from minhchung.documents.permissions import require_can_keep
from minhchung.documents.reading import clean_line


@transaction.atomic
def issue_document(
    *,
    document: Document,
    by: User | None,
    signer: str,
    signer_title: str,
    issued_on: date | None = None,
    reservation: BookNumber | None = None,
    archived_by: str = "",
    copies: int | None = None,
    note: str = "",
) -> RegisterEntry:
    """A draft becomes an issued document with the next number of its book, and a line in the outgoing register.

    *issued_on* defaults to today. *reservation* uses a number held before; a number already given by `issue_number`
    is kept with its date.
    """
    require_can_keep(by, document.unit)
    refuse_secrets(note, archived_by)
    document = lock(document)
    if document.state != DocumentState.DRAFT:
        raise NotDraftError(number=document.number or document.key, state=document.get_state_display())
    if not document.number:
        _give_number(document, by, issued_on or clock.today(), reservation)
        document.refresh_from_db()

    document.signer = clean_line(signer, field=_("người ký"), limit=160, required=True)
    document.signer_title = clean_line(signer_title, field=_("chức vụ người ký"), limit=160, required=True)
    document.state = DocumentState.ISSUED
    document.save(update_fields=["signer", "signer_title", "state"])
    facts = {"number": document.number, "issued_on": document.issued_on.isoformat()}
    ledger.record("document.issued", target=document, by=by, facts=facts)
    decide_citations_of(document)
    line = Line(
        registered_on=document.issued_on,
        handled_by="; ".join(document.recipients.values_list("name", flat=True))[:1000],
        archived_by=archived_by,
        copies=copies,
        transferred_on=clock.today(),
        note=note,
    )
    return enter(document, Direction.OUTGOING, line, by=by)


@transaction.atomic
def recall_document(*, document: Document, reason: str, by: User | None, recalled_on: date | None = None) -> Document:
    """Freeze an issued document and its metadata: it, or its issuer, was asked back (NĐ 30/2020 Art. 18; III.8)."""
    require_can_keep(by, document.unit)
    said = clean_line(reason, field=_("lý do thu hồi"), limit=300, required=True)
    document = lock(document)
    if document.state != DocumentState.ISSUED:
        raise NotIssuedError
    document.state, document.recall_reason = DocumentState.RECALLED, said
    document.recalled_on = recalled_on or clock.today()
    document.save(update_fields=["state", "recall_reason", "recalled_on"])
    facts = {"number": document.number, "reason": said, "recalled_on": document.recalled_on.isoformat()}
    ledger.record("document.recalled", target=document, by=by, facts=facts)
    return document


def _give_number(document: Document, by: User | None, day: date, reservation: BookNumber | None) -> None:
    if day > clock.today():
        raise ImpossibleDateError(day=f"{day:%d/%m/%Y}", field=_("ngày ban hành"), reason=_("ngày này chưa tới"))
    if reservation is None:
        book = find_or_open_book(document.unit, document.document_type, day, by)
        reservation = reserve_number(book=book, by=by)
    issue_number(reservation=reservation, document=document, by=by, issued_on=day)
