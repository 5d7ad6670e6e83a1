"""Who may see, register, draft, number and issue documents."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from minhchung import clock
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.documents.enums import DocumentState
from minhchung.documents.models import Document
from minhchung.errors import NotAllowedError
from minhchung.organisation.models import RoleGrant, Unit

_KEEPERS = (Role.RECORDS, Role.HEAD)
_TRUSTED = (Role.RECORDS, Role.HEAD, Role.INSPECTOR)
_DRAFTERS = (Role.RECORDS, Role.HEAD, Role.OFFICER, Role.STAFF, Role.EDITOR)


def can_keep(user: User, unit: Unit) -> bool:
    """May *user* register, number and issue for *unit*? Records officers and heads of it or of a unit above it."""
    return _holds(user, unit, _KEEPERS)


def can_draft(user: User, unit: Unit) -> bool:
    """May *user* draft documents of *unit* and file papers with them? Whoever works there."""
    return _holds(user, unit, _DRAFTERS)


def require_can_keep(user: User, unit: Unit) -> None:
    """Refuse unless `can_keep`."""
    if not can_keep(user, unit):
        raise NotAllowedError


def require_can_draft(user: User, unit: Unit) -> None:
    """Refuse unless `can_draft`."""
    if not can_draft(user, unit):
        raise NotAllowedError


def visible_documents(user: User) -> QuerySet[Document]:
    """The documents that *user* may see, newest first: by grant and sensitivity, or because they were handed to them."""
    today = clock.today()
    grants = RoleGrant.objects.filter(Q(until__isnull=True) | Q(until__gte=today), user=user, since__lte=today)
    reach = Q(handlers__person__user=user)
    for path, role, sensitivity in grants.values_list("unit__path", "role", "sensitivity"):
        highest = sensitivity if role in _TRUSTED else min(sensitivity, Sensitivity.INTERNAL)
        reach |= Q(unit__path__startswith=path, sensitivity__lte=highest)
    open_to_all = Q(sensitivity=Sensitivity.OPEN) & ~Q(state=DocumentState.DRAFT)
    return Document.objects.filter(open_to_all | reach).distinct()


def can_see(user: User, document: Document) -> bool:
    """May *user* see this one document?"""
    return visible_documents(user).filter(pk=document.pk).exists()


def require_can_see(user: User, document: Document) -> None:
    """Refuse unless `can_see`, without saying whether the document exists."""
    if not can_see(user, document):
        raise NotAllowedError


def _holds(user: User, unit: Unit, roles: tuple[Role, ...]) -> bool:
    today = clock.today()
    grants = RoleGrant.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), user=user, role__in=roles, since__lte=today
    )
    return any(unit.path.startswith(path) for path in grants.values_list("unit__path", flat=True))
