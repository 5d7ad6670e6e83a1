"""`minhchung publish` does what an editor may do, and says what it refuses."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from tests.minhchung.portal.conftest import PUBLISHED

from minhchung import clock
from minhchung.portal.models import Publication


def run(*arguments: str) -> str:
    out = io.StringIO()
    with clock.at(PUBLISHED):
        call_command("publish", *arguments, stdout=out)
    return out.getvalue()


def test_command_publishes_the_newest_edition(portal) -> None:
    printed = run(portal.edition.report.key, "--by", portal.editor.username, "--section", portal.section.slug)

    published = Publication.objects.get(source=f"reporting.edition:{portal.edition.pk}")
    assert published.get_absolute_url() in printed
    assert published.section == portal.section


@pytest.mark.parametrize("by", ["nhan-vien", "nguoi-ngoai", "khong-co-ai"])
def test_command_refuses_who_may_not_publish(portal, by: str) -> None:
    with pytest.raises(CommandError):
        run(portal.edition.report.key, "--by", by, "--section", portal.section.slug)

    assert not Publication.objects.exists()


@pytest.mark.parametrize("arguments", [("khong-co",), ("khong-co", "--document")])
def test_command_names_what_it_does_not_find(portal, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="khong-co"):
        run(*arguments, "--by", portal.editor.username, "--section", portal.section.slug)
