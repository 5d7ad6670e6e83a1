"""The date that directly follows a number or a name."""

from __future__ import annotations

from vanban.citations.page import Page
from vanban.citations.pattern import ONES_AND_NOUGHTS, YEAR, near
from vanban.text.dates import existing_date

# A footnote's mark, a unit's initials, or the number of a page that breaks here, may stand between.
_LEAD = r"(?:\s?[\[(]\d{1,2}[\])]|\s?\([A-Z]{2,8}\)|\s{0,3}\n\s{0,3}\d{1,3}[ \t\r]*\n)?[ \t\r]*[,(]?\s{0,3}"
_PROMULGATED = r"(?:(?:ban\s+hanh|ky)\s+)?"
_DAY = rf"({ONES_AND_NOUGHTS}\s?{ONES_AND_NOUGHTS}?)"
_FULL_YEAR = rf"({YEAR})\b"
_DATE = (
    r"(?:ngay|NGAY)\s{0,3}(?:"
    rf"{_DAY}\s?[/.-]\s?{_DAY}\s?[/.-]\s?{_FULL_YEAR}"
    rf"|{_DAY}\s{{0,3}}(?:thang|THANG)\s{{1,3}}{_DAY}\s{{0,2}},?\s{{0,2}}(?:nam|NAM)\s{{1,3}}{_FULL_YEAR}"
    r"|(\d{1,2}[/.-]\d{4})\b)"
)
_IN_BRACKETS = rf"\s{{0,2}}\(\s?{_DAY}[/.-]{_DAY}[/.-]{_FULL_YEAR}"
_PLAIN_DATE = f"{_LEAD}{_DATE}|{_IN_BRACKETS}"
_PROMULGATED_DATE = f"{_LEAD}{_PROMULGATED}{_DATE}|{_IN_BRACKETS}"
_YEAR = r"\s{1,3}\(?nam\s{1,3}((?:1\s?9|2\s?0)\s?\d\s?\d)\b|\s{1,3}((?:19|20)\d\d)\b"
_LONGEST_DATE = 80
_DIGITS = bytes.maketrans(b"OolI|", b"00111")


def date_after(page: Page, at: int, *, is_promulgated: bool = True) -> tuple[str | None, int]:
    """The ISO date written at *at* and where it ends.

    (None, end) for a date that no calendar has ("42/02/2018"), (None, at) when there is none. Blanks that a scanner put
    between digits and letters it took for digits are read through ("20/1 1/2024", "l5/0l/2024"). With *is_promulgated*, "ban hành ngày" and "ký ngày" lead in too.
    """
    match = near(_PROMULGATED_DATE if is_promulgated else _PLAIN_DATE).match(page.folded, at, at + _LONGEST_DATE)
    if not match:
        return None, at
    parts = [part for part in match.groups() if part]
    if len(parts) != 3:
        return None, match.end()
    day, month, year = (int(part.translate(_DIGITS, b" \t\r\n")) for part in parts)
    existing = existing_date(year, month, day)
    return (existing.isoformat() if existing else None), match.end()


def year_after(page: Page, at: int, *, word: bool = True) -> tuple[str | None, int]:
    """The year of "năm 2015" at *at* (or of a bare "2015" when *word* is False), and where it ends."""
    match = near(_YEAR).match(page.folded, at, at + 24)
    if not match or (word and not match.group(1)):
        return None, at
    return b"".join((match.group(1) or match.group(2)).split()).decode("ascii"), match.end()
