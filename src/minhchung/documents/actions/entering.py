"""One line in a register: the act of capture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.actions.locking import lock
from minhchung.documents.enums import Direction
from minhchung.documents.errors import LineTakenError, OpeningReasonMissingError, RegisterInUseError
from minhchung.documents.models import Document, Register, RegisterEntry
from minhchung.documents.reading import clean_line
from minhchung.organisation.models import Unit

_NAMES = {Direction.INCOMING: "Sổ đăng ký văn bản đến", Direction.OUTGOING: "Sổ đăng ký văn bản đi"}

LAST_LINE = 999_999  # ArrivalNumber has ten digits in Appendix VI; a typing error must not burn a register


@dataclass(frozen=True, slots=True)
class Line:
    """What a register's line says beyond the document itself (NĐ 30/2020 Appendix IV)."""

    registered_on: date
    received_on: date | None = None
    handled_by: str = ""
    transferred_on: date | None = None
    archived_by: str = ""
    copies: int | None = None
    signed_for: str = ""
    due_on: date | None = None
    note: str = ""


def enter(
    document: Document,
    direction: Direction,
    line: Line,
    *,
    by: User | None,
    serial: int | None = None,
    taken_over: str = "",
) -> RegisterEntry:
    """*document* on the next line of its unit's register of that year, or on line *serial* of a register taken over."""
    register = _next_line(document.unit, direction, line.registered_on.year, serial, taken_over)
    entry = RegisterEntry.objects.create(
        register=register,
        document=document,
        serial=register.next_serial - 1 if serial is None else serial,
        recorded_at=clock.now(),
        registered_on=line.registered_on,
        received_on=line.received_on,
        handled_by=clean_line(line.handled_by, field=_("đơn vị, người nhận"), limit=1000),
        transferred_on=line.transferred_on,
        archived_by=clean_line(line.archived_by, field=_("đơn vị, người nhận bản lưu"), limit=300),
        copies=line.copies,
        signed_for=clean_line(line.signed_for, field=_("ký nhận"), limit=200),
        due_on=line.due_on,
        note=clean_line(line.note, field=_("ghi chú"), limit=500),
    )
    facts = {
        "register": register.pk,
        "direction": direction.value,
        "serial": entry.serial,
        "registered_on": entry.registered_on.isoformat(),
        "received_on": entry.received_on.isoformat() if entry.received_on else None,
        "document": ledger.target_name(document),
    }
    ledger.record("entry.registered", target=entry, by=by, facts=facts)
    return entry


def _next_line(unit: Unit, direction: Direction, year: int, serial: int | None, taken_over: str) -> Register:
    """The register, held, with the line reserved; created when it is the first of its year."""
    ledger.hold()
    name = f"{_NAMES[direction]} năm {year}"
    register, is_new = Register.objects.get_or_create(
        unit=unit, direction=direction, year=year, defaults={"name": name}
    )
    register = register if is_new else lock(register)
    if serial is not None:
        _take_over_line(register, serial, taken_over)
    else:
        register.next_serial += 1
    register.save(update_fields=["first_serial", "next_serial", "opening_reason"])
    return register


def _take_over_line(register: Register, serial: int, taken_over: str) -> None:
    if not taken_over.strip():
        raise OpeningReasonMissingError
    if not 1 <= serial <= LAST_LINE or register.entries.filter(serial=serial, withdrawn_at__isnull=True).exists():
        raise LineTakenError(serial=serial, register=register.name)
    if serial >= register.first_serial:
        if register.next_serial > register.first_serial:
            raise RegisterInUseError(register=register.name, first=register.first_serial, serial=serial)
        register.first_serial = register.next_serial = serial + 1
    register.opening_reason = register.opening_reason or clean_line(taken_over, field=_("lý do tiếp nhận"), limit=300)
