"""Canonical JSON (RFC 8785) for what we hash: text, whole numbers, booleans, null, lists and objects; no floats."""

from __future__ import annotations

import json
from collections.abc import Mapping

from vanban.pack.errors import CanonicalError

LARGEST_INTEGER = 2**53 - 1  # RFC 8785 §3.2.2.3 with RFC 7493 §2.2: what every reader holds exactly
DEEPEST = 64
_AS_THEY_ARE = (str, bool, type(None))


def canonical(value: object) -> bytes:
    """Return the one UTF-8 text of *value* under RFC 8785; raise CanonicalError for what must not be hashed."""
    try:
        text = json.dumps(_ordered(value, 0), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except UnicodeEncodeError as error:
        raise CanonicalError("lone_surrogate", at=error.start) from None


def read(data: bytes) -> object:
    """Return the value that *data* is the canonical JSON of; raise CanonicalError when it is not canonical."""
    try:
        value: object = json.loads(
            data.decode(), parse_float=_refuse_literal, parse_constant=_refuse_literal, parse_int=_integer
        )
    except RecursionError:
        raise CanonicalError("too_deep") from None
    except UnicodeDecodeError as error:
        raise CanonicalError("not_utf8", at=error.start) from None
    except json.JSONDecodeError as error:
        raise CanonicalError("not_json", at=error.pos) from None
    if canonical(value) != data:
        raise CanonicalError("not_canonical")
    return value


def _ordered(value: object, depth: int) -> object:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise CanonicalError("integer_too_large", digits=len(hex(value)))
        return int(value)
    if isinstance(value, str):
        return str(value)
    if depth >= DEEPEST:
        raise CanonicalError("too_deep")
    if isinstance(value, dict | Mapping):
        return {key: _ordered(value[key], depth + 1) for key in _in_order(value)}
    if isinstance(value, list | tuple):
        return [_ordered(each, depth + 1) for each in value]
    raise CanonicalError("no_canonical_form", type=type(value).__name__)


def _in_order(keys: Mapping[str, object]) -> list[str]:
    """The keys by UTF-16 code units (RFC 8785 §3.2.3), which is their own order where all are ASCII."""
    for key in keys:
        if not isinstance(key, str):
            raise CanonicalError("key_not_text", type=type(key).__name__)
    if all(map(str.isascii, keys)):
        return sorted(keys)
    return sorted(keys, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def _refuse_literal(literal: str) -> object:
    raise CanonicalError("not_an_integer", literal=literal[:40])


def _integer(literal: str) -> int:
    if len(literal) > 17:
        raise CanonicalError("integer_too_large", digits=len(literal))
    return int(literal)
