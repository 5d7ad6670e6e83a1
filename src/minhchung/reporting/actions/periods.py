"""Open and close reporting periods, and attach what stands behind a family of figures."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit.ledger import record, target_name
from minhchung.documents.models import Document
from minhchung.organisation.models import Unit
from minhchung.reporting.enums import PeriodKind, ReopenException
from minhchung.reporting.errors import (
    PeriodClosedError,
    PeriodNotOverError,
    PeriodOpenError,
    PeriodPublishedError,
    ReasonRequiredError,
    UnknownIndicatorError,
    UntracedFiguresError,
)
from minhchung.reporting.indicators import families
from minhchung.reporting.models import Edition, Period, Support
from minhchung.reporting.periods import span
from minhchung.reporting.permissions import can_close, can_compute, require
from minhchung.reporting.queries import untraced_figures
from minhchung.reporting.regimes import regime
from minhchung.texts import line
from minhchung.work.models import Evidence


@transaction.atomic
def open_period(
    *, unit: Unit, kind: PeriodKind | str, year: int, by: User | None, ordinal: int = 1, regime_code: str = "nd09"
) -> Period:
    """The period of *unit* for those days under its regime, made when it is asked for the first time."""
    require(can_compute(by, unit))
    days = span(regime(regime_code), PeriodKind(kind), year, ordinal)
    period, is_new = Period.objects.get_or_create(
        unit=unit,
        regime=regime_code,
        kind=PeriodKind(kind),
        year=year,
        ordinal=ordinal,
        defaults={"starts_on": days.starts_on, "ends_on": days.ends_on, "recorded_at": clock.now()},
    )
    if is_new:
        facts = {
            "regime": regime_code,
            "kind": str(period.kind),
            "year": year,
            "ordinal": ordinal,
            "starts_on": days.starts_on.isoformat(),
            "ends_on": days.ends_on.isoformat(),
        }
        record("period.opened", target=period, by=by, facts=facts)
    return period


@transaction.atomic
def close_period(*, period: Period, by: User | None) -> Period:
    """Lock every figure of *period*; afterwards only a restatement can correct it."""
    require(can_close(by, period))
    period = Period.objects.select_for_update(of=("self",)).select_related("unit").get(pk=period.pk)
    if period.closed_at:
        raise PeriodClosedError(period=str(period))
    if clock.today() <= period.ends_on:
        raise PeriodNotOverError(period=str(period), ends_on=f"{period.ends_on:%d/%m/%Y}")
    if untraced := untraced_figures(period):
        raise UntracedFiguresError(count=len(untraced), keys=", ".join(figure.key for figure in untraced))

    period.closed_at = period.known_at = clock.now()
    period.closed_by = by
    period.save(update_fields=["closed_at", "closed_by", "known_at"])
    figures = {figure.key: figure.value for figure in period.figures.standing().order_by("key")}
    record("period.closed", target=period, by=by, facts={"figures": figures})
    return period


@transaction.atomic
def reopen_period(*, period: Period, exception: ReopenException | str, reason: str, by: User | None) -> Period:
    """Let figures of *period* be computed again, on one of the listed grounds and before any edition of it."""
    require(can_close(by, period))
    period = Period.objects.select_for_update(of=("self",)).get(pk=period.pk)
    exception = ReopenException(exception)
    if not reason.strip():
        raise ReasonRequiredError
    reason = line(reason, field=_("Lý do"), most=500)
    if not period.closed_at:
        raise PeriodOpenError(period=str(period))
    if edition := Edition.objects.filter(report__period=period).order_by("pk").first():
        raise PeriodPublishedError(period=str(period), number=edition.number)

    period.closed_at, period.closed_by, period.known_at = None, None, None
    period.save(update_fields=["closed_at", "closed_by", "known_at"])
    record("period.reopened", target=period, by=by, facts={"exception": str(exception), "reason": reason})
    return period


@transaction.atomic
def support_family(
    *, period: Period, family: str, by: User | None, evidence: Evidence | None = None, document: Document | None = None
) -> Support:
    """Put a document or a piece of evidence behind all figures of *family* in an open *period*."""
    require(can_compute(by, period.unit))
    period = Period.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if period.closed_at:
        raise PeriodClosedError(period=str(period))
    if family not in {each.code for each in families()}:
        raise UnknownIndicatorError(key=family)
    support = Support.objects.create(
        period=period, family=family, evidence=evidence, document=document, recorded_at=clock.now()
    )
    record("support.added", target=support, by=by, facts={"family": family, "what": target_name(evidence or document)})
    return support
