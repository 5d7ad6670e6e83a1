"""Figures that a reader might add up: nothing is counted twice without saying so (P7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minhchung.reporting.figures import Said
from minhchung.reporting.indicators import Both, Family, families, indicator
from vanban.pack.formula import counted_rows


@dataclass(frozen=True, slots=True)
class CountedTwice:
    """An item that several figures count."""

    item: str | int
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Additive:
    """Parts of one family in one report: sum of the figures = union + what the overlaps count again."""

    code: str
    name: Both
    key: str
    figures: tuple[str, ...]
    union: int
    overlaps: tuple[CountedTwice, ...]
    reason: str


def additive_families(said: Iterable[Said]) -> tuple[Additive, ...]:
    """The additive families of *said* with at least two parts, in the order of their files."""
    by_family: dict[str, list[Said]] = {}
    for figure in said:
        if is_part(figure):
            by_family.setdefault(figure.family, []).append(figure)
    return tuple(
        _additive(family, by_family[family.code]) for family in families() if len(by_family.get(family.code, ())) > 1
    )


def is_part(said: Said) -> bool:
    """Whether a figure is one of its family's parts: a count of items that readers may add up."""
    if said.formula is None or not any(family.code == said.family for family in families()):
        return False
    found = indicator(said.key, said.version)
    return found.definition.is_part and all(row.get(found.family.key) is not None for row in _counted(said))


def _additive(family: Family, parts: list[Said]) -> Additive:
    holders: dict[str | int, list[str]] = {}
    for part in parts:
        for item in dict.fromkeys(row[family.key] for row in _counted(part)):
            holders.setdefault(item, []).append(part.key)
    overlaps = tuple(
        CountedTwice(item, tuple(figures)) for item, figures in sorted(holders.items()) if len(figures) > 1
    )
    figures = tuple(part.key for part in parts)
    return Additive(family.code, family.name, family.key, figures, len(holders), overlaps, family.overlap)


def _counted(said: Said) -> list[dict[str, object]]:
    return counted_rows(said.formula, said.rows) if said.formula else []
