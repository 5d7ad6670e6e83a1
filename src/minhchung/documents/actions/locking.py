"""How this room locks: a turn to write, the ledger, then rows, so that no two actions wait for each other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection
from django.db.models import Model

from minhchung.audit import ledger

Row = TypeVar("Row", bound=Model)

_TURN = threading.Lock()


def lock(row: Row, *also: str) -> Row:
    """*row* as it stands now, with the rows it points to in *also*, held until the transaction ends."""
    ledger.hold()
    rows = type(row)._default_manager.select_for_update(of=("self",))
    return (rows.select_related(*also) if also else rows).get(pk=row.pk)


@contextmanager
def turn() -> Iterator[None]:
    """The threads of this process one after another; as a decorator, for actions that many ask for at once.

    Writes stand in line anyway, at the ledger. Waiting there, SQLite polls and starves some of 64 threads, and on both
    engines a thread that holds the line loses the interpreter to those that only prepare. Inside a larger transaction
    there is no queue: it may hold what the thread whose turn it is waits for.
    """
    if connection.in_atomic_block:
        yield
        return
    with _TURN:
        yield
