"""The duty roster of the example year by rule: a patrol every third evening, a guard every second night."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST, LAST = date(2021, 12, 15), date(2022, 12, 14)
INSIDE = ("Cổng chính", "Nhà để xe", "Kho vật tư", "Phòng máy chủ", "Tầng mái")
OUTSIDE = ("Tường rào phía sau", "Đường trước trụ sở")
GUARD_POINTS = ("Cổng chính", "Cổng phụ", "Phòng máy chủ")
GUARDS = ("NV08", "NV09")
HELPERS = ("NV10", "NV16", "NV20", "NV23", "NV24", "NV07")
# Planned but not stood, told as it was: the roster shows the gap.
NOT_STOOD = {date(2022, 2, 1), date(2022, 9, 27)}
# Points that a round missed, with the reason written in the duty book.
MISSED = {
    date(2022, 1, 20): ("Tầng mái", "cửa tầng mái đang sửa khóa"),
    date(2022, 3, 3): ("Kho vật tư", "kho niêm phong để kiểm kê"),
    date(2022, 5, 11): ("Tường rào phía sau", "ngập nước sau mưa lớn"),
    date(2022, 6, 16): ("Phòng máy chủ", "đang bảo trì, có người trực riêng"),
    date(2022, 8, 9): ("Tầng mái", "mưa giông, không bảo đảm an toàn"),
    date(2022, 10, 11): ("Đường trước trụ sở", "đang thi công vỉa hè"),
    date(2022, 11, 13): ("Nhà để xe", "mất điện khu vực nhà để xe"),
}


@dataclass(frozen=True, slots=True)
class Shift:
    """One planned shift and what became of it."""

    key: str
    kind: str  # "patrol" or "guard"
    day: date
    shift: str
    points: tuple[str, ...]
    people: tuple[str, str]
    is_stood: bool
    missed: tuple[str, str] | None


def shifts() -> Iterator[Shift]:
    """Every shift of the period, oldest first."""
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if number % 3 == 0:
            yield _shift("patrol", day, number, "Ca tối", INSIDE + (OUTSIDE if number % 2 == 0 else ()))
        if number % 2 == 0:
            yield _shift("guard", day, number, "Ca đêm", GUARD_POINTS)


def _shift(kind: str, day: date, number: int, shift: str, points: tuple[str, ...]) -> Shift:
    missed = MISSED.get(day) if kind == "patrol" else None
    if missed and missed[0] not in points:
        points = (*points, missed[0])
    people = (GUARDS[number % 2], HELPERS[number % len(HELPERS)])
    prefix = "tuan-tra" if kind == "patrol" else "canh-gac"
    return Shift(f"{prefix}-{day:%y%m%d}", kind, day, shift, points, people, day not in NOT_STOOD, missed)
