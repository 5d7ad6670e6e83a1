from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.header import HeaderFinding, read_header, title_case

LETTER = """ỦY BAN NHÂN DÂN TỈNH MẪU
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 84/KH-STTTT
Mẫu, ngày 21 tháng 01 năm 2022
KẾ HOẠCH
Bảo đảm an ninh trật tự năm 2022
Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2022 của UBND tỉnh Mẫu, Sở ban hành kế hoạch như sau:
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
Nguyễn Văn Mẫu
"""


def test_read_header_reads_a_plan_of_a_department():
    header = read_header(LETTER)
    assert (str(header.number), header.issued_on, header.issuer, header.document_type, header.subject, header.place) == (
        "84/KH-STTTT", date(2022, 1, 21), "Sở Thông tin và Truyền thông", "ke_hoach", "Bảo đảm an ninh trật tự năm 2022", "Mẫu",
    )  # fmt: skip
    assert (header.signing_capacity, header.signer_post, header.signer, header.findings) == (
        "KT",
        "Phó Giám đốc",
        "Nguyễn Văn Mẫu",
        (),
    )


def test_read_header_reads_a_decree_whose_columns_were_lost():
    text = "CHÍNH PHỦ\t\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\tSố: 30 /2020/NÐ-CP \t\u200eHà Nội, ngày 05 tháng 3 năm 2020\nNGHỊ ĐỊNH\nVề công tác văn thư\nCăn cứ Luật Tổ chức Chính phủ;"
    header = read_header(text)
    assert (str(header.number), header.issued_on, header.issuer, header.document_type, header.subject) == (
        "30/2020/NĐ-CP",
        date(2020, 3, 5),
        "Chính phủ",
        "nghi_dinh",
        "Về công tác văn thư",
    )


def test_read_header_takes_a_laws_date_from_its_closing_words():
    text = "QUỐC HỘI\nLuật số: 99/2030/QH17\nLUẬT\nTHỬ NGHIỆM\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\nLuật này được Quốc hội khóa XVII, kỳ họp thứ 2 thông qua ngày 20 tháng 11 năm 2030."
    header = read_header(text)
    assert (str(header.number), header.issued_on, header.issuer, header.findings) == (
        "99/2030/QH17",
        date(2030, 11, 20),
        "Quốc hội",
        (HeaderFinding.DATE_FROM_CLOSING,),
    )


def test_read_header_reads_an_official_letter_with_its_abstract():
    text = "SỞ NỘI VỤ\nSố: 118/SNV-VP\nV/v đăng ký thi đua\nMẫu, ngày 27 tháng 01 năm 2022\nKính gửi: Các phòng"
    header = read_header(text)
    assert (str(header.number), header.document_type, header.subject, header.issuer) == (
        "118/SNV-VP",
        "cong_van",
        "đăng ký thi đua",
        "Sở Nội vụ",
    )


def test_read_header_does_not_take_a_cited_number_for_its_own():
    text = "THÔNG TƯ\nSửa đổi, bổ sung một số điều của Thông tư\nsố 39/2016/TT-NHNN ngày 30 tháng 12 năm 2016\nCăn cứ Luật Ngân hàng Nhà nước Việt Nam;"
    header = read_header(text)
    assert (header.number, header.issued_on) == (None, None)
    assert {HeaderFinding.NO_NUMBER, HeaderFinding.NO_DATE} <= set(header.findings)


@pytest.mark.parametrize(
    "dateline", ["Mẫu, ngày 32 tháng 12 năm 2024", "Mẫu, ngày   tháng   năm 2024", "Mẫu, ngày … tháng … năm 2024"]
)
def test_read_header_names_a_date_without_a_day(dateline):
    header = read_header(f"SỞ NỘI VỤ\nSố: 12/QĐ-SNV\n{dateline}\nQUYẾT ĐỊNH\nVề việc thử")
    assert (header.issued_on, HeaderFinding.NO_DATE in header.findings) == (None, True)


@given(st.text(max_size=300))
def test_read_header_never_raises(text):
    read_header(text)


def test_title_case_writes_bodies_as_in_running_text():
    assert [
        title_case("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
        title_case("ỦY BAN NHÂN DÂN TỈNH MẪU"),
        title_case("Sở Nội vụ"),
    ] == ["Bộ Lao động - Thương binh và Xã hội", "Ủy ban nhân dân tỉnh Mẫu", "Sở Nội vụ"]
