"""The pieces from which forms build their patterns, over folded bytes (`Page.folded`); and the one engine they run on.

Everything that walks the text is google-re2, which cannot backtrack; a window of bounded length may be read by `near`.
Pieces are bounded, so that no match is longer than a paragraph.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re2

# White space within a phrase: a scanner's line break is one too, a blank line is not.
SPACE = r"[ \t\r]*\n?[ \t\r]*"
GAP = r"(?:[ \t\r]+\n?[ \t\r]*|\n[ \t\r]*)"
# "số", and what scanners and typists make of it.
SO = r"(?:[Ss][oe06]|SO)\s?[:.]?"

# Type words, folded; the key is a code of vanban.document_types.TYPES. Longer words first.
TYPE_WORDS = {
    "nghi quyet lien tich": "nghi_quyet_lien_tich",
    "thong tu lien tich": "thong_tu_lien_tich",
    "thong tu lien bo": "thong_tu_lien_tich",
    "van ban hop nhat": "van_ban_hop_nhat",
    "nghi quyet": "nghi_quyet",
    "nghi dinh": "nghi_dinh",
    "quyet dinh": "quyet_dinh",
    "chi thi": "chi_thi",
    "thong tu": "thong_tu",
    "thong tri": "thong_tri",
    "thong bao": "thong_bao",
    "thong cao": "thong_cao",
    "phap lenh": "phap_lenh",
    "sac lenh": "sac_lenh",
    "bo luat": "bo_luat",
    "luat": "luat",
    "lenh": "lenh",
    "ke hoach": "ke_hoach",
    "cong van": "cong_van",
    "cong dien": "cong_dien",
    "to trinh": "to_trinh",
    "bao cao": "bao_cao",
    "huong dan": "huong_dan",
    "ket luan": "ket_luan",
    "quy dinh": "quy_dinh",
    "quy che": "quy_che",
    "dieu le": "dieu_le",
    "van ban": "van_ban",
    "chuong trinh": "chuong_trinh",
    "phuong an": "phuong_an",
    "de an": "de_an",
    "du an": "du_an",
    "bien ban": "bien_ban",
    "hop dong": "hop_dong",
    "ban ghi nho": "ban_ghi_nho",
    "ban thoa thuan": "ban_thoa_thuan",
    "giay uy quyen": "giay_uy_quyen",
    "giay moi": "giay_moi",
    "giay gioi thieu": "giay_gioi_thieu",
    "giay nghi phep": "giay_nghi_phep",
    "phieu gui": "phieu_gui",
    "phieu chuyen": "phieu_chuyen",
    "phieu bao": "phieu_bao",
    "thu cong": "thu_cong",
}
# Abbreviated type words, folded; case matters.
TYPE_SHORT = {
    "NQLT": "nghi_quyet_lien_tich",
    "TTLT": "thong_tu_lien_tich",
    "VBHN": "van_ban_hop_nhat",
    "NQ": "nghi_quyet",
    "ND": "nghi_dinh",
    "QD": "quyet_dinh",
    "CT": "chi_thi",
    "TT": "thong_tu",
    "TTr": "to_trinh",
    "TB": "thong_bao",
    "KL": "ket_luan",
    "KH": "ke_hoach",
    "HD": "huong_dan",
    "BC": "bao_cao",
    "CV": "cong_van",
    "PL": "phap_lenh",
    "VB": "van_ban",
}


def words(phrase: str) -> str:
    """*phrase* as a pattern that lets a line break or a scanner's full stop stand between its words, or nothing at all."""
    return r"\.?\s{0,3}".join(phrase.split())


_SQUEEZED = {word.replace(" ", ""): kind for word, kind in TYPE_WORDS.items()}


def type_of(word: bytes) -> str | None:
    """The kind that a type word, spelled out or abbreviated, names however it is spaced; None if it is none."""
    letters = re.sub(r"[^A-Za-z]+", "", word.decode("ascii"))
    return TYPE_SHORT.get(letters) or _SQUEEZED.get(letters.lower())


TYPE = "(?i:" + "|".join(words(word) for word in TYPE_WORDS) + ")"
SHORT = "(?:" + "|".join(sorted(TYPE_SHORT, key=len, reverse=True)) + r")\.?"

# A scanner writes o for 0, l, I or | for 1, S for 5, ó for 6, and breaks a number with a blank.
ONES_AND_NOUGHTS = r"[\dOolI|]"
YEAR = rf"(?:1\s?9|2\s?[0Oo])\s?{ONES_AND_NOUGHTS}\s?{ONES_AND_NOUGHTS}"
_SLASH = r"\s?\.?\s?/{1,2}[.,]?\s?"
_SERIAL = rf"\d{ONES_AND_NOUGHTS}{{0,6}}(?:\.\d{{1,2}})?[a-z]?"
MISREAD_DIGIT = "[lIOoS|]"
_SEGMENT = r"[A-Z][A-Za-z0-9]{0,24}"
_MORE = r"(?:-[A-Z0-9][A-Za-z0-9]{0,24}|\s?-\s{1,2}(?:[A-Z]{2,24}\d{0,3}|TTg)\b|[/&][A-Z][A-Z0-9]{1,15})"
_ABBREVIATION = r"(?:ND|NQ|QD|QDD|CT|TT|TTLT|TTr|TTR|TB|KH|BC|HD|KL|CV|QC|QyD|CTr|PA|DA|CD|BB|VBHN|SL|L)"
NUMBER_STATE = (
    rf"{_SERIAL}{_SLASH}(?:{YEAR}{_SLASH})?"
    rf"(?:{_ABBREVIATION}(?:\s?-\s?|\.){_SEGMENT}|{_SEGMENT}){_MORE}{{0,8}}"
)
NUMBER_PARTY = (
    rf"{_SERIAL}\s?-\s?[A-Z][A-Za-z]{{0,6}}\s?/\s?[A-Z][A-Za-z0-9]{{0,15}}(?:[-/][A-Z0-9][A-Za-z0-9]{{0,15}}){{0,4}}"
)
NUMBER_GLUED = r"\d{1,4}\s?(?:NQ|CT|KL|QD|TB|HD|QC|BC|KH|CV|CTr|TTr|QDi|DA)[-/](?:TW|TU|HU|DU|(?:BTC|BTG|BNC|UBKT|VP|BDV)(?:TW|TU))\b"
NUMBER_OLD = r"(?:\d{1,4}\s?-\s?(?:CP|TTg|HDBT|CTN|UB|[A-Z]{2,8}[A-Za-z]{0,4})|\d{1,4}(?:CP|TTg|HDBT))(?:\b|\d{1,2}\b)"
# Believed only after a type word.
NUMBER_TYPE_GLUED = r"\d{1,4}(?:NQ|CT|KL|QD|TB|HD|KH|CV|LCT)/[A-Z]{2,10}\d?\b"
NUMBER = f"(?:{NUMBER_STATE}|{NUMBER_PARTY}|{NUMBER_GLUED})"


@cache
def compiled(pattern: str) -> re2._Regexp[bytes]:
    """*pattern* as an engine over folded bytes; made once, at first use."""
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    options.log_errors = False
    return re2.compile(pattern.encode("ascii"), options)


@cache
def near(pattern: str) -> re.Pattern[bytes]:
    """*pattern* as an engine for a short window at a known place, where starting google-re2 would cost more than the match."""
    return re.compile(pattern.encode("ascii"))
