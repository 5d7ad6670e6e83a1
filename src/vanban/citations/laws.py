"""Laws, codes and ordinances: data in laws.csv with their sources, and a pattern that recognises every name.

A row's `source` says where its facts were read: "vbpl" when number, name and date were seen in texts of the national
database of legal documents; "vbpl, date unverified" when the date was not; "unverified" when nothing was. What is not
known is empty. `status` holds for the day `AS_OF`. `vanban laws update FILE.csv` merges newer rows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO

from vanban.citations.pattern import words
from vanban.text.folding import fold, nfc

AS_OF = date(2026, 3, 31)
COLUMNS = ("type", "number", "name", "issued_on", "in_force_on", "status", "amended_by", "source")
STATUSES = ("", "in_force", "not_yet", "to_expire", "expired")
"""Unknown; in force; passed but not yet in force; in force until a law already passed replaces it; replaced."""


@dataclass(frozen=True, slots=True)
class Law:
    """A law, code, ordinance or constitution; a catalogue entry as `resolve` wants it."""

    type: str
    number: str | None
    title: str
    issued_on: date | None
    issuer: str | None = None
    in_force_on: date | None = None
    status: str = ""
    amended_by: tuple[str, ...] = ()
    source: str = ""

    @property
    def key(self) -> str:
        """What identifies the law: its number, or its name when the number is not known."""
        return self.number or f"{self.type}:{fold(self.title)}"


@cache
def laws() -> tuple[Law, ...]:
    """Every law of the catalogue."""
    return read_laws(files("vanban.citations").joinpath("laws.csv").read_text(encoding="utf-8"))


def read_laws(text: str) -> tuple[Law, ...]:
    """The laws of a CSV text with `COLUMNS`; those after the name may be missing. ValueError or KeyError for other text."""
    return tuple(_law(row) for row in csv.DictReader(StringIO(text)))


def _law(row: dict[str, str | None]) -> Law:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    return Law(
        type=(row["type"] or "").strip(),
        number=(row["number"] or "").strip() or None,
        title=" ".join(nfc(row["name"] or "").split()),
        issued_on=date.fromisoformat(cell("issued_on")) if cell("issued_on") else None,
        in_force_on=date.fromisoformat(cell("in_force_on")) if cell("in_force_on") else None,
        status=cell("status"),
        amended_by=tuple(number.strip() for number in cell("amended_by").split(";") if number.strip()),
        source=cell("source"),
    )


def write_laws(entries: Iterable[Law]) -> str:
    """The CSV text that `read_laws` reads, sorted by type, name and date."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for law in sorted(entries, key=lambda law: (law.type, law.title, str(law.issued_on or ""), law.number or "")):
        amended_by = ";".join(law.amended_by)
        writer.writerow(
            (law.type, law.number or "", law.title, law.issued_on or "", law.in_force_on or "", law.status, amended_by, law.source)
        )  # fmt: skip
    return out.getvalue()


@cache
def _by_number() -> dict[str, Law]:
    return {law.number: law for law in laws() if law.number}


def law_of_number(number: str) -> Law | None:
    """The law of the catalogue that bears *number*, written as the catalogue writes it; None if none does."""
    return _by_number().get(number)


@cache
def words_after_commas() -> frozenset[str]:
    """The small words with which names go on after a comma: "chống" of "Phòng, chống tham nhũng"."""
    return frozenset(part.split()[0] for law in laws() for part in law.title.split(", ")[1:] if part[0].islower())


@cache
def names_pattern() -> str:
    """Every known name, longest first, over folded bytes; commas between words are optional, as writers leave them out."""
    names = {fold(law.title) for law in laws() if law.type != "hien_phap"}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "(?i:" + "|".join(_loose(name) for name in ordered) + ")"


@cache
def whole_name_pattern() -> str:
    """`names_pattern()` that ends with a word; kept, because building and hashing so long a string takes longer than a match."""
    return rf"{names_pattern()}\b"


def _loose(name: str) -> str:
    """*name* over line breaks, with its commas left out, set wrong or written as hyphens, and commas that it has not."""
    parts = [" ".join(part.split()) for part in re.split("[,;]", name)]
    return r"(?:\s?[,;-]\s{0,3}|\s{1,3})".join(
        r",?\s{1,3}".join(words(word) for word in part.split()) for part in parts
    )
