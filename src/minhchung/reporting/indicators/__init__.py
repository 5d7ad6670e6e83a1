"""Indicators: one file a family, found by listing this folder; each file holds `FAMILY`.

Files whose name begins with an underscore are shared parts, not families. docs/howto/add-an-indicator.md walks
through a new one. Editing a definition that has been used moves past values: write a new version instead (P8).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from hashlib import sha256
from importlib import import_module

from minhchung.reporting.enums import LineageKind
from minhchung.reporting.errors import UnknownArgumentError, UnknownIndicatorError
from vanban.pack.canonical import canonical
from vanban.pack.formula import Scalar

Formula = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure is asked about: the units, the days (inclusive) and the instant as of which it is known."""

    unit: int
    units: frozenset[int]
    starts_on: date
    ends_on: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """A file behind a proof."""

    sha256: str
    size: int
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that proves rows: a piece of evidence, a document or an extract of our own registers.

    `id` is its name in packs ("evidence:KEY", "document:KEY", "extract:FAMILY"); `record` its name in the ledger.
    """

    id: str
    kind: LineageKind
    record: str
    title: str
    happened_on: date | None
    received_on: date | None
    recorded_at: datetime
    files: tuple[StoredBytes, ...]
    sensitivity: int = 0
    strength: str = "submitted"


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row a formula runs over: the record it was read from, flat values, and the proofs of this very row."""

    record: str
    values: Mapping[str, Scalar]
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a family read from the records: its rows, in a fixed order, and the proofs that they name."""

    rows: tuple[InputRow, ...]
    proofs: Mapping[str, Proof] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """One version of an indicator.

    `formula` may hold {"argument": NAME} where a condition's value depends on one of `parameters`. `sentence` is a
    format text over value, part, whole, starts_on, ends_on and the parameters. `phrases` are the Vietnamese noun
    phrases by which a text refers to the indicator. `is_part` marks a figure that readers may add up with the
    family's other parts (P7). `lists` names the row field whose distinct values `{list:…}` prints.
    """

    code: str
    version: int
    name: Both
    unit: Both
    formula: Formula
    sentence: Both
    phrases: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, Both]] = field(default_factory=dict)
    is_part: bool = False
    lists: str = ""
    reads: int = 1

    @property
    def is_percentage(self) -> bool:
        return self.formula["op"] == "percent"

    @cached_property
    def hash(self) -> str:
        """SHA-256 over all that decides a value and what it is called; the name under which a definition is pinned.

        `reads` counts the versions of the family's reading of records, which is code and not data.
        """
        said = {
            "code": self.code,
            "version": self.version,
            "reads": self.reads,
            "name": [self.name.vi, self.name.en],
            "unit": [self.unit.vi, self.unit.en],
            "formula": self.formula,
            "sentence": [self.sentence.vi, self.sentence.en],
            "parameters": list(self.parameters),
            "is_part": self.is_part,
            "lists": self.lists,
        }
        return sha256(canonical(said)).hexdigest()

    def bound(self, arguments: Mapping[str, str]) -> Formula:
        """The formula with the arguments put in; UnknownArgumentError unless they are exactly the parameters."""
        if set(arguments) != set(self.parameters):
            raise UnknownArgumentError(
                indicator=self.code, needed=", ".join(self.parameters) or "–", given=", ".join(arguments) or "–"
            )
        return _bind(self.formula, arguments)


@dataclass(frozen=True)
class Family:
    """Indicators that read the same rows.

    `key` is the row field that says which item a row counts, `overlap` why several parts may count one item ("" when
    none may). `personal` fields name people: they may be counted distinctly, never stand in a condition.
    `has_extract` families prove themselves by an extract of the registers beside whatever an officer attached.
    """

    code: str
    name: Both
    key: str
    read: Callable[[Scope], Reading]
    definitions: tuple[Definition, ...]
    overlap: str = ""
    personal: tuple[str, ...] = ()
    has_extract: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition with its family and the arguments that a figure's key gave."""

    family: Family
    definition: Definition
    arguments: Mapping[str, str]

    @property
    def key(self) -> str:
        return figure_key(self.definition.code, tuple(self.arguments.values()))


@cache
def families() -> tuple[Family, ...]:
    """Every family that has a file here, in the order of the file names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}").FAMILY for name in names)


@cache
def definitions() -> Mapping[str, tuple[Family, tuple[Definition, ...]]]:
    """Code → its family and all versions of its definition, oldest first."""
    found: dict[str, tuple[Family, tuple[Definition, ...]]] = {}
    for family in families():
        for code in dict.fromkeys(each.code for each in family.definitions):
            versions = sorted((d for d in family.definitions if d.code == code), key=lambda d: d.version)
            found[code] = family, tuple(versions)
    return found


def figure_key(code: str, arguments: tuple[str, ...] = ()) -> str:
    """The key of a figure: the indicator's code and the arguments in the order of its parameters, joined by dots."""
    return ".".join((code, *arguments))


def indicator(key: str, version: int | None = None) -> Indicator:
    """The indicator that *key* names, at *version* (the newest by default).

    UnknownIndicatorError or UnknownArgumentError when there is none such.
    """
    code, *values = key.split(".")
    if code not in definitions():
        raise UnknownIndicatorError(key=key)
    family, versions = definitions()[code]
    found = [each for each in versions if version in (None, each.version)]
    if not found:
        raise UnknownIndicatorError(key=f"{key}@{version}")
    definition = found[-1]
    if len(values) != len(definition.parameters) or not all(values):
        raise UnknownArgumentError(
            indicator=code, needed=", ".join(definition.parameters) or "–", given=", ".join(values) or "–"
        )
    return Indicator(family, definition, dict(zip(definition.parameters, values, strict=True)))


def _bind(value: object, arguments: Mapping[str, str]) -> object:
    if isinstance(value, Mapping):
        if set(value) == {"argument"}:
            return arguments[str(value["argument"])]
        return {key: _bind(each, arguments) for key, each in value.items()}
    return value
