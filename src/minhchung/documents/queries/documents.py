"""One document, with all that its page shows, in a constant number of queries."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from minhchung.documents.models import (
    Appendix,
    Attachment,
    Document,
    DocumentVersion,
    Handler,
    Recipient,
    RegisterEntry,
)


def document_by_key(key: str) -> Document | None:
    """The document that narratives and workbooks call *key*, or None."""
    return Document.objects.filter(key=key).select_related("unit").first()


def newest_version(document: Document) -> DocumentVersion | None:
    """The version of *document* that counts today, or None when only its line in the register is known."""
    return document.versions.select_related("file").order_by("-ordinal").first()


def document_page(documents: QuerySet[Document]) -> QuerySet[Document]:
    """*documents* with everything a page of one shows, already fetched: one query each for versions (newest first,
    without their texts), attachments, appendices, recipients, handlers and lines of registers."""
    versions = DocumentVersion.objects.select_related("file").defer("text").order_by("-ordinal")
    standing = RegisterEntry.objects.filter(withdrawn_at__isnull=True).select_related("register")
    return documents.select_related("unit", "drafting_unit", "book_number__book").prefetch_related(
        Prefetch("versions", versions),
        Prefetch("attachments", Attachment.objects.select_related("file")),
        Prefetch("appendices", Appendix.objects.select_related("file")),
        Prefetch("recipients", Recipient.objects.order_by("pk")),
        Prefetch("handlers", Handler.objects.select_related("person")),
        Prefetch("entries", standing.order_by("pk")),
    )
