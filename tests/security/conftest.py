"""The house that every visitor of these tests walks through; each module makes its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from tests.factories.house import NOW, House, make_house
from tests.factories.kept_database import kept

from minhchung import clock


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, Path]]:
    with kept(django_db_blocker, tmp_path_factory.mktemp("house")) as folder:
        yield make_house(), folder


@pytest.fixture(autouse=True)
def data_folder(made: tuple[House, Path], settings: object) -> Path:
    settings.DATA = made[1]
    return made[1]


@pytest.fixture
def house(db: None, made: tuple[House, Path], today: datetime) -> House:
    return made[0]


@pytest.fixture
def today() -> Iterator[datetime]:
    """The day after the report went out."""
    with clock.at(NOW):
        yield NOW
