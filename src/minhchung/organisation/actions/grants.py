from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from minhchung import clock
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.organisation.errors import AlreadyGrantedError, DatesReversedError
from minhchung.organisation.models import RoleGrant, Unit
from minhchung.organisation.permissions import reach_of, require


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    unit: Unit,
    by: User | None,
    since: date | None = None,
    until: date | None = None,
    sensitivity: Sensitivity | None = None,
) -> RoleGrant:
    """Give *user* a role over *unit* and all below it, from *since* (today) to *until* (no end), both inclusive.

    Without *sensitivity* it reaches as far as the role does by its nature.
    """
    require(by, Role.ADMINISTRATOR, unit)
    since = since or clock.today()
    if until is not None and until < since:
        raise DatesReversedError(since=f"{since:%d/%m/%Y}", until=f"{until:%d/%m/%Y}")
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    overlapping = Q(until__isnull=True) | Q(until__gte=since)
    if until is not None:
        overlapping &= Q(since__lte=until)
    if RoleGrant.objects.filter(overlapping, user=user, role=role, unit=unit, ended_at__isnull=True).exists():
        raise AlreadyGrantedError(user=str(user), role=Role(role).label)

    sensitivity = reach_of(Role(role)) if sensitivity is None else sensitivity
    grant = RoleGrant.objects.create(user=user, role=role, unit=unit, sensitivity=sensitivity, since=since, until=until)
    facts = {"user": user.pk, "role": str(role), "unit": unit.pk, "sensitivity": int(sensitivity)}
    facts |= {"since": since.isoformat(), "until": until.isoformat() if until else None}
    record("role.granted", target=grant, by=by, facts=facts)
    return grant


@transaction.atomic
def end_grant(*, grant: RoleGrant, by: User | None, until: date | None = None) -> RoleGrant:
    """Take *grant* away at once, or, with *until*, let it count for the last time on that day."""
    require(by, Role.ADMINISTRATOR, grant.unit)
    grant = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if until is None:
        grant.ended_at = grant.ended_at or clock.now()
    elif until < grant.since:
        raise DatesReversedError(since=f"{grant.since:%d/%m/%Y}", until=f"{until:%d/%m/%Y}")
    else:
        grant.until = until
    grant.save(update_fields=["until", "ended_at"])
    record("role.ended", target=grant, by=by, facts={"until": until.isoformat() if until else None})
    return grant
