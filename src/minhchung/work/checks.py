"""What actions of this room check alike: keys, dates, reasons, rows that still stand."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.audit.recording import Recorded
from minhchung.work import texts
from minhchung.work.errors import DatesRefusedError, KeyTakenError, ReasonRequiredError, WithdrawnError

Row = TypeVar("Row", bound=models.Model)
RecordedRow = TypeVar("RecordedRow", bound=Recorded)


def locked(row: Row) -> Row:
    """Return *row* as it stands now, locked until the transaction ends."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def standing(row: RecordedRow) -> RecordedRow:
    """Return *row* locked; raise WithdrawnError when it was corrected or withdrawn."""
    row = locked(row)
    if row.withdrawn_at:
        raise WithdrawnError(target=str(row.pk))
    return row


def free_key(model: type[models.Model], key: str) -> str:
    """Return *key* when it is well formed and no standing row of *model* has it; raise otherwise."""
    taken = model._default_manager.filter(key=texts.key(key))
    if issubclass(model, Recorded):
        taken = taken.filter(withdrawn_at__isnull=True)
    if taken.exists():
        raise KeyTakenError(key=key)
    return key


def in_order(*, happened_on: date, received_on: date, ended_on: date | None = None) -> None:
    """Refuse facts of the future, received before they happened, or ended before they began."""
    if ended_on and ended_on < happened_on:
        raise DatesRefusedError(reason=_("kết thúc trước khi bắt đầu"))
    if received_on < happened_on:
        raise DatesRefusedError(reason=_("nhận trước khi diễn ra"))
    if received_on > clock.today():
        raise DatesRefusedError(reason=_("ngày nhận ở tương lai"))


def stated(reason: str) -> str:
    """Return the cleaned *reason*; raise ReasonRequiredError when it says nothing."""
    cleaned = texts.line(reason, field=_("Lý do"), most=500, required=False)
    if not cleaned:
        raise ReasonRequiredError
    return cleaned
