"""Which days a period covers: the vectors and invariants of NĐ 09/2019/NĐ-CP, Art. 12."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.reporting.enums import PeriodKind as Kind
from minhchung.reporting.errors import UnknownPeriodError, UnknownRegimeError
from minhchung.reporting.periods import parse_code, print_code, span
from minhchung.reporting.regimes import regime, regimes

ND09, CALENDAR = regime("nd09"), regime("calendar")
YEARS = st.integers(2020, 2100)
ONE_DAY = timedelta(days=1)

VECTORS = [
    (Kind.MONTH, 1, date(2025, 12, 15), date(2026, 1, 14)),
    (Kind.QUARTER, 1, date(2025, 12, 15), date(2026, 3, 14)),
    (Kind.QUARTER, 2, date(2026, 3, 15), date(2026, 6, 14)),
    (Kind.QUARTER, 3, date(2026, 6, 15), date(2026, 9, 14)),
    (Kind.QUARTER, 4, date(2026, 9, 15), date(2026, 12, 14)),
    (Kind.HALF, 1, date(2025, 12, 15), date(2026, 6, 14)),
    (Kind.HALF, 2, date(2026, 6, 15), date(2026, 12, 14)),
    (Kind.NINE_MONTHS, 1, date(2025, 12, 15), date(2026, 9, 14)),
    (Kind.YEAR, 1, date(2025, 12, 15), date(2026, 12, 14)),
]


@pytest.mark.parametrize(("kind", "ordinal", "first", "last"), VECTORS)
def test_a_period_has_the_days_of_the_decree(kind: Kind, ordinal: int, first: date, last: date) -> None:
    days = span(ND09, kind, 2026, ordinal)
    assert (days.starts_on, days.ends_on) == (first, last)


@given(year=YEARS, code=st.sampled_from([each.code for each in regimes()]))
def test_months_tile_the_year_without_gap_or_overlap(year: int, code: str) -> None:
    months = [span(regime(code), Kind.MONTH, year, month) for month in range(1, 13)]
    after = span(regime(code), Kind.MONTH, year + 1, 1)
    for one, other in zip(months, [*months[1:], after], strict=True):
        assert one.ends_on + ONE_DAY == other.starts_on


@given(year=YEARS, code=st.sampled_from([each.code for each in regimes()]))
def test_longer_periods_are_the_union_of_their_parts(year: int, code: str) -> None:
    rule = regime(code)
    months = [span(rule, Kind.MONTH, year, month) for month in range(1, 13)]
    quarters = [span(rule, Kind.QUARTER, year, quarter) for quarter in range(1, 5)]
    halves = [span(rule, Kind.HALF, year, half) for half in (1, 2)]
    whole = span(rule, Kind.YEAR, year)
    for quarter, three in zip(quarters, (months[:3], months[3:6], months[6:9], months[9:]), strict=True):
        assert (quarter.starts_on, quarter.ends_on) == (three[0].starts_on, three[-1].ends_on)
    for half, two in zip(halves, (quarters[:2], quarters[2:]), strict=True):
        assert (half.starts_on, half.ends_on) == (two[0].starts_on, two[1].ends_on)
    assert (whole.starts_on, whole.ends_on) == (quarters[0].starts_on, quarters[3].ends_on)
    nine = span(rule, Kind.NINE_MONTHS, year)
    assert (nine.starts_on, nine.ends_on) == (quarters[0].starts_on, quarters[2].ends_on)


@given(year=YEARS)
def test_a_calendar_year_is_the_calendar_s(year: int) -> None:
    days = span(CALENDAR, Kind.YEAR, year)
    assert (days.starts_on, days.ends_on) == (date(year, 1, 1), date(year, 12, 31))


@given(year=YEARS, kind=st.sampled_from(list(Kind)))
def test_a_code_reads_back(year: int, kind: Kind) -> None:
    assert parse_code(print_code(kind, year, 1)) == (kind, year, 1)


@pytest.mark.parametrize("code", ["", "22", "2022-Q5", "2022-H3", "2022/01", "năm 2022", "2022-", "9M"])
def test_a_code_that_names_no_period_is_refused(code: str) -> None:
    with pytest.raises(UnknownPeriodError):
        parse_code(code)


@pytest.mark.parametrize(
    ("kind", "year", "ordinal"),
    [(Kind.MONTH, 2022, 13), (Kind.MONTH, 2022, 0), (Kind.YEAR, 2022, 2), (Kind.YEAR, 2018, 1), (Kind.YEAR, 9999, 1)],
)
def test_a_period_that_the_regime_does_not_have_is_refused(kind: Kind, year: int, ordinal: int) -> None:
    with pytest.raises(UnknownPeriodError):
        span(ND09, kind, year, ordinal)


def test_an_unknown_regime_is_refused() -> None:
    with pytest.raises(UnknownRegimeError):
        regime("nd-2099")
