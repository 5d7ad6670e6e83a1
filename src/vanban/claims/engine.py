"""One pass over a text for everything that looks like a figure, a date or a period."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from vanban import citations
from vanban.citations import Citation
from vanban.citations.page import page
from vanban.citations.pattern import compiled
from vanban.claims import periods, words
from vanban.claims.model import Claim, ClaimKind, NotAClaim, NotClaim, Range, Value
from vanban.claims.reasons import Place, reason
from vanban.text.folding import fold, nfc_with_map
from vanban.text.numerals import NUMERAL_WORDS, parse_numeral
from vanban.text.sentences import Sentence, sentences

_CONTEXT = 90
_DIGITS = r"\d{1,3}(?:\.\d{3}){1,8}(?:,\d{1,4})?(?!\d)|\d{1,18}(?:[.,]\d{1,12})?"


@cache
def _pattern() -> re.Pattern[str]:
    word = "|".join(
        sorted(
            (
                w
                for w in NUMERAL_WORDS
                if w not in ("linh", "lẻ", "phẩy", "rưỡi", "mươi", "trăm", "chục", "tỷ", "tỉ", "nghìn", "ngàn", "triệu")
            ),
            key=len,
            reverse=True,
        )
    )
    more = "|".join(sorted(NUMERAL_WORDS, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w,.])(?:{periods.pattern()})"
        rf"|(?P<range>(?<![\w/.,-])(?:{_DIGITS})\s?(?:-|–|đến)\s?(?:{_DIGITS})(?![\w/-]|[.,]\d))"
        rf"|(?P<fraction>(?<![\w/.,-])\d{{1,6}}(?:\.\d{{3}})?/\d{{1,6}}(?:\.\d{{3}})?(?![\w/]|[.,]\d|-[A-ZĐ]))"
        rf"|(?P<number>(?<!\d)(?:{_DIGITS})(?!\d))"
        rf"|(?P<word>(?<!\w)(?:{word})(?:\s(?:{more})){{0,14}}(?!\w))",
        re.IGNORECASE,
    )


@cache
def _after() -> re.Pattern[str]:
    """What may belong to a number: a percent sign, a scale, money, a measure; possessive, so nothing is tried twice."""
    scales = "|".join(sorted(words.SCALES, key=len, reverse=True))
    money = "|".join(sorted((re.escape(unit) for unit in words.MONEY), key=len, reverse=True))
    measures = "|".join(
        sorted((re.escape(unit) for unit in (*words.MEASURES, *words.DURATIONS)), key=len, reverse=True)
    )
    return re.compile(
        rf"(?P<percent>\s?%|\s(?:phần trăm)\b)|(?:\s(?P<scale>{scales})\b)?(?:\s?(?P<money>{money})(?!\w|\s(?:chí|thời|bào|bằng|đội|nghiệp|loạt|bộ))|\s?(?P<measure>{measures})(?![\w]))?",
        re.IGNORECASE,
    )


@cache
def _noun() -> re.Pattern[str]:
    stop = (
        r"(?:được|đã|là|và|có|cho|của|trong|tại|với|đến|từ|để|do|theo|về|thì|bị|phải|như|gồm|hoặc|nhưng|cùng|trên|dưới|này|đó|khi|mà|nên|so|sẽ|đang|bằng|vào|(?<!trực )thuộc"
        r"|đạt|tham gia|chiếm|tăng|giảm|hoàn|năm|ngày|còn|nhằm|nêu|sau|trước|nữa|xuống|lên|hai|ba|bốn|bảy|tám|chín|mười)\b"
    )
    return re.compile(rf"\s((?!{stop})[^\W\d_]+(?:\s(?!{stop})[^\W\d_]+){{0,5}})")


@cache
def _countable() -> re.Pattern[str]:
    nouns = "|".join(sorted(words.COUNTABLE, key=len, reverse=True))
    return re.compile(rf"\s(?:{nouns})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Spans:
    """Sorted spans that can be asked which one holds an offset."""

    starts: list[int]
    ends: list[int]

    def holding(self, start: int, end: int) -> int | None:
        index = bisect_right(self.starts, start) - 1
        return index if index >= 0 and self.ends[index] >= end else None


def find(text: str) -> list[Claim]:
    """Every claim of *text* in order: what a reader could check, with its value and sentence."""
    return [one for one in find_all(text) if isinstance(one, Claim)]


def find_all(text: str, *, cited: list[Citation] | None = None) -> list[Claim | NotClaim]:
    """Every figure, date and period of *text* in order, claim or not, each with its reason if it is none.

    Pass *cited* when the text's citations are already found. Never raises on any string; time is linear in its length.
    """
    composed, offsets = nfc_with_map(text)
    known = citations.find(composed) if offsets or cited is None else cited
    found = _find(composed, known)
    if offsets is None:
        return found
    return [_moved(one, text, offsets) for one in found]


def _find(text: str, cited: list[Citation]) -> list[Claim | NotClaim]:
    sentence_list = list(sentences(text))
    sentence_spans = _Spans([s.start for s in sentence_list], [s.end for s in sentence_list])
    citation_spans = _Spans([c.start for c in cited], [c.end for c in cited])
    titles = _title_spans(text, cited)
    results: list[Claim | NotClaim] = []
    done = 0
    for match in _matches(text):
        start, end = match.span()
        if start < done or _is_plain_word(match, text):
            continue
        index = sentence_spans.holding(start, end)
        sentence = sentence_list[index] if index is not None else Sentence(start, end, match.group())
        one = _read(match, text, sentence, citation_spans, titles)
        if one:
            results.append(one)
            done = one.end
    return results


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What looks like a figure, a date or a period, one after the other.

    An automaton over folded bytes says where one may begin; the pattern, far slower, is tried only there.
    """
    pattern, read_to = _pattern(), 0
    for candidate in compiled(_beginnings()).finditer(page(text).folded):
        if candidate.start() < read_to:
            continue
        if match := pattern.match(text, candidate.start()):
            read_to = match.end()
            yield match


