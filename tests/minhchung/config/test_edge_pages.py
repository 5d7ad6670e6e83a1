"""The outermost edge: refusals and errors as pages, the language, headers, where a sign-in leads, sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings as active
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import include, path, reverse

from minhchung.accounts.models import User
from minhchung.errors import MinhChungError, NotAllowedError

pytestmark = pytest.mark.django_db
PASSWORD = "mot cau du dai de nho 2022"


class Full(MinhChungError):
    code = "drawer_full"
    sentence = "Ngăn “{name}” đã đầy."
    status = 409


def refuse(request: HttpRequest) -> HttpResponse:
    raise Full(name="<script>alert(1)</script>")


def forbid(request: HttpRequest) -> HttpResponse:
    raise NotAllowedError


def deny(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("the path /etc/shadow was asked for")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of /srv/agency/data")


urlpatterns = [
    path("thu/day/", refuse),
    path("thu/cam/", forbid),
    path("thu/tu-choi/", deny),
    path("thu/ngo/", suspect),
    path("thu/hong/", fail),
    path("", include("minhchung.config.urls")),
]


@pytest.fixture
def edge() -> Iterator[Client]:
    with override_settings(ROOT_URLCONF=__name__, DEBUG=False):
        yield Client(raise_request_exception=False)


@pytest.fixture
def user() -> User:
    user = User(username="chuyen-vien-07", display_name="Chuyên viên 07", created_at=datetime(2022, 1, 1, tzinfo=UTC))
    user.must_change_password = False
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/thu/day/", 409, "Ngăn “&lt;script&gt;alert(1)&lt;/script&gt;” đã đầy."),
        ("/thu/cam/", 403, "Bạn không có quyền thực hiện việc này"),
        ("/thu/tu-choi/", 403, "Bạn không có quyền xem trang này"),
        ("/thu/ngo/", 400, "Yêu cầu không hợp lệ"),
        ("/khong-co-trang-nay/", 404, "Không tìm thấy"),
        ("/thu/hong/", 500, "Máy chủ gặp lỗi"),
    ],
)
def test_each_end_is_a_page_that_says_what_to_do(edge: Client, address: str, status: int, sentence: str) -> None:
    answer = edge.get(address)
    said = answer.content.decode()
    assert (answer.status_code, sentence in said) == (status, True)
    assert "/srv/agency" not in said and "/etc/shadow" not in said and "Traceback" not in said
    assert "<script>alert" not in said
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert 'lang="vi"' in said


def test_a_refusal_shows_its_stable_code(edge: Client) -> None:
    assert "<code>drawer_full</code>" in edge.get("/thu/day/").content.decode()


def test_the_page_of_a_failed_server_needs_nothing_of_it() -> None:
    assert "{%" not in (said := render_to_string("500.html")) and "The server failed" in said


def test_everybody_reads_vietnamese_until_they_choose_english() -> None:
    client = Client(headers={"accept-language": "en-US,en;q=0.9"})
    assert 'lang="vi"' in client.get("/").content.decode()
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/kiem-chung/"})
    assert answer.url == "/kiem-chung/"
    said = client.get("/kiem-chung/")
    assert '<html lang="en">' in said.content.decode() and said.headers["Content-Language"] == "en"
    client.post(reverse("set_language"), {"language": "vi"})
    assert '<html lang="vi">' in client.get("/").content.decode()


@pytest.mark.parametrize("language", ["fr", "", "../en", "en\0", "x" * 5_000])
def test_a_language_that_is_not_spoken_changes_nothing(language: str) -> None:
    client = Client()
    assert client.post(reverse("set_language"), {"language": language}).status_code == 302
    client.cookies[active.LANGUAGE_COOKIE_NAME] = "klingon"
    assert '<html lang="vi">' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_switching_the_language_leads_nowhere_else(wanted: str) -> None:
    assert Client().post(reverse("set_language"), {"language": "en", "next": wanted}).url == "/"


def test_a_sign_in_leads_to_the_desk(user: User) -> None:
    client = Client()
    given = {"username": user.username, "password": PASSWORD}
    assert client.post(reverse("accounts:sign-in"), given).url == reverse("work:desk")
    assert client.get(reverse("accounts:sign-in")).url == reverse("work:desk")
    assert client.get(reverse("work:desk")).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "javascript:1",
     "data:text/html,x", "-1", "work:tasks", "http:///evil.example", "/\t/evil.example", "https:evil.example", "\0/",
     "http://testserver@evil.example/", "%2F%2Fevil.example"],
)  # fmt: skip
def test_next_never_leads_out(user: User, wanted: str) -> None:
    client, given = Client(), {"username": user.username, "password": PASSWORD}
    assert client.post(reverse("accounts:sign-in"), given | {"next": wanted}).url == reverse("work:desk")
    assert client.get(reverse("accounts:sign-in"), {"next": wanted}).url == reverse("work:desk")


def test_next_leads_back_to_where_one_wanted_to_go(user: User) -> None:
    client = Client()
    asked = client.get(reverse("documents:registers") + "?a=1")
    assert asked.url == "/tai-khoan/dang-nhap/?next=/van-ban/%3Fa%3D1"
    assert 'value="/van-ban/?a=1"' in client.get(asked.url).content.decode()
    given = {"username": user.username, "password": PASSWORD, "next": "/van-ban/?a=1"}
    assert client.post(asked.url, given).url == "/van-ban/?a=1"


def test_a_session_planted_before_the_sign_in_is_worth_nothing_after_it(user: User) -> None:
    client = Client()
    client.get("/")
    session = client.session
    session["planted"] = "x"
    session.save()
    planted = session.session_key
    client.cookies[active.SESSION_COOKIE_NAME] = planted
    client.post(reverse("accounts:sign-in"), {"username": user.username, "password": PASSWORD})
    thief = Client()
    thief.cookies[active.SESSION_COOKIE_NAME] = planted
    assert client.cookies[active.SESSION_COOKIE_NAME].value != planted
    assert thief.get(reverse("work:desk")).status_code == 302


def test_signing_out_ends_the_session_for_whoever_kept_its_cookie(user: User) -> None:
    client = Client()
    client.post(reverse("accounts:sign-in"), {"username": user.username, "password": PASSWORD})
    kept = client.cookies[active.SESSION_COOKIE_NAME].value
    client.post(reverse("accounts:sign-out"))
    thief = Client()
    thief.cookies[active.SESSION_COOKIE_NAME] = kept
    assert thief.get(reverse("work:desk")).status_code == 302


def test_cookies_are_hidden_from_scripts_and_stay_here(user: User) -> None:
    client = Client()
    client.get(reverse("accounts:sign-in"))
    client.post(reverse("accounts:sign-in"), {"username": user.username, "password": PASSWORD})
    client.post(reverse("set_language"), {"language": "en"})
    assert set(client.cookies) == {
        active.SESSION_COOKIE_NAME,
        active.CSRF_COOKIE_NAME,
        active.LANGUAGE_COOKIE_NAME,
    }
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"] and cookie["path"] == "/"
    assert client.cookies[active.SESSION_COOKIE_NAME]["max-age"] <= 12 * 3600


def test_readers_without_an_account_get_no_session() -> None:
    client = Client()
    for address in ("/", "/tim-kiem/?q=a", "/kiem-chung/", "/tin-moi.xml"):
        client.get(address)
    assert active.SESSION_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example", "a b", "", "[::1]x"]
)
def test_a_host_that_is_not_ours_is_refused(host: str) -> None:
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", "localhost"], DEBUG=False):
        answer = Client(raise_request_exception=False).get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_a_forwarded_host_is_not_believed() -> None:
    answer = Client().get(
        "/tin-moi.xml", headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    )
    assert b"evil.example" not in answer.content


def test_over_https_browsers_are_told_to_stay_there() -> None:
    with override_settings(
        SECURE_HSTS_SECONDS=31_536_000,
        SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
        SESSION_COOKIE_SECURE=True,
        CSRF_COOKIE_SECURE=True,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    ):
        client = Client(headers={"x-forwarded-proto": "https"})
        answer = client.get(reverse("accounts:sign-in"))
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert client.cookies[active.CSRF_COOKIE_NAME]["secure"]


def test_without_https_nothing_is_promised_of_it() -> None:
    answer = Client().get("/", headers={"x-forwarded-proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers
    assert not answer.wsgi_request.is_secure()


def test_no_page_may_be_framed_or_cached_by_others(user: User) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("work:desk"))
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
