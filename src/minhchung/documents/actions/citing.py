"""Citations: what a stored text cites, linked to our documents as far as the link is certain."""

from __future__ import annotations

from minhchung.documents.models import Document, DocumentVersion


def index_citations(version: DocumentVersion) -> None:
    """Store the citations found in the text of *version*; inside the caller's transaction."""


def resolve_waiting_citations(document: Document) -> None:
    """Link to *document* the citations that waited for it; inside the caller's transaction."""
