import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.pack.printed import dates_in, says
from vanban.text.numerals import in_words, print_numeral


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("26", 26, "plain"), ("1.234", 1234, "plain"), ("1234", 1234, "plain"), ("1.234,5", "1234.5", "plain"), ("96,8", "96.8", "plain"),
        ("04", 4, "padded"), ("26", 26, "padded"), ("00", 0, "padded"), ("1.234", 1234, "padded"),
        ("100%", "100", "percent"), ("96,8 %", "96.8", "percent"), ("96,80%", "96.8", "percent"),
        ("hai", 2, "words"), ("Hai mươi sáu", 26, "words"), ("một trăm linh năm", 105, "words"), ("hai nghìn không trăm lẻ ba", 2003, "words"),
        ("một trăm phần trăm", "100", "words"), ("–", None, "plain"), ("  1.234\u00a0", 1234, "plain"),
    ],
)  # fmt: skip
def test_says_when_the_text_says_the_value(text, value, form):
    assert says(text, value, form)


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("27", 26, "plain"), ("026", 26, "plain"), ("12.34", 1234, "plain"), ("1,234", 1234, "plain"), ("26 người", 26, "plain"), ("٢٦", 26, "plain"),
        ("4", 4, "padded"), ("004", 4, "padded"), ("100", "100", "percent"), ("100%", "100", "plain"), ("hai", 3, "words"), ("hai ba", 23, "words"),
        ("mươi", 10, "words"), ("hai nghìn triệu", 2, "words"), ("nghìn", 1000, "words"), ("", 0, "words"), ("0", None, "plain"), ("–", 0, "plain"),
    ],
)  # fmt: skip
def test_says_not_when_the_text_says_something_else(text, value, form):
    assert not says(text, value, form)


@given(st.integers(0, 10**9 - 1))
@settings(max_examples=400, deadline=None)
def test_says_what_the_library_of_numerals_writes(number):
    assert says(in_words(number), number, "words")
    assert says(print_numeral(number), number, "plain")
    assert says(print_numeral(number, padded=True), number, "padded") or number == 0


def test_dates_in_finds_full_dates_only():
    text = "Kế hoạch số 84 ngày 21/01/2022, ngày 05 tháng 3 năm 2022; năm 2023, 12/2022, 1.2.2022, 121/01/20222"
    assert dates_in(text) == ["2022-01-21", "2022-03-05", "2022-02-01"]
