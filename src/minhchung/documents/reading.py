"""What the fields of a document say once read: clean lines, numbers in parts, the folded forms that look-ups use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhchung.documents.errors import LongFieldError, MissingFieldError, UnknownTypeError
from vanban import number as document_number
from vanban.citations.resolve import number_key as key_of_number
from vanban.document_types import TYPES
from vanban.text import fold, nfc

LONGEST_TEXT = 5_000_000
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class NumberParts:
    """What could be read of a printed number; empty parts when it follows no known grammar."""

    printed: str
    serial: str
    year: int | None
    symbol: str
    folded: str
    key: str


def number_parts(printed: str) -> NumberParts:
    """*printed* in parts, ready to be stored; the printed string is kept whatever can be read of it."""
    read = document_number.parse(printed) if printed else None
    if read is None:
        return NumberParts(printed, "", None, "", folded_words(printed)[:160], number_key(printed))
    return NumberParts(
        printed, read.serial[:20], read.year, read.symbol[:80], folded_number(printed), number_key(printed)
    )


def number_key(printed: str) -> str:
    """The one string shared by all spellings of a number: "04/NĐ-CP" and "4/ND-CP" are "4/ndcp"."""
    return key_of_number(printed)[:120] if printed else ""


def folded_title(document_type: str, subject: str) -> str:
    """The name by which an instrument is cited, without its type: "Luật Quốc phòng" → "quoc phong"."""
    name, words = folded_words(TYPES[document_type].name) if document_type in TYPES else "", folded_words(subject)
    return words.removeprefix(f"{name} ")[:500] if name else words[:500]


def folded_number(printed: str) -> str:
    """A number as the words one would type to find it: "04/NĐ-CP" → "4 nd cp"."""
    return folded_words(document_number.normalise(printed))[:160]


def folded_words(text: str) -> str:
    """*text* as folded words with single spaces, numbers without leading zeros."""
    words = _WORD.findall(fold(text))
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


def clean_line(text: str, *, field: str | Promise, limit: int, required: bool = False) -> str:
    """*text* in NFC on one line without control and direction marks.

    Raises MissingFieldError when nothing is left of a required field, LongFieldError beyond *limit* characters.
    """
    if len(text) > 20 * limit:
        raise LongFieldError(field=field, limit=limit)
    kept = "".join(" " if character.isspace() else character for character in nfc(text) if not _is_control(character))
    line = " ".join(kept.split())
    if required and not line:
        raise MissingFieldError(field=field)
    if len(line) > limit:
        raise LongFieldError(field=field, limit=limit)
    return line


def clean_text(text: str) -> str:
    """*text* in NFC with newlines as line ends and no other control or direction marks; LongFieldError beyond 5 MB."""
    if len(text) > LONGEST_TEXT:
        raise LongFieldError(field=_("toàn văn"), limit=LONGEST_TEXT)
    unified = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in unified if character in "\n\t" or not _is_control(character))


def known_type(code: str) -> str:
    """*code* when it names a kind of document (vanban.document_types); raises UnknownTypeError."""
    if code not in TYPES:
        raise UnknownTypeError(document_type=code[:40])
    return code


def _is_control(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) in {"Cc", "Cf", "Cs"}
