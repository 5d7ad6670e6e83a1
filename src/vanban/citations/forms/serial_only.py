# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""A type word and a serial without symbol: "Chỉ thị 05", "Nghị định 100", "Nghị định 61/2018"."""

from __future__ import annotations

import re

from vanban.citations.dates import date_after, year_after
from vanban.citations.forms import Example, Found
from vanban.citations.issuers import issuer_after
from vanban.citations.page import Page
from vanban.citations.pattern import SO, compiled, type_of

ORDER = 50
_KINDS = (
    r"(?:Nghi\s{1,3}quyet|Nghi\s{1,3}dinh|Chi\s{1,3}thi|Quyet\s{1,3}dinh|Thong\s{1,3}tu|Ket\s{1,3}luan|Thong\s{1,3}bao|Ke\s{1,3}hoach"
    r"|Cong\s{1,3}van|To\s{1,3}trinh|Phap\s{1,3}lenh|Cong\s{1,3}dien|nghi\s{1,3}dinh|chi\s{1,3}thi|nghi\s{1,3}quyet|cong\s{1,3}van)"
)
PATTERN = rf"{_KINDS}\s{{1,3}}(?:{SO}\s{{0,3}})?\d{{1,5}}[a-z]?(?:/(?:19|20)\d\d\b)?"
_WITHOUT_SO = frozenset({"nghi_quyet", "nghi_dinh", "chi_thi", "thong_tu", "ket_luan", "quyet_dinh"})
# A count, a period or a blank placeholder follows, not the rest of a citation.
_NOT_AFTER = r"\w|[/%.-]?\d|\s?/|\s?-\s?[A-Z]|\.{2}|\s?%|\s{1,3}(?:nam|thang|ngay|quy|dieu|chuong|khoan|muc|phan|noi dung|nhiem vu|don vi|nguoi|van ban|cap)\b"


def read(page: Page, start: int, end: int, previous: Found | None) -> Found | None:
    """The citation by serial, with date and issuer when they follow."""
    folded = page.folded
    match = re.fullmatch(rb"(\w+\s+\w+)\s+((?:[Ss][oe06]|SO)\s?[:.]?\s*)?(\d+[a-z]?(?:/\d{4})?)", folded[start:end])
    if not match:
        return None
    kind = type_of(match[1]) or "van_ban"
    serial = match[3].decode("ascii")
    is_followed = compiled(_NOT_AFTER).match(folded, end, end + 16)
    if (
        is_followed
        and page.text[end : is_followed.end()].strip() != "quy"
        and not compiled(r"\s{1,3}(?:ngay\s{1,3}\d|nam\s{1,3}(?:19|20)\d\d)").match(folded, end, end + 16)
    ):
        return None
    if compiled(r"\s?\((?:Rev|[A-Z]{2,6}-?\d)").match(folded, end, end + 12):
        return None
    if not match[2] and (kind not in _WITHOUT_SO or len(serial) < 2):
        return None
    date, last = date_after(page, end)
    issuer, last = issuer_after(page, last)
    if date is None:
        date, last = date_after(page, last) if issuer else year_after(page, last)
    if date and issuer is None:
        issuer, last = issuer_after(page, last)
    if not (date or issuer) and (len(serial) < 2 or folded[start : start + 1].islower()):
        return None
    return Found(start, last, kind, page.text[end - len(serial) : end], date, issuer)


EXAMPLES = (
    Example("Gắn với thực hiện Chỉ thị 05 về học tập và làm theo Bác.", (("Chỉ thị 05", "chi_thi", "05", None, None),)),
    Example(
        "Theo Nghị định 61/2018 và Nghị quyết 02 năm 2023 của Chính phủ, bộ phận một cửa được kiện toàn.",
        (
            ("Nghị định 61/2018", "nghi_dinh", "61/2018", None, None),
            ("Nghị quyết 02 năm 2023 của Chính phủ", "nghi_quyet", "02", "2023", "Chính phủ"),
        ),
    ),
    Example("Kế hoạch 5 năm và Báo cáo 6 tháng đầu năm đã trình; Nghị quyết số …/NQ-HĐND còn dự thảo."),
)
