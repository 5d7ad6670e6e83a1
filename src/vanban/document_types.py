"""The kinds of official documents: code, Vietnamese name, abbreviation in a symbol.

Sources: NĐ 30/2020, Article 7 and Appendix III (the 29 administrative types and the copies); the law on the promulgation
of legal documents (laws, ordinances, decrees, circulars); Party practice (quy định, kết luận, thông tri).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document; *abbreviations* are those seen in its symbols, the current one first."""

    code: str
    name: str
    abbreviations: tuple[str, ...] = ()
    is_administrative: bool = False


def _administrative(code: str, name: str, *abbreviations: str) -> DocumentType:
    return DocumentType(code, name, abbreviations, is_administrative=True)


TYPES: dict[str, DocumentType] = {
    kind.code: kind
    for kind in (
        DocumentType("hien_phap", "Hiến pháp"),
        DocumentType("bo_luat", "Bộ luật"),
        DocumentType("luat", "Luật", ("L",)),
        DocumentType("phap_lenh", "Pháp lệnh", ("PL", "LCT")),
        DocumentType("lenh", "Lệnh", ("L",)),
        DocumentType("sac_lenh", "Sắc lệnh", ("SL",)),
        _administrative("nghi_quyet", "Nghị quyết", "NQ"),
        DocumentType("nghi_quyet_lien_tich", "Nghị quyết liên tịch", ("NQLT",)),
        DocumentType("nghi_dinh", "Nghị định", ("NĐ",)),
        _administrative("quyet_dinh", "Quyết định", "QĐ"),
        _administrative("chi_thi", "Chỉ thị", "CT"),
        DocumentType("thong_tu", "Thông tư", ("TT",)),
        DocumentType("thong_tu_lien_tich", "Thông tư liên tịch", ("TTLT", "TTLB", "TTLN")),
        _administrative("quy_che", "Quy chế", "QC"),
        _administrative("quy_dinh", "Quy định", "QyĐ", "QĐi"),
        _administrative("thong_cao", "Thông cáo", "TC"),
        _administrative("thong_bao", "Thông báo", "TB"),
        _administrative("huong_dan", "Hướng dẫn", "HD"),
        _administrative("chuong_trinh", "Chương trình", "CTr"),
        _administrative("ke_hoach", "Kế hoạch", "KH"),
        _administrative("phuong_an", "Phương án", "PA"),
        _administrative("de_an", "Đề án", "ĐA"),
        _administrative("du_an", "Dự án", "DA"),
        _administrative("bao_cao", "Báo cáo", "BC"),
        _administrative("bien_ban", "Biên bản", "BB"),
        _administrative("to_trinh", "Tờ trình", "TTr"),
        _administrative("hop_dong", "Hợp đồng", "HĐ"),
        _administrative("cong_van", "Công văn", "CV"),
        _administrative("cong_dien", "Công điện", "CĐ"),
        _administrative("ban_ghi_nho", "Bản ghi nhớ", "BGN"),
        _administrative("ban_thoa_thuan", "Bản thỏa thuận", "BTT"),
        _administrative("giay_uy_quyen", "Giấy ủy quyền", "GUQ"),
        _administrative("giay_moi", "Giấy mời", "GM"),
        _administrative("giay_gioi_thieu", "Giấy giới thiệu", "GGT"),
        _administrative("giay_nghi_phep", "Giấy nghỉ phép", "GNP"),
        _administrative("phieu_gui", "Phiếu gửi", "PG"),
        _administrative("phieu_chuyen", "Phiếu chuyển", "PC"),
        _administrative("phieu_bao", "Phiếu báo", "PB"),
        _administrative("thu_cong", "Thư công"),
        DocumentType("van_ban_hop_nhat", "Văn bản hợp nhất", ("VBHN",)),
        DocumentType("ket_luan", "Kết luận", ("KL", "TBKL")),
        DocumentType("thong_tri", "Thông tri", ("TTri",)),
        DocumentType("dieu_le", "Điều lệ"),
        DocumentType("sao_y", "Bản sao y", ("SY",)),
        DocumentType("trich_sao", "Bản trích sao", ("TrS",)),
        DocumentType("sao_luc", "Bản sao lục", ("SL",)),
        DocumentType("van_ban", "Văn bản"),
    )
}

# Where two kinds share an abbreviation, the kind that a reader meets far more often stands first above, except here.
_PREFERRED = {"SL": "sao_luc", "L": "lenh"}


def _by_abbreviation() -> dict[str, DocumentType]:
    table: dict[str, DocumentType] = {}
    for kind in TYPES.values():
        for abbreviation in kind.abbreviations:
            table.setdefault(abbreviation, kind)
    return table | {abbreviation: TYPES[code] for abbreviation, code in _PREFERRED.items()}


BY_ABBREVIATION: dict[str, DocumentType] = _by_abbreviation()
"""Abbreviation in a symbol → kind; case matters (QĐ is a decision, QyĐ a regulation)."""
