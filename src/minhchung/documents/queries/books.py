"""Number books read: which series numbers a type, and whether every number of a book is accounted for (P4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from minhchung.documents.enums import NumberState
from minhchung.documents.models import BookNumber, Document, NumberBook, SeriesRule
from minhchung.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class GapReport:
    """Every number of a book from 1 to the last given, each in exactly one place; spans are inclusive.

    `unexplained` is empty in every book that was only written through actions.
    """

    last: int
    issued: int
    voided: tuple[tuple[int, str], ...]
    reserved: tuple[tuple[int, datetime], ...]
    taken_over: tuple[tuple[int, int], ...]
    taken_over_reason: str
    unexplained: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return not self.unexplained


def gap_report(book: NumberBook) -> GapReport:
    """What became of each number of *book*: issued, void, reserved, taken over without its document, or unexplained."""
    book = NumberBook.objects.get(pk=book.pk)
    issued, voided, reserved = set[int](), list[tuple[int, str]](), list[tuple[int, datetime]]()
    rows = BookNumber.objects.filter(book=book).order_by("serial")
    for serial, state, reason, until in rows.values_list("serial", "state", "reason", "expires_at").iterator():
        if state == NumberState.ISSUED:
            issued.add(serial)
        elif state == NumberState.VOID:
            voided.append((serial, reason))
        else:
            reserved.append((serial, until))
    known = issued | {serial for serial, _ in voided} | {serial for serial, _ in reserved}
    missing = [serial for serial in range(1, book.next_serial) if serial not in known]
    beyond = sorted(serial for serial in known if serial >= book.next_serial)
    explained = book.first_serial if book.opening_reason else 1
    return GapReport(
        last=book.next_serial - 1,
        issued=len(issued),
        voided=tuple(voided),
        reserved=tuple(reserved),
        taken_over=tuple(_spans(serial for serial in missing if serial < explained)),
        taken_over_reason=book.opening_reason,
        unexplained=(*(serial for serial in missing if serial >= explained), *beyond),
    )


def series_of(unit: Unit, document_type: str, day: date) -> str:
    """The series that numbers *document_type* of *unit* on *day*: by the unit's rule, else one series a type."""
    rules = SeriesRule.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        unit=unit,
        document_type__in=("", document_type),
        valid_from__lte=day,
    ).order_by("-document_type", "-valid_from")
    rule = rules.first()
    return rule.type_group if rule else document_type


def number_expected(document: Document, day: date) -> int:
    """The serial that *document* would get if it were issued on *day* and nobody came first."""
    group = series_of(document.unit, document.document_type, day)
    book = NumberBook.objects.filter(unit=document.unit_id, type_group=group, year=day.year).first()
    return book.next_serial if book else 1


def _spans(serials: Iterator[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for serial in serials:
        if serial == last + 1 and first:
            last = serial
            continue
        if first:
            yield first, last
        first = last = serial
    if first:
        yield first, last
