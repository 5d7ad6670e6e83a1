"""Records that a whole module of tests reads: made once, rolled back at its end; each test still undoes its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction


@contextmanager
def kept(django_db_blocker: Any, folder: Path) -> Iterator[Path]:
    """A transaction around the tests of a module, with a data folder of their own in *folder*."""
    data = folder / "data"
    data.mkdir(mode=0o700)
    before, settings.DATA = settings.DATA, data
    with django_db_blocker.unblock():
        outermost = transaction.atomic()
        outermost._from_testcase = True
        outermost.__enter__()
        try:
            yield data
        finally:
            transaction.set_rollback(True)
            outermost.__exit__(None, None, None)
            settings.DATA = before
