"""Which days a period covers: the rule belongs to each regime, not to the software."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from minhchung.reporting.enums import PeriodKind
from minhchung.reporting.errors import UnknownPeriodError

_MONTHS = {
    PeriodKind.MONTH: tuple((month, month) for month in range(1, 13)),
    PeriodKind.QUARTER: ((1, 3), (4, 6), (7, 9), (10, 12)),
    PeriodKind.HALF: ((1, 6), (7, 12)),
    PeriodKind.NINE_MONTHS: ((1, 9),),
    PeriodKind.YEAR: ((1, 12),),
}
_CODE = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])|(9M)))?")


@dataclass(frozen=True, slots=True)
class Regime:
    """A reporting regime as dated data: data of a month ends on `cut_off_day` (None: the month's last day)."""

    code: str
    name: str
    legal_basis: str
    in_force_on: date
    cut_off_day: int | None
    kinds: frozenset[PeriodKind]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `starts_on` to `ends_on`, both inclusive."""

    starts_on: date
    ends_on: date


def span(regime: Regime, kind: PeriodKind, year: int, ordinal: int = 1) -> Span:
    """The days of the *ordinal*-th period of its kind in *year*; UnknownPeriodError when the regime has none such."""
    if kind not in regime.kinds or not 1 <= ordinal <= len(_MONTHS[kind]) or not 1990 <= year <= 9998:
        raise UnknownPeriodError(regime=regime.code, kind=str(kind), year=year, ordinal=ordinal)
    first, last = _MONTHS[kind][ordinal - 1]
    before = (year - 1, 12) if first == 1 else (year, first - 1)
    days = Span(_cut_off(regime, *before) + timedelta(days=1), _cut_off(regime, year, last))
    if days.ends_on < regime.in_force_on:
        raise UnknownPeriodError(regime=regime.code, kind=str(kind), year=year, ordinal=ordinal)
    return days


def parse_code(code: str) -> tuple[PeriodKind, int, int]:
    """Kind, year and ordinal of "2022", "2022-03", "2022-Q1", "2022-H2" or "2022-9M"; UnknownPeriodError otherwise."""
    if not (match := _CODE.fullmatch(code.strip().upper())):
        raise UnknownPeriodError(regime="", kind=code, year=0, ordinal=0)
    year, month, quarter, half, nine = match.groups()
    if month:
        return PeriodKind.MONTH, int(year), int(month)
    if quarter:
        return PeriodKind.QUARTER, int(year), int(quarter)
    if half:
        return PeriodKind.HALF, int(year), int(half)
    return (PeriodKind.NINE_MONTHS if nine else PeriodKind.YEAR), int(year), 1


def print_code(kind: PeriodKind, year: int, ordinal: int) -> str:
    """The short name of a period: the inverse of `parse_code`."""
    ends = {
        PeriodKind.MONTH: f"-{ordinal:02d}",
        PeriodKind.QUARTER: f"-Q{ordinal}",
        PeriodKind.HALF: f"-H{ordinal}",
        PeriodKind.NINE_MONTHS: "-9M",
        PeriodKind.YEAR: "",
    }
    return f"{year:04d}{ends[PeriodKind(kind)]}"


def _cut_off(regime: Regime, year: int, month: int) -> date:
    return date(year, month, regime.cut_off_day or monthrange(year, month)[1])
