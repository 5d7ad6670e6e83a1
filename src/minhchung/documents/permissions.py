"""Who may see, register, draft, number and issue documents. The installation's own command line acts as None."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest, Length

from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.documents.enums import DocumentState
from minhchung.documents.models import Document, Handler, NumberBook, Register, RegisterEntry
from minhchung.errors import NotAllowedError
from minhchung.organisation.models import Unit
from minhchung.organisation.permissions import grants_of, has_role, require, visible

_KEEPERS = (Role.RECORDS, Role.HEAD)
_DRAFTERS = (Role.RECORDS, Role.HEAD, Role.OFFICER, Role.STAFF, Role.EDITOR)


def can_keep(user: User | None, unit: Unit) -> bool:
    """May *user* register, number and issue for *unit*? Records officers and heads of it or of a unit above it."""
    return has_role(user, _KEEPERS, unit)


def can_draft(user: User | None, unit: Unit) -> bool:
    """May *user* draft documents of *unit* and file papers with them? Whoever works there."""
    return has_role(user, _DRAFTERS, unit)


def require_can_keep(user: User | None, unit: Unit) -> None:
    """Refuse unless `can_keep`."""
    require(user, _KEEPERS, unit)


def require_can_draft(user: User | None, unit: Unit) -> None:
    """Refuse unless `can_draft`."""
    require(user, _DRAFTERS, unit)


def kept_units(user: User | AnonymousUser) -> QuerySet[Unit]:
    """The units for which *user* may register, number and issue, agencies first."""
    return _units_held(user, _KEEPERS)


def drafted_units(user: User | AnonymousUser) -> QuerySet[Unit]:
    """The units for which *user* may draft, agencies first."""
    return _units_held(user, _DRAFTERS)


def visible_registers(user: User | AnonymousUser) -> QuerySet[Register]:
    """The registers of the agencies in which *user* has any right; their lines are asked for one by one."""
    return visible(Register.objects.alias(shown_as=Value(int(Sensitivity.OPEN))), user, sensitivity_field="shown_as")


def visible_books(user: User | AnonymousUser) -> QuerySet[NumberBook]:
    """The number books of the units over which *user* has a right."""
    books = NumberBook.objects.alias(shown_as=Value(int(Sensitivity.INTERNAL)))
    return visible(books, user, sensitivity_field="shown_as")


def visible_documents(user: User | AnonymousUser, queryset: QuerySet[Document] | None = None) -> QuerySet[Document]:
    """Those of *queryset* (default: all documents) that *user* may see: by right and sensitivity, or handed to them.

    The right is asked over the unit that drafted, else over the one that keeps the document. A draft is internal however
    open the document will be.
    """
    documents = Document.objects.all() if queryset is None else queryset
    internal_at_least = Greatest(F("sensitivity"), int(Sensitivity.INTERNAL))
    documents = documents.alias(
        shown_in=Coalesce("drafting_unit_id", "unit_id"),
        shown_as=Case(When(state=DocumentState.DRAFT, then=internal_at_least), default=F("sensitivity")),
    )
    handed = Q(pk__in=Handler.objects.filter(person__user_id=user.pk).values("document"))
    return visible(documents, user, unit_field="shown_in", sensitivity_field="shown_as", named=handed)


def visible_entries(user: User | AnonymousUser, queryset: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """Those lines of registers whose documents *user* may see; a line shows the subject, so it follows the document."""
    lines = queryset.alias(shown_in=Coalesce("document__drafting_unit_id", "document__unit_id"))
    handed = Q(document__in=Handler.objects.filter(person__user_id=user.pk).values("document"))
    return visible(lines, user, unit_field="shown_in", sensitivity_field="document__sensitivity", named=handed)


def can_see(user: User | AnonymousUser | None, document: Document) -> bool:
    """May *user* see this one document?"""
    return user is None or visible_documents(user, Document.objects.filter(pk=document.pk)).exists()


def require_can_see(user: User | AnonymousUser | None, document: Document) -> None:
    """Refuse unless `can_see`, without saying whether the document exists."""
    if not can_see(user, document):
        raise NotAllowedError


def _units_held(user: User | AnonymousUser, roles: tuple[Role, ...]) -> QuerySet[Unit]:
    under = Q(pk__in=[])
    for grant in grants_of(user):
        if grant.role in roles:
            under |= Q(path__startswith=grant.path)
    return Unit.objects.filter(under).order_by(Length("path"), "pk")
