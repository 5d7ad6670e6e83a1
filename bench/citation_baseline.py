"""What an hour with a regular expression gives: the fixed baseline that citations are measured against. It is never improved."""

from __future__ import annotations

import re
from typing import Any

_KINDS = {
    "Hiến pháp": "hien_phap", "Bộ luật": "bo_luat", "Luật": "luat", "Pháp lệnh": "phap_lenh", "Nghị quyết": "nghi_quyet", "Nghị định": "nghi_dinh",
    "Quyết định": "quyet_dinh", "Chỉ thị": "chi_thi", "Thông tư liên tịch": "thong_tu_lien_tich", "Thông tư": "thong_tu", "Kế hoạch": "ke_hoach",
    "Công văn": "cong_van", "Tờ trình": "to_trinh", "Báo cáo": "bao_cao", "Thông báo": "thong_bao", "Hướng dẫn": "huong_dan", "Kết luận": "ket_luan",
    "Văn bản": "van_ban",
}  # fmt: skip
_DATE = r"(?:\s+ngày\s+(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4}))?"
_PATTERN = re.compile(
    rf"(?:(?P<articles>(?:điểm \w+ )?(?:khoản \d+ )?Điều \d+)\s+(?:của\s+)?)?"
    rf"(?P<span>(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})\s+(?:số:?\s+)?"
    rf"(?:(?P<number>\d{{1,5}}/(?:\d{{4}}/)?[A-ZĐ][\wĐ-]*|\d{{1,4}}-[A-ZĐ]+/[A-Z]+){_DATE}"
    rf"(?:\s+của\s+(?P<issuer>[A-ZĐỦ][^,.;()\n]{{2,60}}?)(?=\s+(?:về|quy|ban|hướng)|[,.;()\n]|$))?"
    r"|(?P<name>(?:[A-ZĐ]\w+)(?:\s[a-zà-ỹđ]+){0,6}?)(?=[;,.]|\s+(?:năm|số|ngày|và)|$)(?:\s+năm\s+(?P<year>\d{4}))?))",
)


def find(text: str) -> list[dict[str, Any]]:
    """The citations of *text* that one pattern sees."""
    return [_row(match) for match in _PATTERN.finditer(text)]


def _row(match: re.Match[str]) -> dict[str, Any]:
    day, month, year = match[5], match[6], match[7]
    date = f"{year}-{int(month):02d}-{int(day):02d}" if year else match["year"]
    start, end = match.span("span")
    return {
        "start": start,
        "end": end,
        "type": _KINDS[match["kind"]],
        "number": match["number"],
        "date": date,
        "issuer": match["issuer"],
        "title": match["name"],
        "articles": [match["articles"]] if match["articles"] else [],
    }
