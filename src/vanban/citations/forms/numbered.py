"""A number, with its type word, an abbreviated one, one some words back, one shared by a list, or only in the symbol."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vanban.citations.dates import date_after, year_after
from vanban.citations.forms import Example, Found
from vanban.citations.issuers import issuer_after
from vanban.citations.laws import names_pattern
from vanban.citations.own_header import is_own_header
from vanban.citations.page import Page
from vanban.citations.pattern import (
    MISREAD_DIGIT,
    NUMBER,
    NUMBER_OLD,
    NUMBER_TYPE_GLUED,
    SHORT,
    SO,
    TYPE,
    compiled,
    near,
    type_of,
)
from vanban.document_types import BY_ABBREVIATION
from vanban.text.folding import fold

ORDER = 10
# A scanner's blank inside the serial, and a number of before 2004 ("36-CP"), are believed only after a type word.
PATTERN = (
    rf"(?:{TYPE}|{SHORT})(?:\s?:)?\s{{1,4}}[\"'(]?(?:{SO}\s{{0,3}}{MISREAD_DIGIT}?)?(?:(?:\d{{1,3}}\s)?{NUMBER}|{NUMBER_TYPE_GLUED}|{NUMBER_OLD})"
    rf"|{SHORT}{NUMBER}|(?:{SO}\s{{0,3}}{MISREAD_DIGIT}?)?{NUMBER}"
)

_HEAD = rf"(?:({TYPE}|{SHORT})(?:\s?:)?\s{{0,4}}[\"'(]?)?({SO}\s{{0,3}})?"
_TYPE_AT_END = rf"\b({TYPE})\s{{1,3}}$"
_TYPE_WORD = rf"\b({TYPE}|{SHORT})\b"
_BEFORE = 130
# A lower-case type word some words before "số" is believed when it is one whose symbol names no type.
_LETTERS = ("cong_van", "van_ban")
_JOINT = ("thong_tu_lien_tich", "nghi_quyet_lien_tich")
_BY_FOLDED = {fold(abbreviation): kind.code for abbreviation, kind in reversed(BY_ABBREVIATION.items())}
# What a number belongs to when it is no document's: forms, licences, judgments, accounts, standards.
_OTHER_THINGS = (
    r"(?i:mau|bieu|bang|phu luc|giay phep|giay chung nhan|ban an|cao trang|khang nghi|ho so|tai khoan|hoa don|bien lai|ma|tieu chuan|quy chuan|quyen|thua dat|thua|"
    r"to ban do|xe|dien thoai|nha|duong|chung chi|chung thu|the|khoan|dieu|hop dong\s[a-z ]+|seri|ky hieu)\s{1,3}$"
)
_CITES_UPPER = re.compile(rb"\b(?:CUA|THEO|CU|KEM|HANH|TAI|HIEN|DIEU|BOI|VA|CAC|THE|BO)\s{1,3}$")
_LIST_GAP = re.compile(rb"\s{0,3}[,;]?\s{0,3}(?:(?:va|hoac|den|cung|voi)\s{1,3})?(?:cac\s{1,3})?", re.IGNORECASE)
_CONTINUES = re.compile(r"\s{1,3}(?=Luật|Bộ luật|Pháp lệnh)")


def read(page: Page, start: int, end: int, previous: Found | None) -> Found | None:
    """The citation whose number ends at *end*."""
    head = _head(page, start, end)
    if page.folded[start - 1 : start] in (b":", b"/", b"-", b".", b"@") and head.number_start == start:
        return None
    kind, begin = _typed(page, head, end) if head.word else _untyped(page, head, end, previous)
    if kind is None:
        return None
    number_end = _without_dash(page.folded, head.number_start, end)
    return _with_tails(page, begin, head, number_end, kind)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the digits: the type word and "số", either of them perhaps missing."""

    start: int
    word: bytes
    so: bytes
    number_start: int


def _head(page: Page, start: int, end: int) -> _Head:
    match = near(_HEAD).match(page.folded, start, end)
    if not match:
        return _Head(start, b"", b"", start)
    return _Head(start, match.group(1) or b"", match.group(2) or b"", match.end())


def _typed(page: Page, head: _Head, end: int) -> tuple[str | None, int]:
    kind, start = type_of(head.word), head.start
    if kind is None:
        return None, start
    if b"\n" in page.folded[start : head.number_start] and head.so.startswith(b"So"):
        return None, start
    if len(head.word) > 5 and head.word.isupper() and _heads_line(page.folded, start):
        return None, start
    if (
        not head.so
        and head.number_start == start + len(head.word)
        and not _is_whole(page.folded[head.number_start : end])
    ):
        return None, start
    if b":" in head.so and is_own_header(page.folded, start, end):
        return None, start
    return _of_two_words(page, start, kind, _symbol_type(page.folded[head.number_start : end]))


def _is_whole(number: bytes) -> bool:
    """Whether a number glued to its type word ("QĐ1719/QĐ-TTg") carries a year or a hyphen, unlike that of a form ("BC26/BLG")."""
    return b"-" in number or bool(re.search(rb"/(?:19|20)\d\d/", number))


