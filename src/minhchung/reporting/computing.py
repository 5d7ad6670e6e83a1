"""Compute figures: read a family's rows as known at an instant, run the one evaluator, say it in a sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from minhchung.reporting.enums import LineageKind
from minhchung.reporting.indicators import (
    Both,
    Family,
    Formula,
    Indicator,
    InputRow,
    Proof,
    Reading,
    Scope,
    StoredBytes,
)
from minhchung.reporting.indicators._records import document_proof, evidence_of, subtree
from minhchung.reporting.models import Period, Support
from minhchung.reporting.printing import Form, print_day, print_value
from vanban.pack.canonical import canonical
from vanban.pack.formula import Result, Scalar, evaluate, matching

_EXTRACT_TYPE = "text/csv"


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure as computed: its value in canonical text, the rows it ran over, the proofs behind them.

    `extract` is the bytes of the extract of our registers, when it is one of the proofs; `parts` are the two numbers
    of a percentage, in canonical text.
    """

    indicator: Indicator
    formula: Formula
    value: str
    sentence: Both
    name: Both
    rows: tuple[InputRow, ...]
    proofs: tuple[Proof, ...]
    extract: bytes | None = None
    parts: tuple[str, str] | None = None


def scope_of(period: Period, known_at: object) -> Scope:
    """What the figures of *period* are asked about, as known at *known_at*."""
    units = subtree(period.unit_id, period.starts_on, period.ends_on, known_at)
    return Scope(period.unit_id, units, period.starts_on, period.ends_on, known_at)


class Reader:
    """Computes figures of one period as known at one instant, reading each family once."""

    def __init__(self, period: Period, scope: Scope) -> None:
        self._period = period
        self._scope = scope
        self._readings: dict[str, Reading] = {}
        self._supports: dict[str, tuple[Proof, ...]] = {}

    @property
    def scope(self) -> Scope:
        return self._scope

    @classmethod
    def of(cls, period: Period, known_at: object) -> Reader:
        return cls(period, scope_of(period, known_at))

    def reading(self, family: Family) -> Reading:
        """The rows of *family* and their proofs."""
        if family.code not in self._readings:
            self._readings[family.code] = family.read(self._scope)
        return self._readings[family.code]

    def compute(self, indicator: Indicator) -> Computed:
        """The figure of *indicator*."""
        reading, family = self.reading(indicator.family), indicator.family
        formula = indicator.definition.bound(indicator.arguments)
        rows = _rows_of(formula, reading.rows)
        result = evaluate(formula, [row.values for row in rows])
        proofs = _proofs_of(rows, reading) + self._support(family)
        extract = None
        if family.has_extract or not any(proof.files for proof in proofs):
            extract = extract_of(rows)
            proofs = (self._extract_proof(indicator, extract), *proofs)
        words = self._words(indicator, formula, result, rows)
        return Computed(
            indicator=indicator,
            formula=formula,
            value=canonical_value(result),
            sentence=_fill(indicator.definition.sentence, words),
            name=_fill(indicator.definition.name, words),
            rows=rows,
            proofs=proofs,
            extract=extract,
            parts=_parts_of(formula, rows),
        )

    def _support(self, family: Family) -> tuple[Proof, ...]:
        if family.code not in self._supports:
            known = self._scope.known_at
            rows = (
                Support.objects.known_on(known)
                .filter(period=self._period, family=family.code)
                .select_related("evidence__file", "document")
                .order_by("pk")
            )
            found: dict[str, Proof] = {}
            for row in rows:
                if row.evidence:
                    found |= evidence_of([row.evidence])
                else:
                    proof = document_proof(row.document, known)
                    found[proof.id] = proof
            self._supports[family.code] = tuple(found.values())
        return self._supports[family.code]

    def _extract_proof(self, indicator: Indicator, data: bytes) -> Proof:
        digest = sha256(data).hexdigest()
        name = f"trich-{indicator.key.replace('.', '-')}-{self._scope.ends_on.isoformat()}.csv"
        title = f"Trích sổ: {indicator.family.name.vi}, đến ngày {print_day(self._scope.ends_on)}"
        return Proof(
            id=f"extract:{indicator.key}",
            kind=LineageKind.EXTRACT,
            record=f"extract:{indicator.key}",
            title=title,
            happened_on=self._scope.ends_on,
            received_on=self._scope.ends_on,
            recorded_at=self._scope.known_at,
            files=(StoredBytes(digest, len(data), name, _EXTRACT_TYPE),),
            sensitivity=1 if indicator.family.personal else 0,
            strength="system",
        )

    def _words(
        self, indicator: Indicator, formula: Formula, result: Result, rows: Sequence[InputRow]
    ) -> Mapping[str, Both]:
        value = canonical_value(result)
        form = Form.PERCENT if indicator.definition.is_percentage else Form.PLAIN
        words = {
            "value": Both(print_value(value, form), _english(value, form)),
            "starts_on": _same(print_day(self._scope.starts_on)),
            "ends_on": _same(print_day(self._scope.ends_on)),
        }
        if parts := _parts_of(formula, rows):
            words |= {
                name: _same(print_value(each, Form.PLAIN)) for name, each in zip(("part", "whole"), parts, strict=True)
            }
        for name, argument in indicator.arguments.items():
            words[name] = self._label(indicator, name, argument)
        return words

    def _label(self, indicator: Indicator, name: str, argument: str) -> Both:
        """How an argument is said: by the definition's labels, else by the rows' `NAME_name`, else by itself."""
        if label := indicator.definition.labels.get(name, {}).get(argument):
            return label
        for row in self.reading(indicator.family).rows:
            if row.values.get(name) == argument and isinstance(said := row.values.get(f"{name}_name"), str):
                return _same(said)
        return _same(argument)


