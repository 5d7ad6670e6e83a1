"""Ask a roster to read a version of a document, and keep each person's confirmation of exactly those bytes (P1)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.audit.recording import withdraw
from minhchung.documents.models import DocumentVersion
from minhchung.organisation.models import Person, Unit
from minhchung.work.checks import free_key, in_order, locked, standing, stated
from minhchung.work.enums import AcknowledgementMethod
from minhchung.work.errors import (
    AcknowledgedAlreadyError,
    BriefingTakenError,
    DatesRefusedError,
    EvidenceRequiredError,
    HashMismatchError,
    NotOnRosterError,
    NotSignificantError,
    PagesUnseenError,
    SuccessorRefusedError,
    VersionUnprovableError,
)
from minhchung.work.models import Acknowledgement, Activity, Briefing, Evidence
from minhchung.work.permissions import can_acknowledge, can_plan, require
from minhchung.work.queries.coverage import is_on_roster


@transaction.atomic
def open_briefing(
    *,
    unit: Unit,
    version: DocumentVersion,
    opened_on: date,
    by: User,
    due_on: date | None = None,
    key: str | None = None,
    replaces: Briefing | None = None,
) -> Briefing:
    """Ask everybody of *unit* and below to read *version* by *due_on*; `reopen_briefing_for` fills *replaces*."""
    require(can_plan(by, unit))
    if due_on and due_on < opened_on:
        raise DatesRefusedError(reason=_("hạn đọc trước ngày mở"))
    if version.file is None:
        raise VersionUnprovableError(document=str(version.document))
    if Briefing.objects.filter(unit=unit, version=version).exists():
        raise BriefingTakenError
    briefing = Briefing.objects.create(
        key=free_key(Briefing, key or f"{version.document.key[:60]}-v{version.ordinal}-{unit.pk}"),
        unit=unit,
        version=version,
        opened_on=opened_on,
        due_on=due_on,
        replaces=replaces,
        recorded_at=clock.now(),
    )
    facts = {
        "key": briefing.key,
        "document": version.document.key,
        "version": version.ordinal,
        "sha256": version.file.sha256,
        "opened_on": opened_on.isoformat(),
        "due_on": due_on.isoformat() if due_on else None,
        "replaces": replaces.key if replaces else None,
    }
    record("briefing.opened", target=briefing, by=by, facts=facts)
    return briefing


@transaction.atomic
def reopen_briefing_for(
    *,
    briefing: Briefing,
    version: DocumentVersion,
    opened_on: date,
    by: User,
    due_on: date | None = None,
    key: str | None = None,
) -> Briefing:
    """Ask the roster of *briefing* to read a later *version*, only when something significant changed since.

    The old briefing and every confirmation of it stay as they are.
    """
    briefing = locked(briefing)
    read = briefing.version
    if version.document_id != read.document_id or version.ordinal <= read.ordinal:
        raise SuccessorRefusedError
    if Briefing.objects.filter(replaces=briefing).exists():
        raise BriefingTakenError
    since = DocumentVersion.objects.filter(
        document_id=read.document_id, ordinal__gt=read.ordinal, ordinal__lte=version.ordinal
    )
    if not since.filter(is_significant=True).exists():
        raise NotSignificantError
    return open_briefing(
        unit=briefing.unit, version=version, opened_on=opened_on, due_on=due_on, key=key, replaces=briefing, by=by
    )


@transaction.atomic
def acknowledge(
    *,
    briefing: Briefing,
    person: Person,
    sha256: str,
    pages_shown: int,
    method: str,
    happened_on: date,
    received_on: date,
    by: User,
    evidence: Evidence | None = None,
    activity: Activity | None = None,
) -> Acknowledgement:
    """Keep *person*'s confirmation of the bytes *sha256*, which must be those the briefing asks to read.

    On the system all pages must have been shown; a paper list needs the sheet as *evidence*, or the *activity* that
    carries it.
    """
    method = AcknowledgementMethod(method)
    require(can_acknowledge(by, briefing, person, method))
    briefing = locked(briefing)
    version = briefing.version
    if version.file is None or sha256 != version.file.sha256:
        raise HashMismatchError
    _check_shown(method, pages_shown, version.page_count, evidence, activity)
    in_order(happened_on=happened_on, received_on=received_on)
    if happened_on < briefing.opened_on:
        raise DatesRefusedError(reason=_("xác nhận trước ngày mở đợt phổ biến"))
    if briefing.acknowledgements.filter(person=person, withdrawn_at__isnull=True).exists():
        raise AcknowledgedAlreadyError(person=str(person))
    if not is_on_roster(briefing, person, happened_on, clock.now()):
        raise NotOnRosterError(person=str(person), day=happened_on)

    acknowledgement = Acknowledgement.objects.create(
        briefing=briefing,
        person=person,
        sha256=sha256,
        pages_shown=pages_shown,
        method=method,
        happened_on=happened_on,
        received_on=received_on,
        evidence=standing(evidence) if evidence else None,
        activity=standing(activity) if activity else None,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    facts = {
        "briefing": briefing.key,
        "person": person.pk,
        "sha256": sha256,
        "pages_shown": pages_shown,
        "method": str(method),
        "happened_on": happened_on.isoformat(),
        "received_on": received_on.isoformat(),
    }
    record("acknowledgement.recorded", target=acknowledgement, by=by, facts=facts)
    return acknowledgement


@transaction.atomic
def withdraw_acknowledgement(*, acknowledgement: Acknowledgement, reason: str, by: User) -> Acknowledgement:
    """Let a confirmation entered by mistake no longer stand, for a *reason*."""
    require(can_plan(by, acknowledgement.briefing.unit))
    acknowledgement, reason = standing(acknowledgement), stated(reason)
    withdraw(acknowledgement)
    facts = {"briefing": acknowledgement.briefing.key, "person": acknowledgement.person_id, "reason": reason}
    record("acknowledgement.withdrawn", target=acknowledgement, by=by, facts=facts)
    return acknowledgement


def _check_shown(
    method: AcknowledgementMethod, shown: int, pages: int, evidence: Evidence | None, activity: Activity | None
) -> None:
    if method == AcknowledgementMethod.SYSTEM and shown < pages:
        raise PagesUnseenError(shown=shown, pages=pages)
    if method == AcknowledgementMethod.PAPER and not (evidence or activity):
        raise EvidenceRequiredError
