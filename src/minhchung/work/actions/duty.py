"""Plan the shifts of the duty roster; what was done of them is recorded as patrols and guards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.audit.recording import withdraw
from minhchung.organisation.models import Person, Unit
from minhchung.work.checks import free_key, standing, stated
from minhchung.work.errors import DetailsRefusedError, ShiftTakenError, UnknownTypeError
from minhchung.work.fields import clean
from minhchung.work.models import DutyShift
from minhchung.work.permissions import can_plan, require
from minhchung.work.queries.types import activity_definition

_PLANNED = ("shift", "checkpoints")


@transaction.atomic
def plan_shift(
    *,
    key: str,
    unit: Unit,
    type: str,
    day: date,
    shift: str,
    by: User,
    checkpoints: Iterable[str] = (),
    people: Iterable[Person] = (),
) -> DutyShift:
    """Plan one shift of a patrol or guard: the same unit, type, day and shift is planned once."""
    require(can_plan(by, unit))
    fields = [field for field in activity_definition(type).fields if field.name in _PLANNED]
    if len(fields) < len(_PLANNED):
        raise UnknownTypeError(type=type)
    planned, findings = clean(
        fields, {"shift": shift, "checkpoints": list(checkpoints)}, exists=lambda _kind, _code: False
    )
    if findings:
        raise DetailsRefusedError(findings)
    if DutyShift.objects.filter(unit=unit, type=type, day=day, shift=shift).standing().exists():
        raise ShiftTakenError(day=day)
    row = DutyShift.objects.create(
        key=free_key(DutyShift, key),
        unit=unit,
        type=type,
        day=day,
        shift=planned["shift"],
        checkpoints=planned.get("checkpoints", []),
        recorded_at=clock.now(),
    )
    row.people.set(people)
    facts = {"key": key, "type": type, "day": day.isoformat(), "shift": shift, "checkpoints": row.checkpoints}
    record("shift.planned", target=row, by=by, facts=facts)
    return row


@transaction.atomic
def withdraw_shift(*, shift: DutyShift, reason: str, by: User) -> DutyShift:
    """Take a planned shift off the roster, for a *reason*; what was known before stays readable."""
    require(can_plan(by, shift.unit))
    shift, reason = standing(shift), stated(reason)
    withdraw(shift)
    record("shift.withdrawn", target=shift, by=by, facts={"key": shift.key, "reason": reason})
    return shift
