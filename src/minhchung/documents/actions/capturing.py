"""How a document's row comes to be, whoever brings it: fields read, secrets refused, a key found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.enums import DocumentState, LegalStatus, Urgency
from minhchung.documents.errors import KeyTakenError
from minhchung.documents.guard import refuse_secrets
from minhchung.documents.models import Document
from minhchung.documents.reading import clean_line, folded_title, folded_words, known_type, number_parts
from minhchung.organisation.models import Unit
from vanban.text import fold


@dataclass(frozen=True, slots=True)
class Description:
    """What a register says of a document, as given by whoever brings it."""

    document_type: str
    subject: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    signer: str = ""
    signer_title: str = ""
    urgency: str = Urgency.NORMAL
    sensitivity: int = Sensitivity.OPEN
    legal_status: str = LegalStatus.NONE
    is_illustrative: bool = False


def cleaned(said: Description, not_secret_confirmed: bool) -> Description:
    """*said* with clean lines and a known type; raises a refusal naming the first field that cannot stand."""
    refuse_secrets(said.subject, said.number, said.issuer, confirmed=not_secret_confirmed)
    return Description(
        document_type=known_type(said.document_type),
        subject=clean_line(said.subject, field=_("trích yếu"), limit=1000, required=True),
        number=clean_line(said.number, field=_("số, ký hiệu"), limit=120),
        issued_on=said.issued_on,
        issuer=clean_line(said.issuer, field=_("cơ quan ban hành"), limit=300),
        signer=clean_line(said.signer, field=_("người ký"), limit=160),
        signer_title=clean_line(said.signer_title, field=_("chức vụ người ký"), limit=160),
        urgency=Urgency(said.urgency),
        sensitivity=Sensitivity(said.sensitivity),
        legal_status=LegalStatus(said.legal_status),
        is_illustrative=said.is_illustrative,
    )


def capture(
    said: Description,
    *,
    unit: Unit,
    by: User | None,
    key: str | None,
    state: DocumentState,
    drafting_unit: Unit | None = None,
) -> Document:
    """A new document of *unit* as *said* (already cleaned), recorded in the ledger; inside the caller's transaction."""
    parts = number_parts(said.number)
    document = Document.objects.create(
        key=_free_key(key, said),
        unit=unit,
        drafting_unit=drafting_unit,
        document_type=said.document_type,
        number=said.number,
        serial=parts.serial,
        year=parts.year,
        symbol=parts.symbol,
        folded_number=parts.folded,
        number_key=parts.key,
        issuer=said.issuer,
        issued_on=said.issued_on,
        subject=said.subject,
        folded_subject=folded_words(said.subject)[:1000],
        folded_title=folded_title(said.document_type, said.subject) if said.legal_status else "",
        signer=said.signer,
        signer_title=said.signer_title,
        urgency=said.urgency,
        sensitivity=said.sensitivity,
        state=state,
        legal_status=said.legal_status,
        is_illustrative=said.is_illustrative,
        recorded_at=clock.now(),
    )
    facts = {
        "key": document.key,
        "document_type": said.document_type,
        "number": said.number,
        "issuer": said.issuer,
        "issued_on": said.issued_on.isoformat() if said.issued_on else None,
        "subject": said.subject,
        "state": state.value,
    }
    ledger.record("document.recorded", target=document, by=by, facts=facts)
    return document


def same_documents(said: Description) -> QuerySet[Document]:
    """Documents with the number of *said* and, as far as both are dated, of the same year; issuers are not compared."""
    parts = number_parts(said.number)
    found = Document.objects.exclude(state=DocumentState.WITHDRAWN)
    found = found.filter(number_key=parts.key)
    if said.issued_on:
        found = found.exclude(issued_on__lt=date(said.issued_on.year, 1, 1))
        found = found.exclude(issued_on__gt=date(said.issued_on.year, 12, 31))
    return found.order_by("pk")


def _free_key(key: str | None, said: Description) -> str:
    if key is not None:
        wanted = slugify(key)[:80]
        if wanted != key or Document.objects.filter(key=key).exists():
            raise KeyTakenError(key=key[:80])
        return key
    words = (said.number or said.document_type.replace("_", "-"), str(said.issued_on.year) if said.issued_on else "")
    root = slugify(fold("-".join(part for part in words if part)).replace("/", "-"))[:70] or "van-ban"
    names = [root, *(f"{root}-{ordinal}" for ordinal in range(2, 10))]
    taken = set(Document.objects.filter(key__in=names).values_list("key", flat=True))
    return next((name for name in names if name not in taken), f"{root}-{_next_pk()}")


def _next_pk() -> int:
    """A number no key of ours ends with yet: the ledger is held, so nobody else is about to use it."""
    return (Document.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
