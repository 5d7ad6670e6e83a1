from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.pack.errors import FormulaError
from vanban.pack.formula import counted_rows, distinct_fields, evaluate, fields, percentage, validate

ROWS = [
    {"person": "A", "ok": True, "minutes": 5, "kind": "x"},
    {"person": "A", "ok": False, "minutes": None, "kind": "y"},
    {"person": None, "ok": 1, "minutes": 7, "kind": "x"},
    {"person": "B", "ok": True, "kind": "z"},
]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ({"op": "count"}, 4),
        ({"op": "count", "where": {"ok": True}}, 2),
        ({"op": "count", "where": {"ok": 1}}, 1),
        ({"op": "count", "where": {"kind": ["x", "z"], "ok": True}}, 2),
        ({"op": "count", "where": {"minutes": None}}, 2),
        ({"op": "count", "where": {"absent": None}}, 4),
        ({"op": "count", "where": {"kind": "none"}}, 0),
        ({"op": "count_distinct", "field": "person"}, 2),
        ({"op": "count_distinct", "field": "ok"}, 3),
        ({"op": "sum", "field": "minutes"}, 12),
        (
            {"op": "percent", "part": {"op": "count", "where": {"ok": True}}, "whole": {"op": "count"}, "digits": 1},
            "50",
        ),
        (
            {
                "op": "percent",
                "part": {"op": "count"},
                "whole": {"op": "count", "where": {"kind": "none"}},
                "digits": 1,
            },
            None,
        ),
    ],
)
def test_evaluate_gives_the_value_of_the_formula(formula, value):
    assert evaluate(formula, ROWS) == value


def test_evaluate_reads_rows_once_when_they_are_an_iterator():
    formula = {"op": "percent", "part": {"op": "count", "where": {"ok": True}}, "whole": {"op": "count"}, "digits": 0}
    assert evaluate(formula, iter(ROWS)) == "50"


@pytest.mark.parametrize(
    ("part", "whole", "digits", "value"),
    [
        (302, 312, 1, "96.8"),
        (26, 26, 1, "100"),
        (1, 8, 2, "12.5"),
        (1, 2000, 1, "0.1"),
        (1, 2001, 1, "0"),
        (-1, 3, 1, "-33.3"),
        (-1, 3000, 1, "0"),
        (1, 0, 1, None),
    ],
)
def test_percentage_rounds_half_up_and_drops_trailing_zeros(part, whole, digits, value):
    assert percentage(part, whole, digits) == value


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_percentage_agrees_with_decimal_rounding(part, whole, digits):
    exact = (Decimal(part) * 100 / whole).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert Decimal(percentage(part, whole, digits)) == exact


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        (None, "formula_not_an_object"),
        ({"op": "median"}, "unknown_operation"),
        ({"op": ["count"]}, "unknown_operation"),
        ({"op": "count", "field": "x"}, "formula_keys"),
        ({"op": "sum"}, "formula_keys"),
        ({"op": "sum", "field": "__class__"}, "field_name"),
        ({"op": "count", "where": []}, "where_not_an_object"),
        ({"op": "count", "where": {"x": []}}, "where_values"),
        ({"op": "count", "where": {"x": 1.5}}, "where_not_a_scalar"),
        ({"op": "count", "where": {"x": [["a"]]}}, "where_not_a_scalar"),
        ({"op": "percent", "part": {"op": "count"}, "whole": {"op": "count"}, "digits": 7}, "digits_out_of_range"),
        ({"op": "percent", "part": {"op": "count"}, "whole": {"op": "count"}, "digits": True}, "digits_out_of_range"),
        ({"op": "percent", "part": {"op": "percent"}, "whole": {"op": "count"}, "digits": 1}, "unknown_operation"),
    ],
)
def test_validate_refuses_with_a_code(formula, code):
    with pytest.raises(FormulaError) as refusal:
        validate(formula)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("value", "code"), [("5", "not_an_integer"), (True, "not_an_integer"), (2**53, "sum_too_large")]
)
def test_sum_refuses_what_is_no_whole_number(value, code):
    with pytest.raises(FormulaError) as refusal:
        evaluate({"op": "sum", "field": "n"}, [{"n": value}])
    assert refusal.value.code == code


def test_fields_tell_what_a_formula_reads_and_what_it_only_counts():
    formula = {
        "op": "percent",
        "part": {"op": "count_distinct", "field": "person", "where": {"ok": True}},
        "whole": {"op": "count"},
        "digits": 0,
    }
    assert (fields(formula), distinct_fields(formula)) == ({"ok"}, {"person"})
    assert counted_rows(formula, ROWS) == [ROWS[0], ROWS[3]]