def canonical_value(result: Result) -> str:
    """A result as canonical text: "26", "96.8", "" for none."""
    return "" if result is None else str(result)


def result_of(value: str, formula: Formula | None) -> Result:
    """The result that canonical text was made of: whole numbers for counts and sums, text for percentages."""
    if not value:
        return None
    is_text = formula is not None and formula["op"] == "percent"
    return value if is_text or not value.lstrip("-").isdigit() else int(value)


def packed_row(row: InputRow) -> dict[str, Scalar]:
    """A row as it stands in packs: its values, the record's name, and the first proof of that very row."""
    return {**row.values, "record": row.record, "evidence": row.proofs[0] if row.proofs else None}


def extract_of(rows: Sequence[InputRow]) -> bytes:
    """The rows as CSV in UTF-8: a header with the names of all fields, then one line a row, in the rows' order."""
    names = sorted({name for row in rows for name in row.values})
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["record", *names])
    for row in rows:
        writer.writerow([row.record, *(_cell(row.values.get(name)) for name in names)])
    return out.getvalue().encode()


def row_text(row: InputRow) -> str:
    """A row as canonical JSON, for its lineage."""
    return canonical(packed_row(row)).decode()


def _cell(value: Scalar) -> str:
    """A cell no spreadsheet takes for a formula (OWASP: CSV injection)."""
    text = "" if value is None else ("1" if value is True else "0" if value is False else str(value))
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _rows_of(formula: Formula, rows: Sequence[InputRow]) -> tuple[InputRow, ...]:
    """The rows that *formula* counts, in part or in whole."""
    parts = [formula["part"], formula["whole"]] if formula["op"] == "percent" else [formula]
    kept: set[int] = set()
    by_values = {id(row.values): index for index, row in enumerate(rows)}
    for part in parts:
        kept |= {by_values[id(values)] for values in matching(part.get("where", {}), [row.values for row in rows])}
    return tuple(rows[index] for index in sorted(kept))


def _parts_of(formula: Formula, rows: Sequence[InputRow]) -> tuple[str, str] | None:
    if formula["op"] != "percent":
        return None
    values = [row.values for row in rows]
    return canonical_value(evaluate(formula["part"], values)), canonical_value(evaluate(formula["whole"], values))


def _proofs_of(rows: Sequence[InputRow], reading: Reading) -> tuple[Proof, ...]:
    """The proofs that the rows name, then those that stand behind the whole reading."""
    named = dict.fromkeys(name for row in rows for name in row.proofs)
    bound = {name for row in reading.rows for name in row.proofs}
    shared = [name for name in reading.proofs if name not in bound]
    return tuple(reading.proofs[name] for name in [*named, *shared])


def _english(value: str, form: Form) -> str:
    """A canonical value as English prints it: "1,234", "96.8%"."""
    whole, dot, decimals = value.partition(".")
    shown = f"{int(whole):,}{dot}{decimals}" if value else "–"
    return f"{shown}%" if form is Form.PERCENT and value else shown


def _same(text: str) -> Both:
    return Both(text, text)


def _fill(template: Both, words: Mapping[str, Both]) -> Both:
    return Both(
        template.vi.format_map({name: said.vi for name, said in words.items()}),
        template.en.format_map({name: said.en for name, said in words.items()}),
    )
