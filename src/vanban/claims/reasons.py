"""Why a number in a text is nothing to check. Each rule looks at the words around the number, none at the number's text alone.

A rule is a function of `Place` that answers a reason or None; they are asked in the order of `RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from vanban.claims import words
from vanban.claims.model import NotAClaim


@dataclass(frozen=True, slots=True)
class Place:
    """A number in its surroundings: the words before it and the nearest of them, the words after, and the line on which it stands."""

    number: str
    group: str
    before: str
    near: str
    after: str
    line_before: str
    line_after: str
    has_noun: bool


Rule = Callable[[Place], NotAClaim | None]
_CAPITAL = r"[A-ZĐÀ-ÖØ-ÝĂÂÊÔƠƯẠ-Ỹ]"


def _ends(phrases: tuple[str, ...]) -> str:
    return (
        r"(?:^|[^\w])(?:"
        + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
        + r")\s{0,2}(?:số\s|:\s?)?\s{0,2}[“\"(]?$"
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_ends(getattr(words, name)), re.IGNORECASE)


def heading(place: Place) -> NotAClaim | None:
    """ "1.", "2.3.", "4)", "(5)", "[6]", "Mục 7" at the head of a line."""
    if place.group != "number":
        return None
    if not place.line_before.strip(" \t-–+*•|#([") and re.match(
        r"(?:\.\d{1,2}){0,4}\s?(?:[.)\]/](?:\s|$)|\.?\s*$)", place.after
    ):
        return NotAClaim.HEADING_NUMBER
    if place.line_before.endswith(("[", "(")) and re.match(r"[\])]", place.after) and len(place.number) <= 2:
        return NotAClaim.HEADING_NUMBER
    return None


def own_header(place: Place) -> NotAClaim | None:
    """The document's own number and date: "Số: 12", "Mẫu, ngày 05 tháng 01 năm 2023" on a line of its own."""
    if re.match(r"\s?/", place.after) and re.search(
        r"(?:^|[\t|])\s*(?:S[ốỐ]\s?:?|(?:Luật|Nghị quyết|Pháp lệnh)\ssố\s?:)\s{0,2}$", place.line_before
    ):
        return NotAClaim.OWN_HEADER
    if place.group != "date" or not place.number.lower().startswith("ngày"):
        return None
    if not re.match(r"\s*(?:$|[\t|])", place.line_after):
        return None
    return NotAClaim.OWN_HEADER if _dateline().search(place.line_before) else None


@cache
def _dateline() -> re.Pattern[str]:
    """The place that comes before the date of a header."""
    return re.compile(rf"(?:^|[\t|]|\s{{3}})\s*{_CAPITAL}[\w. -]{{1,40}},\s{{0,2}}(?:ngày\s*)?$")


def term(place: Place) -> NotAClaim | None:
    """ "khóa 15", "nhiệm kỳ 2020 - 2025"."""
    is_term = place.group == "years" and re.match(r"nhiệm", place.number, re.IGNORECASE)
    return (
        NotAClaim.TERM_OF_OFFICE if is_term or (_pattern("TERMS").search(place.near) and not place.has_noun) else None
    )


def article(place: Place) -> NotAClaim | None:
    """ "Điều 5", "khoản 2", and further members of such lists."""
    if place.group != "number":
        return None
    goes_on = place.before.rstrip().endswith((",", "và", "đến", "-"))
    listed = goes_on and re.search(
        r"(?:^|\W)(?:các )?(?:điều|khoản|điểm|mục|chương|phụ lục)\s(?:\d+[a-z]?\s?(?:,|và|đến|-)\s?){1,40}$",
        place.before,
        re.IGNORECASE,
    )
    return NotAClaim.ARTICLE if listed or (_pattern("ARTICLES").search(place.near) and not place.has_noun) else None


def identifier(place: Place) -> NotAClaim | None:
    """Codes, telephone numbers, accounts, addresses on the net, standards; digits joined to letters."""
    if place.group != "number":
        return None
    if _pattern("IDENTIFIERS").search(place.near):
        return NotAClaim.IDENTIFIER
    if re.match(r"\.\w", place.after) or re.search(r"\d\.$", place.before[-3:]):
        return NotAClaim.IDENTIFIER
    if (
        re.search(r"[A-Za-zĐđ][-_.:/@]?$|\w[_@:]$|/$", place.before[-2:])
        and not place.before.endswith((": ", " "))
        and place.before[-1:] not in ":-"
    ):
        return NotAClaim.PART_OF_NAME if place.before[-1:].isalpha() else NotAClaim.IDENTIFIER
    if re.search(r"[A-ZĐ][a-zđ]{0,10}-$", place.before[-16:]) or re.match(
        r"[A-Z](?:\b|\d)|[/-][A-ZĐ]{2}|:\d{4}|@|_", place.after
    ):
        return NotAClaim.PART_OF_NAME if place.before.endswith("-") else NotAClaim.IDENTIFIER
    if re.fullmatch(r"0\d{2,4}(?:[. ]\d{3,4}){1,3}|0\d{8,10}|\d{12,}", place.number):
        return NotAClaim.IDENTIFIER
    return None


