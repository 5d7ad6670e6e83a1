"""Where sentences begin and end in official prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, with its offsets in that text."""

    start: int
    end: int
    text: str


# A dot ends a sentence only before white space; not after a list number, an initial, or a common abbreviation.
_ABBREVIATIONS = frozenset(
    {"tp", "ths", "ts", "pgs", "gs", "đ/c", "tx", "tt", "p", "q", "h", "v", "stt", "tr", "ng", "bs", "ks"}
)


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(
        r"\./\.|[.!?…]+[\"”’')\]]*(?=\s|$)|;(?=\s*\n)|:(?=[ \t]*\n)|\n[ \t]*\n|\n(?=[ \t]*(?:[-–+*•]|\d+[.)]|[a-zđ]\)|Điều \d|[IVX]+\.)\s?)"
    )


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of *text* in order, without surrounding white space.

    Blank lines, list items and "./." end a sentence as a full stop does; a line break alone does not, because scanned
    and printed pages break lines anywhere.
    """
    start = 0
    for stop in _stops().finditer(text):
        if stop.group() == "." and _is_abbreviation(text, start, stop.start()):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


_LONGEST_ABBREVIATION = 12


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    """Whether the dot ends an abbreviation, an initial, or the number of a list item at the head of a line."""
    low = max(start, dot - _LONGEST_ABBREVIATION)
    before = text[low:dot]
    line = before[before.rfind("\n") + 1 :].lstrip()
    word = (line.rsplit(None, 1) or [""])[-1].strip("(“\"'")
    heads_line = line.strip("(“\"'") == word and ("\n" in before or low == start)
    if heads_line and (word.isdigit() or (len(word) <= 4 and word.isupper())):
        return True
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield Sentence(start, start + len(stripped), stripped)
