"""Seals and proofs: signed roots, inclusion and consistency, and the command that prints them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from minhchung import clock
from minhchung.audit import seal, tree, triggers
from minhchung.audit.errors import DayNotOverError, LedgerEmptyError
from minhchung.audit.ledger import record, said
from minhchung.audit.models import AuditEvent, Seal
from minhchung.audit.verification import BrokenSeal, SealFault, verify
from vanban.pack.canonical import canonical
from vanban.pack.merkle import leaf_hash, verify_consistency, verify_inclusion
from vanban.pack.seal import is_sealed

pytestmark = pytest.mark.django_db
START = datetime(2022, 3, 1, 3, 0, tzinfo=UTC)
DAY = date(2022, 3, 1)


def write(count: int, at: datetime = START) -> None:
    with clock.at(at):
        for number in range(count):
            record("task.opened", target=f"work.task:{number}", by=None)


def test_seal_day_signs_the_root_at_the_end_of_the_day() -> None:
    write(3)
    write(2, START + timedelta(days=1))
    with clock.at(START + timedelta(days=2)):
        sealed = seal.seal_day(DAY)

    assert (sealed.tree_size, sealed.root) == (3, tree.root(3))
    assert is_sealed(3, sealed.root, "2022-03-01", seal.public_key(), sealed.signature)
    assert AuditEvent.objects.get(pk=6).verb == "ledger.sealed"


def test_seal_day_twice_gives_the_one_seal() -> None:
    write(3)
    with clock.at(START):
        first = seal.seal_day(DAY)
        write(1)
        assert seal.seal_day(DAY) == first

    assert Seal.objects.count() == 1


def test_a_day_ends_where_the_agency_works() -> None:
    write(1, datetime(2022, 3, 1, 16, 59, tzinfo=UTC))
    write(1, datetime(2022, 3, 1, 17, 0, tzinfo=UTC))
    with clock.at(START + timedelta(days=5)):
        assert seal.seal_day(DAY).tree_size == 1


def test_seal_day_refuses_a_day_to_come_and_an_empty_ledger() -> None:
    with clock.at(START):
        with pytest.raises(DayNotOverError):
            seal.seal_day(DAY + timedelta(days=1))
        with pytest.raises(LedgerEmptyError):
            seal.seal_day(DAY)

    assert not Seal.objects.exists()


def test_the_sealing_key_belongs_to_the_installation(settings: object) -> None:
    ours = seal.public_key()
    settings.SECRET_KEY = "another installation's key"

    assert seal.public_key() != ours


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"root": "0" * 64}, SealFault.ROOT),
        ({"signature": "0" * 128}, SealFault.SIGNATURE),
        ({"signature": "not hexadecimal"}, SealFault.SIGNATURE),
        ({"day": date(2022, 2, 28)}, SealFault.SIGNATURE),
        ({"public_key": "0" * 64}, SealFault.KEY),
        ({"tree_size": 400}, SealFault.SIZE),
    ],
)
def test_verify_names_a_broken_seal(change: dict[str, object], fault: SealFault) -> None:
    write(3)
    with clock.at(START):
        seal.seal_day(DAY)
    triggers.remove(connection)
    Seal.objects.update(**change)

    result = verify(trusted_key=seal.public_key())

    assert result.broken is None
    assert isinstance(result.broken_seal, BrokenSeal)
    assert result.broken_seal.fault == fault


def test_verify_finds_events_cut_off_the_end_under_a_seal() -> None:
    write(3)
    with clock.at(START):
        seal.seal_day(DAY)
    triggers.remove(connection)
    AuditEvent.objects.filter(pk__gte=3).delete()

    assert verify().broken_seal == BrokenSeal("2022-03-01", 3, SealFault.SIZE)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_every_event_is_proved_in_the_root(size: int) -> None:
    write(13)
    whole = tree.ledger_tree()
    root = bytes.fromhex(tree.root(size))
    for event in AuditEvent.objects.filter(sequence__lte=size):
        proof = tree.inclusion_proof(event, size, tree=whole)
        leaf = leaf_hash(canonical(said(event)))
        path = [bytes.fromhex(each) for each in proof.path]
        assert proof.leaf == leaf.hex()
        assert verify_inclusion(leaf, proof.index, proof.tree_size, path, root)


def test_an_earlier_root_is_proved_to_be_a_prefix() -> None:
    write(13)
    for first in range(1, 14):
        path = [bytes.fromhex(each) for each in tree.consistency_proof(first)]
        assert verify_consistency(first, bytes.fromhex(tree.root(first)), 13, bytes.fromhex(tree.root()), path)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("ledger", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_verifies_seals_and_proves() -> None:
    write(5)
    with clock.at(START):
        assert "5 sự kiện" in run("seal")
    assert "6 sự kiện, 1 lần niêm phong" in run("verify")
    proof = json.loads(run("prove", "2"))
    assert proof["tree_size"] == 5
    assert leaf_hash(canonical(proof["event"])).hex() == proof["leaf"]


def test_the_command_names_the_first_broken_event_and_fails() -> None:
    write(5)
    triggers.remove(connection)
    AuditEvent.objects.filter(pk=4).update(facts="{}x")

    with pytest.raises(CommandError, match="sự kiện số 4") as refusal:
        run("verify")
    assert refusal.value.returncode == 1


def test_the_command_refuses_an_event_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="không có sự kiện số 9"):
        run("prove", "9")
