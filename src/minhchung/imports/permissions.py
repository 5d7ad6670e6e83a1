"""Who may bring records in from a source, take a batch back and look at it."""

from __future__ import annotations

from django.db.models import Q

from minhchung import clock
from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.errors import NotAllowedError
from minhchung.organisation.models import RoleGrant, Unit

_IMPORTERS = (Role.RECORDS, Role.HEAD, Role.ADMINISTRATOR)


def can_import(user: User | None, unit: Unit | None) -> bool:
    """May *user* stage, commit and undo imports for *unit*? Records officers, heads, administrators of it or above it.

    Each row is still written by its room's own action, which asks again whether *user* may.
    """
    if not user or not user.is_active:
        return False
    today = clock.today()
    grants = RoleGrant.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), user=user, role__in=_IMPORTERS, since__lte=today
    )
    return grants.filter(unit__path__in=_paths_above(unit.path)).exists() if unit else grants.exists()


def require_can_import(user: User | None, unit: Unit | None) -> None:
    """Refuse unless `can_import`."""
    if not can_import(user, unit):
        raise NotAllowedError


def _paths_above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: end + 1]) + "/" for end in range(len(parts))]
