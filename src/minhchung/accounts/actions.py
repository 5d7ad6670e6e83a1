"""Make accounts, open and close them, sign people in and out. The ledger hears of each and never of a secret."""

from __future__ import annotations

import re
import secrets

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.errors import (
    PasswordRefusedError,
    UsernameRefusedError,
    UsernameTakenError,
    WrongPasswordError,
)
from minhchung.accounts.models import User
from minhchung.accounts.permissions import require_administrator
from minhchung.audit.ledger import record
from minhchung.texts import line

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another on paper


@transaction.atomic
def create_user(
    *, username: str, display_name: str, by: User | None, password: str | None = None
) -> tuple[User, str | None]:
    """Make an account and return it with its one-time password, which must be changed at the first sign-in.

    With a *password* given (checked like any other), that one is set for good and None is returned in its place.
    """
    require_administrator(by)
    if not _USERNAME.fullmatch(username):
        raise UsernameRefusedError(username=username[:80])
    if User.objects.filter(username=username).exists():
        raise UsernameTakenError(username=username)
    display_name = line(display_name, field=_("Tên hiển thị"), most=160)
    user = User(username=username, display_name=display_name, created_at=clock.now())
    if password is not None:
        _check_strength(password, user)
    one_time = None if password is not None else one_time_password()
    user.must_change_password = one_time is not None
    user.set_password(password if password is not None else one_time)
    user.save(force_insert=True)
    record("user.created", target=user, by=by, facts={"username": username, "one_time": one_time is not None})
    return user, one_time


@transaction.atomic
def reset_password(*, user: User, by: User | None) -> str:
    """Give *user* a new one-time password and end all their sessions."""
    require_administrator(by, user)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    one_time = one_time_password()
    user.set_password(one_time)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record("password.reset", target=user, by=by)
    return one_time


@transaction.atomic
def change_password(*, user: User, current: str, new: str, request: HttpRequest | None = None) -> User:
    """Let *user* change their own password; every session but that of *request* ends."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.check_password(current):
        raise WrongPasswordError()
    if user.check_password(new):
        raise PasswordRefusedError(reasons=_("mật khẩu mới phải khác mật khẩu hiện tại."))
    _check_strength(new, user)
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    if request is not None:
        update_session_auth_hash(request, user)
        request.user = user
    record("password.changed", target=user, by=user)
    return user


@transaction.atomic
def deactivate_user(*, user: User, by: User | None) -> User:
    """Close an account: nobody signs in with it any more, and whoever is signed in is out at the next request."""
    require_administrator(by, user)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("user.deactivated", target=user, by=by)
    return user


@transaction.atomic
def sign_in(*, request: HttpRequest, user: User) -> None:
    """Begin a session with a key of its own for *user*, who has just been authenticated."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    record("user.signed_in", target=user, by=user)


@transaction.atomic
def sign_out(*, request: HttpRequest) -> None:
    """End the session of *request*, and everything that was kept in it."""
    if request.user.is_authenticated:
        record("user.signed_out", target=request.user, by=request.user)
    logout(request)


def one_time_password() -> str:
    """Twenty letters and digits from the system's randomness, in fives, as "mf7rk-…": 98 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def _check_strength(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefusedError(reasons=" ".join(error.messages)) from error
