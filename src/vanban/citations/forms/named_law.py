# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""A law, code or ordinance by its name, with or without number, date and year."""

from __future__ import annotations

import re
from functools import cache

from vanban.citations.dates import date_after, year_after
from vanban.citations.forms import Example, Found
from vanban.citations.issuers import issuer_after
from vanban.citations.laws import laws, names_pattern, whole_name_pattern
from vanban.citations.page import Page
from vanban.citations.pattern import NUMBER, SO, TYPE, compiled

ORDER = 20
_KIND = r"(?:[Bb]o\s{1,3}luat|[Ll]uat|[Pp]hap\s{1,3}lenh|BO LUAT|LUAT|PHAP LENH)"
PATTERN = rf"{_KIND}\s{{1,3}}(?:{names_pattern()}\b|[Ss]ua\s{{1,3}}doi|[A-Z]|(?:[a-z]+,?\s{{1,3}}){{2,12}}(?:so|nam|ngay)\s{{1,3}}\d)"

_HEAD = rf"({_KIND})\s{{1,3}}"
_AFTER_NAME = rf"\s{{1,3}}(?:{SO}\s{{0,3}}\d|ngay\s{{1,3}}\d)|[;.,(]|\s*$"
_ANY_TYPE = rf"\b{TYPE}\b"
_KINDS = {"bo": "bo_luat", "lu": "luat", "ph": "phap_lenh"}
_LONGEST = 260
_CITES_UPPER = re.compile(rb"\b(?:CUA|THEO|CU|KEM|HANH|TAI|HIEN|DIEU)\s{1,3}$")
_NUMBER_AFTER = rf"\s{{0,3}}[,(]?\s{{0,2}}(?:{SO}\s{{0,3}})({NUMBER})\)?|\s{{1,2}}\(?(\d{{1,3}}/(?:19|20)\d\d/(?:PL-)?(?:UBTV)?QH\d{{1,2}})\)?"
# Where an amending law whose inner laws are not in the catalogue ends: its number, its date, or the next clause.
_UNLISTED_END = rf"\s{{1,3}}(?:{SO}\s{{0,3}}\d|ngay\s{{1,3}}\d|va\s{{1,3}}(?:sua|cac\s{{1,3}}van)|duoc|da|co hieu)|[;:()\"]|\.\s|\n\s*\n|\n[ \t]*(?:Can cu|Dieu)"
_ANCHOR = rf"\s{{1,3}}(?:{SO}\s{{0,3}}\d|ngay\s{{1,3}}\d|nam\s{{1,3}}(?:19|20)\d\d)|[;:()\"\d]|\.\s|\n\s*\n|\n[ \t]*(?:Can cu|Dieu|[-+*])"


def read(page: Page, start: int, end: int, previous: Found | None) -> Found | None:
    """The law named from *start* on."""
    folded = page.folded
    head = compiled(_HEAD).match(folded, start, end)
    if not head or not _is_law_word(page, start, head.span(1)[1]):
        return None
    kind, name_start = _KINDS[folded[start : start + 2].decode("ascii").lower()], head.end()
    known = _known_end(page, name_start)
    if folded[start : start + 1].islower() and (known is None or not page.text[name_start].isupper()):
        return None
    name_end = (
        _amending_end(page, name_start) or _dated_end(page, name_start, known) or known or _open_end(page, name_start)
    )
    if name_end is None:
        return None
    return _with_tails(page, start, name_start, name_end, kind)


def _is_law_word(page: Page, start: int, end: int) -> bool:
    """Whether the word is "Luật" and not the end of "pháp luật", nor the heading of the law itself."""
    if (
        page.folded[max(0, start - 6) : start].lower().rstrip().endswith(b"phap")
        and page.folded[start : start + 1] in b"lL"
    ):
        return False
    if page.folded[start:end].isupper():
        return bool(_CITES_UPPER.search(page.folded, max(0, start - 12), start))
    return True


def _known_end(page: Page, at: int) -> int | None:
    """The end of a name of the catalogue; a name of one syllable must be spelled out exactly ("Luật Giá", not "Luật gia")."""
    match = compiled(whole_name_pattern()).match(page.folded, at, at + _LONGEST)
    if not match:
        return None
    end = int(match.end())
    name = page.text[at:end]
    return end if " " in name or "\n" in name or name.capitalize() in _one_syllable_names() else None


@cache
def _one_syllable_names() -> frozenset[str]:
    return frozenset(law.title for law in laws() if " " not in law.title)


@cache
def _amending() -> str:
    """ "sửa đổi, bổ sung một số điều của" one or more laws, each by name."""
    law = rf"(?:(?:Bo\s{{1,3}}luat|Luat|Phap\s{{1,3}}lenh)\s{{1,3}}(?:{names_pattern()}\b))"
    return (
        rf"[Ss]ua\s{{1,3}}doi,?\s{{1,3}}bo\s{{1,3}}sung\s{{1,3}}(?:(?:mot\s{{1,3}}so\s{{1,3}})?dieu\s{{1,3}}cua|mot\s{{1,3}}so\s{{1,3}}dieu)?"
        rf"\s{{0,3}}(?:cac\s{{1,3}})?{law}(?:(?:,|\s{{1,3}}va)\s{{1,3}}{law}){{0,12}}"
    )


