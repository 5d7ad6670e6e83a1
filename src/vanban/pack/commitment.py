"""Salted commitments: what a public pack shows instead of a value that names somebody (P12)."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256

from vanban.pack.canonical import canonical
from vanban.pack.errors import OpeningError

PREFIX = "commitment:"
SHORTEST_SECRET = 16  # bytes: 128 bits
FILE_FIELD, FILE_SCOPE = "file", "evidence"
_SALT = re.compile(r"[0-9a-f]{32,128}")


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens one commitment, given to one auditor: the field, the value and its salt (hexadecimal)."""

    field: str
    value: str | int | bool
    salt: str

    def as_json(self) -> dict[str, object]:
        """Return the object that an opening file holds."""
        return {"field": self.field, "salt": self.salt, "value": self.value}


def opening(secret: bytes, *, edition: str, scope: str, field: str, value: str | int | bool) -> Opening:
    """Return the opening of *value*; the same arguments always give the same salt (HMAC-SHA256 of *secret*).

    *scope* is the id of the figure's family, or of the figure: within it equal values have equal commitments, so that
    they can be counted distinctly; nowhere else. Raise OpeningError for a secret under 128 bits.
    """
    if len(secret) < SHORTEST_SECRET:
        raise OpeningError("secret_too_short", least=SHORTEST_SECRET)
    context = {"edition": edition, "field": field, "format": "minh-chung/salt/1", "scope": scope, "value": value}
    return Opening(field, value, hmac.new(secret, canonical(context), sha256).hexdigest())


def commitment(opened: Opening) -> str:
    """Return the commitment (hexadecimal) that *opened* opens."""
    said = opened.as_json() | {"format": "minh-chung/commitment/1"}
    return sha256(canonical(said)).hexdigest()


def open_commitment(committed: str, opened: Opening) -> bool:
    """Say whether *opened* opens *committed* (64 hexadecimal digits, with or without the prefix)."""
    return hmac.compare_digest(commitment(opened), committed.removeprefix(PREFIX))


def read_opening(value: object) -> Opening:
    """Return the opening in a parsed opening file; raise OpeningError when it is none."""
    if not isinstance(value, dict) or set(value) != {"field", "salt", "value"}:
        raise OpeningError("not_an_opening")
    field, salt, opened = value["field"], value["salt"], value["value"]
    if not isinstance(field, str) or not isinstance(opened, str | int):
        raise OpeningError("not_an_opening")
    if not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise OpeningError("salt_too_short", least=128)
    return Opening(field, opened, salt)