@cache
def _beginnings() -> str:
    """Digits, and the first words of numbers, dates and periods."""
    words_of_time = ("ngay", "nam", "thang", "quy", "giai", "nhiem", "thoi", "nien", "tu")
    first = sorted({*words_of_time, *(fold(word).split()[0] for word in NUMERAL_WORDS)})
    return r"\d+|(?i:\b(?:" + "|".join(first) + r")\b)"


def _is_plain_word(match: re.Match[str], text: str) -> bool:
    """Whether a number word is no number here: "một số", "năm" (year), "ba" (father), "không" (not)."""
    if match.lastgroup != "word":
        return False
    number = match.group().lower()
    if number in ("không", "tư", "mốt", "lăm", "nhăm", "một", "linh", "lẻ"):
        return not (
            number == "một"
            and _countable().match(text, match.end())
            and re.match(r"\s(?:người|đơn vị|đồng chí|phòng|lớp|đợt|buổi|lượt)\b", text[match.end() : match.end() + 12])
        )
    if " " in number and parse_numeral(number) is not None and number.split()[0] != "không":
        return False
    if number == "năm" and re.search(
        r"(?:trong|hàng|hằng|mỗi|đầu|cuối|giữa|cả|một|nhiều|từng|các|những|qua|\d)\s$",
        text[max(0, match.start() - 8) : match.start()],
        re.IGNORECASE,
    ):
        return True
    return not (
        _countable().match(text, match.end())
        or re.match(r"\s(?:là|tại chỗ|bên|chiều|mặt|vai)\b", text[match.end() : match.end() + 10])
    )


def _title_spans(text: str, cited: list[Citation]) -> _Spans:
    """What follows a citation as its subject: "… về công tác an ninh năm 2022", up to the end of the clause."""
    starts, ends = [], []
    for citation in cited:
        match = _subject().match(text, citation.end)
        if match:
            starts.append(citation.end)
            ends.append(match.end())
    return _Spans(starts, ends)


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(
        r"\s{1,3}(?:\([^)\n]{0,80}\)\s)?(?:về|v/v|ban hành|quy định|phê duyệt|sửa đổi|hướng dẫn|“|\")(?:[^;.:\n]|\.(?=\d)|\n(?!\s*\n|\s*[-–+•*]|\s*\d+[.)])){0,400}"
    )


def _read(
    match: re.Match[str], text: str, sentence: Sentence, cited: _Spans, titles: _Spans
) -> Claim | NotClaim | None:
    start, end = match.span()
    group = match.lastgroup or "number"
    bounds = (sentence.start, sentence.end)
    if cited.holding(start, end) is not None:
        return NotClaim(start, end, match.group(), NotAClaim.PART_OF_CITATION, *bounds)
    place = _place(match, text, group)
    why = reason(place)
    if why is None and titles.holding(start, end) is not None:
        why = NotAClaim.YEAR_OF_TITLE if group in ("year", "years") else NotAClaim.PART_OF_NAME
    if why:
        return NotClaim(start, end, match.group(), why, *bounds)
    return _claim(match, text, group, bounds)


