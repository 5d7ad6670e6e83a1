from __future__ import annotations

from minhchung.accounts.models import User
from minhchung.accounts.signals import asks_administrator
from minhchung.errors import NotAllowedError


def can_administer(user: User | None) -> bool:
    """Whether *user* may make, close and reset accounts; None, the installation itself, may."""
    if user is None:
        return True
    return user.is_active and any(answer is True for _, answer in asks_administrator.send(sender=User, user=user))


def require_administrator(user: User | None) -> None:
    """Raise NotAllowedError unless `can_administer`."""
    if not can_administer(user):
        raise NotAllowedError()
