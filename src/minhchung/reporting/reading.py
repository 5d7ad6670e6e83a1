"""A report as one person reads it: its blocks, where each mark leads, and what is still wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.documents.permissions import visible_documents
from minhchung.reporting.bindings import bind
from minhchung.reporting.errors import NarrativeError
from minhchung.reporting.figures import Said, said
from minhchung.reporting.linter import Orphan, lint
from minhchung.reporting.models import Report
from minhchung.reporting.narrative import Reference, read, references
from minhchung.work.models import Activity
from minhchung.work.permissions import visible_activities
from vanban.layout.flat import flatten
from vanban.layout.model import Blocks, Mark, MarkKind, Paragraph, Text


@dataclass(frozen=True, slots=True)
class Reading:
    """Blocks to show, the figures in them by key, orphans, and the addresses behind marks.

    `problem` says why the narrative could not be read; its source stands in `blocks` then.
    """

    blocks: Blocks
    figures: tuple[Said, ...]
    orphans: tuple[Orphan, ...]
    addresses: dict[tuple[str, str], str]
    problem: str = ""

    @property
    def faults(self) -> list[tuple[Orphan, str]]:
        """Each orphan with what is wrong with it, in words."""
        return [(orphan, reason_in_words(orphan)) for orphan in self.orphans]

    def href(self, mark: Mark) -> str:
        """Where a mark leads for this person; "" when what stands there is not for her."""
        return self.addresses.get((mark.kind.value, mark.key), "")


def read_report(report: Report, user: User) -> Reading:
    """The report as *user* reads it now, with the figures of its period as they stand; a fixed number of queries."""
    try:
        found = references(report.narrative)
        figures = _figures(report, found)
        bound = bind(report.period, found, figures, clock.now())
        blocks = read(report.narrative, bound.known)
    except NarrativeError as refusal:
        shown = tuple(Paragraph((Text(line),)) for line in report.narrative.split("\n\n"))
        return Reading(shown, (), (), {}, str(refusal))
    used = {span.mark.key for span in flatten(blocks).spans if span.mark.kind in (MarkKind.FIGURE, MarkKind.LIST)}
    return Reading(
        blocks,
        tuple(each for each in figures if each.key in used),
        lint(blocks, bound.known),
        _addresses(report, user, blocks),
    )


def _figures(report: Report, found: tuple[Reference, ...]) -> list[Said]:
    """The standing figures, with their rows only where a list is read from them."""
    lists = {each.key for each in found if each.kind == "list"}
    standing = report.period.figures.standing().order_by("key")
    full = {each.key: each for each in standing.filter(key__in=lists).prefetch_related("lineage")}
    return [said(full.get(each.key, each), has_lineage=each.key in full) for each in standing]


def _addresses(report: Report, user: User, blocks: Blocks) -> dict[tuple[str, str], str]:
    marks = {(span.mark.kind.value, span.mark.key) for span in flatten(blocks).spans}
    keys = {key for _kind, key in marks}
    made = {
        (kind, key): reverse("reporting:figure", args=[report.pk, key])
        for kind, key in marks
        if kind in (MarkKind.FIGURE.value, MarkKind.LIST.value)
    }
    documents = dict(visible_documents(user).filter(key__in=keys).values_list("key", "pk"))
    done = dict(visible_activities(user, Activity.objects.standing().filter(key__in=keys)).values_list("key", "pk"))
    for kind, key in marks:
        if kind in (MarkKind.DOCUMENT.value, MarkKind.DATE.value) and key in documents:
            made[kind, key] = reverse("documents:document", args=[documents[key]])
        elif kind in (MarkKind.ACTIVITY.value, MarkKind.DATE.value) and key in done:
            made[kind, key] = reverse("work:activity", args=[done[key]])
    return made


def reason_in_words(orphan: Orphan) -> str:
    """Why a claim is an orphan, for people."""
    return {
        "unbound": _("chưa gắn với số liệu hay văn bản nào"),
        "differs": _("khác với điều sổ sách ghi"),
        "unknown": _("gắn với mã không có"),
        "unread": _("dãy số không đọc được"),
    }[orphan.reason]
