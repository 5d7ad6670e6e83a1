# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""A document without number, known by its date and issuer: "Quyết định ngày 05/3/2022 của Giám đốc Sở Nội vụ"."""

from __future__ import annotations

from vanban.citations.dates import date_after
from vanban.citations.forms import Example, Found
from vanban.citations.issuers import issuer_after
from vanban.citations.page import Page
from vanban.citations.pattern import compiled, type_of

ORDER = 70
_KINDS = r"(?:Nghi\s{1,3}quyet|Nghi\s{1,3}dinh|Chi\s{1,3}thi|Quyet\s{1,3}dinh|Thong\s{1,3}tu|Ket\s{1,3}luan|Cong\s{1,3}van|To\s{1,3}trinh)"
PATTERN = rf"{_KINDS}\s{{1,3}}ngay\s{{0,3}}\d"


def read(page: Page, start: int, end: int, previous: Found | None) -> Found | None:
    """The citation, if both its date and its issuer are there."""
    word = compiled(_KINDS).match(page.folded, start, end)
    if word is None:
        return None
    date, last = date_after(page, word.end())
    issuer, last = issuer_after(page, last)
    if not (date and issuer):
        return None
    return Found(start, last, type_of(word.group()) or "van_ban", date=date, issuer=issuer)


EXAMPLES = (
    Example(
        "Theo Quyết định ngày 05/3/2022 của Giám đốc Sở Nội vụ, tổ công tác được lập.",
        (("Quyết định ngày 05/3/2022 của Giám đốc Sở Nội vụ", "quyet_dinh", None, "2022-03-05", "Giám đốc Sở Nội vụ"),),
    ),
)
