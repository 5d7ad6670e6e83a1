"""Drafts and versions: the text of a document, bound to its bytes."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.actions.capturing import Description, capture, cleaned
from minhchung.documents.actions.citing import decide_citations_of, index_citations
from minhchung.documents.actions.frozen import require_open
from minhchung.documents.actions.locking import lock
from minhchung.documents.enums import DocumentState, Urgency
from minhchung.documents.guard import refuse_secrets
from minhchung.documents.models import Document, DocumentVersion
from minhchung.documents.permissions import require_can_draft
from minhchung.documents.reading import clean_line, clean_text
from minhchung.files.models import StoredFile
from minhchung.organisation.models import Unit


@transaction.atomic
def draft_document(
    *,
    unit: Unit,
    by: User | None,
    document_type: str,
    subject: str,
    key: str | None = None,
    issuer: str = "",
    drafting_unit: Unit | None = None,
    urgency: str = Urgency.NORMAL,
    sensitivity: int = Sensitivity.OPEN,
    is_illustrative: bool = False,
    file: StoredFile | None = None,
    text: str = "",
    page_count: int = 0,
    not_secret_confirmed: bool = False,
) -> Document:
    """A draft that *unit* will issue, prepared in *drafting_unit*; it has no number until `issue_document`."""
    require_can_draft(by, drafting_unit or unit)
    refuse_secrets(text=text, confirmed=not_secret_confirmed)
    said = cleaned(
        Description(
            document_type=document_type,
            subject=subject,
            issuer=issuer,
            urgency=urgency,
            sensitivity=sensitivity,
            is_illustrative=is_illustrative,
        ),
        not_secret_confirmed,
    )
    document = capture(said, unit=unit, by=by, key=key, state=DocumentState.DRAFT, drafting_unit=drafting_unit)
    record_version(document, by=by, file=file, text=text, page_count=page_count)
    return document


@transaction.atomic
def add_version(
    *,
    document: Document,
    by: User | None,
    file: StoredFile | None = None,
    text: str = "",
    page_count: int = 0,
    not_secret_confirmed: bool = False,
    note: str = "",
    is_significant: bool = True,
) -> DocumentVersion:
    """A new state of the text; a significant one asks again for what was acknowledged of the one before.

    Raises FrozenDocumentError for what we issued ourselves: that is corrected by another document.
    """
    require_can_draft(by, document.drafting_unit or document.unit)
    refuse_secrets(note, text=text, confirmed=not_secret_confirmed)
    document = lock(document)
    require_open(document)
    return _add(document, by, file, text, page_count, note, is_significant)


def record_version(
    document: Document, *, by: User | None, file: StoredFile | None, text: str, page_count: int
) -> DocumentVersion | None:
    """The first version of a document just captured, and the links of citations that waited for it.

    Inside the caller's transaction; None when neither bytes nor text came with it.
    """
    decide_citations_of(document)
    if file is None and not text:
        return None
    return _add(document, by, file, text, page_count, "", True)


def _add(
    document: Document,
    by: User | None,
    file: StoredFile | None,
    text: str,
    page_count: int,
    note: str,
    is_significant: bool,
) -> DocumentVersion:
    last = document.versions.aggregate(last=Max("ordinal"))["last"] or 0
    version = DocumentVersion.objects.create(
        document=document,
        ordinal=last + 1,
        file=file,
        text=clean_text(text),
        page_count=max(page_count, 0),
        note=clean_line(note, field=_("ghi chú"), limit=300),
        is_significant=is_significant,
        recorded_at=clock.now(),
    )
    facts = {
        "document": ledger.target_name(document),
        "ordinal": version.ordinal,
        "sha256": file.sha256 if file else None,
        "page_count": version.page_count,
        "is_significant": is_significant,
    }
    ledger.record("version.added", target=version, by=by, facts=facts)
    index_citations(version)
    return version
