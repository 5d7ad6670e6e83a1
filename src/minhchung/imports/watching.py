"""Which rows came into being while something ran: so that an undo knows its own from what came later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model
from django.db.models.signals import post_save
from django.dispatch import receiver

from minhchung.audit.ledger import target_name

_brought: ContextVar[list[str] | None] = ContextVar("minhchung_brought", default=None)
_OWN = {"audit", "imports"}


@contextmanager
def made_rows() -> Iterator[list[str]]:
    """A list that fills with the targets of rows saved for the first time inside the block, in this context only."""
    brought: list[str] = []
    token = _brought.set(brought)
    try:
        yield brought
    finally:
        _brought.reset(token)


@receiver(post_save, dispatch_uid="imports.watching")
def _notice(sender: type[Model], instance: Model, created: bool, **_rest: object) -> None:
    brought = _brought.get()
    if brought is not None and created and sender._meta.app_label not in _OWN:
        brought.append(target_name(instance))
