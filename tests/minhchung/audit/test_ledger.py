"""The ledger: appended inside the deed's transaction, found out when tampered with, closed to UPDATE and DELETE."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import rfc8785
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from minhchung import clock
from minhchung.audit import ledger, triggers
from minhchung.audit.diagnosis import Break, Fault
from minhchung.audit.ledger import GENESIS, hash_of, record, said
from minhchung.audit.models import AuditEvent
from minhchung.audit.queries import history_of
from minhchung.audit.verification import verify
from vanban.pack.canonical import CanonicalError
from vanban.pack.merkle import leaf_hash

NOON = datetime(2022, 6, 15, 5, 0, tzinfo=UTC)


def write(count: int) -> list[AuditEvent]:
    with clock.at(NOON):
        return [record("task.opened", target=f"work.task:{n}", by=None, facts={"n": n}) for n in range(1, count + 1)]


@pytest.mark.django_db
def test_record_chains_each_event_to_the_one_before() -> None:
    first, second = write(2)

    assert first.previous == GENESIS
    assert second.previous == first.hash
    assert second.sequence == 2
    stored = AuditEvent.objects.get(pk=2)
    assert stored.hash == hash_of(stored) == leaf_hash(rfc8785.dumps(said(stored))).hex()


@pytest.mark.django_db
def test_record_gives_the_same_bytes_for_the_same_deeds_and_clock() -> None:
    with transaction.atomic():
        first = write(3)[-1].hash
        transaction.set_rollback(True)

    assert write(3)[-1].hash == first


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        record("task.opened", target="work.task:1", by=None)

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("fact", [1.5, object(), {1: "x"}, 2**60, "\ud800"])
def test_record_refuses_facts_without_one_canonical_form(fact: object) -> None:
    with pytest.raises(CanonicalError):
        record("task.opened", target="work.task:1", by=None, facts={"fact": fact})


@pytest.mark.django_db
def test_record_keeps_hostile_text_as_it_is() -> None:
    text = "\x00 </script> \u202e \U0001f600 ế đ"
    event = record("task.opened", target="work.task:1", by=None, facts={"title": text})

    stored = AuditEvent.objects.get(pk=event.pk)
    assert stored.hash == hash_of(stored)
    assert verify().is_valid


@pytest.mark.django_db
def test_record_needs_few_queries(django_assert_num_queries: object) -> None:
    write(1)
    with django_assert_num_queries(3 if connection.vendor == "postgresql" else 2):
        write(1)


@pytest.mark.django_db
def test_history_of_is_what_was_done_to_one_target() -> None:
    write(3)
    again = record("task.closed", target="work.task:2", by=None)

    assert [event.sequence for event in history_of("work.task:2")] == [2, again.sequence]


TAMPERING = [
    "UPDATE audit_auditevent SET facts = '{}' WHERE sequence = 2",
    "DELETE FROM audit_auditevent WHERE sequence = 3",
    "DELETE FROM audit_auditevent",
    "UPDATE audit_seal SET root = ''",
    "DELETE FROM audit_seal",
    "INSERT INTO audit_auditevent SELECT sequence, recorded_at, verb, actor, target, facts, previous, 'x'"
    " FROM audit_auditevent WHERE sequence = 2",
    "INSERT INTO audit_auditevent SELECT sequence + 7, recorded_at, verb, actor, target, facts, previous, 'x'"
    " FROM audit_auditevent WHERE sequence = 2",
]
ONE_ENGINE = {
    "sqlite": ["INSERT OR REPLACE INTO audit_auditevent SELECT * FROM audit_auditevent WHERE sequence = 2"],
    "postgresql": ["TRUNCATE audit_auditevent", "TRUNCATE audit_seal"],
}


@pytest.mark.django_db
def test_the_engine_refuses_whatever_is_not_an_append() -> None:
    from minhchung.audit.seal import seal_day

    write(3)
    with clock.at(NOON):
        seal_day(clock.today())
    before = list(AuditEvent.objects.values_list())

    for statement in [*TAMPERING, *ONE_ENGINE[connection.vendor]]:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert list(AuditEvent.objects.values_list()) == before


@pytest.mark.django_db
def test_the_engine_refuses_what_the_models_try() -> None:
    event = write(1)[0]
    for attempt in (event.save, event.delete, lambda: AuditEvent.objects.update(verb="x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


class Intruder(TestCase):
    """Someone who can take the triggers off: whatever is changed, removed, reordered or inserted is found."""

    def setup_example(self) -> None:
        super().setup_example()
        write(12)
        triggers.remove(connection)

    @settings(max_examples=40)
    @given(place=st.integers(1, 12), field=st.sampled_from(["facts", "verb", "actor", "target", "previous", "hash"]))
    def test_a_changed_event_is_named(self, place: int, field: str) -> None:
        AuditEvent.objects.filter(pk=place).update(**{field: "0123abcd"})

        assert verify().broken == Break(place, Fault.CHANGED)

    @settings(max_examples=20)
    @given(place=st.integers(1, 12), seconds=st.integers(1, 10**6))
    def test_a_changed_instant_is_named(self, place: int, seconds: int) -> None:
        AuditEvent.objects.filter(pk=place).update(recorded_at=datetime.fromtimestamp(seconds, UTC))

        assert verify().broken == Break(place, Fault.CHANGED)

    @settings(max_examples=20)
    @given(place=st.integers(1, 11))
    def test_a_changed_event_with_its_hash_made_anew_is_named(self, place: int) -> None:
        event = AuditEvent.objects.get(pk=place)
        event.facts = '{"n":99}'
        event.hash = hash_of(event)
        event.save()

        assert verify().broken == Break(place, Fault.CHANGED)

    @settings(max_examples=20)
    @given(place=st.integers(1, 11), renumber=st.booleans())
    def test_a_removed_event_is_named(self, place: int, renumber: bool) -> None:
        AuditEvent.objects.get(pk=place).delete()
        if renumber:
            shift(place, -1)

        assert verify().broken == Break(place, Fault.REMOVED)

    @settings(max_examples=40)
    @given(places=st.lists(st.integers(1, 12), min_size=2, max_size=2, unique=True))
    def test_reordered_events_are_named(self, places: list[int]) -> None:
        low, high = sorted(places)
        AuditEvent.objects.filter(pk=low).update(sequence=1000)
        AuditEvent.objects.filter(pk=high).update(sequence=low)
        AuditEvent.objects.filter(pk=1000).update(sequence=high)

        assert verify().broken == Break(low, Fault.REORDERED)

    @settings(max_examples=40)
    @given(place=st.integers(1, 11), forged=st.sampled_from(["fits", "wrong hash", "wrong previous"]))
    def test_an_inserted_event_is_named(self, place: int, forged: str) -> None:
        shift(place, +1)
        previous = AuditEvent.objects.filter(pk=place - 1).values_list("hash", flat=True).first() or GENESIS
        event = AuditEvent(place, NOON, "task.forged", "system", "work.task:9", "{}", previous)
        if forged == "wrong previous":
            event.previous = "f" * 64
        event.hash = "e" * 64 if forged == "wrong hash" else hash_of(event)
        event.save(force_insert=True)

        assert verify().broken == Break(place, Fault.INSERTED)


def shift(start: int, step: int) -> None:
    """Renumber the events from *start* on, as an intruder would who wants no gap."""
    order = "-sequence" if step > 0 else "sequence"
    for number in AuditEvent.objects.filter(pk__gte=start).order_by(order).values_list("pk", flat=True):
        AuditEvent.objects.filter(pk=number).update(sequence=number + step)


@pytest.mark.django_db
def test_an_untouched_ledger_is_whole() -> None:
    write(12)

    result = verify()

    assert result.is_valid
    assert result.event_count == 12


@pytest.mark.django_db
def test_hold_is_free_to_repeat() -> None:
    ledger.hold()
    ledger.hold()
    assert write(1)[0].sequence == 1
