"""What goes out: who may publish what, once, and what takes the place of what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from django.db import transaction
from tests.factories.issued_year import correct_year
from tests.minhchung.portal.conftest import PUBLISHED, Portal

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.audit.models import AuditEvent
from minhchung.errors import NotAllowedError
from minhchung.portal import actions
from minhchung.portal.bundle import folder_of, read_page
from minhchung.portal.errors import AlreadyPublishedError, NotPublishableError
from minhchung.portal.models import Publication, PublicationTag, Section
from minhchung.portal.queries import history, newest, standing
from minhchung.work.errors import KeyRefusedError, TextRefusedError


def test_the_editor_and_the_head_publish_and_nobody_else(portal: Portal) -> None:
    for stranger in (portal.nobody, portal.world.stranger, portal.colleague, portal.world.clerk):
        with pytest.raises(NotAllowedError):
            portal.publish(by=stranger)
    assert not Publication.objects.exists()
    assert not (folder_of("").exists() and any(folder_of("").iterdir()))

    published = portal.publish(by=portal.world.head)

    assert (published.published_by, published.published_at) == (portal.world.head, PUBLISHED)
    assert (published.number, published.title) == (portal.edition.number, portal.edition.title)
    assert published.is_illustrative


@pytest.mark.parametrize("who", ["nobody", "colleague"])
def test_articles_documents_and_sections_need_the_same_right(portal: Portal, document: Callable, who: str) -> None:
    by = getattr(portal, who)
    paper = document()
    with pytest.raises(NotAllowedError):
        actions.publish_article(title="Tin", body=["Nội dung"], section=portal.section, by=by)
    with pytest.raises(NotAllowedError):
        actions.publish_document(document=paper, section=portal.section, by=by)
    with pytest.raises(NotAllowedError):
        actions.open_section(slug="muc-moi", name="Mục mới", by=by)


def test_publishing_is_told_to_the_ledger_with_the_hash_of_the_page(portal: Portal) -> None:
    published = portal.publish()

    event = AuditEvent.objects.order_by("-sequence").first()

    assert (event.verb, event.target) == ("publication.published", f"portal.publication:{published.pk}")
    page = (folder_of(published.folder) / "page.json").read_bytes()
    assert hashlib.sha256(page).hexdigest() == published.page_sha256 == json.loads(event.facts)["page_sha256"]


def test_the_same_edition_is_published_once(portal: Portal) -> None:
    portal.publish()
    with pytest.raises(AlreadyPublishedError):
        portal.publish()
    assert Publication.objects.count() == 1


def test_a_bundle_holds_only_what_the_public_pack_holds(portal: Portal) -> None:
    published = portal.publish()
    said = b"".join(path.read_bytes() for path in folder_of(published.folder).iterdir())
    page = read_page(published.folder, published.page_sha256)

    assert {file["name"] for file in page["files"]} >= {"bao-cao.pdf", "bao-cao.docx", "goi-minh-chung.zip"}
    assert not [person.code for person in portal.world.people if person.code.encode() in said]
    assert all(figure["rows"] == [] for figure in page["facts"]["figures"])


def test_what_a_rolled_back_publication_left_is_in_nobodys_way(portal: Portal) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        portal.publish()
        raise RuntimeError
    with clock.at(PUBLISHED.replace(minute=59)):
        again = actions.publish_edition(edition=portal.edition, section=portal.section, by=portal.editor)
    assert read_page(again.folder, again.page_sha256)["title"] == portal.edition.title


def test_a_correction_takes_the_place_of_what_it_corrects(portal: Portal) -> None:
    first = portal.publish()
    second = portal.publish(correct_year(portal.world, portal.edition))

    assert second.replaces == first
    assert list(newest()) == [second]
    assert history(second) == [first]
    assert first not in standing()


def test_an_earlier_edition_is_refused_once_a_later_one_is_out(portal: Portal) -> None:
    erratum = correct_year(portal.world, portal.edition)
    second = correct_year(portal.world, erratum, days=2)
    portal.publish(second)
    for earlier in (portal.edition, erratum):
        with pytest.raises(NotPublishableError):
            portal.publish(earlier)


def test_a_correction_whose_forerunner_never_went_out_replaces_the_one_before(portal: Portal) -> None:
    first = portal.publish()
    third = correct_year(portal.world, correct_year(portal.world, portal.edition), days=2)
    assert portal.publish(third).replaces == first


def test_a_document_is_published_with_its_file_and_description(portal: Portal, document: Callable) -> None:
    paper = document()
    with clock.at(PUBLISHED):
        published = actions.publish_document(document=paper, section=portal.section, by=portal.editor)

    page = read_page(published.folder, published.page_sha256)

    assert [(file["name"], file["media_type"]) for file in page["files"]] == [("van-ban.txt", "text/plain")]
    assert page["body"] == "<p>Điều 1.</p><p>Ban hành quy chế &lt;b&gt;tiếp công dân&lt;/b&gt;.</p>"
    with pytest.raises(AlreadyPublishedError):
        actions.publish_document(document=paper, section=portal.section, by=portal.editor)


@pytest.mark.parametrize(
    "given", [{"sensitivity": Sensitivity.INTERNAL}, {"sensitivity": Sensitivity.RESTRICTED}, {"file": None}]
)
def test_a_document_not_for_everybody_or_without_a_file_stays_in(
    portal: Portal, document: Callable, given: dict[str, object]
) -> None:
    paper = document(**given)
    with pytest.raises(NotPublishableError):
        actions.publish_document(document=paper, section=portal.section, by=portal.editor)
    assert not Publication.objects.exists()


def test_a_draft_and_a_recalled_document_stay_in(portal: Portal, document: Callable) -> None:
    from minhchung.documents.actions import draft_document

    draft = draft_document(
        unit=portal.world.unit, by=portal.world.clerk, document_type="ke_hoach", subject="Kế hoạch phối hợp"
    )
    with pytest.raises(NotPublishableError):
        actions.publish_document(document=draft, section=portal.section, by=portal.editor)


@pytest.mark.parametrize(
    "given",
    [
        {"title": " "},
        {"title": "a\u202eb"},
        {"title": "a\0b"},
        {"title": "x" * 1_000_000},
        {"body": []},
        {"body": ["", "  "]},
        {"body": ["x" * 1_000_000]},
        {"body": ["a\0b"]},
    ],
)
def test_an_article_that_cannot_be_read_is_refused_and_leaves_nothing(portal: Portal, given: dict[str, object]) -> None:
    with pytest.raises(TextRefusedError):
        actions.publish_article(
            **({"title": "Tin", "body": ["Nội dung"]} | given), section=portal.section, by=portal.editor
        )
    assert not Publication.objects.exists()


def test_articles_of_one_title_stand_side_by_side(portal: Portal) -> None:
    slugs = [portal.article("Ra quân tuần tra đêm").slug for _ in range(3)]
    assert slugs == ["ra-quan-tuan-tra-dem", "ra-quan-tuan-tra-dem-2", "ra-quan-tuan-tra-dem-3"]


@pytest.mark.parametrize("title", ["!!!", "…", "🛡️", "中文"])
def test_a_title_without_letters_of_an_address_still_gets_one(portal: Portal, title: str) -> None:
    assert portal.article(title).slug == "cong-bo"


def test_a_section_is_opened_once_and_only_under_a_plain_address(portal: Portal) -> None:
    again = actions.open_section(slug="chi-dao", name="Tên khác", by=portal.editor)
    assert (again, again.name) == (portal.section, "Thông tin chỉ đạo, điều hành")
    for slug in ("", "a/b", "có dấu", "x" * 81):
        with pytest.raises(KeyRefusedError):
            actions.open_section(slug=slug, name="Mục", by=portal.editor)
    assert Section.objects.count() == 1


def test_tags_of_a_publication_come_from_the_records_behind_it(portal: Portal) -> None:
    published = portal.publish()
    topics = PublicationTag.objects.filter(publication=published, kind="topic").values_list("label", flat=True)
    assert sorted(topics) == ["Luật Quốc phòng", "biển, đảo Việt Nam"]
