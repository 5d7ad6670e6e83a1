"""What readers without an account find: pages from bundles alone, files that cannot run, and honest refusals."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from tests.factories.issued_year import correct_year
from tests.minhchung.portal.conftest import PUBLISHED, Portal, tables_asked

from minhchung import clock
from minhchung.portal import actions
from minhchung.portal.bundle import PAGE, folder_of, read_page
from minhchung.portal.models import Publication

OWN_TABLES = {"portal_section", "portal_publication", "portal_publicationtag"}
SESSION_TABLES = {"django_session", "accounts_user"}


@pytest.fixture
def published(portal: Portal) -> Publication:
    return portal.publish()


def addresses(published: Publication) -> list[str]:
    return [
        reverse("portal:home"),
        reverse("portal:section", args=[published.section.slug]),
        reverse("portal:search") + "?q=quốc phòng",
        reverse("portal:verify"),
        reverse("portal:verify") + f"?ma={published.fingerprint}",
        reverse("portal:verifier"),
        reverse("portal:feed"),
        published.get_absolute_url(),
        reverse("portal:file", args=[published.slug, "bao-cao.pdf"]),
        reverse("portal:claim", args=[published.slug, "c1"]),
    ]


def test_pages_ask_only_the_tables_of_the_portal(portal: Portal, published: Publication) -> None:
    portal.article("Một tin khác về quốc phòng")
    reader = Client()
    reader.force_login(portal.colleague)
    for address in addresses(published):
        assert tables_asked(address, Client()) <= OWN_TABLES, address
        assert tables_asked(address, reader) <= OWN_TABLES | SESSION_TABLES, address


def test_pages_ask_the_same_however_much_is_published(portal: Portal, published: Publication) -> None:
    counts = []
    for number in range(2):
        counts.append([])
        for address in addresses(published):
            with CaptureQueriesContext(connection) as asked:
                Client().get(address)
            counts[-1].append(len(asked))
        for more in range(3):
            portal.article(f"Tin {number} {more} về quốc phòng", body=("Luật Quốc phòng và quốc phòng toàn dân",))
    assert counts[0] == counts[1]


def test_every_figure_of_the_report_leads_to_its_page_and_to_its_evidence(
    portal: Portal, published: Publication, seen: Callable
) -> None:
    page = seen(published.get_absolute_url())
    facts = read_page(published.folder, published.page_sha256)["facts"]
    explained = [claim for claim in facts["claims"] if claim["kind"] in ("figure", "list", "document")]
    assert len(explained) == 12
    for claim in explained:
        assert f'href="so-lieu/{claim["id"]}/"' in page
        told = seen(f"{published.get_absolute_url()}so-lieu/{claim['id']}/")
        assert "có trong gói" in told, claim
    assert "CV01" not in page


def test_an_english_reader_is_told_in_english_where_a_number_comes_from(portal: Portal, published: Publication) -> None:
    facts = read_page(published.folder, published.page_sha256)["facts"]
    claim = next(claim for claim in facts["claims"] if claim["kind"] == "figure")
    definition = next(figure["definition"] for figure in facts["figures"] if figure["id"] == claim["figure"])
    reader = Client()
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    told = reader.get(reverse("portal:claim", args=[published.slug, claim["id"]])).content.decode()
    assert escape(definition["sentence"]["en"]) in told
    assert escape(definition["sentence"]["vi"]) not in told
    assert "Where does this number come from?" in told


def test_a_claim_of_a_document_hands_out_the_file_that_the_public_pack_shows(
    portal: Portal, published: Publication, seen: Callable
) -> None:
    told = seen(reverse("portal:claim", args=[published.slug, "c6"]))
    address = re.search(r'href="(/cong-bo/[^"]+/tep/[^"]+)">mở tệp', told)[1]
    assert Client().get(address).content == b"nghi dinh 04"


@pytest.mark.parametrize("claim", ["c999", "", "../c1", "c1/c2", "%00", "' OR 1=1"])
def test_an_unknown_claim_is_not_found(portal: Portal, published: Publication, claim: str) -> None:
    assert Client().get(f"{published.get_absolute_url()}so-lieu/{claim}/").status_code == 404


def test_an_article_and_a_document_have_no_claims(portal: Portal) -> None:
    article = portal.article("Tin")
    assert Client().get(reverse("portal:claim", args=[article.slug, "c1"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "media_type", "is_shown"),
    [
        ("bao-cao.pdf", "application/pdf", True),
        ("bao-cao.html", "text/html", False),
        ("goi-minh-chung.zip", "application/zip", False),
    ],
)
def test_files_come_with_headers_under_which_nothing_runs(
    portal: Portal, published: Publication, name: str, media_type: str, is_shown: bool
) -> None:
    answer = Client().get(reverse("portal:file", args=[published.slug, name]))
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"].startswith("inline" if is_shown else "attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "name", ["page.json", "khac.pdf", "..%2Fpage.json", "%2e%2e", ".bao-cao.pdf.1", "a%00b", "x" * 3000]
)
def test_a_file_that_the_page_does_not_name_is_not_handed_out(
    portal: Portal, published: Publication, name: str
) -> None:
    assert Client().get(f"{published.get_absolute_url()}tep/{name}").status_code == 404


@pytest.mark.parametrize("name", [PAGE, "bao-cao.pdf"])
@pytest.mark.parametrize("harm", ["changed", "removed", "emptied"])
def test_a_bundle_changed_on_disk_is_refused_without_a_word_of_where_it_lies(
    portal: Portal, published: Publication, name: str, harm: str
) -> None:
    path = folder_of(published.folder) / name
    path.chmod(0o600)
    content = path.read_bytes()
    if harm == "removed":
        path.unlink()
    else:
        path.write_bytes(b"" if harm == "emptied" else content[:-1] + bytes([content[-1] ^ 1]))
    file = reverse("portal:file", args=[published.slug, "bao-cao.pdf"])
    address = file if name != PAGE else published.get_absolute_url()

    answer = Client().get(address)

    said = answer.content.decode()
    assert answer.status_code == 500
    assert "đã bị thay đổi trên đĩa" in said and "bundle_broken" in said
    assert str(folder_of("").parent) not in said and "Traceback" not in said


def test_files_on_disk_are_read_only(published: Publication) -> None:
    assert {path.stat().st_mode & 0o777 for path in folder_of(published.folder).iterdir()} == {0o444}


def test_a_corrected_edition_stays_readable_and_says_so(portal: Portal, published: Publication, seen: Callable) -> None:
    second = portal.publish(correct_year(portal.world, portal.edition))

    assert "Bản này đã được đính chính" in seen(published.get_absolute_url())
    assert published.get_absolute_url() in seen(second.get_absolute_url())
    for listing in ("portal:home", "portal:feed"):
        said = seen(reverse(listing))
        assert second.get_absolute_url() in said
        assert f'{published.get_absolute_url()}"' not in said and f"{published.get_absolute_url()}<" not in said
    assert seen(reverse("portal:verify") + f"?ma={published.fingerprint}").count("khớp") >= 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("KNOWN", "khớp"),
        ("UPPER", "khớp"),
        ("SPACED", "khớp"),
        ("0" * 64, "không khớp"),
        ("abc", "chưa đúng dạng"),
        ("g" * 64, "chưa đúng dạng"),
        ("0" * 65, "chưa đúng dạng"),
        ("0" * 63 + "\0", "chưa đúng dạng"),
        ("<script>alert(1)</script>", "chưa đúng dạng"),
        ("０" * 64, "chưa đúng dạng"),
    ],
)
def test_a_fingerprint_is_known_unknown_or_malformed(
    portal: Portal, published: Publication, asked: str, told: str
) -> None:
    mark = published.fingerprint
    forms = {"KNOWN": mark, "UPPER": mark.upper(), "SPACED": f" {mark[:32]}\n{mark[32:]} "}
    said = Client().get(reverse("portal:verify"), {"ma": forms.get(asked, asked)}).content.decode()
    found = re.findall(r'<span class="tag \w+">([^<]+)</span>', said)
    assert found == [told]
    assert "<script>alert" not in said


def test_the_fingerprint_is_the_one_that_the_verifier_computes(portal: Portal, published: Publication) -> None:
    import hashlib
    import io
    import zipfile

    pack = zipfile.ZipFile(
        io.BytesIO(Client().get(reverse("portal:file", args=[published.slug, "goi-minh-chung.zip"])).content)
    )
    assert hashlib.sha256(pack.read("tagmanifest-sha256.txt")).hexdigest() == published.fingerprint


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("118/STTTT-VP", True),
        ("118 STTTT", True),
        ("118 sttt", True),
        ("ĐẢM BẢO AN NINH", True),
        ("dam bao an ninh", True),
        ("đảm bảo an ninh".encode().decode(), True),
        ("đảm bảo", True),
        ("hoà bình", True),
        ("hòa bình", True),
        ("chăn nuôi", False),
        ("119 STTTT", False),
        ("%", False),
        ("_", False),
        ("", False),
        ("\0", False),
        ("   ", False),
        ("' OR 1=1 --", False),
    ],
)
def test_search_does_not_care_about_accents_and_forms(portal: Portal, words: str, is_found: bool) -> None:
    portal.article("Công văn 118/STTTT-VP về đảm bảo an ninh", body=("Vì hòa bình.",))
    answer = Client().get(reverse("portal:search"), {"q": words})
    assert answer.status_code == 200
    assert ("cong-van-118" in answer.content.decode()) is is_found


@pytest.mark.parametrize("page", ["-1", "0", "abc", "9" * 5000, "\0", "１", "1.5", ""])
def test_pages_of_lists_that_are_none_are_the_nearest_one(portal: Portal, published: Publication, page: str) -> None:
    for address in (reverse("portal:section", args=["chi-dao"]), reverse("portal:search")):
        assert Client().get(address, {"trang": page, "q": "quốc phòng"}).status_code == 200


def test_the_feed_is_xml_that_names_what_is_new(portal: Portal, published: Publication) -> None:
    article = portal.article("Tin <b>& hơn thế</b>")
    answer = Client().get(reverse("portal:feed"))
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(answer.content).find("channel")
    titles = [item.findtext("title") for item in channel.findall("item")]
    links = [item.findtext("link") for item in channel.findall("item")]
    assert titles == ["Tin <b>& hơn thế</b>", published.title]
    assert links == [f"http://testserver{each.get_absolute_url()}" for each in (article, published)]


def test_the_page_of_a_document_names_it(portal: Portal, document: Callable, seen: Callable) -> None:
    with clock.at(PUBLISHED):
        published = actions.publish_document(document=document(), section=portal.section, by=portal.editor)
    said = seen(published.get_absolute_url())
    assert "số 7/QĐ-UBND" in said and "ngày 10/06/2022" in said and "Quy chế tiếp công dân" in said
    assert "<b>tiếp công dân" not in said


def test_the_verifier_keeps_to_itself(portal: Portal) -> None:
    answer = Client().get(reverse("portal:verifier"))
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy and "allow-same-origin" not in policy
    assert b"<html" in answer.content


def test_nothing_published_yet_says_what_comes(portal: Portal, seen: Callable) -> None:
    assert "Chưa có nội dung nào" in seen(reverse("portal:home"))
    assert Client().get("/cong-bo/khong-co/").status_code == 404
    assert Client().get("/muc/khong-co/").status_code == 404
