"""The RFC 6962 Merkle tree over the ledger: the leaf of an event is its hash, its index is sequence − 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minhchung.audit.models import AuditEvent
from vanban.pack.merkle import Tree

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """The audit path that leads from one event to a root, all in hexadecimal."""

    index: int
    leaf: str
    tree_size: int
    root: str
    path: tuple[str, ...]


def ledger_tree(size: int | None = None) -> Tree:
    """The tree over the first *size* events (all by default); build it once for many proofs."""
    return Tree(leaf_hashes(size))


def leaf_hashes(size: int | None = None) -> Iterator[bytes]:
    """The leaf hashes of the first *size* events, in order."""
    events = AuditEvent.objects.order_by("sequence").values_list("hash", flat=True)
    if size is not None:
        events = events.filter(sequence__lte=size)
    return (bytes.fromhex(each) for each in events.iterator(chunk_size=_CHUNK))


def root(size: int | None = None) -> str:
    """The root over the first *size* events, in hexadecimal."""
    return ledger_tree(size).root().hex()


def inclusion_proof(event: AuditEvent, size: int | None = None, *, tree: Tree | None = None) -> InclusionProof:
    """The proof that *event* stands in the tree of the first *size* events."""
    tree = tree or ledger_tree(size)
    size = len(tree) if size is None else size
    path = tree.inclusion_proof(event.sequence - 1, size)
    return InclusionProof(
        event.sequence - 1, event.hash, size, tree.root(size).hex(), tuple(each.hex() for each in path)
    )


def consistency_proof(first: int, size: int | None = None, *, tree: Tree | None = None) -> tuple[str, ...]:
    """The proof that the first *first* events are a prefix of the first *size*, in hexadecimal."""
    tree = tree or ledger_tree(size)
    return tuple(each.hex() for each in tree.consistency_proof(first, size))