def time_of_day(place: Place) -> NotAClaim | None:
    """ "8h30", "08 giờ 00", "14:30"."""
    if place.group != "number":
        return None
    at_clock = re.match(r"\s?(?:h\d{0,2}\b|giờ(?:\s\d{1,2}|\s*(?:,|ngày|sáng|chiều|tối)))|:\d\d\b", place.after)
    after_clock = re.search(r"\d\s?(?:giờ|h|:)\s?$", place.before[-8:])
    return NotAClaim.TIME_OF_DAY if at_clock or after_clock else None


def holiday(place: Place) -> NotAClaim | None:
    """A day that stands for a feast: "Quốc khánh 2/9", "ngày 27/7"."""
    if place.group not in ("dayonly", "fraction", "range"):
        return None
    match = re.fullmatch(r"(?:ngày\s+)?(\d{1,2})\s?[/-]\s?(\d{1,2})", place.number, re.IGNORECASE)
    if match and (int(match[1]), int(match[2])) in words.HOLIDAYS:
        return NotAClaim.HOLIDAY
    return None


def address(place: Place) -> NotAClaim | None:
    """A house, a street, a numbered quarter."""
    if place.group != "number":
        return None
    if re.search(r"(?:^|\W)[Ss]ố\s?(?:nhà\s)?$", place.before[-12:]) and re.match(
        r"[A-Za-z]?(?:/\d+[A-Z]?)*\s?,?\s(?:đường|phố|ngõ|Đường|Phố|Ngõ|[A-ZĐ]\w+\s[A-ZĐ])", place.after
    ):
        return NotAClaim.ADDRESS
    if _pattern("NUMBERED_PLACES").search(place.near) and not place.has_noun:
        return NotAClaim.ADDRESS
    return None


def ordinal(place: Place) -> NotAClaim | None:
    """Which one, not how many: "lần thứ 2", "đợt 3", "kỳ họp thứ 31"."""
    if place.group not in ("number", "word", "fraction"):
        return None
    if re.search(r"(?:^|\W)(?:lần thứ|thứ)\s$", place.before[-12:], re.IGNORECASE):
        return NotAClaim.ORDINAL
    return (
        NotAClaim.ORDINAL
        if place.group != "word" and _pattern("ORDERED").search(place.near) and not place.has_noun
        else None
    )


def name(place: Place) -> NotAClaim | None:
    """A number that is part of a proper name: "Đề án 06", "TW 04", "2 quần đảo Hoàng Sa và Trường Sa"."""
    if place.group == "word":
        return None
    named = _pattern("NAMED").search(place.near) if place.group == "number" else None
    if named and (not place.has_noun or named.group().strip()[:1].isupper()):
        return NotAClaim.PART_OF_NAME
    if place.group == "number" and not place.has_noun and re.search(rf"\w\s(?:{_CAPITAL}[\w&-]*)\s$", place.near):
        return NotAClaim.PART_OF_NAME
    if place.group == "number" and _names_follow(place):
        return NotAClaim.PART_OF_NAME
    return None


def _names_follow(place: Place) -> bool:
    """Whether a geographic noun and exactly as many proper names come after the number: the names say what the count would."""
    nouns = "|".join(words.PLACES)
    proper = rf"{_CAPITAL}\w*(?:[ -]{_CAPITAL}\w*)*"
    match = re.match(rf"\s(?:{nouns})(?:\s\w+){{0,1}}?\s({proper}(?:(?:, | và ){proper}){{0,11}})", place.after)
    if not match or not place.number.isdigit():
        return False
    return len(re.split(r", | và ", match[1])) == int(place.number)


def idiom(place: Place) -> NotAClaim | None:
    """Set phrases and counting-out: "một cửa", "hai là", "24/7"."""
    return NotAClaim.IDIOM if _idioms().match(place.number + place.after) else None


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, words.IDIOMS)) + r")(?!\w)", re.IGNORECASE)


RULES: tuple[Rule, ...] = (
    heading,
    own_header,
    term,
    time_of_day,
    holiday,
    identifier,
    article,
    address,
    idiom,
    ordinal,
    name,
)


def reason(place: Place) -> NotAClaim | None:
    """The first rule's reason why the number at *place* is nothing to check; None for a claim."""
    return next((found for rule in RULES if (found := rule(place))), None)
