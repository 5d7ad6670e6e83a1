"""Write, submit, return and approve a report."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.reporting.actions.figures import compute_figures
from minhchung.reporting.bindings import figure_keys
from minhchung.reporting.enums import ReportState
from minhchung.reporting.errors import (
    OrphansError,
    PeriodClosedError,
    ReasonRequiredError,
    ReportExistsError,
    WrongStateError,
)
from minhchung.reporting.linting import Linted, lint_report, required_keys
from minhchung.reporting.models import Period, Report, ReportNote
from minhchung.reporting.narrative import references, tidy
from minhchung.reporting.permissions import can_approve, can_write, require
from minhchung.texts import line
from minhchung.work import texts


@transaction.atomic
def draft_report(
    *,
    key: str,
    period: Period,
    title: str,
    narrative: str,
    by: User | None,
    recipients: Iterable[str] = (),
    signer_name: str = "",
    signer_post: str = "",
    signing_capacity: str = "",
    signing_principal: str = "",
    is_illustrative: bool = False,
) -> Report:
    """A draft about *period*; NarrativeError when the narrative cannot be read."""
    require(can_write(by, period.unit))
    title, key = _title(title), line(key, field=_("Mã"), most=80)
    recipients = [line(each, field=_("Nơi nhận"), most=300) for each in recipients]
    signer_name, signer_post, signing_principal = (
        line(each, field=_("Người ký"), most=160, required=False)
        for each in (signer_name, signer_post, signing_principal)
    )
    signing_capacity = line(signing_capacity, field=_("Thẩm quyền ký"), most=10, required=False)
    if Report.objects.filter(key=key).exists():
        raise ReportExistsError(key=key)
    narrative = tidy(narrative)
    references(narrative)
    report = Report.objects.create(
        key=key,
        unit=period.unit,
        period=period,
        title=title,
        narrative=narrative,
        recipients=recipients,
        signer_name=signer_name,
        signer_post=signer_post,
        signing_capacity=signing_capacity,
        signing_principal=signing_principal,
        drafted_by=by,
        is_illustrative=is_illustrative,
        recorded_at=clock.now(),
    )
    ledger.record("report.drafted", target=report, by=by, facts={"key": key, "narrative": _digest(narrative)})
    return report


@transaction.atomic
def revise_report(*, report: Report, narrative: str, by: User | None, title: str = "") -> Report:
    """Another text for a draft, a returned report, or one already issued, which then goes round again."""
    require(can_write(by, report.unit))
    report = _locked(report, ReportState.DRAFT, ReportState.RETURNED, ReportState.ISSUED)
    narrative = tidy(narrative)
    references(narrative)
    report.narrative, report.title = narrative, _title(title) if title.strip() else report.title
    report.state = ReportState.DRAFT
    report.approved_by = report.approved_at = None
    report.save(update_fields=["narrative", "title", "state", "approved_by", "approved_at"])
    ledger.record("report.revised", target=report, by=by, facts={"narrative": _digest(narrative)})
    return report


@transaction.atomic
def compile_report(*, report: Report, by: User | None) -> Linted:
    """Compute every figure that the narrative names (while its period is open) and lint the result."""
    require(can_write(by, report.unit))
    keys = required_keys(report)
    standing = set(report.period.figures.standing().values_list("key", flat=True))
    if not report.period.closed_at:
        compute_figures(period=report.period, keys=keys, by=by)
    elif set(keys) - standing:
        raise PeriodClosedError(period=str(report.period))
    return lint_report(report)


@transaction.atomic
def submit_report(*, report: Report, by: User | None, text: str = "") -> Report:
    """Lay a draft before the head."""
    require(can_write(by, report.unit))
    report = _locked(report, ReportState.DRAFT, ReportState.RETURNED)
    return _move(report, ReportState.SUBMITTED, text, by, "report.submitted")


@transaction.atomic
def return_report(*, report: Report, text: str, by: User | None) -> Report:
    """Give a submitted report back; it must be said why."""
    require(can_approve(by, report))
    report = _locked(report, ReportState.SUBMITTED, ReportState.APPROVED)
    if not text.strip():
        raise ReasonRequiredError
    report.approved_by = report.approved_at = None
    return _move(report, ReportState.RETURNED, text, by, "report.returned")


@transaction.atomic
def approve_report(*, report: Report, by: User | None, text: str = "") -> Report:
    """Approve a submitted report without orphans, and with it every figure that it prints."""
    require(can_approve(by, report))
    ledger.hold()
    report = _locked(report, ReportState.SUBMITTED)
    linted = lint_report(report)
    if not linted.is_clean:
        raise OrphansError(**linted.data())
    instant = clock.now()
    keys = figure_keys(references(report.narrative))
    figures = report.period.figures.standing().select_for_update().filter(key__in=keys, approved_at__isnull=True)
    approved = list(figures.order_by("key"))
    for figure in approved:
        figure.approved_by, figure.approved_at, figure.approved_as = by, instant, _signed(by, report)
        figure.save(update_fields=["approved_by", "approved_at", "approved_as"])
    report.approved_by, report.approved_at = by, instant
    return _move(report, ReportState.APPROVED, text, by, "report.approved", figures={f.key: f.value for f in approved})


def _signed(by: User | None, report: Report) -> str:
    """How the approver stands on a figure for ever, whatever becomes of the account."""
    return str(by) if by else report.signer_post


def _locked(report: Report, *states: ReportState) -> Report:
    report = Report.objects.select_for_update(of=("self",)).select_related("period", "unit").get(pk=report.pk)
    if report.state not in states:
        raise WrongStateError(title=report.title, state=report.get_state_display(), needed=states[0].label)
    return report


_LONGEST_NOTE = 10_000


def _title(text: str) -> str:
    return line(text, field=_("Tên báo cáo"), most=300)


def _move(report: Report, state: ReportState, text: str, by: User | None, verb: str, **facts: object) -> Report:
    text = texts.paragraphs(text, field=_("Ý kiến"), most=_LONGEST_NOTE, required=False)
    report.state = state
    report.save(update_fields=["state", "approved_by", "approved_at"])
    ReportNote.objects.create(report=report, state=state, text=text, written_by=by, recorded_at=clock.now())
    facts = {"narrative": _digest(report.narrative), "text": text, **facts}
    ledger.record(verb, target=report, by=by, facts=facts)
    return report


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
