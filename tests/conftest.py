"""What every test may lean on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from minhchung import clock
from minhchung.audit import triggers

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside the live server's thread
settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("suite")

NOON = datetime(2022, 6, 15, 5, 0, tzinfo=UTC)  # 12:00 in Hà Nội


@pytest.fixture
def noon() -> Iterator[datetime]:
    """The clock stands still at noon of 15/06/2022 in Hà Nội."""
    with clock.at(NOON):
        yield NOON


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: object) -> Path:
    """Each test stores its files in a folder of its own."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    return settings.DATA


@pytest.fixture(autouse=True, scope="session")
def _ledger_may_be_emptied() -> Iterator[None]:
    """A test with real transactions empties every table at its end, which the ledger's triggers rightly refuse."""
    emptying = TransactionTestCase._fixture_teardown

    def empty(case: TransactionTestCase) -> None:
        triggers.remove(connection)
        try:
            emptying(case)
        finally:
            triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield
