"""The random re-count (P11): which items a second person checks is decided by the ledger's root, not by anybody."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def sample(root: str, n: int, ids: Iterable[str]) -> list[str]:
    """Return the *n* of *ids* that *root* (hexadecimal) draws, in the order of the draw; all of them if there are fewer.

    The draw does not depend on the order of *ids*, and a smaller sample is the beginning of a larger one.
    """
    drawn = sorted(set(ids), key=lambda each: (ticket(root, each), each))
    return drawn[: max(n, 0)]


def ticket(root: str, item: str) -> str:
    """Return SHA-256("minh-chung/sample/1" 0x00 root 0x00 id): the smallest tickets are drawn."""
    return sha256(b"\x00".join((b"minh-chung/sample/1", root.encode(), item.encode()))).hexdigest()
