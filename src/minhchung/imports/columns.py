"""What a sheet's columns are called and what may stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.db.models import IntegerChoices, TextChoices
from django.utils import translation

from vanban.text.folding import fold

Value = str | int | bool | list[str] | None
Values = dict[str, Value]


class Kind(Enum):
    TEXT = "text"
    KEY = "key"  # a short stable name: a-z, 0-9 and hyphens
    DATE = "date"
    INTEGER = "integer"
    FLAG = "flag"
    CHOICE = "choice"
    LIST = "list"  # texts or keys, separated by semicolons or new lines
    PROSE = "prose"  # a long text, or the path of a .md or .txt file that holds it
    FILE = "file"  # a path beside the workbook or inside its zip, or sha256:… of a file that is already stored


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field name, Vietnamese header, English alias and what it takes.

    *refers* is the code of the importer whose rows this column names by key. *choices* maps the stored value to
    its Vietnamese label; both are read, the label is written.
    """

    name: str
    header: str
    alias: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    max_length: int = 1000
    refers: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def spellings(self) -> set[str]:
        """Folded spellings under which the column is recognised."""
        return {squeeze(self.header), squeeze(self.alias), squeeze(self.name)}

    @property
    def empty(self) -> Value:
        """What an empty cell of this column means."""
        if self.kind is Kind.LIST:
            return []
        if self.kind is Kind.FLAG:
            return False
        return None if self.kind in (Kind.DATE, Kind.INTEGER) else ""


def squeeze(text: str) -> str:
    """*text* folded, with letters and digits only, so that "Ngày VB (*)" and "ngay vb" are one header."""
    return "".join(character for character in fold(text) if character.isalnum())


def labels(choices: type[TextChoices] | type[IntegerChoices]) -> dict[str, str]:
    """Stored value → Vietnamese label, whatever language is active."""
    with translation.override("vi"):
        return {str(value): str(label) for value, label in choices.choices if str(value) != ""}


def text(name: str, header: str, alias: str, *, required: bool = False, longest: int = 1000) -> Column:
    return Column(name, header, alias, Kind.TEXT, required, longest)


def key(name: str, header: str, alias: str, *, required: bool = True) -> Column:
    return Column(name, header, alias, Kind.KEY, required, 80)


def reference(name: str, header: str, alias: str, refers: str, *, required: bool = False) -> Column:
    return Column(name, header, alias, Kind.TEXT, required, 160, refers)


def references(name: str, header: str, alias: str, refers: str) -> Column:
    return Column(name, header, alias, Kind.LIST, False, 160, refers)


def day(name: str, header: str, alias: str, *, required: bool = False) -> Column:
    return Column(name, header, alias, Kind.DATE, required)


def number(name: str, header: str, alias: str, *, required: bool = False) -> Column:
    return Column(name, header, alias, Kind.INTEGER, required)


def flag(name: str, header: str, alias: str) -> Column:
    return Column(name, header, alias, Kind.FLAG)


def choice(name: str, header: str, alias: str, choices: Mapping[str, str], *, required: bool = False) -> Column:
    return Column(name, header, alias, Kind.CHOICE, required, 80, "", choices)


def lines(name: str, header: str, alias: str, *, longest: int = 300) -> Column:
    return Column(name, header, alias, Kind.LIST, False, longest)


def file(name: str, header: str, alias: str, *, required: bool = False) -> Column:
    return Column(name, header, alias, Kind.FILE, required, 400)


def prose(name: str, header: str, alias: str, *, required: bool = False) -> Column:
    return Column(name, header, alias, Kind.PROSE, required, 200_000)


def complete(columns: Sequence[Column], values: Mapping[str, Value]) -> Values:
    """*values* with every column present, empty ones as the column's own empty value."""
    return {column.name: values.get(column.name) or column.empty for column in columns} | {
        column.name: values[column.name]
        for column in columns
        if values.get(column.name) == 0 and column.kind is Kind.INTEGER
    }
