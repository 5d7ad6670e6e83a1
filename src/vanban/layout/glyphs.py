"""The font of documents: where it is, which characters it has, how wide its words are."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from vanban.layout.errors import MissingFontError, MissingGlyphError, UnprintableTextError

FAMILY = "Tinos"
"""Metric-compatible with Times New Roman, with every Vietnamese letter; under the OFL."""

FOLDER = Path(__file__).parent / "fonts"
REGULAR = "Tinos-Regular.ttf"
BOLD = "Tinos-Bold.ttf"
FACES = (REGULAR, BOLD, "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")
_CONTEXT = 20
_LINE_ENDS = "\n\r\t"


def require_printable(text: str) -> None:
    """Refuse text that the font cannot show in every face, or that hides or turns around what it says.

    Raises MissingGlyphError or UnprintableTextError, which name the character and the words around it.
    """
    bad = set(text) - printable()
    if not bad:
        return
    place = next(place for place, character in enumerate(text) if character in bad)
    character = text[place]
    data = {
        "codepoint": f"U+{ord(character):04X}",
        "context": _visible(text[max(0, place - _CONTEXT) : place + _CONTEXT]),
    }
    if is_unprintable(character):
        raise UnprintableTextError(**data)
    raise MissingGlyphError(character=character, **data)


def require_fonts() -> None:
    """Refuse to go on without the four faces; raises MissingFontError."""
    for name in FACES:
        if not (FOLDER / name).is_file():
            raise MissingFontError(path=name)


def is_unprintable(character: str) -> bool:
    """Say whether a character is a control: it has no shape of its own, and some turn the text around.

    Line ends, tabs, and the zero-width and soft breaks that change no order are printable.
    """
    if character in _LINE_ENDS or character in "\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@cache
def printable() -> frozenset[str]:
    """Give every character that all four faces can show."""
    faces = [frozenset(_face(name).getBestCmap()) for name in FACES]
    characters = {chr(code) for code in frozenset.intersection(*faces)}
    shown = {character for character in characters if not is_unprintable(character)}
    return frozenset(shown | set(_LINE_ENDS) | {"\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}"})


@cache
def advances(face: str) -> dict[str, int]:
    """Give the width of each character in thousandths of the font size."""
    font = _face(face)
    units = font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    return {chr(code): round(metrics[glyph][0] * 1000 / units) for code, glyph in font.getBestCmap().items()}


def width(text: str, size: int, face: str = REGULAR) -> int:
    """Give how wide *text* is set at *size* points, in hundredths of a point, without kerning."""
    known = advances(face)
    return sum(known.get(character, 500) for character in text) * size // 10


def balanced(words: str, size: int, face: str, room: int) -> tuple[str, ...]:
    """Break *words* into the fewest lines no wider than *room* (hundredths of a point), of about the same width."""
    if width(words, size, face) <= room:
        return (words,)
    # "và" opens a line rather than closing one: SỞ THÔNG TIN / VÀ TRUYỀN THÔNG
    parts = words.replace(" VÀ ", " VÀ\N{NO-BREAK SPACE}").split(" ")
    fewest = len(_filled(parts, size, face, room))
    # The narrowest room that still takes as few lines makes the lines even.
    low, high = 0, room
    while low < high:
        middle = (low + high) // 2
        if len(_filled(parts, size, face, middle)) <= fewest:
            high = middle
        else:
            low = middle + 1
    return tuple(line.replace("\N{NO-BREAK SPACE}", " ") for line in _filled(parts, size, face, high))


def _filled(parts: list[str], size: int, face: str, room: int) -> tuple[str, ...]:
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and width(longer, size, face) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return tuple(lines)


@cache
def _face(name: str) -> TTFont:
    require_fonts()
    return TTFont(FOLDER / name, lazy=True)


def _visible(text: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if is_unprintable(character) else character for character in text)
