# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""A law, code or ordinance by its name, with or without number, date and year."""

from __future__ import annotations

import re
from functools import cache

from vanban.citations.dates import date_after, year_after
from vanban.citations.forms import Example, Found
from vanban.citations.issuers import issuer_after
from vanban.citations.laws import Law, law_of_number, laws, names_pattern, whole_name_pattern, words_after_commas
from vanban.citations.own_header import is_enacted_here
from vanban.citations.page import Page
from vanban.citations.pattern import NUMBER, SO, TYPE, compiled
from vanban.text.folding import fold

ORDER = 20
_KIND = r"(?:[Bb]o\s{1,3}[Ll]uat|[Ll]uat|[Pp]hap\s{1,3}lenh|BO LUAT|LUAT|PHAP LENH)"
PATTERN = rf"{_KIND}\s{{1,3}}(?:{names_pattern()}\b|[Ss]ua\s{{1,3}}doi|[A-Z]|(?:[a-z]+,?\s{{1,3}}){{2,12}}(?:so|nam|ngay)\s{{0,3}}\d)"

_HEAD = rf"({_KIND})\s{{1,3}}"
_AFTER_NAME = rf"\s{{1,3}}(?:{SO}\s{{0,3}}\d|ngay\s{{0,3}}\d|nam\s{{1,3}}\d)|[;.,(]|\s*$"
_DATED = rf"\s{{1,3}}(?:{SO}\s{{0,3}}\d|ngay\s{{0,3}}\d|(?:nam\s{{1,3}})?(?:19|20)\d\d\b)"
# Teaching, studying or practising law, and branches of law: no laws.
_SCHOOL = re.compile(
    rb"\b(?:[Dd]ai hoc|[Kk]hoa|[Tt]ruong|[Nn]ganh|[Hh]oc vien|[Cc]u nhan|[Tt]hac si|[Tt]ien si|[Mm]on|[Cc]ong ty)\s{1,3}$"
)
_BRANCHES = frozenset({"Hiến pháp", "Hành chính", "Kinh tế", "Quốc tế", "Môi trường", "Thương mại quốc tế"})
_ANY_TYPE = rf"\b{TYPE}\b"
_KINDS = {"bo": "bo_luat", "lu": "luat", "ph": "phap_lenh"}
_LONGEST = 260
_LONGEST_AMENDING = 400
_MOST_INNER_LAWS = 16
_CITES_UPPER = re.compile(rb"\b(?:CUA|THEO|CU|KEM|HANH|TAI|HIEN|DIEU)\s{1,3}$")
_OWN_NUMBER = r"\d{1,3}/(?:19|20)\d\d/(?:PL-)?(?:UBTV)?QH\d{1,2}"
_NUMBER_AFTER = rf"\s{{0,3}}(?:\(\s{{0,2}}{SO}\s{{0,3}}({NUMBER})\)|,?\s{{0,2}}{SO}\s{{0,3}}({NUMBER}))|\s{{1,2}}(?:\(({_OWN_NUMBER})\)|({_OWN_NUMBER}))"
# Where an amending law whose inner laws are not in the catalogue ends: its number, its date, or the next clause.
_CLAUSE = r"sua|cac\s{1,3}van|co|bao\s{1,3}cao|trinh|phap\s{1,3}luat|nghi|quyet|thong|giam\s{1,3}sat"  # after "và"
_GOES_ON = (
    r"duoc|da|la|phai|gom|bao\s{1,3}gom|hoac|het\s{1,3}hieu|quy\s{1,3}dinh|nhu|chua|se|nay|voi\s{1,3}muc|thanh\s{1,3}du"
    r"|co\s{1,3}(?:hieu|trach|quy|thoi|nghia|quyen|tham)|khong\s{1,3}(?:phai|duoc|co)|theo\s{1,3}(?:quy|nghi|luat|de)"
)
_UNLISTED_END = (
    rf"\s{{1,3}}(?:{SO}\s{{0,3}}\d|ngay\s{{0,3}}\d|nam\s{{1,3}}(?:19|20)\d\d|va\s{{1,3}}(?:{_CLAUSE})\b|(?:{_GOES_ON})\b)"
    r"|,\s{1,3}(?:phap\s{1,3}luat|nghi|thong\s{1,3}tu)\b|[;:()\"]|\.[\s\"]|\n\s*\n|\n[ \t]*(?:Can cu|Dieu)"
)
_NAMELESS = r"[Ss]ua\s{1,3}doi,?\s{1,3}bo\s{1,3}sung\s{1,3}.{0,40}cua\s{1,3}(?:cac\s{1,3})?(?:bo\s{1,3})?(?:luat|phap\s{1,3}lenh)(?:\s{1,3}(?:hien|nay|khac)\b.*)?"
_ANCHOR = rf"\s{{1,3}}(?:{SO}\s{{0,3}}\d|ngay\s{{0,3}}\d|nam\s{{1,3}}(?:19|20)\d\d)|[;:()\"\d]|\.\s|\n\s*\n|\n[ \t]*(?:Can cu|Dieu|[-+*])"


