"""Who may publish: editors and heads, over the unit whose work it is."""

from __future__ import annotations

from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.organisation.models import Unit
from minhchung.organisation.permissions import require

PUBLISHERS = (Role.EDITOR, Role.HEAD)


def require_can_publish(user: User, *, unit: Unit | None = None) -> None:
    """Raise NotAllowedError unless *user* edits the portal (for *unit*, when one is given)."""
    require(user, PUBLISHERS, unit)
