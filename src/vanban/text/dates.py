"""Dates as Vietnamese officials write them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from vanban.text.folding import nfc
from vanban.text.numerals import parse_numeral

_MONTH_NAMES = {"giêng": 1, "chạp": 12}


@cache
def _in_digits() -> re.Pattern[str]:
    return re.compile(
        r"(?:ngày\s+)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|,?\s*năm)\s*(\d{4})", re.IGNORECASE
    )


@cache
def _in_words() -> re.Pattern[str]:
    return re.compile(r"(?:ngày\s+)?((?:mồng|mùng)\s+)?(\D+?)\s+tháng\s+(\D+?)\s*,?\s+năm\s+(.+)", re.IGNORECASE)


def parse_date(text: str) -> date | None:
    """The date that the whole of *text* writes, in digits or words, or None if it writes none that exists."""
    text = " ".join(nfc(text).split())
    if len(text) > 200:
        return None
    if match := _in_digits().fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        return existing_date(year, month, day)
    if match := _in_words().fullmatch(text):
        return _parse_words(match[2], match[3], match[4])
    return None


def _parse_words(day: str, month: str, year: str) -> date | None:
    parts = (parse_numeral(year), _MONTH_NAMES.get(month.lower()) or parse_numeral(month), parse_numeral(day))
    if not all(isinstance(part, int) for part in parts):
        return None
    return existing_date(*(int(part) for part in parts if part is not None))


def existing_date(year: int, month: int, day: int) -> date | None:
    """The day if the calendar has it, otherwise None."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def print_date(day: date) -> str:
    """*day* as official documents print it: "ngày 05 tháng 3 năm 2022".

    Days below ten and months 1 and 2 take a zero (NĐ 30/2020, Appendix I, II.4).
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def print_short_date(day: date) -> str:
    """*day* as dd/mm/yyyy: "05/03/2022"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