def _place(match: re.Match[str], text: str, group: str) -> Place:
    start, end = match.span()
    line = text.rfind("\n", max(0, start - 200), start) + 1
    after = text[end : end + _CONTEXT]
    flat = _flat(after)
    before = " ".join(text[max(0, start - _CONTEXT) : start].split()) + (
        " " if text[start - 1 : start].isspace() else ""
    )
    return Place(
        match.group(),
        group,
        before,
        " ".join(before.split(" ")[-6:]),
        flat,
        text[max(line, start - 200) : start],
        after.partition("\n")[0],
        bool(_countable().match(flat)),
    )


def _flat(text: str) -> str:
    return re.sub(r"[ \t\r]*\n[ \t\r]*(?=\S)", " ", text)


def _claim(match: re.Match[str], text: str, group: str, bounds: tuple[int, int]) -> Claim | NotClaim | None:
    start, end = match.span()
    if group in ("number", "word", "range", "fraction"):
        return _figure(match, text, group, bounds)
    read = periods.read(group, match.group())
    if read is None:
        return None if group == "dayonly" else NotClaim(start, end, match.group(), NotAClaim.IDENTIFIER, *bounds)
    kind, value = read
    return Claim(start, end, match.group(), kind, value, "", "", *bounds)


def _figure(match: re.Match[str], text: str, group: str, bounds: tuple[int, int]) -> Claim | None:
    start, end = match.span()
    value = _value(match.group(), group)
    if value is None:
        return None
    tail = _after().match(text, end)
    kind, unit = ClaimKind.FRACTION if group == "fraction" else ClaimKind.COUNT, ""
    if tail:
        kind, unit, value, end = _with_unit(tail, kind, value)
    noun = _noun().match(_flat(text[end : end + _CONTEXT]))
    if isinstance(value, Range) and kind is ClaimKind.COUNT:
        kind = ClaimKind.RANGE
    return Claim(start, end, text[start:end], kind, value, unit, noun[1] if noun else "", *bounds)


def _value(number: str, group: str) -> Value | None:
    if group == "range":
        low, high = (parse_numeral(part) for part in re.split(r"\s?(?:-|–|đến)\s?", number.lower(), maxsplit=1))
        return Range(low, high) if low is not None and high is not None and low <= high else low
    if group == "fraction":
        upper, lower = (int(part.replace(".", "")) for part in number.split("/"))
        return Fraction(upper, lower) if lower else None
    return parse_numeral(number)


def _with_unit(tail: re.Match[str], kind: ClaimKind, value: Value) -> tuple[ClaimKind, str, Value, int]:
    start = tail.start()
    if tail["percent"]:
        return ClaimKind.PERCENT, "%", value, tail.end()
    scale = words.SCALES[tail["scale"].lower()] if tail["scale"] else 1
    if tail["money"]:
        unit = tail["money"].lower()
        return ClaimKind.AMOUNT, "đồng" if unit in ("đ", "vnđ", "vnd") else unit, _scaled(value, scale), tail.end()
    if tail["measure"]:
        return ClaimKind.MEASURE, tail["measure"].lower(), _scaled(value, scale), tail.end()
    return kind, "", _scaled(value, scale), tail.end() if scale > 1 else start


def _scaled(value: Value, scale: int) -> Value:
    if scale == 1:
        return value
    if isinstance(value, Range):
        return Range(_whole(value.low * scale), _whole(value.high * scale))
    return _whole(value * scale) if isinstance(value, (int, Decimal)) else value


def _whole(value: int | Decimal) -> int | Decimal:
    return int(value) if value == int(value) else value


def _moved(one: Claim | NotClaim, text: str, offsets: Sequence[int]) -> Claim | NotClaim:
    """The same finding in the offsets of the string that the caller gave."""
    start, end = offsets[one.start], offsets[one.end]
    bounds = offsets[one.sentence_start], offsets[one.sentence_end]
    if isinstance(one, NotClaim):
        return NotClaim(start, end, text[start:end], one.reason, *bounds)
    return Claim(start, end, text[start:end], one.kind, one.value, one.unit, one.noun, *bounds)


def claims_between(found: list[Claim | NotClaim], start: int, end: int) -> Iterator[Claim | NotClaim]:
    """Those of *found* that touch the span from *start* to *end*."""
    return (one for one in found if one.start < end and start < one.end)
