"""Citations of Vietnamese official documents: find them, resolve them against a catalogue, mark them in a text."""

from vanban.citations.engine import find
from vanban.citations.model import BackReference, Citation, Relation

__all__ = ["BackReference", "Citation", "Relation", "find"]
