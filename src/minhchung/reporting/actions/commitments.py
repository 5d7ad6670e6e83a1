"""Directions for next year, and what became of last year's (P9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.audit.recording import withdraw
from minhchung.documents.models import Document
from minhchung.organisation.models import Unit
from minhchung.reporting.enums import CommitmentVerdict, ReportState
from minhchung.reporting.errors import (
    CommitmentExistsError,
    DeclaredWithoutEvidenceError,
    ReasonRequiredError,
    WrongStateError,
)
from minhchung.reporting.models import Commitment, CommitmentAnswer, Report
from minhchung.reporting.permissions import can_write, require
from minhchung.texts import line
from minhchung.work.models import Evidence


@transaction.atomic
def record_commitment(
    *, report: Report, key: str, text: str, owner: Unit, measure: str, due_on: date, by: User | None
) -> Commitment:
    """A direction that *report* gives for the time after it: who owns it, how it is measured, by when."""
    require(can_write(by, report.unit))
    if report.state == ReportState.ISSUED:
        raise WrongStateError(title=report.title, state=report.get_state_display(), needed=ReportState.DRAFT.label)
    if not text.strip() or not measure.strip():
        raise ReasonRequiredError
    key = line(key, field=_("Mã"), most=80)
    if Commitment.objects.filter(key=key).exists():
        raise CommitmentExistsError(key=key)
    text, measure = line(text, field=_("Cam kết"), most=1000), line(measure, field=_("Cách đo"), most=500)
    commitment = Commitment.objects.create(
        report=report,
        key=key,
        text=text,
        owner=owner,
        measure=measure,
        due_on=due_on,
        recorded_at=clock.now(),
    )
    facts = {"key": key, "owner": owner.pk, "measure": commitment.measure, "due_on": due_on.isoformat()}
    ledger.record("commitment.made", target=commitment, by=by, facts=facts)
    return commitment


@transaction.atomic
def answer_commitment(
    *,
    commitment: Commitment,
    report: Report,
    verdict: CommitmentVerdict | str,
    text: str,
    by: User | None,
    evidence: Iterable[Evidence] = (),
    documents: Iterable[Document] = (),
) -> CommitmentAnswer:
    """What became of *commitment*, told by *report*: kept and partly kept need evidence, not kept needs a reason."""
    require(can_write(by, report.unit))
    ledger.hold()
    verdict, evidence, documents = CommitmentVerdict(verdict), list(evidence), list(documents)
    if not text.strip():
        raise ReasonRequiredError
    text = line(text, field=_("Trả lời"), most=1000)
    if verdict != CommitmentVerdict.NOT_KEPT and not (evidence or documents):
        raise DeclaredWithoutEvidenceError(key=commitment.key)
    old = commitment.answers.standing().select_for_update().first()
    if old:
        withdraw(old)
    answer = CommitmentAnswer.objects.create(
        commitment=commitment,
        report=report,
        verdict=verdict,
        text=text,
        recorded_at=clock.now(),
        replaces=old,
    )
    answer.evidence.set(evidence)
    answer.documents.set(documents)
    facts = {"commitment": commitment.key, "verdict": str(verdict), "report": report.key}
    ledger.record("commitment.answered", target=answer, by=by, facts=facts)
    return answer
