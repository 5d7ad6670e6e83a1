"""Append to the ledger: one hash-chained event a deed, inside the transaction of the deed itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import connection, models

from minhchung import clock
from minhchung.audit.models import AuditEvent
from vanban.pack.canonical import canonical
from vanban.pack.merkle import leaf_hash

GENESIS = "0" * 64
_LEDGER_LOCK = 0x4D43_4C45_4447  # any constant: the advisory lock that makes the chain one line on PostgreSQL


def record(
    verb: str, *, target: models.Model | str, by: object, facts: Mapping[str, object] | None = None
) -> AuditEvent:
    """Append one event and return it; must run inside the action's transaction.

    *verb* is "noun.past_participle" ("period.closed"). *target* is the row acted on or a text "kind:name".
    *by* is the acting user (None: the system itself). *facts* hold only str, int, bool, None, list and dict.
    """
    hold()
    last = AuditEvent.objects.order_by("-sequence").values_list("sequence", "hash").first() or (0, GENESIS)
    event = AuditEvent(
        sequence=last[0] + 1,
        recorded_at=clock.now(),
        verb=verb,
        actor=actor_name(by),
        target=target if isinstance(target, str) else target_name(target),
        facts=canonical(dict(facts or {})).decode(),
        previous=last[1],
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    return event


def hold() -> None:
    """Make this transaction the only one that may append until it ends; SQLite already does (BEGIN IMMEDIATE).

    A transaction of several actions calls it first: whoever holds the chain waits for no row that another, waiting
    for the chain, has locked.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger is written inside a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LEDGER_LOCK])


def said(event: AuditEvent) -> dict[str, str | int]:
    """All that an event says except its own hash, as hashed and as carried in packs."""
    return {
        "sequence": event.sequence,
        "recorded_at": stamp(event.recorded_at),
        "verb": event.verb,
        "actor": event.actor,
        "target": event.target,
        "facts": event.facts,
        "previous": event.previous,
    }


def hash_of(event: AuditEvent) -> str:
    """SHA-256(0x00 || canonical JSON of what the event says), in hexadecimal: its leaf in the RFC 6962 tree too."""
    return leaf_hash(canonical(said(event))).hex()


def stamp(instant: datetime) -> str:
    """An instant as hashed and printed in packs: UTC, microseconds, "2022-12-15T01:00:00.000000Z"."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def target_name(row: models.Model) -> str:
    """The stable name of a row in the ledger, as "work.activity:12"."""
    return f"{row._meta.label_lower}:{row.pk}"


def actor_name(by: object) -> str:
    """The stable name of who acts, as "accounts.user:3"; "system" for nobody."""
    return target_name(by) if isinstance(by, models.Model) else "system"
