# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""The Constitution, which needs neither number nor date."""

from __future__ import annotations

from vanban.citations.dates import date_after, year_after
from vanban.citations.forms import Example, Found
from vanban.citations.page import Page
from vanban.citations.pattern import compiled

ORDER = 30
PATTERN = r"Hien\s{1,3}phap"
_COUNTRY = r"\s{1,3}nuoc\s{1,3}Cong\s{1,3}hoa\s{1,3}xa\s{1,3}hoi\s{1,3}chu\s{1,3}nghia\s{1,3}Viet\s{1,3}Nam"


def read(page: Page, start: int, end: int, previous: Found | None) -> Found | None:
    """The Constitution, with the country's name, year or date when they follow."""
    title = None
    if match := compiled(_COUNTRY).match(page.folded, end, end + 80):
        title, end = " ".join(page.text[end : match.end()].split()), match.end()
    date, end = date_after(page, end)
    if date is None:
        date, end = year_after(page, end, word=False)
    return Found(start, end, "hien_phap", date=date, title=title)


EXAMPLES = (
    Example(
        "Theo Hiến pháp và pháp luật; Điều 8 Hiến pháp năm 2013 quy định rõ.",
        (("Hiến pháp", "hien_phap", None, None, None), ("Hiến pháp năm 2013", "hien_phap", None, "2013", None)),
    ),
)
