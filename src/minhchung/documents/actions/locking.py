"""How this room locks: the ledger first, then rows, so that no two actions wait for each other."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

from minhchung.audit import ledger

Row = TypeVar("Row", bound=Model)


def lock(row: Row) -> Row:
    """*row* as it stands now, held until the transaction ends."""
    ledger.hold()
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
