"""The seal: an Ed25519 signature over the size, the root and the day of the ledger's Merkle tree."""

from __future__ import annotations

from vanban.pack.canonical import canonical
from vanban.pack.ed25519 import verify_signature


def seal_message(tree_size: int, root: str, date: str) -> bytes:
    """Return the bytes that are signed; *root* in lower-case hexadecimal, *date* as "YYYY-MM-DD"."""
    return canonical({"date": date, "format": "minh-chung/seal/1", "root": root, "tree_size": tree_size})


def is_sealed(tree_size: int, root: str, date: str, public_key: str, signature: str) -> bool:
    """Say whether *signature* over that state of the ledger was made with *public_key* (both in hexadecimal)."""
    return verify_signature(bytes.fromhex(public_key), seal_message(tree_size, root, date), bytes.fromhex(signature))
