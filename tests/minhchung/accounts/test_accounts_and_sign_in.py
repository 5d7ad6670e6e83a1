"""Accounts: made with one-time passwords, signed in without telling who exists, locked after guessing."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, identify_hasher
from django.test import Client
from django.urls import reverse

from minhchung.accounts import actions, errors
from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.audit.models import AuditEvent
from minhchung.errors import NotAllowedError
from minhchung.organisation.actions import found_unit, grant_role
from minhchung.organisation.enums import UnitKind

pytestmark = pytest.mark.django_db
PASSWORD = "mot cau de nho cua rieng toi"
SIGN_IN = "/tai-khoan/dang-nhap/"
DESK = "/cong-viec/ban-lam-viec/"


def account(username: str = "chuyen-vien-07", password: str = PASSWORD) -> User:
    return actions.create_user(username=username, display_name="Chuyên viên 07", by=None, password=password)[0]


def signed_in(user: User, password: str = PASSWORD) -> Client:
    client = Client()
    assert client.post(SIGN_IN, {"username": user.username, "password": password}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:change-password")).status_code == 200


def test_create_user_gives_a_one_time_password_that_the_ledger_never_hears() -> None:
    user, one_time = actions.create_user(username="van-thu", display_name="Văn thư", by=None)
    _, another = actions.create_user(username="van-thu-2", display_name="Văn thư", by=None)

    assert user.check_password(one_time)
    assert user.must_change_password
    assert len(one_time) == 23
    assert one_time != another
    everything = "".join(AuditEvent.objects.values_list("facts", flat=True))
    assert one_time not in everything
    assert user.password not in everything


@pytest.mark.parametrize("username", ["", "ab", "Hoa", "có dấu", "a b c", "a/../b", "x" * 81, "-abc", "abc\u202e"])
def test_create_user_refuses_a_name_that_could_mislead(username: str) -> None:
    with pytest.raises(errors.UsernameRefusedError):
        actions.create_user(username=username, display_name="x", by=None)

    assert not User.objects.exists()


def test_create_user_refuses_a_name_that_is_taken() -> None:
    account("van-thu")
    with pytest.raises(errors.UsernameTakenError):
        account("van-thu")


def test_only_an_administrator_makes_closes_and_resets_accounts() -> None:
    agency = found_unit(kind=UnitKind.AGENCY, name="Sở", short_name="Sở", symbol="S", since=date(2020, 1, 1), by=None)
    administrator, head, stranger = account("quan-tri"), account("lanh-dao"), account("nguoi-la")
    grant_role(user=administrator, role=Role.ADMINISTRATOR, unit=agency, by=None)
    grant_role(user=head, role=Role.HEAD, unit=agency, by=None)

    for person in (head, stranger):
        with pytest.raises(NotAllowedError):
            actions.create_user(username="moi", display_name="Mới", by=person)
        with pytest.raises(NotAllowedError):
            actions.deactivate_user(user=administrator, by=person)
        with pytest.raises(NotAllowedError):
            actions.reset_password(user=administrator, by=person)
    assert actions.create_user(username="moi", display_name="Mới", by=administrator)[0].pk

    actions.deactivate_user(user=administrator, by=administrator)
    administrator.refresh_from_db()
    with pytest.raises(NotAllowedError):
        actions.create_user(username="moi-2", display_name="Mới", by=administrator)


@pytest.mark.parametrize(
    "weak",
    [
        "ngan qua",
        "123456789012",
        "passwordpassword",
        "chuyen-vien-07",
        "password1234",
        "MatKhau@2026",
        "aaaaaaaaaaaaaa",
    ],
)
def test_a_weak_password_is_refused(weak: str) -> None:
    user = account()
    with pytest.raises(errors.PasswordRefusedError):
        actions.change_password(user=user, current=PASSWORD, new=weak)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_system_hashes_passwords_with_argon2(settings: object) -> None:
    from minhchung.config import settings as real

    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    assert identify_hasher(account().password).algorithm == "argon2"


def test_signing_in_and_out_is_recorded_and_gives_the_session_a_new_key() -> None:
    user, client = account(), Client()
    client.get(SIGN_IN)
    session = client.session
    session["kept"] = "before"
    session.save()
    before = session.session_key

    client.cookies["minhchung"] = before
    client.post(SIGN_IN, {"username": "Chuyen-Vien-07 ", "password": PASSWORD})
    after = client.session.session_key
    assert is_in(client)
    assert after != before
    client.post(reverse("accounts:sign-out"))

    assert not is_in(client)
    verbs = list(AuditEvent.objects.filter(target=f"accounts.user:{user.pk}").values_list("verb", flat=True))
    assert verbs == ["user.created", "user.signed_in", "user.signed_out"]


def test_signing_out_needs_a_post() -> None:
    client = signed_in(account())

    assert client.get(reverse("accounts:sign-out")).status_code == 405
    assert is_in(client)


@pytest.mark.parametrize("wrong", ["unknown", "password", "inactive"])
def test_a_failed_sign_in_never_says_why(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    user = account()
    if wrong == "inactive":
        actions.deactivate_user(user=user, by=None)
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))
    given = {
        "username": "nguoi-la" if wrong == "unknown" else user.username,
        "password": "sai mat khau roi" if wrong == "password" else PASSWORD,
    }

    answer = Client().post(SIGN_IN, given)

    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()
    assert len(hashed) == 1  # the time of one hash, whether the name exists or not
    assert not AuditEvent.objects.filter(verb="user.signed_in").exists()


@pytest.mark.parametrize("username", ["chuyen-vien-07", "nguoi-la"])
def test_guessing_locks_out_whether_the_name_exists_or_not(username: str, settings: object) -> None:
    account()
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(SIGN_IN, {"username": username, "password": "sai mat khau roi"})

    assert answer.status_code == 429
    assert "Hãy thử lại sau 15 phút" in answer.content.decode()
    assert client.post(SIGN_IN, {"username": username, "password": PASSWORD}).status_code == 429


def test_changing_the_password_ends_the_other_sessions() -> None:
    user = account()
    here, elsewhere = signed_in(user), signed_in(user)
    key = here.session.session_key
    new = "mot cau khac van de nho"
    answer = here.post(
        reverse("accounts:change-password"), {"current": PASSWORD, "new": new, "again": new}, follow=False
    )

    assert answer.status_code == 302
    assert is_in(here)
    assert here.session.session_key != key
    assert not is_in(elsewhere)
    assert is_in(signed_in(user, new))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"current": "sai"}, "Mật khẩu hiện tại không đúng"),
        ({"again": "khac"}, "không giống nhau"),
        ({"new": PASSWORD, "again": PASSWORD}, "phải khác mật khẩu hiện tại"),
        ({"new": "123456789012", "again": "123456789012"}, "Mật khẩu mới chưa đạt"),
    ],
)
def test_a_change_of_password_says_what_is_wrong(given: dict[str, str], sentence: str) -> None:
    user = account()
    client = signed_in(user)
    good = {"current": PASSWORD, "new": "mot cau khac van de nho", "again": "mot cau khac van de nho"}

    answer = client.post(reverse("accounts:change-password"), good | given)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_reset_or_closed_account_is_out_at_once() -> None:
    reset, closed = account(), account("van-thu")
    first, second = signed_in(reset), signed_in(closed)

    one_time = actions.reset_password(user=reset, by=None)
    actions.deactivate_user(user=closed, by=None)

    assert not is_in(first)
    assert not is_in(second)
    assert signed_in(reset, one_time)


def test_a_one_time_password_must_be_changed_before_anything_else() -> None:
    user, one_time = actions.create_user(username="van-thu", display_name="Văn thư", by=None)
    client = Client()
    change = reverse("accounts:change-password")

    answer = client.post(SIGN_IN + "?next=/van-ban/", {"username": "van-thu", "password": one_time})
    assert answer.url == change
    assert client.get("/van-ban/").url == change

    client.post(change, {"current": one_time, "new": PASSWORD, "again": PASSWORD})
    user.refresh_from_db()
    assert not user.must_change_password


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [("/van-ban/1/", "/van-ban/1/"), ("https://evil.example/", DESK), ("//evil.example", DESK), ("javascript:x", DESK)],
)
def test_signing_in_leads_only_to_pages_of_the_system(wanted: str, led_to: str) -> None:
    user = account()

    answer = Client().post(SIGN_IN, {"username": user.username, "password": PASSWORD, "next": wanted})

    assert answer.url == led_to


def test_the_pages_are_never_cached_and_need_a_token() -> None:
    assert "no-store" in Client().get(SIGN_IN).headers["Cache-Control"]
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(SIGN_IN, {"username": "a", "password": "b"}).status_code == 403
