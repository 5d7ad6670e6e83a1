from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.text import in_words, parse_numeral, print_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("04", 4), ("26", 26), ("1.234", 1234), ("1.234,5", Decimal("1234.5")), ("0.125", Decimal("0.125")), ("12,5", Decimal("12.5")), ("12.5", Decimal("12.5")),
        ("1.234.567", 1234567), ("1,234,567", 1234567), ("1 234", 1234), ("-5", -5), ("−5", -5), ("hai mươi sáu", 26), ("mười lăm", 15), ("hai mốt", 21),
        ("một trăm linh năm", 105), ("một trăm lẻ năm", 105), ("một nghìn không trăm linh năm", 1005), ("hai triệu rưỡi", 2_500_000), ("ba phẩy năm", Decimal("3.5")),
        ("ba mươi nghìn tỷ", 30 * 10**12), ("năm", 5), ("Hai Mươi", 20), ("ba chục", 30), ("hai rưỡi", Decimal("2.5")),
    ],
)  # fmt: skip
def test_parse_numeral_reads(text, value):
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "mười mười",
        "linh năm trăm",
        "rưỡi",
        "1.23.4",
        "1..2",
        "số năm",
        "hai hai",
        "nghìn",
        "9" * 500,
        "một trăm linh",
    ],
)
def test_parse_numeral_is_none_for_what_is_no_number(text):
    assert parse_numeral(text) is None


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_numbers_in_words_are_read_back(number):
    assert parse_numeral(in_words(number)) == number


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_printed_numbers_are_read_back(number):
    assert parse_numeral(print_numeral(number)) == number


@given(st.text(max_size=40))
def test_parse_numeral_never_raises(text):
    parse_numeral(text)


def test_print_numeral_groups_and_pads():
    assert [
        print_numeral(1234567),
        print_numeral(Decimal("1234.50")),
        print_numeral(4, padded=True),
        print_numeral(0, padded=True),
    ] == ["1.234.567", "1.234,50", "04", "0"]


def test_in_words_refuses_what_it_has_no_words_for():
    with pytest.raises(ValueError, match="10\\^18"):
        in_words(10**18)
