"""The one evaluator of figures: reporting computes with it, and every verifier recomputes with the same rules.

A formula is JSON:

    {"op": "count", "where": {...}}
    {"op": "count_distinct", "field": "person", "where": {...}}
    {"op": "sum", "field": "minutes", "where": {...}}
    {"op": "percent", "part": <one of the above>, "whole": <one of the above>, "digits": 1}

`where` maps a field to the value it must have, or to the list of values it may have; all must match. It may be left
out. Rows are flat mappings of str | int | bool | None; a field that a row lacks is None. True is not 1 here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from vanban.pack.errors import FormulaError

Scalar = str | int | bool | None
Row = Mapping[str, Scalar]
Result = int | str | None
"""int for counts and sums, str for percentages ("96.8"), None where there is no value (nothing to divide by)."""

MOST_DIGITS = 6
MOST_VALUES = 10_000
LARGEST = 2**53 - 1  # the largest integer that canonical JSON carries exactly (RFC 8785, I-JSON)
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_KEYS = {
    "count": ({"op"}, {"where"}),
    "count_distinct": ({"op", "field"}, {"where"}),
    "sum": ({"op", "field"}, {"where"}),
    "percent": ({"op", "part", "whole", "digits"}, set[str]()),
}


def evaluate(formula: Mapping[str, object], rows: Iterable[Row]) -> Result:
    """Return the value of *formula* over *rows*; raise FormulaError where either cannot be read.

    A percentage is rounded half up (away from zero) to its digits, without trailing zeros: "100", "96.8"; over a
    whole of 0 it is None. None never counts as a distinct value, and adds nothing to a sum.
    """
    validate(formula)
    if formula["op"] != "percent":
        return _whole_number(formula, rows)
    rows = list(rows)
    part = _whole_number(_mapping(formula["part"]), rows)
    whole = _whole_number(_mapping(formula["whole"]), rows)
    digits = formula["digits"]
    assert isinstance(digits, int)
    return percentage(part, whole, digits)


def percentage(part: int, whole: int, digits: int) -> str | None:
    """Return 100 x part / whole, rounded half up to *digits* decimals, without trailing zeros; None when whole is 0."""
    if whole == 0:
        return None
    scaled, divisor = abs(part) * 100 * 10**digits, abs(whole)
    rounded = (2 * scaled + divisor) // (2 * divisor)
    sign = "-" if rounded and (part < 0) != (whole < 0) else ""
    units, decimals = divmod(rounded, 10**digits)
    tail = str(decimals).rjust(digits, "0").rstrip("0") if digits else ""
    return f"{sign}{units}.{tail}" if tail else f"{sign}{units}"


def validate(formula: object) -> None:
    """Return when *formula* can be evaluated over some rows; raise FormulaError with what is wrong and where."""
    _validate(formula, "")


def fields(formula: Mapping[str, object]) -> frozenset[str]:
    """Return the names of the row fields that *formula* reads in its conditions and sums."""
    return frozenset(name for name, use in _uses(formula) if use != "distinct")


def distinct_fields(formula: Mapping[str, object]) -> frozenset[str]:
    """Return the names of the row fields of which *formula* only counts the distinct values."""
    return frozenset(name for name, use in _uses(formula) if use == "distinct") - fields(formula)


def matching(where: Mapping[str, object], rows: Iterable[Row]) -> list[Row]:
    """Return the rows that meet every condition of *where*, in their order."""
    wanted = [(field, _choices(value)) for field, value in where.items()]
    return [row for row in rows if all(_key(row.get(field)) in choices for field, choices in wanted)]


def counted_rows(formula: Mapping[str, object], rows: Iterable[Row]) -> list[Row]:
    """Return the rows that make the value of *formula*: those it counts; for a percentage, those of its part."""
    if formula["op"] == "percent":
        return counted_rows(_mapping(formula["part"]), rows)
    return matching(_mapping(formula.get("where", {})), rows)


def _whole_number(formula: Mapping[str, object], rows: Iterable[Row]) -> int:
    chosen = counted_rows(formula, rows)
    if formula["op"] == "count":
        return len(chosen)
    field = str(formula["field"])
    if formula["op"] == "count_distinct":
        return len({_key(row.get(field)) for row in chosen} - {_key(None)})
    total = sum(_addend(row.get(field), field) for row in chosen)
    if abs(total) > LARGEST:
        raise FormulaError("sum_too_large", field=field)
    return total


def _addend(value: Scalar, field: str) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise FormulaError("not_an_integer", field=field, value=value)
    return value


def _key(value: object) -> tuple[type, object]:
    return type(value), value


def _choices(value: object) -> set[tuple[type, object]]:
    return {_key(each) for each in value} if isinstance(value, list | tuple) else {_key(value)}


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value


def _uses(formula: Mapping[str, object]) -> list[tuple[str, str]]:
    if formula["op"] == "percent":
        return _uses(_mapping(formula["part"])) + _uses(_mapping(formula["whole"]))
    uses = [(field, "where") for field in _mapping(formula.get("where", {}))]
    if formula["op"] == "count":
        return uses
    return [*uses, (str(formula["field"]), "distinct" if formula["op"] == "count_distinct" else "sum")]


def _validate(formula: object, place: str) -> None:
    if not isinstance(formula, Mapping):
        raise FormulaError("formula_not_an_object", place=place)
    op = formula.get("op")
    if not isinstance(op, str) or op not in _KEYS or (place and op == "percent"):
        raise FormulaError("unknown_operation", place=place, op=op)
    needed, allowed = _KEYS[op]
    keys = set(formula)
    if not needed <= keys <= needed | allowed:
        raise FormulaError(
            "formula_keys", place=place, missing=sorted(needed - keys), unknown=sorted(keys - needed - allowed, key=str)
        )
    if "field" in needed:
        _validate_field(formula["field"], place)
    if op == "percent":
        _validate_percent(formula)
    else:
        _validate_where(formula.get("where", {}), place)


def _validate_percent(formula: Mapping[str, object]) -> None:
    digits = formula["digits"]
    if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= MOST_DIGITS:
        raise FormulaError("digits_out_of_range", digits=digits, most=MOST_DIGITS)
    _validate(formula["part"], "part")
    _validate(formula["whole"], "whole")


def _validate_where(where: object, place: str) -> None:
    if not isinstance(where, Mapping):
        raise FormulaError("where_not_an_object", place=place)
    for field, wanted in where.items():
        _validate_field(field, place)
        values = wanted if isinstance(wanted, list | tuple) else [wanted]
        if not values or len(values) > MOST_VALUES:
            raise FormulaError("where_values", place=place, field=field, count=len(values))
        if wrong := [value for value in values if not isinstance(value, str | int | None)]:
            raise FormulaError("where_not_a_scalar", place=place, field=field, value=repr(wrong[0])[:80])


def _validate_field(field: object, place: str) -> None:
    if not isinstance(field, str) or not _FIELD.fullmatch(field):
        raise FormulaError("field_name", place=place, field=repr(field)[:80])
