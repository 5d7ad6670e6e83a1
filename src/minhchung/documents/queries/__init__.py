"""What the documents room knows: registers and their lines, one document with all around it, books, citations."""

from minhchung.documents.queries.around import cited_by, cites, documents_walk, leads_from, leads_to
from minhchung.documents.queries.books import GapReport, gap_report, number_expected, series_of
from minhchung.documents.queries.catalogue import CatalogueEntry, catalogue_entries
from minhchung.documents.queries.documents import document_by_key, document_page, newest_version
from minhchung.documents.queries.registers import EntryFilter, entries, register_rows, registers

__all__ = [
    "CatalogueEntry",
    "EntryFilter",
    "GapReport",
    "catalogue_entries",
    "cited_by",
    "cites",
    "document_by_key",
    "document_page",
    "documents_walk",
    "entries",
    "gap_report",
    "leads_from",
    "leads_to",
    "newest_version",
    "number_expected",
    "register_rows",
    "registers",
    "series_of",
]
