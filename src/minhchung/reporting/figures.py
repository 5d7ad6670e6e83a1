"""What a stored figure says: its definition, its rows and its proofs, read back from canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from minhchung.audit.ledger import stamp
from minhchung.reporting.computing import Computed, packed_row
from minhchung.reporting.enums import FigureStatus, LineageKind
from minhchung.reporting.indicators import Both, Formula, Proof, StoredBytes, definitions
from minhchung.reporting.models import Figure
from vanban.pack.canonical import canonical
from vanban.pack.formula import Scalar


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with everything that makes it, whether it was read from its lineage or just computed.

    `rows` are as they stand in packs: flat, with `record` and `evidence`.
    """

    key: str
    code: str
    version: int
    name: Both
    unit: Both
    template: Both
    sentence: Both
    formula: Formula | None
    arguments: Mapping[str, str]
    family: str
    value: str
    status: str
    known_at: datetime
    approved_by: str
    rows: tuple[Mapping[str, Scalar], ...]
    proofs: tuple[Proof, ...]

    @property
    def is_percentage(self) -> bool:
        if self.formula is not None:
            return self.formula["op"] == "percent"
        return self.unit.vi == "%"


def definition_of(computed: Computed) -> dict[str, object]:
    """What the indicator said when the figure was made: its names, unit and formula with the arguments put in."""
    definition = computed.indicator.definition
    return {
        "code": definition.code,
        "version": definition.version,
        "name": [computed.name.vi, computed.name.en],
        "unit": [definition.unit.vi, definition.unit.en],
        "sentence": [definition.sentence.vi, definition.sentence.en],
        "formula": computed.formula,
        "is_part": definition.is_part,
    }


def said(figure: Figure, *, has_lineage: bool = True) -> Said:
    """The figure as stored, with its lineage: one query, or none when `lineage` is prefetched or not asked for."""
    rows: list[Mapping[str, Scalar]] = []
    proofs: list[Proof] = []
    for line in sorted(figure.lineage.all() if has_lineage else (), key=lambda line: line.ordinal):
        content = json.loads(line.content)
        if line.kind == LineageKind.ROW:
            rows.append(content)
        else:
            proofs.append(_proof(line.kind, line.record, content))
    definition = json.loads(figure.definition)
    return Said(
        key=figure.key,
        code=figure.indicator,
        version=figure.version,
        name=Both(*definition["name"]),
        unit=Both(*definition["unit"]),
        template=Both(*definition["sentence"]),
        sentence=Both(figure.sentence, figure.sentence_en),
        formula=definition["formula"],
        arguments=figure.arguments,
        family=figure.family,
        value=figure.value,
        status=figure.status,
        known_at=figure.known_at,
        approved_by=figure.approved_as,
        rows=tuple(rows),
        proofs=tuple(proofs),
    )


def recomputed(figure: Figure, computed: Computed) -> Said:
    """The figure as its records make it again, for a replay; what people said of it (approval) is taken as stored."""
    definition = computed.indicator.definition
    return Said(
        key=figure.key,
        code=definition.code,
        version=definition.version,
        name=computed.name,
        unit=definition.unit,
        template=definition.sentence,
        sentence=computed.sentence,
        formula=computed.formula,
        arguments=dict(computed.indicator.arguments),
        family=computed.indicator.family.code,
        value=computed.value,
        status=FigureStatus.COMPUTED.value,
        known_at=figure.known_at,
        approved_by=figure.approved_as,
        rows=tuple(packed_row(row) for row in computed.rows),
        proofs=computed.proofs,
    )


def proof_text(proof: Proof) -> str:
    """A proof as canonical JSON, for its lineage."""
    content = {
        "id": proof.id,
        "title": proof.title,
        "happened_on": proof.happened_on.isoformat() if proof.happened_on else None,
        "received_on": proof.received_on.isoformat() if proof.received_on else None,
        "recorded_at": stamp(proof.recorded_at),
        "sensitivity": int(proof.sensitivity),
        "strength": str(proof.strength),
        "files": [
            {"sha256": file.sha256, "size": file.size, "name": file.name, "media_type": file.media_type}
            for file in proof.files
        ],
    }
    return canonical(content).decode()


def digest_of(figure: Figure) -> str:
    """SHA-256 over a stored figure's value, definition, rows and proofs (extracts aside: they date themselves)."""
    lines = sorted(figure.lineage.all(), key=lambda line: (line.kind, line.ordinal))
    rows = [line.content for line in lines if line.kind == LineageKind.ROW]
    proofs = sorted(line.content for line in lines if line.kind in (LineageKind.EVIDENCE, LineageKind.DOCUMENT))
    return digest(figure.value, figure.definition_hash, rows, proofs)


def digest(value: str, definition_hash: str, rows: Sequence[str], proofs: Iterable[str]) -> str:
    """SHA-256, in hexadecimal, over all that decides whether a figure came out the same."""
    said = {"value": value, "definition": definition_hash, "rows": list(rows), "proofs": sorted(proofs)}
    return sha256(canonical(said)).hexdigest()


def drifted(figure: Figure) -> bool:
    """Whether the definition that made the figure is no longer the one its indicator has (P8)."""
    if figure.status == FigureStatus.DECLARED or figure.indicator not in definitions():
        return figure.status != FigureStatus.DECLARED
    return definitions()[figure.indicator][1][-1].hash != figure.definition_hash


def _proof(kind: str, record: str, content: Mapping[str, object]) -> Proof:
    return Proof(
        id=content["id"],
        kind=LineageKind(kind),
        record=record,
        title=content["title"],
        happened_on=_day(content["happened_on"]),
        received_on=_day(content["received_on"]),
        recorded_at=datetime.fromisoformat(content["recorded_at"]),
        files=tuple(StoredBytes(**file) for file in content["files"]),
        sensitivity=content["sensitivity"],
        strength=content["strength"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
