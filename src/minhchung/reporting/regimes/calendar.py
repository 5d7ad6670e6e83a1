"""Periods that follow the calendar, as some sectors' forms ask for."""

from datetime import date

from minhchung.reporting.enums import PeriodKind
from minhchung.reporting.periods import Regime

REGIME = Regime(
    code="calendar",
    name="Chế độ báo cáo theo năm dương lịch",
    legal_basis="",
    in_force_on=date(1990, 1, 1),
    cut_off_day=None,
    kinds=frozenset(PeriodKind),
)