def read(page: Page, start: int, end: int, previous: Found | None) -> Found | None:
    """The law named from *start* on."""
    folded = page.folded
    head = compiled(_HEAD).match(folded, start, end)
    if not head or not _is_law_word(page, start, head.span(1)[1]):
        return None
    if is_enacted_here(folded, start):
        return None
    kind, name_start = _KINDS[folded[start : start + 2].decode("ascii").lower()], head.end()
    known = _known_end(page, name_start)
    if folded[start : start + 1].islower() and not (known and _is_meant(page, start, name_start, known)):
        return None
    amending = _amending_end(page, name_start)
    name_end = amending or _dated_end(page, name_start, known) or known or _open_end(page, name_start)
    if name_end is None:
        return None
    return _with_tails(page, start, name_start, name_end, kind, is_amending=amending is not None)


def _is_meant(page: Page, start: int, name_start: int, name_end: int) -> bool:
    """Whether "luật đất đai" in small letters is that law: an article leads to it, or its number, date or year follows."""
    if page.text[name_start].isupper():
        return True
    is_led_to = re.search(rb"\b(?:\d{1,3}[a-z]?|[a-z])\s{1,3}(?:cua\s{1,3})?$", page.folded[max(0, start - 12) : start])
    return bool(is_led_to or compiled(_DATED).match(page.folded, name_end, name_end + 16))


def _is_law_word(page: Page, start: int, end: int) -> bool:
    """Whether the word is "Luật" and not the end of "pháp luật", nor the heading of the law itself."""
    if (
        page.folded[max(0, start - 6) : start].lower().rstrip().endswith(b"phap")
        and page.folded[start : start + 1] in b"lL"
    ):
        return False
    if _SCHOOL.search(page.folded, max(0, start - 16), start):
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
    return end if len(name.split()) > 1 or name.capitalize() in _one_syllable_names() else None


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
    listed = int(match.end()) if match else None
    anchor = compiled(_UNLISTED_END).search(folded, listed or at + 8, at + _LONGEST_AMENDING)
    end = anchor.start() if anchor else len(folded) if len(folded) < at + _LONGEST_AMENDING else None
    if end is None or (listed and not _is_more_of_the_name(page, listed, end)):
        return listed
    end = at + len(folded[at:end].rstrip(b" \t\r\n.,"))
    return None if compiled(_NAMELESS).fullmatch(folded, at, end) else end


