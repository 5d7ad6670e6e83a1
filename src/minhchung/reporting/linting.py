"""Lint a report: read its narrative against the records, find orphans, and see that every proof is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from minhchung import clock
from minhchung.documents.models import Document
from minhchung.reporting.bindings import Bound, bind, figure_keys
from minhchung.reporting.figures import said
from minhchung.reporting.linter import Orphan, lint
from minhchung.reporting.models import Report
from minhchung.reporting.narrative import read, references
from minhchung.reporting.proving import Gap, gaps, undeclared_overlaps
from minhchung.reporting.queries import figures_of
from vanban.layout.model import Blocks

MOST_OFFERED = 2_000


@dataclass(frozen=True, slots=True)
class Linted:
    """A report's rendered blocks, what they are bound to, and what is wrong with them."""

    blocks: Blocks
    bound: Bound
    orphans: tuple[Orphan, ...]
    gaps: tuple[Gap, ...]

    @property
    def is_clean(self) -> bool:
        return not self.orphans and not self.gaps

    def data(self) -> Mapping[str, object]:
        """What an OrphansError says: how many, and each with its sentence and candidates."""
        lines = [f"“{each.text}” – {each.sentence} {_offered(each)}".strip() for each in self.orphans]
        lines += [f"{gap.key}: {_GAPS[gap.code]} {gap.text}".strip() for gap in self.gaps]
        return {"count": len(lines), "list": "; ".join(lines), "orphans": self.orphans, "gaps": self.gaps}


_GAPS = {
    "no_evidence": _lazy("chưa có minh chứng"),
    "no_value": _lazy("chưa có giá trị"),
    "unreadable": _lazy("không đọc được tệp"),
    "overlap": _lazy("tính trùng mà chưa khai"),
}


def lint_report(report: Report, known_at: datetime | None = None) -> Linted:
    """What the linter says of a report as its period's figures stand; NarrativeError for a reference to nothing."""
    instant = known_at or clock.now()
    found = references(report.narrative)
    wanted = set(figure_keys(found))
    figures = [said(figure) for figure in figures_of(report.period)]
    bound = bind(report.period, found, figures, instant, more=_offered_documents(report))
    blocks = read(report.narrative, bound.known)
    used = [each for each in figures if each.key in wanted]
    return Linted(blocks, bound, lint(blocks, bound.known), gaps(used) + undeclared_overlaps(used))


def required_keys(report: Report) -> list[str]:
    """The keys of the figures that a report's narrative needs."""
    return figure_keys(references(report.narrative))


def _offered_documents(report: Report) -> list[str]:
    """Keys of documents of the period, the newest first, so that an orphan citation can be offered a candidate."""
    period = report.period
    recent = Document.objects.filter(issued_on__range=(period.starts_on, period.ends_on)).order_by("-issued_on", "-pk")
    return list(recent.values_list("key", flat=True)[:MOST_OFFERED])


def _offered(orphan: Orphan) -> str:
    return _("(có thể là: %(candidates)s)") % {"candidates": ", ".join(orphan.candidates)} if orphan.candidates else ""
