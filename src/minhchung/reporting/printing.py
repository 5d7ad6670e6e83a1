"""How a figure's value is printed; vanban.pack.printed reads the same forms back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from vanban.text.dates import print_short_date
from vanban.text.numerals import in_words, print_numeral

NO_VALUE = "–"


class Form(StrEnum):
    """The forms a narrative may ask for."""

    PLAIN = "plain"
    PADDED = "padded"
    WORDS = "words"
    PERCENT = "percent"


def number(value: str) -> int | Decimal | None:
    """The number that a figure's canonical text holds, or None for no value."""
    if not value:
        return None
    return Decimal(value) if "." in value else int(value)


def print_value(value: str, form: Form) -> str:
    """A canonical value as an official prints it: "1.234,5", "04", "hai mươi sáu", "96,8%"; "–" for no value."""
    read = number(value)
    if read is None:
        return NO_VALUE
    if form is Form.WORDS and isinstance(read, int):
        return in_words(read)
    exact = Decimal(read)
    return f"{print_numeral(exact)}%" if form is Form.PERCENT else print_numeral(exact, padded=form is Form.PADDED)


def print_day(day: date) -> str:
    """A day as dd/mm/yyyy."""
    return print_short_date(day)
