"""The secret behind the commitments of public packs, and the code by which a hidden file is printed."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from vanban.pack.commitment import FILE_FIELD, FILE_SCOPE, commitment, opening

_SALTS = b"minhchung: salts of public packs, version 1"


def secret() -> bytes:
    """The secret that salts the commitments of public packs: HKDF-SHA-256 of the installation's own (RFC 5869)."""
    return _derived(settings.SECRET_KEY)


def file_commitment(number: str, sha256: str) -> str:
    """What the public pack of edition *number* shows for a hidden file, and therefore what its report may print.

    The file's own SHA-256 would let anybody try names until an extract of a register has that hash.
    """
    return commitment(opening(secret(), edition=number, scope=FILE_SCOPE, field=FILE_FIELD, value=sha256))


@lru_cache(maxsize=4)
def _derived(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_SALTS).derive(key.encode())
