"""Questions about periods, figures, reports and editions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from minhchung.organisation.models import Unit
from minhchung.reporting.enums import LineageKind, PeriodKind
from minhchung.reporting.models import (
    Commitment,
    CommitmentAnswer,
    Edition,
    Figure,
    Lineage,
    Period,
    Report,
    Restatement,
)
from minhchung.reporting.periods import parse_code
from minhchung.reporting.proving import readable_files


def figures_of(period: Period, known_at: datetime | None = None) -> QuerySet[Figure]:
    """The standing figures of *period* (those known at *known_at*), by key, with their lineage and approver."""
    figures = period.figures.known_on(known_at) if known_at else period.figures.standing()
    return figures.select_related("approved_by").prefetch_related("lineage").order_by("key")


def untraced_figures(period: Period) -> list[Figure]:
    """Figures of *period* without any proof, or with a file that cannot be read; by key."""
    figures = list(
        period.figures.standing()
        .order_by("key")
        .prefetch_related(Prefetch("lineage", Lineage.objects.exclude(kind=LineageKind.ROW), to_attr="proof_lines"))
    )
    good = readable_files({digest for figure in figures for digest in _file_hashes(figure.proof_lines)})
    return [figure for figure in figures if not (found := _file_hashes(figure.proof_lines)) or not found <= good]


def period_of_code(unit: Unit, code: str, regime: str = "nd09") -> Period | None:
    """The period of *unit* that a short code names ("2022", "2022-Q1"), or None when it was never opened."""
    kind, year, ordinal = parse_code(code)
    return Period.objects.filter(unit=unit, regime=regime, kind=PeriodKind(kind), year=year, ordinal=ordinal).first()


def editions_of(report: Report) -> QuerySet[Edition]:
    """The editions of *report*, oldest first, with their files."""
    return report.editions.select_related("document", "corrects").prefetch_related("parts__file").order_by("ordinal")


def quoting_editions(figure: Figure) -> QuerySet[Edition]:
    """Every edition that prints *figure*, oldest first."""
    return Edition.objects.filter(quotations__figure=figure).distinct().order_by("pk")


def restatements_of(period: Period) -> QuerySet[Restatement]:
    """What was corrected after *period* was closed, oldest first."""
    return Restatement.objects.filter(old__period=period).select_related("old", "new", "approved_by").order_by("pk")


def unanswered_commitments(report: Report) -> QuerySet[Commitment]:
    """Commitments of issued reports of earlier periods of the same length that nobody answered yet, oldest first.

    Only those due by the end of the report's period: a promise for 2025 is not asked of the report of 2023.
    """
    answered = CommitmentAnswer.objects.standing().values("commitment")
    return (
        Commitment.objects.filter(
            report__unit=report.unit_id,
            report__editions__isnull=False,
            report__period__kind=report.period.kind,
            report__period__ends_on__lt=report.period.ends_on,
            due_on__lte=report.period.ends_on,
        )
        .exclude(report=report.pk)
        .exclude(pk__in=answered)
        .distinct()
        .select_related("owner", "report")
        .order_by("report__period__ends_on", "pk")
    )


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A figure of one period in a series; `is_break` when it was made by another definition than the one before."""

    figure: Figure
    is_break: bool


def series(key: str, periods: Iterable[Period]) -> list[SeriesPoint]:
    """The standing figure *key* of each of *periods*, oldest first, with the breaks between definitions (P8)."""
    figures = (
        Figure.objects.standing()
        .filter(key=key, period__in=list(periods))
        .select_related("period")
        .order_by("period__ends_on", "period__starts_on")
    )
    points: list[SeriesPoint] = []
    for figure in figures:
        before = points[-1].figure if points else None
        points.append(SeriesPoint(figure, before is not None and before.definition_hash != figure.definition_hash))
    return points


def _file_hashes(lines: Iterable[Lineage]) -> set[str]:
    return {file["sha256"] for line in lines for file in json.loads(line.content)["files"]}
