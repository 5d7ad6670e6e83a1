from __future__ import annotations

from django.db.models import QuerySet

from minhchung.accounts.models import User


def user_of(username: str) -> User | None:
    """The account with this user name."""
    return User.objects.filter(username=username).first()


def active_users() -> QuerySet[User]:
    """Everybody who can sign in, by user name."""
    return User.objects.filter(is_active=True).order_by("username")
