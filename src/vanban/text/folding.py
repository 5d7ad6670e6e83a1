"""Unicode form and folding: the one place that says when two spellings are the same word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array

FOLD_VERSION = 1
"""Raise when `fold` answers differently for any string: every stored index of folded text is then rebuilt."""

_D_WITH_STROKE = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"}

# Blocks of marks that reorder among themselves; used only to keep normalisation linear on hostile text.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LONGEST_RUN = 16
_AT_ONCE = 4096


class _FoldTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _D_WITH_STROKE:
        return _D_WITH_STROKE[character]
    decomposed = unicodedata.normalize("NFD", character.lower())
    return "".join(part for part in decomposed if unicodedata.category(part) != "Mn").lower()


_FOLD_TABLE = _FoldTable()


def fold(text: str) -> str:
    """*text* without case, accents, đ or Unicode form, so that "Hoà", "hòa" and "HOA" are one word.

    Marks are dropped whatever letter they stand on, so tone placement (hòa = hoà, quý = qúy) vanishes too. The result
    has as many code points as *text* when *text* is Vietnamese in NFC; it is shorter for decomposed text. Where offsets
    matter and the form is unknown, use `fold_with_map`.
    """
    return text.lower() if text.isascii() else text.translate(_FOLD_TABLE)


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """`fold(text)`, and for each of its code points (and its end) the offset in *text* that it came from."""
    table = _FOLD_TABLE
    pieces: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        folded = table[ord(character)]
        pieces.append(folded)
        offsets.extend([offset] * len(folded))
    offsets.append(len(text))
    return "".join(pieces), offsets


@cache
def _long_run() -> re.Pattern[str]:
    return re.compile(f"[{_MARKS}]{{{_LONGEST_RUN}}}")


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile(f"[^{_MARKS}]+[{_MARKS}]{{0,{_LONGEST_RUN}}}|[{_MARKS}]{{1,{_LONGEST_RUN}}}")


@cache
def _clusters() -> re.Pattern[str]:
    return re.compile(f"[^{_MARKS}][{_MARKS}]{{1,{_LONGEST_RUN}}}")


def nfc(text: str) -> str:
    """*text* in Unicode normalisation form C.

    Runs of more than sixteen marks, which no language writes, are composed piece by piece: the library's reordering is
    quadratic in the length of a run.
    """
    if text.isascii():
        return text
    if _long_run().search(text):
        return "".join(unicodedata.normalize("NFC", piece) for piece in _pieces().findall(text))
    return unicodedata.normalize("NFC", text)


def nfc_with_map(text: str) -> tuple[str, array[int] | None]:
    """*text* with letters and their marks composed, and where each code point (and the end) came from; None: nowhere else.

    Only letter-and-mark clusters are composed, which is all that Vietnamese needs; the map never goes backwards.
    """
    clusters = _clusters().finditer(text)
    changed = next((cluster for cluster in clusters if _composes(cluster)), None)
    if changed is None:
        return text, None
    from array import array  # a library of its own to load: only for text that needs it

    offsets = array("I")
    pieces = _composed_pieces(text, chain([changed], clusters), offsets)
    # Joined by the thousand: a small string takes many times the memory of its letters.
    composed = "".join(iter(lambda: "".join(islice(pieces, _AT_ONCE)), ""))
    return composed, offsets


def _composes(cluster: re.Match[str]) -> bool:
    return len(unicodedata.normalize("NFC", cluster.group())) != cluster.end() - cluster.start()


def _composed_pieces(text: str, clusters: Iterator[re.Match[str]], offsets: array[int]) -> Iterator[str]:
    """The pieces of the composed text one after the other, while *offsets* grows to hold where each came from."""
    done = 0
    for cluster in clusters:
        composed = unicodedata.normalize("NFC", cluster.group())
        start, end = cluster.span()
        if len(composed) == end - start:
            continue
        yield text[done:start] + composed
        offsets.extend(range(done, start))
        offsets.extend(repeat(start, len(composed)))
        done = end
    yield text[done:]
    offsets.extend(range(done, len(text) + 1))