def _is_more_of_the_name(page: Page, listed: int, end: int) -> bool:
    """Whether what stands between the last listed law and the next number or clause still belongs to the name."""
    between = page.text[listed:end]
    if re.match(r"(?:,|\s{1,3}và)\s{1,3}(?:Luật|Bộ luật|Pháp lệnh)\b", between):
        return True
    is_dated = compiled(_DATED).match(page.folded, end, end + 16)
    return bool(is_dated) and len(between.split()) <= 6 and not _breaks().search(between.replace("về", ""))


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
        r"|ban hành|và|nhằm|Căn|Điều|Theo|Nghị|Thông|Quyết|Luật|Bộ luật|Pháp lệnh|Chỉ|khoản|điểm|đối với|thông qua|quy|cũng|chưa|nói|vào|sau|trước|kèm|bảo đảm rằng|gồm|bao gồm)\b"
    )
    blank = r"(?:[ \t\r]+\n?[ \t\r]*|\n[ \t\r]*)"
    word = rf"(?!{stop})[^\W\d_]+"
    listed = "|".join(sorted(words_after_commas(), key=lambda one: (-len(one), one)))
    return re.compile(
        rf"(?!{stop}){capital}[^\W\d_]*(?:{blank}{word}|\s?(?:,|-){blank}(?:{listed})\b"
        rf"|{blank}và{blank}(?!{stop}|pháp|các|những|một|việc|cả|nghị|quyết|thông|hướng|văn)[a-zđà-ỹ]+){{0,16}}"
    )


def _open_end(page: Page, at: int) -> int | None:
    match = _open_name().match(page.text, at, at + 200)
    if not match:
        return None
    words = re.findall(r"\w+", match.group())
    first, rest = words[0], "".join(words[1:])
    if len(first) > 1 and first.isupper():
        return match.end() if rest.isupper() else at + len(first)
    if match.group() in _BRANCHES:
        return None
    return match.end() if rest or first.istitle() else None


def _with_tails(page: Page, start: int, name_start: int, name_end: int, kind: str, *, is_amending: bool) -> Found:
    title = " ".join(page.text[name_start:name_end].split())
    number, last = None, _after_remark(page, name_end)
    if match := compiled(_NUMBER_AFTER).match(page.folded, last, last + 60):
        span = next(match.span(group) for group in range(1, 5) if match.span(group)[0] >= 0)
        number, last = "".join(page.text[slice(*span)].split()), match.end()
    if number and is_amending and (inner := _inner_law(number, title)):
        return _of_numbered_laws(page, start, name_start, last, kind, inner)
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


def _after_remark(page: Page, at: int) -> int:
    """The end of "(sửa đổi)" or "(PCTN)" after a name when the number, date or year stands only behind it."""
    remark = compiled(r"\s{1,3}\((?:sua\s{1,3}doi(?:,?\s{1,3}bo\s{1,3}sung)?|[A-Z][A-Z/]{1,9})\)").match(
        page.folded, at, at + 40
    )
    if not remark or not compiled(_DATED).match(page.folded, remark.end(), remark.end() + 16):
        return at
    return int(remark.end())


def _inner_law(number: str, title: str) -> Law | None:
    """The law amended, whose name ends *title*, if the catalogue knows *number* as its own and not the amending law's."""
    law = law_of_number(number)
    if law is None or fold(law.title).startswith("sua doi") or not fold(title).endswith(fold(law.title)):
        return None
    return law


def _of_numbered_laws(page: Page, start: int, name_start: int, end: int, kind: str, inner: Law) -> Found:
    """ "Luật sửa đổi, bổ sung một số điều của Luật A số 1/2024/QH15, Luật B số 2/2024/QH15 ngày …": the date alone is its own."""
    for _ in range(_MOST_INNER_LAWS):
        match = compiled(_further_law()).match(page.folded, end, end + _LONGEST)
        if not match:
            break
        end = match.end()
    title = " ".join(page.text[name_start:end].split())
    date, last = date_after(page, end)
    if inner.issued_on and date == inner.issued_on.isoformat():
        date = None
    return Found(start, last, kind, date=date, title=title)


@cache
def _further_law() -> str:
    law = rf"(?:Bo\s{{1,3}}luat|Luat|Phap\s{{1,3}}lenh)\s{{1,3}}{names_pattern()}\b"
    return rf"(?:,|\s{{1,3}}va)\s{{1,3}}{law}(?:\s{{1,3}}{SO}\s{{0,3}}{_OWN_NUMBER})?"


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
