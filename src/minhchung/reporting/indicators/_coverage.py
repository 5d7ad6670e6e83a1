"""Who of the roster confirmed which briefing, as of the last day of a span and as known at an instant (P1)."""

from __future__ import annotations

from dataclasses import dataclass

from minhchung.audit.ledger import target_name
from minhchung.reporting.indicators import Proof, Scope
from minhchung.reporting.indicators._records import document_proofs, evidence_of, evidence_of_activities
from minhchung.work.enums import RosterState
from minhchung.work.models import Acknowledgement, Briefing
from minhchung.work.queries.coverage import PersonState, coverage

DONE, EXCUSED, MISSING = (str(state.value) for state in (RosterState.DONE, RosterState.EXCUSED, RosterState.MISSING))


@dataclass(frozen=True, slots=True)
class Duty:
    """One person's duty to confirm one briefing: done, excused or missing, and what proves it."""

    briefing: Briefing
    person: str
    state: str
    record: str
    proofs: tuple[str, ...]


def briefings(scope: Scope) -> list[Briefing]:
    """Briefings opened in the span and not replaced by a later one by its end, as known."""
    opened = Briefing.objects.filter(
        unit_id__in=scope.units, opened_on__range=(scope.starts_on, scope.ends_on), recorded_at__lte=scope.known_at
    )
    replaced = set(opened.filter(replaces__isnull=False).values_list("replaces_id", flat=True))
    found = (
        opened.exclude(pk__in=replaced)
        .select_related("unit", "version__document", "version__file")
        .order_by("opened_on", "pk")
    )
    return list(found)


def duties(scope: Scope) -> tuple[list[Duty], dict[str, Proof]]:
    """Every duty of every briefing, by briefing and person, and the proofs that they name."""
    found = [(briefing, coverage(briefing, on=scope.ends_on, known_at=scope.known_at)) for briefing in briefings(scope)]
    proofs, proofs_of = _proofs(scope, [each.acknowledgement for _, covered in found for each in covered.done])
    rows = [_duty(briefing, each, proofs_of) for briefing, covered in found for each in covered.roster]
    documents = {briefing.version.document_id: briefing.version.document for briefing, _ in found}
    shared = document_proofs(documents.values(), scope.known_at).values()
    return rows, proofs | {proof.id: proof for proof in shared}


def _duty(briefing: Briefing, person: PersonState, proofs_of: dict[int, tuple[str, ...]]) -> Duty:
    if confirmed := person.acknowledgement:
        record = target_name(confirmed)
        return Duty(briefing, person.person.code, str(person.state.value), record, proofs_of[confirmed.pk])
    return Duty(briefing, person.person.code, str(person.state.value), target_name(briefing), ())


def _proofs(scope: Scope, confirmed: list[Acknowledgement]) -> tuple[dict[str, Proof], dict[int, tuple[str, ...]]]:
    """The evidence of each acknowledgement: its own, and that of the activity at which it was given."""
    rows = Acknowledgement.objects.select_related("evidence__file", "activity").in_bulk([row.pk for row in confirmed])
    by_activity = evidence_of_activities(
        scope, {row.activity_id: row.activity for row in rows.values() if row.activity}.values()
    )
    proofs: dict[str, Proof] = {}
    names: dict[int, tuple[str, ...]] = {}
    for number in sorted(rows):
        row = rows[number]
        own = evidence_of([row.evidence]) if row.evidence else {}
        shared = {proof.id: proof for proof in by_activity.get(row.activity_id, ())}
        proofs |= own | shared
        names[number] = tuple(own | shared)
    return proofs, names
