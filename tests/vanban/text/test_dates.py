from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.text import in_words, parse_date, print_date, print_short_date


@pytest.mark.parametrize(
    "text",
    ["16/01/1995", "ngày 16/1/1995", "16-01-1995", "16.01.1995", "ngày 16 tháng 01 năm 1995", "Ngày 16 tháng 1, năm 1995", "ngày mười sáu tháng một năm một nghìn chín trăm chín mươi lăm", "ngày mười sáu tháng Giêng năm một nghìn chín trăm chín mươi lăm"],
)  # fmt: skip
def test_parse_date_reads_every_way_of_writing(text):
    assert parse_date(text) == date(1995, 1, 16)


@pytest.mark.parametrize("text", ["31/02/2020", "ngày 42 tháng 02 năm 2018", "2020", "hôm nay", "", "ngày tháng năm"])
def test_parse_date_is_none_for_no_day_of_the_calendar(text):
    assert parse_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_printed_dates_are_read_back(day):
    assert parse_date(print_date(day)) == parse_date(print_short_date(day)) == day
    words = f"ngày {in_words(day.day)} tháng {in_words(day.month)} năm {in_words(day.year)}"
    assert parse_date(words) == day


def test_print_date_pads_days_below_ten_and_the_first_two_months():
    assert [print_date(date(2022, 3, 5)), print_date(date(2022, 2, 15))] == [
        "ngày 05 tháng 3 năm 2022",
        "ngày 15 tháng 02 năm 2022",
    ]
