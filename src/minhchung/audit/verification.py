"""Walk the whole ledger once and say whether it is what was written, or which event is the first that is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from minhchung.audit.diagnosis import Break, diagnose
from minhchung.audit.ledger import GENESIS, hash_of
from minhchung.audit.models import AuditEvent, Seal
from vanban.pack.merkle import Tree
from vanban.pack.seal import is_sealed

_CHUNK = 2_000


class SealFault(StrEnum):
    """What is wrong with a day's seal."""

    ROOT = "root"
    """The events under the seal give another root."""
    SIGNATURE = "signature"
    """The signature is not that of the seal's key over its day, size and root."""
    KEY = "key"
    """The seal is signed with a key that is not this installation's."""
    SIZE = "size"
    """The ledger is shorter than it was when it was sealed."""


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    day: str
    tree_size: int
    fault: SealFault


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """How far the chain holds: *event_count* events read, and the first break of the chain and of the seals."""

    event_count: int
    seal_count: int
    root: str
    broken: Break | None
    broken_seal: BrokenSeal | None

    @property
    def is_valid(self) -> bool:
        return self.broken is None and self.broken_seal is None


def verify(*, trusted_key: str | None = None, progress: Callable[[int], None] = lambda _count: None) -> VerifyResult:
    """Check every event against the one before, every seal against the events, in one pass and O(n) hashes of memory.

    *trusted_key* (hexadecimal): a seal of any other key is broken. *progress* hears the number of events read.
    An event taken from the end since the last seal leaves no trace in here: a pack or a seal kept elsewhere shows it.
    """
    tree, last_hash = Tree(), GENESIS
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=_CHUNK):
        if event.sequence != len(tree) + 1 or event.previous != last_hash or hash_of(event) != event.hash:
            broken = diagnose(event, expected=len(tree) + 1, last_hash=last_hash)
            return VerifyResult(len(tree), 0, tree.root().hex(), broken, None)
        last_hash = event.hash
        tree.append(bytes.fromhex(event.hash))
        if len(tree) % _CHUNK == 0:
            progress(len(tree))
    progress(len(tree))
    seal_count, broken_seal = _check_seals(tree, trusted_key)
    return VerifyResult(len(tree), seal_count, tree.root().hex(), None, broken_seal)


def _check_seals(tree: Tree, trusted_key: str | None) -> tuple[int, BrokenSeal | None]:
    count = 0
    for count, seal in enumerate(Seal.objects.order_by("day").iterator(), start=1):
        if fault := _fault(seal, tree, trusted_key):
            return count, BrokenSeal(seal.day.isoformat(), seal.tree_size, fault)
    return count, None


def _fault(seal: Seal, tree: Tree, trusted_key: str | None) -> SealFault | None:
    if seal.tree_size > len(tree):
        return SealFault.SIZE
    if tree.root(seal.tree_size).hex() != seal.root:
        return SealFault.ROOT
    if trusted_key is not None and seal.public_key != trusted_key:
        return SealFault.KEY
    if not _is_signed(seal):
        return SealFault.SIGNATURE
    return None


def _is_signed(seal: Seal) -> bool:
    try:
        return is_sealed(seal.tree_size, seal.root, seal.day.isoformat(), seal.public_key, seal.signature)
    except ValueError:  # not hexadecimal any more
        return False
