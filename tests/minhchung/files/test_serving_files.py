"""Files are handed out with headers under which nothing runs; thumbnails come from a process of their own."""

from __future__ import annotations

import io

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from PIL import Image

from minhchung.files import queries
from minhchung.files.actions import store, store_bytes
from minhchung.files.models import StoredFile
from minhchung.files.views import serve, serve_thumbnail

pytestmark = pytest.mark.django_db


def picture(width: int = 900, height: int = 600, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, kind)
    return out.getvalue()


def ask(file: StoredFile, path: str = "/", **headers: str) -> HttpResponse:
    return serve(file, RequestFactory().get(path, headers=headers))


def test_serve_shows_a_picture_in_a_sandbox() -> None:
    response = ask(store(picture(), name="Ảnh tuần tra.png", by=None))

    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"].startswith("inline;")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response) == picture()


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/plain"])
def test_serve_never_shows_what_could_run(media_type: str) -> None:
    response = ask(store_bytes(b"<script>alert(1)</script>", name="a.html", media_type=media_type))

    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_serve_keeps_on_wish() -> None:
    response = ask(store(picture(), name="a.png", by=None), "/?download=1")

    assert response.headers["Content-Disposition"] == 'attachment; filename="a.png"'


def test_serve_writes_no_name_into_the_headers_unescaped() -> None:
    file = store(picture(), name='a"\r\nX-Evil: 1\u202e.png', by=None)
    response = ask(file)

    assert "X-Evil" not in response.headers
    assert "\n" not in response.headers["Content-Disposition"]


def test_serve_again_says_that_nothing_changed() -> None:
    file = store(picture(), name="a.png", by=None)

    assert ask(file, **{"If-None-Match": f'"{file.sha256}"'}).status_code == 304


def test_thumbnail_is_small_and_made_once() -> None:
    file = store(picture(), name="a.png", by=None)
    place = queries.thumbnail(file, width=160)

    with Image.open(place) as made:
        assert (made.format, made.size) == ("JPEG", (160, 107))
    written = place.stat().st_mtime_ns
    assert queries.thumbnail(file, width=160).stat().st_mtime_ns == written
    assert serve_thumbnail(file, RequestFactory().get("/")).headers["Content-Type"] == "image/jpeg"


def test_thumbnail_of_a_page() -> None:
    import typst

    file = store(typst.compile(b"= Report", format="pdf"), name="a.pdf", by=None)

    with Image.open(queries.thumbnail(file, width=320)) as made:
        assert made.width == 320
    assert queries.thumbnail(file, page=1) is None


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 broken", "application/pdf"),
        (picture()[:100], "image/png"),
        (b"not a picture", "image/jpeg"),
        (b"<svg/>", "image/svg+xml"),
        (b"plain", "text/plain"),
    ],
)
def test_there_is_no_thumbnail_of_what_cannot_be_shown(content: bytes, media_type: str) -> None:
    file = store_bytes(content, name="a", media_type=media_type)

    assert queries.thumbnail(file) is None
    assert serve_thumbnail(file, RequestFactory().get("/")).status_code == 404


def test_a_picture_that_unfolds_into_a_giant_is_not_drawn() -> None:
    wide = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(wide, "PNG")
    file = store_bytes(wide.getvalue(), name="a.png", media_type="image/png")

    assert len(wide.getvalue()) < 100_000
    assert queries.thumbnail(file) is None


def test_thumbnail_of_an_unasked_width_is_not_made() -> None:
    assert queries.thumbnail(store(picture(), name="a.png", by=None), width=5000) is None