def _of_two_words(page: Page, start: int, kind: str, symbol_type: str | None) -> tuple[str, int]:
    """ "Thông báo kết luận số 55/TB-…" is a thông báo: the word before it, unless the symbol says otherwise."""
    if symbol_type == kind or (symbol_type is None and kind != "ket_luan"):
        return kind, start
    low = max(0, start - 24)
    before = compiled(_TYPE_AT_END).search(page.folded[low:start])
    if before and type_of(before.group(1)) == (symbol_type or "thong_bao"):
        return symbol_type or "thong_bao", low + int(before.start(1))
    return kind, start


def _heads_line(folded: bytes, start: int) -> bool:
    """Whether the word begins a line that does not go on from a citing word: a heading names the text itself."""
    line = folded[max(0, start - 40) : start].rstrip(b" \t")
    return (not line or line.endswith((b"\n", b"|"))) and not _CITES_UPPER.search(line.rstrip() + b" ")


def _untyped(page: Page, head: _Head, end: int, previous: Found | None) -> tuple[str | None, int]:
    folded, start, so = page.folded, head.start, head.so
    symbol_type = _symbol_type(folded[head.number_start : end])
    if (
        previous
        and previous.end <= start
        and start - previous.end < 30
        and _LIST_GAP.fullmatch(folded, previous.end, start)
    ):
        return symbol_type if symbol_type and previous.number and not so else previous.type, start
    if so[:1] == b"S" or (not so and _stands_in_header(folded, start)):
        return None, start
    if _is_other_thing(folded, start):
        return None, start
    if so:
        kind, begin = _type_before(page, start, symbol_type)
        if kind:
            return kind, begin
    if symbol_type is None:
        return None, start
    number = folded[head.number_start : end]
    return (symbol_type if so or _is_whole(number) else None), start


def _is_other_thing(folded: bytes, start: int) -> bool:
    before = folded[max(0, start - 24) : start]
    return bool(near(_OTHER_THINGS).search(before)) and b"uyet dinh khang nghi" not in before


def _stands_in_header(folded: bytes, start: int) -> bool:
    """A bare number at the head of a line or cell is the document's own, or a fragment."""
    before = folded[max(0, start - 12) : start].rstrip(b" \t")
    return not before or before[-1:] in (b"\n", b"|", b":") or before.endswith((b"So", b"SO"))


@cache
def _symbol() -> re.Pattern[bytes]:
    return re.compile(rb"(?:/|^\d+\s?-\s?)\s?([A-Z][A-Za-z]*)(?=\s?[-./])")


def _symbol_type(number: bytes) -> str | None:
    match = _symbol().search(number)
    if not match:
        return None
    word = match[1].decode("ascii")
    return _BY_FOLDED.get(word.lower()) if word not in ("L", "SL") else None


def _type_before(page: Page, start: int, symbol_type: str | None) -> tuple[str | None, int]:
    """The type word some words before "số": "Quy chế làm việc số …", "Quyết định của Chủ tịch UBND tỉnh số …"."""
    low = max(0, start - _BEFORE)
    window = page.folded[low:start]
    cut = max(window.rfind(sign) for sign in (b". ", b";", b":", b"(", b")", b"\n\n", b'"', b".\n", b"/"))
    best: tuple[str | None, int] = (None, start)
    for match in compiled(_TYPE_WORD).finditer(window, cut + 1):
        begin, after = low + match.start(), window[match.end() :]
        word, kind = match.group(1), type_of(match.group(1))
        if kind is None or not re.fullmatch(rb"(?:[\s,-]+[A-Za-z]+){1,12}\s*", after):
            continue
        if re.match(rb"\s+(?:nay|tren|tai|theo|do|neu|so|do|va|cho|duoc|phai|co|la)\b", after):
            continue
        if kind == symbol_type:
            return kind, begin
        if symbol_type is None and (word[:1].isupper() or (kind in _LETTERS and len(after.split()) <= 3)):
            best = (kind, begin)
    return best


@cache
def _footnote() -> re.Pattern[bytes]:
    """Bodies whose abbreviation holds no digit of its own, then digits."""
    return re.compile(
        rb"(?:[-/]\s{0,3}(?:CP|TTg|UBND|HDND|TW|TU|CTN|CTUBND|VPCP|TTCP|HDTP|TANDTC|VKSNDTC|UBDT|KTNN|B(?:TC|NV|TP|CA|QP|YT|XD|CT|NG|TTTT|TNMT"
        rb"|NNPTNT|NNMT|GDDT|GTVT|KHCN|KHDT|LDTBXH|VHTTDL|DTTG))|QH\d\d|UBTVQH\d\d)(\d{1,3})"
    )


def _without_footnote(folded: bytes, start: int, end: int) -> int:
    """*end* without a footnote's digits glued to the symbol (NĐ-CP1, QH153)."""
    if not folded[end - 1 : end].isdigit():
        return end
    glued = next((match for match in _footnote().finditer(folded, start, end) if match.end() == end), None)
    return glued.start(1) if glued else end


