"""Citations of Vietnamese official documents: find them, resolve them against a catalogue, mark them in a text."""

from vanban.citations.annotate import annotate, annotate_html, annotate_plain
from vanban.citations.back_references import back_references
from vanban.citations.engine import find
from vanban.citations.model import BackReference, Citation, Relation
from vanban.citations.resolve import Ambiguous, Catalogue, Entry, Resolution, Resolved, Unknown, resolve

__all__ = [
    "Ambiguous",
    "BackReference",
    "Catalogue",
    "Citation",
    "Entry",
    "Relation",
    "Resolution",
    "Resolved",
    "Unknown",
    "annotate",
    "annotate_html",
    "annotate_plain",
    "back_references",
    "find",
    "resolve",
]
