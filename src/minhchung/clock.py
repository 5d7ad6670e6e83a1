"""The one clock of the system: every action asks it, tests and imports of past years set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_instant: ContextVar[datetime | None] = ContextVar("minhchung_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC; inside `at` the instant given there."""
    return _instant.get() or timezone.now()


def today() -> date:
    """The present day where the agency works (setting TIME_ZONE)."""
    return timezone.localdate(now())


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let `now()` answer *instant* (aware) inside the block, in this thread and its context only."""
    if timezone.is_naive(instant):
        raise ValueError("an instant needs a time zone")
    token = _instant.set(instant)
    try:
        yield
    finally:
        _instant.reset(token)
