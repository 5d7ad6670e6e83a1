"""Legal instruments: laws, ordinances, decrees and the like, as documents with a status."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.actions.capturing import Description, capture, cleaned, same_documents
from minhchung.documents.actions.drafting import record_version
from minhchung.documents.actions.locking import lock
from minhchung.documents.enums import DocumentState, LegalStatus
from minhchung.documents.errors import KeyTakenError, NotInstrumentError
from minhchung.documents.guard import refuse_secrets
from minhchung.documents.models import Document
from minhchung.documents.permissions import require_can_keep
from minhchung.documents.reading import clean_line, folded_words
from minhchung.files.models import StoredFile
from minhchung.organisation.models import Unit


@transaction.atomic
def register_instrument(
    *,
    unit: Unit,
    by: User | None,
    document_type: str,
    subject: str,
    legal_status: str = LegalStatus.IN_FORCE,
    number: str = "",
    issued_on: date | None = None,
    issuer: str = "",
    key: str | None = None,
    is_illustrative: bool = False,
    file: StoredFile | None = None,
    text: str = "",
    page_count: int = 0,
    not_secret_confirmed: bool = False,
) -> Document:
    """A legal instrument that work is based on, kept by *unit*; *subject* is its name without the type ("Quốc phòng").

    It enters no register: it did not arrive by post. Raises KeyTakenError when the unit already keeps it.
    """
    require_can_keep(by, unit)
    refuse_secrets(text=text, confirmed=not_secret_confirmed)
    said = cleaned(
        Description(
            document_type=document_type,
            subject=subject,
            number=number,
            issued_on=issued_on,
            issuer=issuer,
            legal_status=legal_status or LegalStatus.IN_FORCE,
            is_illustrative=is_illustrative,
        ),
        not_secret_confirmed,
    )
    ledger.hold()
    _refuse_second(unit, said)
    document = capture(said, unit=unit, by=by, key=key, state=DocumentState.ISSUED)
    record_version(document, by=by, file=file, text=text, page_count=page_count)
    return document


@transaction.atomic
def set_legal_status(*, document: Document, status: str, reason: str, by: User | None) -> Document:
    """Say whether an instrument is in force; *reason* names the text that changed it."""
    require_can_keep(by, document.unit)
    said = clean_line(reason, field=_("căn cứ pháp lý"), limit=300, required=True)
    document = lock(document)
    if not document.legal_status or not status:
        raise NotInstrumentError(number=document.number or document.key)
    before, document.legal_status = document.legal_status, LegalStatus(status)
    document.save(update_fields=["legal_status"])
    facts = {"before": before, "after": str(document.legal_status), "reason": said}
    ledger.record("legal_status.set", target=document, by=by, facts=facts)
    return document


def _refuse_second(unit: Unit, said: Description) -> None:
    name = folded_words(said.subject)
    for document in same_documents(said).filter(unit=unit, document_type=said.document_type).exclude(legal_status=""):
        if said.number or document.folded_subject == name:
            raise KeyTakenError(key=document.key)
