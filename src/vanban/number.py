"""Numbers and symbols of official documents (số, ký hiệu): read, print, normalise, judge, mend.

Sources: NĐ 30/2020, Article 15, Appendix I (II.3) and Appendix III; Luật 64/2025/QH15 for the numbers of legal documents;
Party practice for "05-CT/TW".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from vanban.document_types import BY_ABBREVIATION, DocumentType
from vanban.text.folding import fold, nfc

_SEGMENT = r"[A-ZĐ][A-Za-zĐđÀ-ỹ0-9]*"
_LONGEST = 120

_LOOKALIKES = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "\u00a0": " ", "\u202f": " ", "\u2044": "/", "\u2215": "/"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)


class NumberForm(StrEnum):
    """Which grammar a number follows."""

    NAMED = "named"  # 15/QĐ-BNV, 05-named individual or administrative documents
    NORMATIVE = "normative"  # 30/2020/NĐ-CP
    LETTER = "letter"  # 05/BNV-VP: công văn, no type in the symbol
    NATIONAL_ASSEMBLY = "national-assembly"  # 64/2025/QH15
    PARTY = "party"  # 05-CT/TW, and 24-L/CTN, 57-LCT/HĐNN8 before 2004
    OLD = "old"  # 36-CP
    OTHER = "other"  # readable, but of no known grammar: 42/2022/NĐCP


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number: *serial* as printed ("05", "66.7"), *year* if the number carries one, *symbol*.

    `str` prints the normal form; *printed* keeps what stood on the page and takes no part in comparisons.
    """

    serial: str
    year: int | None
    symbol: str
    form: NumberForm = NumberForm.OTHER
    printed: str = field(default="", compare=False)

    def __str__(self) -> str:
        if self.form in (NumberForm.PARTY, NumberForm.OLD):
            year = f"/{self.year}" if self.year else ""
            return f"{self.serial}{year}-{self.symbol}"
        return "/".join(str(part) for part in (self.serial, self.year, self.symbol) if part)

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the symbol: ("QĐ", "BCA", "V05")."""
        return tuple(re.split(r"[-/]", self.symbol))

    @property
    def document_type(self) -> DocumentType | None:
        """The kind that the symbol itself names; None for a công văn, a law, or an unreadable symbol."""
        if self.form in (NumberForm.LETTER, NumberForm.OLD, NumberForm.NATIONAL_ASSEMBLY):
            return None
        return BY_ABBREVIATION.get(self.segments[0])

    @property
    def bodies(self) -> tuple[str, ...]:
        """The parts of the symbol that name who issued it: ("BTP", "BCA") of 01/2014/TTLT-BTP-BCA."""
        segments = self.segments
        return segments[1:] if self.document_type and len(segments) > 1 else segments

    @property
    def key(self) -> str:
        """The normal form folded, so that numbers that differ only by case, Đ or hyphens are one key."""
        return re.sub(r"[^a-z0-9/]+", "", fold(str(self)))


def parse(text: str) -> DocumentNumber | None:
    """The number that *text* writes, read tolerantly; None when there is no serial and symbol to be found.

    Accepts a leading "Số:" or "Luật số:", spaces around the separators, look-alike letters and hyphens.
    """
    printed = text.strip()
    if not printed or len(printed) > _LONGEST:
        return None
    cleaned = normalise(printed)
    return (_parse_state(cleaned, printed) or _parse_party(cleaned, printed) or _parse_old(cleaned, printed)) or (
        _parse_other(cleaned, printed)
    )


def normalise(text: str) -> str:
    """*text* in NFC with true Đ, plain hyphens and slashes, without prefix, inner spaces or closing punctuation."""
    text = nfc(text).translate(_LOOKALIKES).strip()
    text = _prefix().sub("", text)
    text = re.sub(r"\s*([/-])\s*", r"\1", text)
    text = re.sub(r"/{2,}", "/", text)
    return re.sub(r"\s+", "", text).strip(".;,:")


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(r"^(?:[^\W\d]+\s+){0,4}s[ốôóồo]\s*[:.]?\s*(?=\d)", re.IGNORECASE)


@cache
def _state() -> re.Pattern[str]:
    return re.compile(rf"(\d+(?:\.\d+)?[a-zđ]?)/(?:((?:19|20)\d\d)/)?({_SEGMENT}(?:-{_SEGMENT})*)")


@cache
def _party() -> re.Pattern[str]:
    return re.compile(rf"(\d+)-([A-ZĐ][A-Za-zĐđ]*/{_SEGMENT}(?:[-/]{_SEGMENT})*)")


@cache
def _glued_party() -> re.Pattern[str]:
    return re.compile(r"(\d+)[-/ ]?(NQ|CT|KL|QĐ|TB|HD|QC|KH|BC|TTr)[-/](TW|TU|HU|ĐU|ĐUK)")


@cache
def _old() -> re.Pattern[str]:
    return re.compile(rf"(\d+)(?:/((?:19|20)\d\d))?-({_SEGMENT}(?:[-/]{_SEGMENT})*)")


@cache
def _other() -> re.Pattern[str]:
    return re.compile(r"(\d[\w.]*?)(?:[/-]|(?=[A-ZĐ]{2}))(?:((?:19|20)\d\d)[/-])?([^\W\d_][\w./&-]*)")


@cache
def _assembly() -> re.Pattern[str]:
    return re.compile(r"(?:QH|UBTVQH)\d{1,2}")


def _parse_state(cleaned: str, printed: str) -> DocumentNumber | None:
    if not (match := _state().fullmatch(cleaned)):
        return None
    serial, year, symbol = match[1], int(match[2]) if match[2] else None, match[3]
    return DocumentNumber(serial, year, symbol, _form(year, symbol), printed)


def _form(year: int | None, symbol: str) -> NumberForm:
    if year and _assembly().fullmatch(symbol):
        return NumberForm.NATIONAL_ASSEMBLY
    segments = symbol.split("-")
    if segments[0] in BY_ABBREVIATION and len(segments) > 1:
        return NumberForm.NORMATIVE if year else NumberForm.NAMED
    return NumberForm.LETTER if year is None else NumberForm.OTHER


def _parse_party(cleaned: str, printed: str) -> DocumentNumber | None:
    match = _party().fullmatch(cleaned)
    return DocumentNumber(match[1], None, match[2], NumberForm.PARTY, printed) if match else None


def _parse_old(cleaned: str, printed: str) -> DocumentNumber | None:
    match = _old().fullmatch(cleaned)
    if not match:
        return None
    return DocumentNumber(match[1], int(match[2]) if match[2] else None, match[3], NumberForm.OLD, printed)


def _parse_other(cleaned: str, printed: str) -> DocumentNumber | None:
    match = _other().fullmatch(cleaned)
    if not match:
        return None
    return DocumentNumber(match[1], int(match[2]) if match[2] else None, match[3], NumberForm.OTHER, printed)


def is_own_number(text: str) -> bool:
    """Whether *text* may be given to a document that this agency issues: two digits below ten, no letter, known grammar.

    NĐ 30/2020, Article 15: one series a year from 01; the symbol is type-body-unit or, for a công văn, body-unit.
    """
    match = _state().fullmatch(text)
    if not match or not re.fullmatch(r"0[1-9]|[1-9]\d+", match[1]):
        return False
    year = int(match[2]) if match[2] else None
    form = _form(year, match[3])
    return form is not NumberForm.OTHER and not (form is NumberForm.LETTER and "-" not in match[3])


_DIGIT_LOOKALIKES = str.maketrans(
    {"O": "0", "o": "0", "Ø": "0", "l": "1", "I": "1", "|": "1", "ó": "6", "S": "5", "B": "8"}
)


def suggestions(text: str, *, known_symbols: Iterable[str] = ()) -> list[str]:
    """Likelier readings of a number that OCR or haste has damaged, likeliest first; empty when nothing is wrong with it.

    *known_symbols* ("NĐ-CP", "QĐ-UBND") are symbols seen elsewhere; those that fold to the same letters are preferred.
    """
    number = parse(text)
    if number is None:
        return _mended_serial(text)
    symbol_by_key = {_letters(symbol): symbol for symbol in (*_COMMON_SYMBOLS, *known_symbols)}
    found: list[str] = []
    mended = symbol_by_key.get(_letters(number.symbol))
    if mended and mended != number.symbol and number.form is not NumberForm.PARTY:
        found.append(_with_symbol(number, mended))
    if glued := _glued_party().fullmatch(number.printed.strip()):
        found.append(f"{glued[1]}-{glued[2]}/{glued[3]}")
    elif number.form is NumberForm.OTHER:
        found += [_with_symbol(number, symbol) for symbol in _split_type(number.symbol)]
    if not number.serial.replace(".", "").isdigit():
        found += _mended_serial(text)
    return [reading for reading in dict.fromkeys(found) if reading != str(number)]


def _letters(symbol: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(symbol))


def _with_symbol(number: DocumentNumber, symbol: str) -> str:
    return "/".join(str(part) for part in (number.serial, number.year, symbol) if part)


def _split_type(symbol: str) -> list[str]:
    """Symbols that *symbol* becomes when its lost hyphen is put back after a known type: NĐCP → NĐ-CP."""
    first, *rest = symbol.split("-")
    found = []
    for abbreviation in sorted(BY_ABBREVIATION, key=len, reverse=True):
        lost = _letters(first).removeprefix(_letters(abbreviation))
        if lost != _letters(first) and (lost or rest) and first[len(abbreviation) :].isupper() | (not lost):
            found.append("-".join([abbreviation, *([first[len(abbreviation) :]] if lost else []), *rest]))
    return found


def _mended_serial(text: str) -> list[str]:
    head, slash, tail = normalise(text).partition("/")
    mended = f"{head.translate(_DIGIT_LOOKALIKES)}{slash}{tail}"
    number = parse(mended) if slash and mended != normalise(text) else None
    return [str(number)] if number and number.serial.isdigit() else []


_COMMON_SYMBOLS = (
    "NĐ-CP", "NQ-CP", "QĐ-TTg", "CT-TTg", "CĐ-TTg", "QĐ-UBND", "CT-UBND", "KH-UBND", "BC-UBND", "TTr-UBND", "TB-UBND",
    "NQ-HĐND", "QĐ-CTN", "L-CTN", "NQ-HĐTP", "VBHN-VPQH", "TTLT-BTP-BCA",
)  # fmt: skip
