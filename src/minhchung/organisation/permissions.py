"""May she? A right is a role over a unit and all below it, up to a sensitivity.

Rights come from grants and from the posts a person holds today; both end on their day. The command line of the
installation itself acts as None and may do everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from minhchung import clock
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.errors import NotAllowedError
from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import Membership, Person, Post, RoleGrant, Unit

_Row = TypeVar("_Row", bound=Model)

SEES_RESTRICTED = frozenset({Role.HEAD, Role.RECORDS, Role.INSPECTOR})
"""Who may see what is restricted in their units: heads, records officers and inspectors."""


KEEPS_PEOPLE = frozenset({Role.ADMINISTRATOR, Role.RECORDS, Role.HEAD})
"""Who may write down people, memberships and absences of their units."""

ORDINARY = frozenset({Role.OFFICER, Role.STAFF})
"""Posts that lend nobody a say over others; only an administrator fills the rest."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A right that counts today: *role* over the units whose path begins with *path*, up to *sensitivity*."""

    role: Role
    path: str
    sensitivity: Sensitivity


def reach_of(role: Role) -> Sensitivity:
    """The sensitivity up to which a role sees by its nature."""
    return Sensitivity.RESTRICTED if role in SEES_RESTRICTED else Sensitivity.INTERNAL


def grants_of(user: User | AnonymousUser) -> list[Grant]:
    """The rights of *user* that count today, from grants and from posts held; none for a stranger. Two queries."""
    if not user.is_authenticated or not user.is_active:
        return []
    today = clock.today()
    granted = RoleGrant.objects.filter(_counts_on(today), user=user, ended_at__isnull=True).values_list(
        "role", "unit__path", "sensitivity"
    )
    held = (
        Membership.objects.known_on(clock.now())
        .filter(_counts_on(today), person__user=user)
        .values_list("post__role", "post__unit__path")
        .order_by("pk")
    )
    grants = [Grant(Role(role), path, Sensitivity(reach)) for role, path, reach in granted]
    grants += [Grant(Role(role), path, reach_of(Role(role))) for role, path in held]
    return [grant for grant in grants if grant.path != "/"]  # a unit without a place in the tree is above nobody


def has_role(user: User | AnonymousUser | None, roles: Role | Iterable[Role], unit: Unit | None = None) -> bool:
    """Whether *user* holds one of *roles* over *unit* (anywhere, without one); None, the installation, always does."""
    if user is None:
        return True
    wanted = {roles} if isinstance(roles, Role) else set(roles)
    return any(grant.role in wanted and (unit is None or unit.path.startswith(grant.path)) for grant in grants_of(user))


def require(user: User | AnonymousUser | None, roles: Role | Iterable[Role], unit: Unit | None = None) -> None:
    """Raise NotAllowedError unless `has_role`."""
    if not has_role(user, roles, unit):
        raise NotAllowedError()


def may_fill(user: User | AnonymousUser | None, post: Post) -> bool:
    """Whether *user* may say who holds *post*; nobody may lend themselves a role by it."""
    fillers = KEEPS_PEOPLE if Role(post.role) in ORDINARY else {Role.ADMINISTRATOR}
    return has_role(user, fillers, post.unit)


def can_keep(user: User | AnonymousUser | None, person: Person) -> bool:
    """Whether *user* keeps the records of *person*: over a unit they belong or belonged to, or any if they have none."""
    if user is None:
        return True
    keeps = [grant.path for grant in grants_of(user) if grant.role in KEEPS_PEOPLE]
    paths = set(Membership.objects.standing().filter(person=person).values_list("post__unit__path", flat=True))
    return any(path.startswith(kept) for kept in keeps for path in paths or {kept})


def visible(
    queryset: QuerySet[_Row],
    user: User | AnonymousUser,
    *,
    unit_field: str = "unit",
    sensitivity_field: str = "sensitivity",
    named: Q | None = None,
) -> QuerySet[_Row]:
    """The rows of *queryset* that *user* may see, as one SQL condition without joins of its own. Three queries before it.

    Open: who has any right in the same agency. Internal: who has a right over the row's unit. Restricted: heads,
    records officers and inspectors over it. *named*: rows that name the user in person, whatever the sensitivity; it
    must not multiply rows (use `Exists` or `pk__in`). A signed-in user without any right sees only those.
    """
    if not user.is_authenticated or not user.is_active:
        return queryset.none()
    shown = _within_reach(grants_of(user), unit_field, sensitivity_field)
    return queryset.filter(shown | named if named is not None else shown)


def can_see(row: Model, user: User | AnonymousUser, **fields: object) -> bool:
    """Whether `visible` would list *row*; takes the same keywords."""
    return visible(type(row)._default_manager.filter(pk=row.pk), user, **fields).exists()


def _within_reach(grants: list[Grant], unit_field: str, sensitivity_field: str) -> Q:
    """The condition as "sensitivity ≤ what is seen of this unit".

    A CASE, not an OR: engines would otherwise fetch by unit and sort, instead of walking the list's own index.
    """
    if not grants:
        return Q(pk__in=[])
    paths = {level: {grant.path for grant in grants if _reach(grant) >= level} for level in Sensitivity}
    paths[Sensitivity.OPEN] |= _agency_paths(paths[Sensitivity.OPEN])
    seen = Case(
        *(
            When(Q(**{f"{unit_field}__in": _units_under(paths[level])}), then=Value(int(level)))
            for level in sorted(Sensitivity, reverse=True)
            if paths[level]
        ),
        default=Value(-1),
        output_field=IntegerField(),
    )
    return Q(**{f"{sensitivity_field}__lte": seen})


def _reach(grant: Grant) -> Sensitivity:
    return min(grant.sensitivity, reach_of(grant.role))


def _units_under(paths: set[str]) -> QuerySet[Unit]:
    under = Q()
    for path in sorted(paths):
        under |= Q(path__startswith=path)
    return Unit.objects.filter(under).order_by().values("pk")


def _agency_paths(paths: set[str]) -> set[str]:
    """For each path, that of the nearest agency at or above it; without one, that of the topmost unit."""
    chains = {path: [int(number) for number in path.strip("/").split("/")] for path in paths}
    numbers = {number for chain in chains.values() for number in chain}
    agencies = set(Unit.objects.filter(pk__in=numbers, kind=UnitKind.AGENCY).values_list("pk", flat=True))
    tops = set()
    for chain in chains.values():
        depth = max((place for place, number in enumerate(chain) if number in agencies), default=0)
        tops.add("/" + "".join(f"{number}/" for number in chain[: depth + 1]))
    return tops


def _counts_on(day: object) -> Q:
    return Q(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


def administers(user: User | None, target: User) -> bool:
    """Whether *user* administers every unit over which *target* has a right: else a reset would lend them those."""
    if user is None:
        return True
    kept = [grant.path for grant in grants_of(user) if grant.role == Role.ADMINISTRATOR]
    return bool(kept) and all(any(held.path.startswith(path) for path in kept) for held in grants_of(target))


def answer_administrator(*, user: User, target: User | None, **_sent: object) -> bool:
    """The receiver of accounts' question who administers."""
    return has_role(user, Role.ADMINISTRATOR) if target is None else administers(user, target)
