"""Numbers as Vietnamese officials write them, in digits and in words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from vanban.text.folding import nfc

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ONES = {word: value for value, word in enumerate(_DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_SCALE_WORDS = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
_LONGEST = 64

NUMERAL_WORDS = frozenset(_ONES) | frozenset(_SCALES) | {"mười", "mươi", "trăm", "linh", "lẻ", "chục", "rưỡi", "phẩy"}
"""Every word that can stand inside a number in words."""


@cache
def _grouped() -> re.Pattern[str]:
    return re.compile(r"([+-]?\d{1,3})((?:\.\d{3})+|(?:[ \u00a0]\d{3})+)(?:,(\d+))?")


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(r"([+-]?\d+)(?:[.,](\d+))?|([+-]?\d{1,3})((?:,\d{3}){2,})(?:\.(\d+))?")


def parse_numeral(text: str) -> int | Decimal | None:
    """The number that *text* writes, or None if it writes none.

    "1.234,5" is Decimal("1234.5"); "1.234" groups thousands, as NĐ 30/2020 Appendix II has it, unless it begins with
    a zero; "04" is 4; "hai mươi sáu" is 26; "hai triệu rưỡi" is 2500000; "ba phẩy năm" is Decimal("3.5").
    """
    text = nfc(text).strip().replace("\u2212", "-")
    if not text or len(text) > 400:
        return None
    if text[-1].isdigit():
        return _parse_digits(text) if len(text) <= _LONGEST and text.isascii() else None
    return _parse_words(text.lower().split())


def _parse_digits(text: str) -> int | Decimal | None:
    if (match := _grouped().fullmatch(text)) and match[1].lstrip("+-") != "0":
        whole, decimals = match[1] + re.sub(r"\D", "", match[2]), match[3]
        return Decimal(f"{whole}.{decimals}") if decimals else int(whole)
    if not (match := _plain().fullmatch(text)):
        return None
    if match[3]:
        whole, decimals = match[3] + match[4].replace(",", ""), match[5]
    else:
        whole, decimals = match[1], match[2]
    return Decimal(f"{whole}.{decimals}") if decimals else int(whole)


def _parse_words(words: list[str]) -> int | Decimal | None:
    if len(words) > 60 or not words:
        return None
    if "phẩy" in words:
        return _parse_decimal_words(words)
    if words[-1] == "rưỡi":
        return _parse_and_half(words[:-1])
    return _parse_whole(words)


def _parse_decimal_words(words: list[str]) -> Decimal | None:
    comma = words.index("phẩy")
    whole, decimals = _parse_whole(words[:comma]), words[comma + 1 :]
    if whole is None or not decimals:
        return None
    if all(word in _ONES for word in decimals):
        return Decimal(f"{whole}.{''.join(str(_ONES[word]) for word in decimals)}")
    fraction = _parse_whole(decimals)
    return None if fraction is None else Decimal(f"{whole}.{fraction}")


def _parse_and_half(words: list[str]) -> int | Decimal | None:
    value = _parse_whole(words)
    if value is None:
        return None
    scale = 100 if words[-1] == "trăm" else _SCALES.get(words[-1], 1)
    return value + scale // 2 if scale > 1 else Decimal(value) + Decimal("0.5")


def _parse_whole(words: list[str]) -> int | None:
    """Hundreds below each scale word; a larger scale after a smaller one multiplies it ("nghìn tỷ")."""
    total = group = 0
    pending: list[str] = []
    for word in words:
        if word not in _SCALES:
            pending.append(word)
            continue
        scale = _SCALES[word]
        below = _parse_hundreds(pending) if pending else (None if not (total or group) else 0)
        if below is None:
            return None
        group += below
        if scale == 10**9:
            total = (total + group) * scale
            group = 0
        else:
            if total % 10**9 and total % (scale * 1000):
                return None
            total, group = total + group * scale, 0
        pending = []
    if not pending:
        return total if words else None
    rest = _parse_hundreds(pending)
    return None if rest is None else total + rest


def _parse_hundreds(words: list[str]) -> int | None:
    value = 0
    if len(words) >= 2 and words[1] == "trăm" and words[0] in _ONES:
        value, words = _ONES[words[0]] * 100, words[2:]
        if words and words[0] in ("linh", "lẻ"):
            return value + _ONES[words[1]] if len(words) == 2 and words[1] in _ONES else None
    return value if not words else _add(value, _parse_tens(words))


def _add(value: int, rest: int | None) -> int | None:
    return None if rest is None else value + rest


def _parse_tens(words: list[str]) -> int | None:
    if words[0] == "mười":
        return 10 + _ONES[words[1]] if len(words) == 2 and words[1] in _ONES else (10 if len(words) == 1 else None)
    if words[0] in ("linh", "lẻ"):
        return _ONES[words[1]] if len(words) == 2 and words[1] in _ONES else None
    if words[0] not in _ONES:
        return None
    tens = _ONES[words[0]]
    if len(words) == 1:
        return tens
    if words[1] in ("mươi", "chục"):
        if len(words) == 2:
            return tens * 10
        return tens * 10 + _ONES[words[2]] if len(words) == 3 and words[2] in _ONES else None
    # "hai mốt", "ba tư", "năm lăm": the tens word is dropped in speech.
    return tens * 10 + _ONES[words[1]] if len(words) == 2 and words[1] in ("mốt", "tư", "lăm", "nhăm") else None


def in_words(number: int) -> str:
    """*number* in Vietnamese words, as money and headcounts are written out: 26 is "hai mươi sáu"."""
    if number < 0:
        return f"âm {in_words(-number)}"
    if number >= 10**18:
        raise ValueError("in_words writes numbers below 10^18")
    return _in_words(number, leading=True)


def _in_words(number: int, *, leading: bool) -> str:
    for scale, name in _SCALE_WORDS:
        if number >= scale:
            head, rest = divmod(number, scale)
            words = f"{_in_words(head, leading=leading)} {name}"
            return f"{words} {_in_words(rest, leading=False)}" if rest else words
    return _hundreds_in_words(number, leading=leading)


def _hundreds_in_words(number: int, *, leading: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if leading and not hundreds:
        return _tens_in_words(rest)
    words = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} linh {_DIGITS[rest]}" if rest < 10 else f"{words} {_tens_in_words(rest)}"


def _tens_in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not ones:
        return head
    if ones == 1 and tens > 1:
        return f"{head} mốt"
    return f"{head} lăm" if ones == 5 else f"{head} {_DIGITS[ones]}"


def print_numeral(number: int | Decimal, *, padded: bool = False) -> str:
    """*number* in digits: thousands with dots, decimals after a comma; with *padded*, "04" for a count below ten."""
    sign, digits = ("-", -number) if number < 0 else ("", number)
    whole, _, decimals = (f"{digits:f}" if isinstance(digits, Decimal) else str(digits)).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    if padded and len(grouped) == 1 and not decimals and digits:
        grouped = f"0{grouped}"
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
