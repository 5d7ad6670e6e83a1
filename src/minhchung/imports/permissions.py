"""Who may bring records in from a source, take a batch back and look at it."""

from __future__ import annotations

from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.organisation.models import Unit
from minhchung.organisation.permissions import has_role, require

IMPORTS = frozenset({Role.RECORDS, Role.HEAD, Role.ADMINISTRATOR})


def can_import(user: User | None, unit: Unit | None) -> bool:
    """May *user* stage, commit and undo imports for *unit*? Records officers, heads, administrators of it or above it.

    Each row is still written by its room's own action, which asks again whether *user* may.
    """
    return has_role(user, IMPORTS, unit)


def require_can_import(user: User | None, unit: Unit | None) -> None:
    """Refuse unless `can_import`."""
    require(user, IMPORTS, unit)
