"""Cut-offs of NĐ 09/2019/NĐ-CP, Art. 12: from the 15th of the month before to the 14th of the last month."""

from datetime import date

from minhchung.reporting.enums import PeriodKind
from minhchung.reporting.periods import Regime

REGIME = Regime(
    code="nd09",
    name="Chế độ báo cáo định kỳ theo Nghị định số 09/2019/NĐ-CP",
    legal_basis="Nghị định số 09/2019/NĐ-CP ngày 24/01/2019 của Chính phủ, Điều 12",
    in_force_on=date(2019, 3, 12),
    cut_off_day=14,
    # Nine months is not in the decree; provincial decisions add it with the same cut-off day.
    kinds=frozenset(PeriodKind),
)
