"""Writes of this room: stage a source, commit a batch, undo it."""

from minhchung.imports.actions.committing import commit
from minhchung.imports.actions.staging import stage
from minhchung.imports.actions.undoing import undo

__all__ = ["commit", "stage", "undo"]
