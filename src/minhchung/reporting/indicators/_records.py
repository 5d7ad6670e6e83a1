"""What families share: which units are asked about, their activities as known, and the evidence behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet

from minhchung.audit.ledger import target_name
from minhchung.documents.models import Document, DocumentVersion
from minhchung.files.models import StoredFile
from minhchung.organisation.models import UnitVersion
from minhchung.reporting.enums import LineageKind
from minhchung.reporting.indicators import InputRow, Proof, Reading, Scope, StoredBytes
from minhchung.reporting.known import KnownDocument
from minhchung.work.models import Activity, Evidence


def subtree(unit: int, starts_on: date, ends_on: date, known_at: datetime) -> frozenset[int]:
    """Numbers of *unit* and of every unit that stood below it on some day of the span, as known at *known_at*."""
    versions = (
        UnitVersion.objects.known_on(known_at)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=starts_on), valid_from__lte=ends_on)
        .values_list("unit_id", "parent_id")
    )
    children: dict[int | None, set[int]] = defaultdict(set)
    for child, parent in versions:
        children[parent].add(child)
    found, waiting = {unit}, [unit]
    while waiting:
        below = children[waiting.pop()] - found
        found |= below
        waiting.extend(below)
    return frozenset(found)


def activities(scope: Scope, *types: str) -> QuerySet[Activity]:
    """Activities of those types that happened in the span, as known, oldest first."""
    return (
        Activity.objects.known_on(scope.known_at)
        .filter(type__in=types, unit_id__in=scope.units, happened_on__range=(scope.starts_on, scope.ends_on))
        .order_by("happened_on", "pk")
    )


def evidence_of(found: Iterable[Evidence]) -> dict[str, Proof]:
    """The proofs that those pieces of evidence are, by id."""
    return {f"evidence:{each.key}": _proof_of_evidence(each) for each in found}


def evidence_of_activities(scope: Scope, rows: Iterable[Activity]) -> dict[int, list[Proof]]:
    """Activity number → the proofs known of it, oldest first."""
    numbers = [row.pk for row in rows]
    proofs: dict[int, list[Proof]] = defaultdict(list)
    for evidence in _in_batches(
        Evidence.objects.known_on(scope.known_at).select_related("file"), "activity_id", numbers
    ):
        proofs[evidence.activity_id].append(_proof_of_evidence(evidence))
    return proofs


def reading_of_activities(
    scope: Scope, rows: Iterable[tuple[Activity, Mapping[str, object]]], *, more: Iterable[Proof] = ()
) -> Reading:
    """Rows read from activities (an activity may give several), each with the evidence of its activity."""
    rows = list(rows)
    proofs = evidence_of_activities(scope, {activity.pk: activity for activity, _ in rows}.values())
    lines = tuple(
        InputRow(target_name(activity), values, tuple(proof.id for proof in proofs.get(activity.pk, ())))
        for activity, values in rows
    )
    known = {proof.id: proof for found in proofs.values() for proof in found} | {proof.id: proof for proof in more}
    return Reading(lines, known)


def document_proof(document: Document, known_at: datetime) -> Proof:
    """The proof that one document is, as `document_proofs` gives it."""
    return document_proofs([document], known_at)[document.key]


def document_proofs(documents: Iterable[Document], known_at: datetime) -> dict[str, Proof]:
    """By key, the proof that each document's newest file known at *known_at* is; without a file it proves nothing.

    One query.
    """
    documents = list(documents)
    versions = (
        DocumentVersion.objects.filter(
            document__in=[each.pk for each in documents], recorded_at__lte=known_at, file__isnull=False
        )
        .select_related("file")
        .order_by("document_id", "ordinal")
    )
    newest = {version.document_id: version.file for version in versions}
    return {each.key: _proof_of_document(each, newest.get(each.pk)) for each in documents}


def _proof_of_document(document: Document, file: StoredFile | None) -> Proof:
    return Proof(
        id=f"document:{document.key}",
        kind=LineageKind.DOCUMENT,
        record=target_name(document),
        title=_title(document),
        happened_on=document.issued_on,
        received_on=document.issued_on,
        recorded_at=document.recorded_at,
        files=(stored_bytes(file),) if file else (),
        sensitivity=document.sensitivity,
    )


def _title(document: Document) -> str:
    """The document as it is cited, with its subject unless that is its name."""
    known = KnownDocument(
        document.key, document.document_type, document.number, document.issued_on, document.issuer, document.subject
    )
    return known.citation if known.title or not document.number else f"{known.citation}: {document.subject}"


def stored_bytes(file: StoredFile) -> StoredBytes:
    """What a proof says of a stored file."""
    return StoredBytes(file.sha256, file.size, file.name, file.media_type)


def _proof_of_evidence(evidence: Evidence) -> Proof:
    return Proof(
        id=f"evidence:{evidence.key}",
        kind=LineageKind.EVIDENCE,
        record=target_name(evidence),
        title=evidence.title,
        happened_on=evidence.happened_on,
        received_on=evidence.received_on,
        recorded_at=evidence.recorded_at,
        files=(stored_bytes(evidence.file),),
        sensitivity=evidence.sensitivity,
        strength=evidence.strength,
    )


def _in_batches(rows: QuerySet[Evidence], field: str, numbers: list[int], size: int = 10_000) -> Iterable[Evidence]:
    """Rows whose *field* is one of *numbers*, oldest first within each batch; engines bound the length of a list."""
    for start in range(0, len(numbers), size):
        yield from rows.filter(**{f"{field}__in": numbers[start : start + size]}).order_by("happened_on", "pk")


def whole(details: Mapping[str, object], name: str) -> int:
    """A whole number among an activity's details; absent means none."""
    value = details.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
