"""What may still change in a document: a draft everything, a captured one its papers, an issued one nothing."""

from __future__ import annotations

from minhchung.documents.enums import DocumentState
from minhchung.documents.errors import FrozenDocumentError
from minhchung.documents.models import BookNumber, Document


def was_numbered_here(document: Document) -> bool:
    """Whether this system itself gave the document its number, instead of taking it over or capturing it."""
    number = BookNumber.objects.filter(document=document).select_related("book").first()
    return number is not None and number.serial >= number.book.first_serial


def require_open(document: Document) -> None:
    """Refuse a change of papers: of what we issued ourselves (Art. 18), of what is recalled or withdrawn (III.8)."""
    is_closed = document.state in (DocumentState.RECALLED, DocumentState.WITHDRAWN)
    if is_closed or (document.state == DocumentState.ISSUED and was_numbered_here(document)):
        raise FrozenDocumentError(number=document.number or document.key, state=document.get_state_display().lower())
