"""A portal with an issued report to publish, and who may publish it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.issued_year import AFTER, draft_year, issue_year
from tests.factories.kept_database import kept
from tests.minhchung.reporting.conftest import FOUNDED, World, fill_year, make_user, make_world

from minhchung import clock
from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.portal import actions
from minhchung.portal.models import Publication, Section
from minhchung.portal.related import Tag
from minhchung.reporting.models import Edition

PUBLISHED = AFTER + timedelta(hours=2)


@dataclass(frozen=True)
class Portal:
    world: World
    edition: Edition
    section: Section
    editor: User
    colleague: User
    nobody: User

    def article(self, title: str, *tags: Tag, body: tuple[str, ...] = ("Nội dung.",)) -> Publication:
        with clock.at(PUBLISHED):
            return actions.publish_article(title=title, body=body, section=self.section, by=self.editor, tags=tags)

    def publish(self, edition: Edition | None = None, by: User | None = None) -> Publication:
        with clock.at(PUBLISHED):
            return actions.publish_edition(edition=edition or self.edition, section=self.section, by=by or self.editor)


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Portal, Path]]:
    with kept(django_db_blocker, tmp_path_factory.mktemp("portal")) as folder:
        world = make_world()
        fill_year(world)
        edition = issue_year(world, draft_year(world))
        with clock.at(FOUNDED):
            editor = make_user("bien-tap", Role.EDITOR, world.unit)
            colleague = make_user("nhan-vien", Role.STAFF, world.unit)
            nobody = User.objects.create(
                username="nguoi-ngoai", display_name="nguoi-ngoai", created_at=FOUNDED, must_change_password=False
            )
        with clock.at(PUBLISHED):
            section = actions.open_section(slug="chi-dao", name="Thông tin chỉ đạo, điều hành", by=editor)
        yield Portal(world, edition, section, editor, colleague, nobody), folder


@pytest.fixture(autouse=True)
def data_folder(made: tuple[Portal, Path], settings: object) -> Iterator[Path]:
    """The files of the report stay; what a test published goes, as its rows do."""
    settings.DATA = made[1]
    yield made[1]
    shutil.rmtree(made[1] / "published", ignore_errors=True)


@pytest.fixture
def portal(db: None, made: tuple[Portal, Path]) -> Portal:
    return made[0]


@pytest.fixture
def document(portal: Portal) -> Callable[..., object]:
    """An incoming document of the agency with a text file."""
    from minhchung.documents.actions import register_incoming
    from minhchung.files.actions import store

    def make(number: str = "7/QĐ-UBND", **given: object) -> object:
        said: dict[str, object] = {
            "unit": portal.world.unit,
            "by": portal.world.clerk,
            "number": number,
            "issued_on": date(2022, 6, 10),
            "issuer": "Ủy ban nhân dân tỉnh Mẫu",
            "document_type": "quyet_dinh",
            "subject": "Quy chế tiếp công dân",
            "received_on": date(2022, 6, 14),
            "text": "Điều 1.\nBan hành quy chế <b>tiếp công dân</b>.",
            "file": store(b"Ban h\xc3\xa0nh quy ch\xe1\xba\xbf.", name="quy-che.txt", by=portal.world.clerk),
        }
        with clock.at(AFTER):
            return register_incoming(**(said | given)).document

    return make


@pytest.fixture
def seen() -> Callable[[str], str]:
    """The page at an address as a reader without an account gets it."""

    def get(address: str) -> str:
        answer = Client().get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()

    return get


def tables_asked(address: str, client: Client) -> set[str]:
    """The tables whose names stand in the SQL that answers *address*."""
    names = set(connection.introspection.table_names())
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    said = " ".join(query["sql"] for query in asked)
    return {name for name in names if f'"{name}"' in said}
