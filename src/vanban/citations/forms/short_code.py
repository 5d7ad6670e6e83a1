# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""A code or law by its initials: "BLTTDS 2015", "Điều 5 BLHS"."""

from __future__ import annotations

import re

from vanban.citations.dates import year_after
from vanban.citations.forms import Example, Found
from vanban.citations.page import Page

ORDER = 60
_CODES = {
    "BLDS": ("bo_luat", "Dân sự"),
    "BLHS": ("bo_luat", "Hình sự"),
    "BLTTDS": ("bo_luat", "Tố tụng dân sự"),
    "BLTTHS": ("bo_luat", "Tố tụng hình sự"),
    "BLLD": ("bo_luat", "Lao động"),
    "BLHH": ("bo_luat", "Hàng hải Việt Nam"),
    "LTTHC": ("luat", "Tố tụng hành chính"),
    "LTHADS": ("luat", "Thi hành án dân sự"),
    "LHNGD": ("luat", "Hôn nhân và gia đình"),
    "LNSNN": ("luat", "Ngân sách nhà nước"),
}
PATTERN = "(?:" + "|".join(sorted(_CODES, key=len, reverse=True)) + r")\b"


def read(page: Page, start: int, end: int, previous: Found | None) -> Found | None:
    """The law behind the initials, when a year follows or an article leads to it."""
    kind, title = _CODES[page.folded[start:end].decode("ascii")]
    year, last = year_after(page, end, word=False)
    is_led_to = re.search(rb"(?:\d[a-z]?|cua)\s{1,3}$", page.folded[max(0, start - 8) : start])
    return Found(start, last, kind, date=year, title=title) if year or is_led_to else None


EXAMPLES = (Example("Áp dụng khoản 1 Điều 35 BLTTDS 2015.", (("BLTTDS 2015", "bo_luat", None, "2015", None),)),)
