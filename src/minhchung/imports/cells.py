"""From a cell to a value: typed, normalised, or refused with the reason."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from minhchung.imports import limits
from minhchung.imports.columns import Column, Kind, Value, squeeze
from minhchung.imports.workbook.reading import Cell
from vanban.text.dates import existing_date, parse_date, print_short_date
from vanban.text.folding import fold, nfc
from vanban.text.numerals import parse_numeral

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_ITEM = re.compile(r"(?:[^;\n\\]|\\.|\\$)+")
_ESCAPED = re.compile(r"\\([\\;])")
_YES = {"x", "co", "yes", "true", "1", "dung"}
_NO = {"", "khong", "no", "false", "0", "sai"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LARGEST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell has no value: a code of findings.SENTENCES and its data."""

    code: str
    data: dict[str, str | int] = field(default_factory=dict)


def clean(column: Column, cell: Cell) -> Value | Refused:
    """The value of *cell* as *column* takes it, or why it has none."""
    if cell.is_formula:
        return Refused("formula", {"formula": str(cell.value)[:80]})
    if cell.is_error:
        return Refused("error_value", {"value": str(cell.value)[:20]})
    if cell.is_empty:
        return Refused("required") if column.is_required else column.empty
    return _CLEANERS[column.kind](column, cell)


def is_decomposed(cell: Cell) -> bool:
    """Whether the cell's text is not in Unicode form C (it is read all the same)."""
    return isinstance(cell.value, str) and not cell.value.isascii() and not unicodedata.is_normalized("NFC", cell.value)


def _plain(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return print_short_date(value)
    return value if isinstance(value, str) else str(value)


def _text(column: Column, cell: Cell) -> Value | Refused:
    raw = _plain(cell)
    if len(raw) > limits.MAX_TEXT:
        return Refused("too_long", {"length": len(raw), "limit": column.max_length})
    if hidden := _HIDDEN.search(raw):
        return Refused("hidden_character", {"character": f"U+{ord(hidden[0]):04X}"})
    return _bounded(column, nfc(raw).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip())


def _bounded(column: Column, value: str) -> Value | Refused:
    if len(value) > column.max_length:
        return Refused("too_long", {"length": len(value), "limit": column.max_length})
    if not value and column.is_required:
        return Refused("required")
    return value


def _key(column: Column, cell: Cell) -> Value | Refused:
    value = _text(column, cell)
    if isinstance(value, str) and value and not _KEY.fullmatch(value):
        return Refused("key_form", {"value": value[:60], "suggestion": _slug(value)[:60]})
    return value


def _slug(value: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(value)))


def _date(column: Column, cell: Cell) -> Value | Refused:
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        value = read_day(value)
    if not isinstance(value, date):
        return Refused("date_form", {"value": _plain(cell)[:40]})
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        return Refused("date_range", {"value": print_short_date(value)})
    return value.isoformat()


@lru_cache(maxsize=4096)
def read_day(written: str) -> date | None:
    """The day that a text writes: dd/mm/yyyy, yyyy-mm-dd, or in words; month before day is never guessed."""
    written = written.strip()
    if len(written) > 80:
        return None
    if match := _ISO.fullmatch(written):
        return existing_date(int(match[1]), int(match[2]), int(match[3]))
    return parse_date(written)


def _integer(column: Column, cell: Cell) -> Value | Refused:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return Refused("integer_form", {"value": _plain(cell)[:40]})
    if isinstance(value, str):
        value = parse_numeral(nfc(value).strip()) if len(value) <= 80 else None
    if value is None or not 0 <= value <= _LARGEST or value != int(value):
        return Refused("integer_form", {"value": _plain(cell)[:40]})
    return int(value)


def _flag(column: Column, cell: Cell) -> Value | Refused:
    if isinstance(cell.value, bool):
        return cell.value
    written = squeeze(_plain(cell))
    if written in _YES:
        return True
    if written in _NO:
        return False
    return Refused("flag_form", {"value": _plain(cell)[:40]})


def _choice(column: Column, cell: Cell) -> Value | Refused:
    written = squeeze(_plain(cell)[:200])
    for value, label in column.choices.items():
        if written in (squeeze(value), squeeze(label)):
            return value
    return Refused("choice", {"value": _plain(cell)[:40], "choices": "; ".join(column.choices.values())})


def _list(column: Column, cell: Cell) -> Value | Refused:
    whole = _text(Column("", "", "", max_length=limits.MAX_TEXT), cell)
    if not isinstance(whole, str):
        return whole
    parts = split_list(whole)
    for part in parts:
        if len(part) > column.max_length:
            return Refused("too_long", {"length": len(part), "limit": column.max_length})
    return sorted(set(parts)) if column.refers else parts


def split_list(written: str) -> list[str]:
    """The items of a list cell, separated by semicolons or new lines; a backslash keeps a semicolon in its item."""
    return [item.strip() for item in (_ESCAPED.sub(r"\1", item) for item in _ITEM.findall(written)) if item.strip()]


def join_list(items: list[str]) -> str:
    """A list as one cell, so that `split_list` gives the same items back."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


_CLEANERS = {
    Kind.TEXT: _text,
    Kind.FILE: _text,
    Kind.PROSE: _text,
    Kind.KEY: _key,
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.LIST: _list,
}
