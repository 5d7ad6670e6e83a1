"""A text prepared for reading: one ASCII byte for each code point, so that accents and scanners' slips do not matter.

Offsets in `Page.folded` are offsets in `Page.text`; `Page.source_offset` leads from there to the caller's own string.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vanban.text.folding import nfc_with_map

_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_SIGNS = {
    "–": "-",
    "—": "-",
    "‑": "-",
    "−": "-",
    "\u00a0": " ",
    "⁄": "/",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "…": ".",
    "Ø": "O",
    "ø": "o",
}
_STROKES = {"đ": "d", "ð": "d", "Đ": "D", "Ð": "D", "Ɖ": "D"}
# The eight marks that Vietnamese puts on letters when they come separately, and the byte that betrays them.
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_MARK_BYTE = 1
_UNKNOWN = ord("?")


@dataclass(frozen=True, slots=True)
class Page:
    """A text in composed letters with its folded bytes; `len(folded) == len(text)`."""

    text: str
    folded: bytes
    offsets: Sequence[int] | None

    def source_offset(self, offset: int) -> int:
        """Where *offset* stands in the string that the caller gave."""
        return self.offsets[offset] if self.offsets else offset


@cache
def _alphabet() -> str:
    """The one-byte character set: ASCII without its control characters, Vietnamese letters, signs worth knowing."""
    signs = [chr(code) for code in range(32, 127)] + ["\t", "\n", "\r"]
    letters = [*_LETTERS, *_LETTERS.upper(), "ð", "Ð", "Ɖ"]
    alphabet = "".join([*signs, *letters, *_SIGNS, *_MARKS])
    return alphabet + "\ufffe" * (256 - len(alphabet))


@cache
def _encoding() -> object:
    return codecs.charmap_build(_alphabet())


@cache
def _folding() -> bytes:
    return bytes(_fold_byte(character) for character in _alphabet())


def _fold_byte(character: str) -> int:
    if character in _MARKS:
        return _MARK_BYTE
    if folded := _SIGNS.get(character) or _STROKES.get(character):
        return ord(folded)
    letter = unicodedata.normalize("NFD", character)[0]
    return ord(letter) if letter.isascii() else _UNKNOWN


def _fold_bytes(text: str) -> bytes:
    encoded: bytes = codecs.charmap_encode(text, "replace", _encoding())[0]  # type: ignore[arg-type]
    return encoded.translate(_folding())


def page(source: str) -> Page:
    """*source* ready for reading, in time linear in its length."""
    folded = _fold_bytes(source)
    if _MARK_BYTE not in folded:
        return Page(source, folded, None)
    text, offsets = nfc_with_map(source)
    return Page(text, _fold_bytes(text), offsets)
