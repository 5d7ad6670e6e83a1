"""Dates and periods in a text, and what they amount to on the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from vanban.claims.model import ClaimKind, Period, Value
from vanban.text.dates import existing_date

_YEAR = r"(?:19|20)\d\d"
_QUARTERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
}
_QUARTER = "IV|III|II|I|1|2|3|4|một|hai|ba|bốn|tư"


@cache
def pattern() -> str:
    """Every way of writing a date or period, longest first, as named groups of one `re` alternation."""
    return (
        rf"(?P<date>(?:[Nn]gày\s{{1,3}})?\d{{1,2}}\s{{0,2}}(?:[/.-]\s?\d{{1,2}}\s?[/.-]\s?|tháng\s{{1,3}}\d{{1,2}}\s{{1,3}}năm\s{{1,3}}){_YEAR}(?!\d|[/.-]\d))"
        rf"|(?P<years>(?:(?:[Gg]iai\s+đoạn|[Nn]hiệm\s+k[ỳì]|[Nn]ăm\s+học|[Tt]hời\s+kỳ|[Nn]iên\s+khóa|[Tt]ừ\s+năm|[Nn]ăm)\s{{1,3}})?{_YEAR}\s?(?:[-–/]|đến(?:\s+năm)?)\s?{_YEAR}(?!\d))"
        rf"|(?P<quarter>[Qq]uý\s{{1,3}}(?:{_QUARTER})\s?(?:[/.,-]|\s+năm)?\s?{_YEAR}(?!\d))"
        rf"|(?P<month>(?:[Tt]háng\s{{1,3}})(?:\d{{1,2}})\s?(?:[/.-]|,?\s+năm)\s?{_YEAR}(?!\d))"
        rf"|(?P<part>(?:\d{{1,2}}|sáu|ba|chín)\s+tháng(?:\s+(?:đầu|cuối))?\s+năm\s+{_YEAR}(?!\d))"
        rf"|(?P<year>[Nn]ăm\s{{1,3}}{_YEAR}(?!\d|\s?[/.-]\s?\d))"
        r"|(?P<dayonly>(?:[Nn]gày\s{1,3})\d{1,2}\s?(?:[/-]|\s+tháng\s+)\s?\d{1,2}(?![\d/%,.]\d|/))"
    )


def read(kind: str, text: str) -> tuple[ClaimKind, Value] | None:
    """What the date or period *text*, matched by the group *kind*, amounts to; None when the calendar has no such day."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if kind == "date":
        day = existing_date(numbers[-1], numbers[1], numbers[0])
        return (ClaimKind.DATE, day) if day else None
    if kind == "dayonly":
        return None
    if kind == "years":
        return _period(date(numbers[0], 1, 1), date(numbers[1], 12, 31))
    if kind == "year":
        return _period(date(numbers[0], 1, 1), date(numbers[0], 12, 31))
    if kind == "month":
        return _months(numbers[-1], numbers[0], numbers[0])
    if kind == "quarter":
        quarter = _QUARTERS[re.split(r"[\s/.,-]+", text.lower())[1]]
        return _months(numbers[-1], 3 * quarter - 2, 3 * quarter)
    return _part_of_year(text.lower(), numbers)


def _part_of_year(text: str, numbers: list[int]) -> tuple[ClaimKind, Value] | None:
    words = {"ba": 3, "sáu": 6, "chín": 9}
    months = words.get(text.split()[0]) or numbers[0]
    if "cuối" in text:
        return _months(numbers[-1], 13 - months, 12)
    return _months(numbers[-1], 1, months)


def _months(year: int, first: int, last: int) -> tuple[ClaimKind, Value] | None:
    if not 1 <= first <= last <= 12:
        return None
    return _period(date(year, first, 1), _month_end(year, last))


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _period(first: date, last: date) -> tuple[ClaimKind, Value] | None:
    return (ClaimKind.PERIOD, Period(first, last)) if first <= last else None
