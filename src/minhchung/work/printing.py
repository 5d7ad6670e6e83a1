"""How the typed details of an activity read on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from minhchung.work.activity_types import Definition
from minhchung.work.fields import Field, Kind


@dataclass(frozen=True, slots=True)
class Printed:
    """One field as read: its label, and one line, or several when the field holds a list."""

    label: str
    lines: tuple[str, ...]


def printed_details(definition: Definition, details: Mapping[str, object]) -> list[Printed]:
    """The fields of *definition* that *details* fill, in order."""
    return [
        Printed(str(field.label), tuple(_lines(field, details[field.name])))
        for field in definition.fields
        if field.name in details
    ]


def days_left(due_on: date | None, today: date) -> int | None:
    """Days from *today* to a deadline; negative when it has passed, None without one."""
    return None if due_on is None else (due_on - today).days


def _lines(field: Field, value: object) -> list[str]:
    if field.kind is Kind.TABLE:
        return [
            ": ".join(_line(column, row[column.name]) for column in field.columns if column.name in row)
            for row in value
        ]
    if field.kind is Kind.LIST:
        return list(value)
    if field.kind is Kind.PARAGRAPHS:
        return str(value).split("\n")
    return [_line(field, value)]


def _line(field: Field, value: object) -> str:
    if field.kind is Kind.CHOICE:
        return next((str(choice.label) for choice in field.choices if choice.code == value), str(value))
    if field.kind is Kind.FLAG:
        return _("Có") if value else _("Không")
    if field.kind is Kind.DATE:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return str(value)
