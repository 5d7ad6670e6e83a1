"""Compute, declare and restate figures; each keeps what it was derived from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.audit.recording import withdraw
from minhchung.documents.models import Document
from minhchung.files.actions import store_bytes
from minhchung.reporting.computing import Computed, Reader, row_text
from minhchung.reporting.enums import FigureStatus, LineageKind
from minhchung.reporting.errors import (
    DeclaredWithoutEvidenceError,
    FigureMissingError,
    PeriodClosedError,
    PeriodOpenError,
    ReasonRequiredError,
    RestatementUnchangedError,
)
from minhchung.reporting.figures import definition_of, digest, digest_of, proof_text
from minhchung.reporting.indicators import Both, indicator
from minhchung.reporting.indicators._records import document_proof, evidence_of
from minhchung.reporting.models import Edition, Figure, Lineage, Period, Restatement
from minhchung.reporting.permissions import can_compute, can_restate, require
from minhchung.reporting.printing import number
from minhchung.work.models import Evidence
from vanban.pack.canonical import canonical

_ROWS_AT_ONCE = 500


def compute_figure(*, period: Period, key: str, by: User | None, known_at: datetime | None = None) -> Figure:
    """The figure *key* of an open *period*, as `compute_figures` makes it."""
    return compute_figures(period=period, keys=[key], by=by, known_at=known_at)[0]


@transaction.atomic
def compute_figures(
    *, period: Period, keys: Iterable[str], by: User | None, known_at: datetime | None = None
) -> list[Figure]:
    """The figures *keys* of an open *period* as known at *known_at* (now), each with its lineage, in the order asked.

    A figure that comes out the same stays as it stands; another value withdraws it. UnknownIndicatorError for a key
    that names no indicator, PeriodClosedError once the period is closed.
    """
    require(can_compute(by, period.unit))
    ledger.hold()
    period = _open(period)
    instant = known_at or clock.now()
    reader = Reader.of(period, instant)
    standing = {figure.key: figure for figure in period.figures.standing()}
    figures = []
    for key in dict.fromkeys(keys):
        figure = standing.get(key)
        if figure is None or figure.status == FigureStatus.COMPUTED:
            computed = reader.compute(indicator(key))
            if figure is None or digest_of(figure) != _digest(computed):
                figure = _replace(figure, computed, period, instant, by, "figure.computed")
        figures.append(figure)
    return figures


@transaction.atomic
def declare_figure(
    *,
    period: Period,
    key: str,
    value: str,
    unit: str,
    name: Both,
    sentence: Both,
    by: User | None,
    evidence: Iterable[Evidence] = (),
    documents: Iterable[Document] = (),
) -> Figure:
    """A figure that no records make: said by the unit, with evidence or documents behind it.

    *value* is canonical ("26", "96.8"). DeclaredWithoutEvidenceError when nothing is given to prove it.
    """
    require(can_compute(by, period.unit))
    ledger.hold()
    period = _open(period)
    number(value)
    instant = clock.now()
    proofs = list(evidence_of(evidence).values())
    proofs += [document_proof(document, instant) for document in documents]
    if not any(proof.files for proof in proofs):
        raise DeclaredWithoutEvidenceError(key=key)
    old = period.figures.standing().filter(key=key).first()
    if old:
        withdraw(old)
    definition = {"code": key, "version": 1, "name": [name.vi, name.en], "unit": [unit, unit], "formula": None}
    definition["sentence"] = [sentence.vi, sentence.en]
    figure = Figure.objects.create(
        period=period,
        key=key,
        indicator=key,
        version=1,
        definition=canonical(definition).decode(),
        definition_hash="",
        value=value,
        unit=unit,
        status=FigureStatus.DECLARED,
        known_at=instant,
        sentence=sentence.vi,
        sentence_en=sentence.en,
        recorded_at=instant,
        replaces=old,
    )
    _keep_lineage(figure, (), proofs)
    ledger.record("figure.declared", target=figure, by=by, facts=_facts(figure))
    return figure


@transaction.atomic
def restate_figure(*, figure: Figure, reason: str, by: User | None) -> Restatement:
    """Correct a figure of a closed period by a new row from what is known now; the old one stays readable.

    Lists every edition that quoted the old value. RestatementUnchangedError when the value comes out the same.
    """
    require(can_restate(by, figure))
    ledger.hold()
    if not reason.strip():
        raise ReasonRequiredError
    period = Period.objects.select_for_update(of=("self",)).select_related("unit").get(pk=figure.period_id)
    if not period.closed_at:
        raise PeriodOpenError(period=str(period))
    old = period.figures.standing().select_for_update(of=("self",)).filter(pk=figure.pk).first()
    if old is None:
        raise FigureMissingError(period=str(period), key=figure.key)
    instant = clock.now()
    computed = Reader.of(period, instant).compute(indicator(old.key))
    if computed.value == old.value:
        raise RestatementUnchangedError(key=old.key, value=old.value or "–")
    new = _replace(old, computed, period, instant, by, "figure.restated")
    new.approved_by, new.approved_at = by, instant
    new.save(update_fields=["approved_by", "approved_at"])
    restatement = Restatement.objects.create(
        old=old, new=new, reason=reason.strip()[:500], approved_by=by, recorded_at=instant
    )
    quoting = Edition.objects.filter(quotations__figure=old).distinct().order_by("pk")
    restatement.quoted_in.set(quoting)
    facts = {
        "key": old.key,
        "old": old.value,
        "new": new.value,
        "reason": restatement.reason,
        "quoted_in": [edition.number for edition in quoting],
    }
    ledger.record("restatement.made", target=restatement, by=by, facts=facts)
    return restatement


def _open(period: Period) -> Period:
    period = Period.objects.select_for_update(of=("self",)).select_related("unit").get(pk=period.pk)
    if period.closed_at:
        raise PeriodClosedError(period=str(period))
    return period


def _replace(
    old: Figure | None, computed: Computed, period: Period, instant: datetime, by: User | None, verb: str
) -> Figure:
    if old:
        withdraw(old)
    definition = computed.indicator.definition
    figure = Figure.objects.create(
        period=period,
        key=computed.indicator.key,
        indicator=definition.code,
        arguments=dict(computed.indicator.arguments),
        version=definition.version,
        definition=canonical(definition_of(computed)).decode(),
        definition_hash=definition.hash,
        family=computed.indicator.family.code,
        value=computed.value,
        unit=definition.unit.vi,
        known_at=instant,
        sentence=computed.sentence.vi,
        sentence_en=computed.sentence.en,
        recorded_at=clock.now(),
        replaces=old,
    )
    if computed.extract is not None:
        extract = next(proof for proof in computed.proofs if proof.kind is LineageKind.EXTRACT)
        file = extract.files[0]
        store_bytes(computed.extract, name=file.name, media_type=file.media_type, by=by)
    _keep_lineage(figure, computed.rows, computed.proofs)
    ledger.record(verb, target=figure, by=by, facts=_facts(figure) | {"rows": len(computed.rows)})
    return figure


def _keep_lineage(figure: Figure, rows: Iterable[object], proofs: Iterable[object]) -> None:
    lines = [
        Lineage(figure=figure, ordinal=ordinal, kind=LineageKind.ROW, record=row.record, content=row_text(row))
        for ordinal, row in enumerate(rows, start=1)
    ]
    lines += [
        Lineage(figure=figure, ordinal=ordinal, kind=proof.kind, record=proof.record, content=proof_text(proof))
        for ordinal, proof in enumerate(proofs, start=1)
    ]
    Lineage.objects.bulk_create(lines, batch_size=_ROWS_AT_ONCE)


def _digest(computed: Computed) -> str:
    return digest(
        computed.value,
        computed.indicator.definition.hash,
        [row_text(row) for row in computed.rows],
        [proof_text(proof) for proof in computed.proofs if proof.kind is not LineageKind.EXTRACT],
    )


def _facts(figure: Figure) -> dict[str, object]:
    return {
        "key": figure.key,
        "value": figure.value,
        "definition": figure.definition_hash,
        "known_at": ledger.stamp(figure.known_at),
        "lineage": digest_of(figure),
    }
