"""The part of JSON Schema (2020-12) that `facts.schema.json` uses; patterns must match the whole text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

Schema = Mapping[str, Any]


def violation(value: object, schema: Schema, root: Schema | None = None, place: str = "") -> str | None:
    """Return where and how *value* first breaks *schema* ("claims/3/anchor: pattern"), or None when it does not."""
    root = schema if root is None else root
    if "$ref" in schema:
        return violation(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, place)
    if "anyOf" in schema:
        found = [violation(value, option, root, place) for option in schema["anyOf"]]
        return None if None in found else found[0]
    if "enum" in schema:
        return None if isinstance(value, str) and value in schema["enum"] else f"{place}: enum"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if kind_of(value) not in kinds:
        return f"{place}: type"
    if isinstance(value, str):
        return _text_violation(value, schema, place)
    if isinstance(value, list):
        return _list_violation(value, schema, root, place)
    if isinstance(value, Mapping):
        return _object_violation(value, schema, root, place)
    if isinstance(value, int) and not isinstance(value, bool) and value < schema.get("minimum", value):
        return f"{place}: minimum"
    return None


def kind_of(value: object) -> str:
    """Return the JSON Schema name of *value*'s type."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object" if isinstance(value, Mapping) else "other"


def _text_violation(value: str, schema: Schema, place: str) -> str | None:
    if len(value) < schema.get("minLength", 0):
        return f"{place}: minLength"
    if "pattern" in schema and not _pattern(schema["pattern"]).fullmatch(value):
        return f"{place}: pattern"
    return None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _list_violation(value: Sequence[object], schema: Schema, root: Schema, place: str) -> str | None:
    if len(value) < schema.get("minItems", 0):
        return f"{place}: minItems"
    found = (violation(each, schema["items"], root, f"{place}/{index}") for index, each in enumerate(value))
    return next((each for each in found if each), None)


def _object_violation(value: Mapping[str, object], schema: Schema, root: Schema, place: str) -> str | None:
    if missing := [name for name in schema.get("required", ()) if name not in value]:
        return f"{place}/{missing[0]}: required"
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, each in value.items():
        rule = known.get(name, others)
        if rule is True:
            continue
        if rule is False:
            return f"{place}/{name}: additionalProperties"
        if found := violation(each, rule, root, f"{place}/{name}"):
            return found
    return None
