"""Record what was done, who took part, and correct it without losing what was said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.audit.recording import withdraw
from minhchung.documents.models import DocumentVersion
from minhchung.organisation.models import Person, Unit
from minhchung.work import texts
from minhchung.work.actions.carrying import (
    acknowledgements_at,
    carry_acknowledgements,
    carry_evidence,
    carry_participations,
)
from minhchung.work.checks import free_key, in_order, standing, stated
from minhchung.work.content import digest
from minhchung.work.enums import Attendance
from minhchung.work.errors import AttendanceRefusedError, LinkMissingError, ProvesAcknowledgementsError
from minhchung.work.models import Activity, Evidence, Participation, Partner, Standard, Task, Topic
from minhchung.work.permissions import can_record, require
from minhchung.work.queries.types import activity_definition

_LINKS = ("tasks", "topics", "partners", "documents")
_LINK_NAMES = {
    "topics": gettext_lazy("chủ đề"),
    "partners": gettext_lazy("đơn vị phối hợp"),
    "documents": gettext_lazy("văn bản"),
}
_FIELDS = (
    "type",
    "unit",
    "title",
    "place",
    "happened_on",
    "ended_on",
    "received_on",
    "details",
    "sensitivity",
    "is_illustrative",
)


@transaction.atomic
def record_activity(
    *,
    key: str,
    type: str,
    unit: Unit,
    title: str,
    happened_on: date,
    received_on: date,
    by: User,
    ended_on: date | None = None,
    place: str = "",
    details: Mapping[str, object] | None = None,
    tasks: Iterable[Task] = (),
    topics: Iterable[Topic] = (),
    partners: Iterable[Partner] = (),
    documents: Iterable[DocumentVersion] = (),
    sensitivity: int = Sensitivity.OPEN,
    is_illustrative: bool = False,
) -> Activity:
    """Record what *unit* did, with the typed *details* of its *type* and its three dates."""
    require(can_record(by, unit))
    links = {"tasks": list(tasks), "topics": list(topics), "partners": list(partners), "documents": list(documents)}
    activity = Activity(
        key=free_key(Activity, key),
        type=type,
        unit=unit,
        title=title,
        place=place,
        happened_on=happened_on,
        ended_on=ended_on,
        received_on=received_on,
        details=details or {},
        sensitivity=Sensitivity(sensitivity),
        is_illustrative=is_illustrative,
    )
    _save(activity, links)
    record("activity.recorded", target=activity, by=by, facts=_facts(activity))
    return activity


@transaction.atomic
def correct_activity(
    *, activity: Activity, reason: str, by: User, keep_participations: bool, keep_evidence: bool, **changes: object
) -> Activity:
    """Withdraw *activity* and record it anew with *changes*; what is kept is carried over row by row.

    *changes* are arguments of `record_activity` other than key. What is not kept is withdrawn with the old row.
    Acknowledgements given at the activity, or on a sheet that proves it, are carried over with it.
    """
    require(can_record(by, activity.unit))
    activity, reason = standing(activity), stated(reason)
    if unknown := set(changes) - {*_FIELDS, *_LINKS}:
        raise TypeError(f"an activity has no {', '.join(sorted(unknown))}")
    links = {name: list(changes.pop(name, None) or getattr(activity, name).all()) for name in _LINKS}
    withdraw(activity)
    fields = {name: getattr(activity, name) for name in _FIELDS} | changes
    require(can_record(by, fields["unit"]))
    corrected = Activity(key=activity.key, replaces=activity, **fields)
    _save(corrected, links)
    carry_participations(activity, corrected, is_kept=keep_participations)
    proofs = carry_evidence(activity, corrected, is_kept=keep_evidence)
    carry_acknowledgements(activity, corrected, proofs)
    facts = _facts(corrected) | {
        "replaces": activity.pk,
        "reason": reason,
        "keep_participations": keep_participations,
        "keep_evidence": keep_evidence,
    }
    record("activity.corrected", target=corrected, by=by, facts=facts)
    return corrected


@transaction.atomic
def withdraw_activity(*, activity: Activity, reason: str, by: User) -> Activity:
    """Let *activity*, who took part and its evidence no longer stand; what was known before stays readable.

    Acknowledgements that only it proves are refused with it: withdraw them first, each for its reason.
    """
    require(can_record(by, activity.unit))
    activity, reason = standing(activity), stated(reason)
    if proved := acknowledgements_at(activity).count():
        raise ProvesAcknowledgementsError(count=proved)
    withdraw(activity)
    for model in (Participation, Evidence):
        for row in model.objects.filter(activity=activity).standing():
            withdraw(row)
    record("activity.withdrawn", target=activity, by=by, facts={"key": activity.key, "reason": reason})
    return activity


@transaction.atomic
def record_participation(
    *,
    activity: Activity,
    person: Person,
    state: str,
    by: User,
    reason: str = "",
    days_owed: int | None = None,
    days_done: int | None = None,
) -> Participation:
    """Put *person* on the roster of *activity* as present, excused (with a reason) or absent."""
    require(can_record(by, activity.unit))
    activity = standing(activity)
    if activity.participations.filter(person=person, withdrawn_at__isnull=True).exists():
        raise AttendanceRefusedError(person=str(person), reason=_("đã có trong danh sách; hãy đính chính dòng cũ"))
    return _participate(activity, person, state, reason, days_owed, days_done, by, replaces=None)


@transaction.atomic
def correct_participation(
    *,
    participation: Participation,
    state: str,
    by: User,
    reason: str = "",
    days_owed: int | None = None,
    days_done: int | None = None,
) -> Participation:
    """Replace what was said of one person's attendance."""
    require(can_record(by, participation.activity.unit))
    participation = standing(participation)
    withdraw(participation)
    return _participate(
        standing(participation.activity),
        participation.person,
        state,
        reason,
        days_owed,
        days_done,
        by,
        replaces=participation,
    )


