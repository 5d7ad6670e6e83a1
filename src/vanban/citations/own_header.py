"""Where a text speaks of itself: its own number in the header, its own name where it is enacted. Neither is a citation."""

from __future__ import annotations

import re
from functools import cache

_BEFORE = 160
_AFTER = 120


def is_own_header(folded: bytes, start: int, end: int) -> bool:
    """Whether "Luật số: 116/2025/QH15" from *start* to *end* stands alone on its line under the name of a body or the motto."""
    before = folded[max(0, start - _BEFORE) : start]
    above = before.rstrip(b" \t")
    if above and not above.endswith((b"\n", b"\r")):
        return False
    after = folded[end : end + _AFTER]
    if not _rest_of_line().match(after):
        return False
    lines = above.rstrip(b" \t\r\n-_*=~|?")
    if not lines:
        return start < _BEFORE and b"CONG HOA" in after.upper()
    return bool(_letterhead().search(lines))


@cache
def _rest_of_line() -> re.Pattern[bytes]:
    """Nothing, the place and date, or the other half of the letterhead."""
    return re.compile(rb"[ \t\r]*(?:\n|$|[A-Z][\w .?-]{1,30},\s*ngay|Doc lap|CONG HOA)")


@cache
def _letterhead() -> re.Pattern[bytes]:
    bodies = rb"QUOC HOI|UY BAN|HOI DONG|CHINH PHU|THU TUONG|CHU TICH|BO |SO |TOA AN|VIEN |TINH |HUYEN |THANH PHO "
    return re.compile(rb"(?:(?:^|\n)[ \t]*(?:" + bodies + rb")[^a-z\n]*|[Hh](?:anh|ANH)\s+[Pp](?:huc|HUC)|VIET NAM)$")


def is_enacted_here(folded: bytes, start: int) -> bool:
    """Whether the law named at *start* is the text itself: "…;⏎Quốc hội ban hành Luật An ninh mạng."."""
    return bool(_enacting().search(folded, max(0, start - _BEFORE), start))


@cache
def _enacting() -> re.Pattern[bytes]:
    return re.compile(rb"[;,.]\s{0,8}\n\s{0,8}(?:Quoc hoi|Uy ban [Tt]huong vu Quoc hoi) ban hanh\s{1,3}$")
