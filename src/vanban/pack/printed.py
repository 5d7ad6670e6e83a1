"""Whether a printed text says a value: digits as NĐ 30/2020 writes them, padded counts, percentages, words, dates."""

from __future__ import annotations

import re
import unicodedata

NO_VALUE = ("–", "—", "-")
_GROUPED = re.compile(r"(-?)([1-9][0-9]{0,2}(?:[.][0-9]{3})+|0|[1-9][0-9]*)(?:,([0-9]+))?")
_PADDED = re.compile(r"0[0-9]|[1-9][0-9]+|[1-9][0-9]{0,2}(?:[.][0-9]{3})+")
_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_ONES = {word: value for value, word in enumerate(_DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_DATE = re.compile(
    r"(?<![0-9])([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})(?![0-9])"
    r"|(?<![0-9])([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})(?![0-9])"
)


def tidy(text: str) -> str:
    """Return *text* in NFC with white space collapsed to single spaces: how printed texts are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def says(text: str, value: int | str | None, form: str) -> bool:
    """Say whether *text*, printed in *form* (plain, padded, words, percent), says *value*; a dash says None."""
    text = tidy(text)
    if value is None:
        return text in NO_VALUE
    if form == "percent":
        return text.endswith("%") and _digits(text[:-1].rstrip()) == str(value)
    if form == "padded":
        return _PADDED.fullmatch(text) is not None and text.replace(".", "").lstrip("0").rjust(1, "0") == str(value)
    if form == "words":
        return _in_words(text.lower().removesuffix(" phần trăm").split()) == str(value)
    return _digits(text) == str(value)


def dates_in(text: str) -> list[str]:
    """Return every full date in *text* as "YYYY-MM-DD", in its order."""
    found = (match.groups("") for match in _DATE.finditer(tidy(text)))
    parts = ((a or d, b or e, c or f) for a, b, c, d, e, f in found)
    return [f"{year}-{month.rjust(2, '0')}-{day.rjust(2, '0')}" for day, month, year in parts]


def _digits(text: str) -> str | None:
    match = _GROUPED.fullmatch(text)
    if not match:
        return None
    decimals = (match[3] or "").rstrip("0")
    return match[1] + match[2].replace(".", "") + (f".{decimals}" if decimals else "")


def _in_words(words: list[str]) -> str | None:
    """The whole number that *words* say, as digits; larger scales come first ("hai nghìn một trăm")."""
    total, limit, pending = 0, 10**12, list[str]()
    for word in words:
        scale = _SCALES.get(word)
        if scale is None:
            pending.append(word)
            continue
        group = _hundreds(pending)
        if group is None or scale >= limit:
            return None
        total, limit, pending = total + group * scale, scale, []
    rest = _hundreds(pending) if pending else 0
    return None if rest is None or not words else str(total + rest)


def _hundreds(words: list[str]) -> int | None:
    if len(words) >= 2 and words[1] == "trăm" and words[0] in _ONES:
        rest = _below_hundred(words[2:]) if len(words) > 2 else 0
        return None if rest is None else _ONES[words[0]] * 100 + rest
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> int | None:
    if len(words) == 1:
        return 10 if words[0] == "mười" else _ONES.get(words[0])
    if len(words) not in (2, 3) or (len(words) == 3 and words[1] != "mươi") or words[-1] not in (*_ONES, "mươi"):
        return None
    if words[0] in ("linh", "lẻ", "mười"):
        ten = 10 if words[0] == "mười" else 0
        return ten + _ONES[words[1]] if len(words) == 2 and words[1] in _ONES else None
    if words[0] not in _ONES:
        return None
    if words[1] == "mươi":
        ones = _ONES.get(words[2]) if len(words) == 3 else 0
        return None if ones is None else _ONES[words[0]] * 10 + ones
    return None