def _save(activity: Activity, links: Mapping[str, list[object]]) -> None:
    """Clean *activity* and write it with its links; refuse it whole otherwise."""
    definition = activity_definition(activity.type)
    in_order(happened_on=activity.happened_on, received_on=activity.received_on, ended_on=activity.ended_on)
    for needed in definition.needs:
        if not links[needed]:
            raise LinkMissingError(type=str(definition.name), what=_LINK_NAMES[needed])
    activity.title = texts.line(activity.title, field=_("Tên hoạt động"), most=500)
    activity.place = texts.line(activity.place, field=_("Địa điểm"), most=300, required=False)
    activity.details = definition.validate(activity.details, exists=_exists)
    activity.sensitivity = Sensitivity(activity.sensitivity)
    activity.recorded_at = clock.now()
    activity.save(force_insert=True)
    for name, rows in links.items():
        getattr(activity, name).set(rows)


def _exists(kind: str, code: str) -> bool:
    return kind == "standard" and Standard.objects.filter(code=code).exists()


def _participate(
    activity: Activity,
    person: Person,
    state: str,
    reason: str,
    days_owed: int | None,
    days_done: int | None,
    by: User,
    replaces: Participation | None,
) -> Participation:
    if state not in Attendance.values:
        raise AttendanceRefusedError(person=str(person), reason=_("không có trạng thái tham gia như vậy"))
    reason = texts.line(reason, field=_("Lý do"), most=200, required=False)
    if state == Attendance.EXCUSED and not reason:
        raise AttendanceRefusedError(person=str(person), reason=_("vắng có lý do thì phải ghi lý do"))
    _check_days(activity, person, state, days_owed, days_done)
    participation = Participation.objects.create(
        activity=activity,
        person=person,
        state=state,
        reason=reason,
        days_owed=days_owed,
        days_done=days_done,
        replaces=replaces,
        recorded_at=clock.now(),
    )
    facts = {"person": person.pk, "state": str(state), "days_owed": days_owed, "days_done": days_done}
    if replaces:
        facts["replaces"] = replaces.pk
    record("participation.corrected" if replaces else "participation.recorded", target=activity, by=by, facts=facts)
    return participation


def _check_days(activity: Activity, person: Person, state: str, owed: int | None, done: int | None) -> None:
    """Days are whole, at most those of the session, and none were done by who was not there."""
    session = activity.details.get("days")
    if not isinstance(session, int):
        session = ((activity.ended_on or activity.happened_on) - activity.happened_on).days + 1
    for days in (owed, done):
        if days is not None and (isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= 366):
            raise AttendanceRefusedError(person=str(person), reason=_("số ngày phải là số nguyên từ 0 đến 366"))
    if done and done > session:
        raise AttendanceRefusedError(person=str(person), reason=_("số ngày đã học nhiều hơn số ngày của đợt"))
    if done and state != Attendance.PRESENT:
        raise AttendanceRefusedError(person=str(person), reason=_("vắng mặt thì không có ngày đã học"))


def _facts(activity: Activity) -> dict[str, object]:
    return {
        "key": activity.key,
        "type": activity.type,
        "happened_on": activity.happened_on.isoformat(),
        "received_on": activity.received_on.isoformat(),
        "content": digest(activity),
    }
