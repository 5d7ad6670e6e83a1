"""Marks of state secrecy on a first page or in a file name, so that such a file is refused before it is stored.

Source: Luật Bảo vệ bí mật nhà nước 117/2025/QH15; NĐ 30/2020/NĐ-CP, Appendix I, boxes 10a and 11. The levels are Mật,
Tối mật and Tuyệt mật. A stamp on a line of its own blocks; what only looks like one asks a person; a text that merely
speaks of secrecy ("bảo mật", "bí mật nhà nước", "mật độ") does neither. Nothing found repeats the text around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class SecrecyKind(StrEnum):
    """What a mark asks for."""

    BLOCK = "block"
    """Refuse the file and keep nothing of it."""
    CONFIRM = "confirm"
    """A person must say that it is not a secret."""


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """A mark: `stamp` is the level or words it stands for ("TỐI MẬT"), `line` counts from 1, 0 is the file name."""

    kind: SecrecyKind
    stamp: str
    line: int


RECALL = "TÀI LIỆU THU HỒI"
LEVELS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")

_STAMPS = {stamp.replace(" ", ""): stamp for stamp in (*LEVELS, RECALL)}
_LOOKALIKES = str.maketrans("МАТІОУЕΜΑΤΙΟΥΕ", "MATIOYEMATIOYE")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EDGES = re.compile(r"^[^\w☐☑☒]+|[^\w☐☑☒]+$")
_COLUMNS = re.compile(r"\t+| {3,}|\s*[|│┃║¦]\s*")
_COPY = re.compile(r"[\s:,.;–-]*\(?\s*bản\s+số\b.*$", re.IGNORECASE)
_FIELD = re.compile(r"^(?:(?:độ|mức độ|cấp độ)\s+mật|độ mật)\s*[:–-]\s*(.+)$", re.IGNORECASE)
_BOXES = re.compile("[☐☑☒□■▢✓]")
# The second half of a word broken over two lines: "BÍ / MẬT", "BẢO / MẬT", "CƠ / MẬT"
_FIRST_HALVES = {"BÍ", "BẢO", "CƠ", "CẨN", "THÂN", "HÒA", "MA"}
_NAME_BLOCK = re.compile(
    r"(?:^|[\s._(\[-])\(?(TUYỆT[\s_-]?MẬT|TỐI[\s_-]?MẬT|MẬT)\)?$|^(TUYỆT[\s_-]?MẬT|TỐI[\s_-]?MẬT|MẬT)[\s._)\]-]"
)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_EXTENSIONS = re.compile(r"(?:\.[a-z0-9]{1,6})+$")
_NAME_SUFFIX = re.compile(r"\(M\)$|[\s._(-](?:TM|TLM)\)?$")
_NAME_WORDS = re.compile(r"(?<![^\W_])(?:tuyet|toi)[\s_-]*mat(?![^\W_])")
_LAST_WORD = re.compile(r"(?:^|[\s._-])mật$")


def find_marks(text_first_page: str, name: str) -> list[SecrecyMark]:
    """List the marks of secrecy in the text of a first page and in a file name, in reading order, the name first."""
    return [*_in_name(name), *_in_text(text_first_page)]


def is_blocked(marks: list[SecrecyMark]) -> bool:
    """Say whether a mark forbids the file."""
    return any(mark.kind is SecrecyKind.BLOCK for mark in marks)


def _in_text(text: str) -> Iterator[SecrecyMark]:
    before = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _plain(raw)
        if not line:
            continue
        yield from _in_line(line, number, before)
        before = line


def _in_line(line: str, number: int, before: str) -> Iterator[SecrecyMark]:
    if stamp := _stamp(line):
        yield SecrecyMark(_kind_after(before, stamp), stamp, number)
        return
    if (field := _FIELD.match(line)) and (stamp := _stamp(field[1].upper())):
        yield SecrecyMark(SecrecyKind.BLOCK, stamp, number)
        return
    if stamp := _near(line):
        yield SecrecyMark(SecrecyKind.CONFIRM, stamp, number)
        return
    yield from _in_columns(line, number)


def _in_columns(line: str, number: int) -> Iterator[SecrecyMark]:
    """A stamp in the left column (box 10a) blocks; elsewhere, or one of several, it may be a form: ask."""
    columns = [_EDGES.sub("", _BOXES.sub("", column)) for column in _COLUMNS.split(line)]
    stamps = [(place, stamp) for place, column in enumerate(columns) if (stamp := _stamp(column))]
    is_form = len(stamps) > 1 or _BOXES.search(line)
    for place, stamp in stamps:
        kind = SecrecyKind.BLOCK if place == 0 and not is_form else SecrecyKind.CONFIRM
        yield SecrecyMark(kind, stamp, number)
    if not stamps and RECALL in line:
        yield SecrecyMark(SecrecyKind.CONFIRM, RECALL, number)


def _plain(raw: str) -> str:
    """Give one line in NFC, without invisible characters, foreign lookalikes and the frame around it."""
    line = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", _INVISIBLE.sub("", raw)))
    return _EDGES.sub("", unicodedata.normalize("NFC", line.translate(_LOOKALIKES)))


def _stamp(line: str) -> str | None:
    """Give the stamp that is all there is on the line, its letters spaced or not, with or without a copy number."""
    words = _EDGES.sub("", _COPY.sub("", line))
    return _STAMPS.get("".join(words.split()))


def _kind_after(before: str, stamp: str) -> SecrecyKind:
    last = before.split()[-1].upper() if before.split() else ""
    return SecrecyKind.CONFIRM if stamp == "MẬT" and last in _FIRST_HALVES else SecrecyKind.BLOCK


def _near(line: str) -> str | None:
    """Give the stamp that the whole line would be, were it in CAPS, with its marks, or read without a box to tick."""
    folded = _folded("".join(_BOXES.sub("", line).split()))
    return next((stamp for stamp in _STAMPS.values() if _folded(stamp.replace(" ", "")) == folded), None)


def _folded(words: str) -> str:
    marked = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    return "".join(character for character in marked if not unicodedata.combining(character))


def _in_name(name: str) -> Iterator[SecrecyMark]:
    stem = unicodedata.normalize("NFC", _INVISIBLE.sub("", name)).strip()
    stem = _EXTENSIONS.sub("", _EXTENSION.sub("", stem)).rstrip()
    if found := _NAME_BLOCK.search(stem):
        words = (found[1] or found[2]).replace("_", "").replace("-", "").replace(" ", "")
        before = stem[: found.start()].split()
        kind = _kind_after(before[-1] if before else "", _STAMPS[words])
        yield SecrecyMark(kind, _STAMPS[words], 0)
    elif found := _NAME_WORDS.search(_folded(stem)):
        yield SecrecyMark(SecrecyKind.CONFIRM, LEVELS[2 if found[0].startswith("tuyet") else 1], 0)
    elif _NAME_SUFFIX.search(stem) or (_LAST_WORD.search(stem.lower()) and not _ends_in_ordinary_word(stem)):
        yield SecrecyMark(SecrecyKind.CONFIRM, LEVELS[0], 0)


def _ends_in_ordinary_word(stem: str) -> bool:
    words = re.split(r"[\s._-]+", stem.upper())
    return len(words) > 1 and words[-2] in _FIRST_HALVES