def _amending_end(page: Page, at: int) -> int | None:
    """The end of an amending law's name; unknown inner names are taken up to the number or date."""
    folded = page.folded
    if not compiled(r"[Ss]ua\s{1,3}doi").match(folded, at, at + 12):
        return None
    match = compiled(_amending()).match(folded, at, at + 900)
    if match and compiled(_AFTER_NAME).match(folded, match.end(), match.end() + 16):
        return int(match.end())
    anchor = compiled(_UNLISTED_END).search(folded, at, at + 400)
    if anchor and not (match and match.end() > anchor.start()):
        return int(anchor.start())
    return int(match.end()) if match else None


def _dated_end(page: Page, at: int, known: int | None) -> int | None:
    """The end of a name that runs up to its own number, date or year, when nothing in between speaks against it."""
    anchor = compiled(_ANCHOR).search(page.folded, at, at + _LONGEST)
    if (
        not anchor
        or not (anchor.group()[:1].isspace() and anchor.group()[-1:].isdigit())
        or (known and anchor.start() <= known)
    ):
        return known if anchor and known and anchor.start() == known else None
    name = page.text[at : anchor.start()]
    is_clean = not _breaks().search(name) and not compiled(_ANY_TYPE).search(page.folded[at : anchor.start()])
    return anchor.start() if is_clean and len(name.split()) <= 24 and (known is None) else None


@cache
def _breaks() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:về|được|đã|này|theo|tại|và các|là|có|thì|phải|khi|nêu|trên|để|hoặc|như|do|của|quy định|bởi|trong|từ|đến|với|bị|Điều|Căn cứ|Chính phủ|Ủy ban|UBND|Bộ trưởng)\b"
        r"|[.;:]"
    )


@cache
def _open_name() -> re.Pattern[str]:
    """An unlisted name: capital first, then words that go on a name, over single line breaks and short lists."""
    capital = r"[A-ZĐÀ-ÖØ-ÝĂÂÊÔƠƯẠ-Ỹ]"
    stop = (
        r"(?:về|được|đã|này|theo|tại|là|có|thì|phải|khi|nêu|trên|để|hoặc|như|do|của|quy định|bởi|trong|từ|đến|với|bị|năm|ngày|số(?=\s*\d)|hiện|còn|cho|nên|mà|sẽ|không|vẫn|ra"
        r"|ban hành|và|nhằm|Căn|Điều|Theo|Nghị|Thông|Quyết|Luật|Bộ luật|Pháp lệnh|Chỉ|khoản|điểm|đối với|thông qua|quy|cũng|chưa|nói|vào|sau|trước|kèm|bảo đảm rằng)\b"
    )
    blank = r"(?:[ \t\r]+\n?[ \t\r]*|\n[ \t\r]*)"
    word = rf"(?!{stop})[^\W\d_]+"
    return re.compile(
        rf"(?!{stop}){capital}[^\W\d_]*(?:{blank}{word}|{blank}và{blank}(?!{stop}|pháp|các|những|một|việc|cả|nghị|quyết|thông|hướng|văn)[a-zđà-ỹ]+){{0,12}}"
    )


def _open_end(page: Page, at: int) -> int | None:
    match = _open_name().match(page.text, at, at + 160)
    return (
        match.end()
        if match and (len(match.group().split()) > 1 or match.group().istitle() or match.group().isupper())
        else None
    )


def _with_tails(page: Page, start: int, name_start: int, name_end: int, kind: str) -> Found:
    title = " ".join(page.text[name_start:name_end].split())
    number, last = None, name_end
    if match := compiled(_NUMBER_AFTER).match(page.folded, last, last + 60):
        span = next(span for span in (match.span(1), match.span(2)) if span[0] >= 0)
        number, last = "".join(page.text[slice(*span)].split()), match.end()
    date, last = date_after(page, last, is_promulgated=bool(number))
    if date is None:
        date, last = year_after(page, last, word=False)
    issuer, after = issuer_after(page, last)
    if issuer and (number or date or issuer.lower().startswith(("quốc hội", "ủy ban thường vụ"))):
        last = after
        if date is None:
            date, last = date_after(page, last)
    else:
        issuer = None
    return Found(start, last, kind, number, date, issuer, title)


EXAMPLES = (
    Example(
        "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024; Luật Quốc phòng và Pháp lệnh Bộ đội Biên phòng.",
        (
            ("Luật Lưu trữ ngày 21 tháng 6 năm 2024", "luat", None, "2024-06-21", None),
            ("Luật Quốc phòng", "luat", None, None, None),
            ("Pháp lệnh Bộ đội Biên phòng", "phap_lenh", None, None, None),
        ),
    ),
    Example(
        "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15; theo Điều 12 Bộ luật Dân sự năm 2015.",
        (
            ("Luật Tổ chức Chính phủ số 63/2025/QH15", "luat", "63/2025/QH15", None, None),
            ("Bộ luật Dân sự năm 2015", "bo_luat", None, "2015", None),
        ),
    ),
    Example(
        "Luật sửa đổi, bổ sung một số điều của Luật Thư viện và Luật Báo chí ngày 10/12/2026 có hiệu lực.",
        (
            (
                "Luật sửa đổi, bổ sung một số điều của Luật Thư viện và Luật Báo chí ngày 10/12/2026",
                "luat",
                None,
                "2026-12-10",
                None,
            ),
        ),
    ),
    Example("Tuyên truyền pháp luật về biển; Luật này có hiệu lực từ ngày ký."),
)
