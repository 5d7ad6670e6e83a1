"""How this room locks: a turn to write, the ledger, then rows, so that no two actions wait for each other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model

from minhchung.audit import ledger

Row = TypeVar("Row", bound=Model)

_TURN = threading.Lock()


def lock(row: Row, *also: str) -> Row:
    """*row* as it stands now, with the rows it points to in *also*, held until the transaction ends."""
    ledger.hold()
    return type(row)._default_manager.select_related(*also).select_for_update(of=("self",)).get(pk=row.pk)


@contextmanager
def short_transaction() -> Iterator[None]:
    """A transaction that many threads ask for at once.

    SQLite lets one writer in and makes the others poll, which starves some of 64 threads; here they queue. Inside a
    larger transaction there is no queue: it already holds the file, and whoever has the turn may be waiting for it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _TURN, transaction.atomic():
        yield