# After a number that a typist set with blanks ("1234/UBND - NC"), not after one followed by a body ("12/QĐ-A - UBND tỉnh").
_GOES_ON = re.compile(rb"\s{0,3}(?:ngay\b|cua\b|va\b|ve\b|[,;.)]|$)", re.IGNORECASE)


def _without_dash(folded: bytes, start: int, end: int) -> int:
    """*end* without a part set off by blanks, unless the citation goes on after it."""
    dash = folded.rfind(b" -", start, end)
    if dash <= start or folded.find(b"/", start, dash) < 0 or _GOES_ON.match(folded, end):
        return end
    symbol = folded[folded.rfind(b"/", start, dash) + 1 : dash].strip()
    if symbol.startswith((b"TTLT", b"TTLB", b"NQLT")):
        return end
    return end if symbol.decode("ascii").lower() in _BY_FOLDED else dash


def _with_tails(page: Page, begin: int, head: _Head, end: int, kind: str) -> Found:
    folded, number_start = page.folded, head.number_start
    number_end = _without_footnote(folded, number_start, end)
    number = _printed(page.text[number_start:number_end])
    title, issuer = _between(page.text[begin:number_start]) if begin < head.start else (None, None)
    last = end
    if kind in ("luat", "bo_luat", "phap_lenh") and (absorbed := _law_name(page, last)):
        title, last = absorbed
    date, last = date_after(page, last)
    if date is None:
        date, last = year_after(page, last)
    if issuer is None:
        issuer, last = issuer_after(page, last, joint=kind in _JOINT or (title or "").startswith("liên"))
    if date is None and issuer:
        date, last = date_after(page, last)
    if date is None:
        date, last = year_after(page, last)
    return Found(begin, number_end if last == end else last, kind, number, date, issuer, title)


def _printed(text: str) -> str:
    number = "".join(text.split()).replace("\u2044", "/")
    return re.sub(r"/{2,}", "/", number)


@cache
def _inner() -> re.Pattern[str]:
    """A type word (two syllables, or a joint one), then the words between it and "số"."""
    return re.compile(
        r"(?:thông tư liên tịch|nghị quyết liên tịch|văn bản hợp nhất|\w+\.?\s+\w+)\s+(.{2,200}?)\s+s\w\W*$",
        re.IGNORECASE | re.DOTALL,
    )


def _between(text: str) -> tuple[str | None, str | None]:
    """(title, issuer) of the words between the type word and the number."""
    match = _inner().fullmatch(text) if len(text) < 220 else None
    if not match:
        return None, None
    words = " ".join(match[1].split())
    if re.match(r"c\S[aáàảãạ]\s", words):
        return None, words.partition(" ")[2]
    return words, None


@cache
def _repeated_name() -> str:
    return rf"(?:Bo luat|Luat|Phap lenh)\s({names_pattern()})\b"


def _law_name(page: Page, at: int) -> tuple[str, int] | None:
    """The law's name when it is repeated after the number: "Luật số 40/2019/QH14 Luật Kiến trúc"."""
    again = _CONTINUES.match(page.text, at, at + 8)
    if not again:
        return None
    match = compiled(_repeated_name()).match(page.folded, again.end(), at + 200)
    if not match:
        return None
    start, end = match.span(1)
    return " ".join(page.text[start:end].split()), end


EXAMPLES = (
    Example(
        "Thực hiện Kế hoạch số 84/KH-STTTT ngày 21/01/2022 của Sở Thông tin và Truyền thông về an ninh trật tự.",
        (
            (
                "Kế hoạch số 84/KH-STTTT ngày 21/01/2022 của Sở Thông tin và Truyền thông",
                "ke_hoach",
                "84/KH-STTTT",
                "2022-01-21",
                "Sở Thông tin và Truyền thông",
            ),
        ),
    ),
    Example(
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 3 năm 2022 của Chủ tịch UBND tỉnh Mẫu, các đơn vị thực hiện.",
        (
            (
                "Quyết định số 12/QĐ-UBND ngày 05 tháng 3 năm 2022 của Chủ tịch UBND tỉnh Mẫu",
                "quyet_dinh",
                "12/QĐ-UBND",
                "2022-03-05",
                "Chủ tịch UBND tỉnh Mẫu",
            ),
        ),
    ),
    Example(
        "Tiếp theo Công văn số 15/STC-NS ngày 02/02/2024 và số 18/STC-NS ngày 09/02/2024, Sở đề nghị như sau.",
        (
            ("Công văn số 15/STC-NS ngày 02/02/2024", "cong_van", "15/STC-NS", "2024-02-02", None),
            ("số 18/STC-NS ngày 09/02/2024", "cong_van", "18/STC-NS", "2024-02-09", None),
        ),
    ),
    Example("Số: 25/2026/NĐ-CP\tHà Nội, ngày 01 tháng 02 năm 2026"),
    Example(
        "Theo QĐ số 77/QĐ-SNV và 30/2020/NĐ-CP, văn thư vào sổ.",
        (
            ("QĐ số 77/QĐ-SNV", "quyet_dinh", "77/QĐ-SNV", None, None),
            ("30/2020/NĐ-CP", "nghi_dinh", "30/2020/NĐ-CP", None, None),
        ),
    ),
)
