"""What happened at the first event that does not fit: it was changed, inserted, moved, or others were removed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from minhchung.audit.ledger import hash_of
from minhchung.audit.models import AuditEvent


class Fault(StrEnum):
    """How the chain is broken."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Break:
    """The first event that is not what was written: its place in the chain, and what happened there."""

    sequence: int
    fault: Fault


def diagnose(event: AuditEvent, *, expected: int, last_hash: str) -> Break:
    """Name the break at *event*, the first that does not fit: number *expected* should stand there, after *last_hash*.

    Tells apart by two questions: under which number does the event hash right, and does another claim its place?
    """
    if event.sequence < expected:
        return Break(event.sequence, Fault.INSERTED)
    follows = event.previous == last_hash
    if event.sequence > expected and not follows:
        return Break(expected, Fault.REMOVED)
    has_rival = AuditEvent.objects.filter(previous=last_hash).exclude(pk=event.pk).exists()
    number = _number_of(event)
    if number is None:
        return Break(expected, Fault.INSERTED if has_rival else Fault.CHANGED)
    if number < event.sequence and not follows:  # shifted back by those who came in before it
        return Break(number, Fault.INSERTED)
    if number == event.sequence and not follows:  # forged to fit its number, or the one before was rewritten
        return Break(expected, Fault.INSERTED) if has_rival else Break(max(expected - 1, 1), Fault.CHANGED)
    return Break(expected, Fault.REORDERED if follows or has_rival else Fault.REMOVED)


def _number_of(event: AuditEvent) -> int | None:
    """The number under which what *event* says gives its hash; None when it was changed."""
    said = AuditEvent(**{field.attname: getattr(event, field.attname) for field in AuditEvent._meta.concrete_fields})
    last = AuditEvent.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    for number in (event.sequence, *range(1, last + 2)):
        said.sequence = number
        if hash_of(said) == event.hash:
            return number
    return None
