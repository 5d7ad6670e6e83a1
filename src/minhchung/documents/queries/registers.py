"""Registers read: which there are, their lines page by page, and the ten columns they are printed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from minhchung.documents.enums import Direction
from minhchung.documents.models import Register, RegisterEntry
from minhchung.documents.reading import folded_words
from vanban.document_types import TYPES

PAGE = 50
_LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What to look for in a register; empty parts ask for nothing. Dates are inclusive, of registration."""

    words: str = ""
    document_type: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a register, newest line first; *older* is the `before` of the next page, None on the last."""

    entries: list[RegisterEntry]
    older: int | None


def registers(shown: QuerySet[Register]) -> QuerySet[Register]:
    """*shown* (those one may see) newest year first, each with the number of its standing lines as `entry_count`."""
    standing = Count("entries", filter=Q(entries__withdrawn_at__isnull=True))
    return shown.annotate(entry_count=standing).order_by("-year", "direction", "unit_id")


def entries(register: Register, asked: EntryFilter = EntryFilter()) -> QuerySet[RegisterEntry]:
    """The standing lines of *register* that match, newest first, with their documents.

    Each word must begin a word of the number or the subject; case, accents and đ do not count, so
    "118 STTTT" finds 118/STTTT-VP.
    """
    found = RegisterEntry.objects.filter(register=register, withdrawn_at__isnull=True).select_related("document")
    for word in folded_words(asked.words[:_LONGEST_QUESTION]).split()[:12]:
        found = found.filter(_begins(word, "document__folded_number") | _begins(word, "document__folded_subject"))
    if asked.document_type:
        found = found.filter(document__document_type=asked.document_type)
    if asked.since:
        found = found.filter(registered_on__gte=asked.since)
    if asked.until:
        found = found.filter(registered_on__lte=asked.until)
    return found.order_by("-serial")


def page_of(found: QuerySet[RegisterEntry], before: int | None = None, size: int = PAGE) -> Page:
    """The page of *found* (from `entries`) that follows line *before*; the first without one. Never counts pages."""
    rows = list((found if before is None else found.filter(serial__lt=before))[: size + 1])
    return Page(rows[:size], rows[size - 1].serial if len(rows) > size else None)


def register_rows(register: Register, lines: QuerySet[RegisterEntry] | None = None) -> Iterator[tuple[str, ...]]:
    """The lines of *register* oldest first, in the ten columns of NĐ 30/2020 Appendix IV (R5 incoming, R1 outgoing).

    *lines* (default: all that stand) are those one may see, or that were asked for.
    """
    row = _incoming if register.direction == Direction.INCOMING else _outgoing
    for entry in (entries(register) if lines is None else lines).order_by("serial").iterator(chunk_size=2000):
        yield row(entry)


def _incoming(entry: RegisterEntry) -> tuple[str, ...]:
    document = entry.document
    return (
        _day(entry.registered_on),
        str(entry.serial),
        document.issuer,
        document.number,
        _day(document.issued_on),
        _type_and_subject(entry),
        entry.handled_by,
        _day(entry.transferred_on),
        entry.signed_for,
        entry.note,
    )


def _outgoing(entry: RegisterEntry) -> tuple[str, ...]:
    document = entry.document
    return (
        document.number,
        _day(document.issued_on),
        _type_and_subject(entry),
        document.signer,
        entry.handled_by,
        entry.archived_by,
        "" if entry.copies is None else str(entry.copies),
        _day(entry.transferred_on),
        entry.signed_for,
        entry.note,
    )


def _type_and_subject(entry: RegisterEntry) -> str:
    kind = TYPES.get(entry.document.document_type)
    return f"{kind.name}: {entry.document.subject}" if kind else entry.document.subject


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _begins(word: str, field: str) -> Q:
    return Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"})
