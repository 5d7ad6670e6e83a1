from __future__ import annotations

from minhchung.accounts.models import User
from minhchung.accounts.signals import asks_administrator
from minhchung.errors import NotAllowedError


def can_administer(user: User | None, target: User | None = None) -> bool:
    """Whether *user* may make accounts, or close and reset *target*'s; None, the installation itself, may."""
    if user is None:
        return True
    answers = asks_administrator.send(sender=User, user=user, target=target)
    return user.is_active and any(answer is True for _receiver, answer in answers)


def require_administrator(user: User | None, target: User | None = None) -> None:
    """Raise NotAllowedError unless `can_administer`."""
    if not can_administer(user, target):
        raise NotAllowedError()
