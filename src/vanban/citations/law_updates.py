"""Newer rows for the catalogue of laws: judged one by one, then merged. Nothing is merged when one of them is wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import StringIO

from vanban.citations.laws import COLUMNS, STATUSES, Law, read_laws

TYPES = ("hien_phap", "bo_luat", "luat", "phap_lenh")
_NUMBER = re.compile(r"\d{1,3}/(\d{4})/(?:PL-)?(?:UBTV)?QH(\d{1,2})|\d{1,3}-L(?:CT)?/(?:CTN|HĐNN\d?)")
_NAME = re.compile(r"[^\W\d_].*[^\W_]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row: its line in the file, the column, and a code for the kind of fault."""

    line: int
    column: str
    code: str

    def __str__(self) -> str:
        return f"{self.line}: {self.column}: {self.code}"


def read_update(text: str) -> tuple[tuple[Law, ...], list[Fault]]:
    """The laws of a CSV text, and the faults of its rows; no laws when there is any fault."""
    rows = csv.DictReader(StringIO(text))
    header = list(rows.fieldnames or [])
    if missing := [name for name in ("type", "number", "name") if name not in header]:
        return (), [Fault(1, name, "missing_column") for name in missing]
    if unknown := [name for name in header if name not in COLUMNS]:
        return (), [Fault(1, str(name), "unknown_column") for name in unknown]
    faults: list[Fault] = []
    seen: set[str] = set()
    laws: list[Law] = []
    for row in rows:
        line = rows.line_num
        if None in row:
            faults.append(Fault(line, "", "too_many_cells"))
            continue
        try:
            (law,) = read_laws(_as_text(row))
        except ValueError:
            faults.append(Fault(line, "issued_on", "no_date"))
            continue
        faults += _faults(law, line, seen)
        laws.append(law)
    return (() if faults else tuple(laws)), faults


def merged(known: Iterable[Law], newer: Iterable[Law]) -> list[Law]:
    """*known* with *newer*: a law of the same key gets the cells that the newer row fills, others are added."""
    result = {law.key: law for law in known}
    for law in newer:
        before = result.get(law.key)
        result[law.key] = law if before is None else _filled(before, law)
    return list(result.values())


def _filled(before: Law, after: Law) -> Law:
    amended_by = tuple(dict.fromkeys((*before.amended_by, *after.amended_by)))
    return replace(
        after,
        issued_on=after.issued_on or before.issued_on,
        in_force_on=after.in_force_on or before.in_force_on,
        status=after.status or before.status,
        amended_by=amended_by,
        source=after.source or before.source,
    )


def _as_text(row: dict[str, str]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, [name for name in COLUMNS if name in row])
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue()


def _faults(law: Law, line: int, seen: set[str]) -> list[Fault]:
    found: list[tuple[str, str]] = []
    if law.type not in TYPES:
        found.append(("type", "unknown_type"))
    if not _NAME.fullmatch(law.title):
        found.append(("name", "no_name"))
    if law.number and not _is_number(law.number):
        found.append(("number", "no_number"))
    if law.number and law.issued_on and (year := _year(law.number)) and abs(year - law.issued_on.year) > 1:
        found.append(("issued_on", "not_the_year_of_the_number"))
    if law.issued_on and law.in_force_on and law.in_force_on < law.issued_on:
        found.append(("in_force_on", "before_issue"))
    if law.status not in STATUSES:
        found.append(("status", "unknown_status"))
    if any(not _is_number(number) or number == law.number for number in law.amended_by):
        found.append(("amended_by", "no_number"))
    if law.key in seen:
        found.append(("number", "twice"))
    seen.add(law.key)
    return [Fault(line, column, code) for column, code in found]


def _is_number(number: str) -> bool:
    """Whether a number may be a law's: its legislature (QH15) sat in its year."""
    match = _NUMBER.fullmatch(number)
    if not match or not match[1]:
        return bool(match)
    year, legislature = int(match[1]), int(match[2])
    first, last = _TERMS.get(legislature, (2021 + 5 * (legislature - 15), 2026 + 5 * (legislature - 15)))
    return first <= year <= last


def _year(number: str) -> int | None:
    match = _NUMBER.fullmatch(number)
    return int(match[1]) if match and match[1] else None


_TERMS = {9: (1992, 1997), 10: (1997, 2002), 11: (2002, 2007), 12: (2007, 2011), 13: (2011, 2016), 14: (2016, 2021)}
