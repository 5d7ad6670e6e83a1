import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.secrecy import LEVELS, RECALL, SecrecyKind, SecrecyMark, find_marks, is_blocked

BLOCK, CONFIRM = SecrecyKind.BLOCK, SecrecyKind.CONFIRM
ABOVE = "ỦY BAN NHÂN DÂN TỈNH MẪU\nSố: 05/BC-UBND\n"
BELOW = "\nKính gửi: Bộ Quốc phòng\n"

STAMPS = (
    ("MẬT", "MẬT"),
    ("TỐI MẬT", "TỐI MẬT"),
    ("TUYỆT MẬT", "TUYỆT MẬT"),
    ("M Ậ T", "MẬT"),
    ("T Ố I   M Ậ T", "TỐI MẬT"),
    ("T\N{NO-BREAK SPACE}U Y Ệ T M Ậ T", "TUYỆT MẬT"),
    ("  │ MẬT │  ", "MẬT"),
    ("[MẬT]", "MẬT"),
    ("** TỐI MẬT **", "TỐI MẬT"),
    ("MẬT.", "MẬT"),
    ("M\N{ZERO WIDTH SPACE}ẬT", "MẬT"),
    ("МẬТ", "MẬT"),  # Cyrillic М and Т
    ("ＭẬＴ", "MẬT"),
    ("MẠ\N{COMBINING CIRCUMFLEX ACCENT}T", "MẬT"),
    ("TUYỆT MẬT - Bản số: 01", "TUYỆT MẬT"),
    ("MẬT (Bản số 2)", "MẬT"),
    ("Độ mật: Tối mật", "TỐI MẬT"),
    ("ĐỘ MẬT: MẬT", "MẬT"),
    ("MẬT          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT"),
    ("MẬT\tKính gửi: Bộ Công an", "MẬT"),
    ("TÀI LIỆU THU HỒI", "TÀI LIỆU THU HỒI"),
    ("┃ TÀI LIỆU THU HỒI ┃", "TÀI LIỆU THU HỒI"),
)

DOUBTS = (
    "Mật",
    "Tối mật",
    "tuyệt mật",
    "MAT",
    "TOI MAT",
    "MẶT",
    "Tài liệu thu hồi",
    "☐ MẬT     ☐ TỐI MẬT     ☐ TUYỆT MẬT",
    "☑ MẬT",
    "Mức   |  MẬT  |  TỐI MẬT",
    "Kính gửi: Sở Nội vụ      MẬT",
    "Đóng dấu TÀI LIỆU THU HỒI ở lề trên",
)

ORDINARY = (
    "Quy chế bảo mật thông tin",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI MẬT VÀ MẬT",
    "QUY ĐỊNH VỀ TÀI LIỆU MẬT",
    "mật độ dân số",
    "MẬT ĐỘ XÂY DỰNG",
    "mật khẩu",
    "Mật ong rừng",
    "Tài liệu mật do bộ phận mật quản lý.",
    "Độ mật: không",
    "Độ mật:",
    "Các tài liệu thu hồi sau hội nghị được lưu tại văn thư.",
    "MẶT TRẬN TỔ QUỐC VIỆT NAM",
    "TÌNH HÌNH CHUNG",
)


@pytest.mark.parametrize(("line", "stamp"), STAMPS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_stamp_on_its_own_line_blocks(line, stamp, form):
    marks = find_marks(unicodedata.normalize(form, ABOVE + line + BELOW), "5.pdf")

    assert marks == [SecrecyMark(BLOCK, stamp, 3)]


@pytest.mark.parametrize("line", DOUBTS)
def test_a_line_that_may_be_a_stamp_asks_a_person(line):
    marks = find_marks(ABOVE + line + BELOW, "5.pdf")

    assert marks
    assert {(mark.kind, mark.line) for mark in marks} == {(CONFIRM, 3)}


@pytest.mark.parametrize("line", ORDINARY)
def test_a_text_that_speaks_of_secrecy_is_left_alone(line):
    assert find_marks(ABOVE + line + BELOW, "5.pdf") == []


@pytest.mark.parametrize("before", ["QUY CHẾ BẢO VỆ BÍ", "HƯỚNG DẪN BẢO"])
def test_a_heading_broken_over_two_lines_does_not_block(before):
    assert not is_blocked(find_marks(f"{before}\nMẬT\nNHÀ NƯỚC\n", "5.pdf"))


def test_a_stamp_broken_over_two_lines_blocks():
    assert is_blocked(find_marks("Số: 05/BC-UBND\nTUYỆT\nMẬT\n", "5.pdf"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MẬT.pdf", [SecrecyMark(BLOCK, "MẬT", 0)]),
        ("Bao cao quy IV_TỐI MẬT.docx", [SecrecyMark(BLOCK, "TỐI MẬT", 0)]),
        ("Kế hoạch (TUYỆT MẬT).pdf", [SecrecyMark(BLOCK, "TUYỆT MẬT", 0)]),
        ("TỐI MẬT - Kế hoạch A.pdf", [SecrecyMark(BLOCK, "TỐI MẬT", 0)]),
        ("Kế hoạch 12 (M).pdf", [SecrecyMark(CONFIRM, "MẬT", 0)]),
        ("12-KH-TM.pdf", [SecrecyMark(CONFIRM, "MẬT", 0)]),
        ("12_KH_TLM.signed.pdf", [SecrecyMark(CONFIRM, "MẬT", 0)]),
        ("cong van toi mat.pdf", [SecrecyMark(CONFIRM, "TỐI MẬT", 0)]),
        ("huong_dan_tuyet_mat_2022.pdf", [SecrecyMark(CONFIRM, "TUYỆT MẬT", 0)]),
        ("công văn mật.pdf", [SecrecyMark(CONFIRM, "MẬT", 0)]),
        ("QUY CHẾ BẢO VỆ BÍ MẬT.pdf", [SecrecyMark(CONFIRM, "MẬT", 0)]),
        ("Quy chế bảo mật.pdf", []),
        ("Luật Bảo vệ bí mật nhà nước.pdf", []),
        ("Mật độ dân số.xlsx", []),
        ("TMDT-2022.pdf", []),
        ("Kế hoạch 84.pdf", []),
        ("", []),
    ],
)
def test_a_file_name_is_read_too(name, expected):
    assert find_marks("", name) == expected


def test_nothing_found_repeats_the_text():
    words = {mark.stamp for line, _ in STAMPS for mark in find_marks(line, "")}

    assert words <= {*LEVELS, RECALL}


@given(st.text(alphabet="MẬTỐIUYỆ \t\n|☐()-.", max_size=60), st.text(max_size=30))
def test_any_text_is_read_without_failing_and_names_its_line(text, name):
    for mark in find_marks(text, name):
        assert mark.stamp in {*LEVELS, RECALL}
        assert 0 <= mark.line <= len(text.splitlines())


@given(st.sampled_from(STAMPS), st.lists(st.sampled_from(ORDINARY), max_size=6), st.integers(0, 6))
def test_a_stamp_blocks_wherever_it_stands(stamp, others, place):
    lines = [*others[:place], stamp[0], *others[place:]]

    assert is_blocked(find_marks("\n".join(lines), "5.pdf"))


def test_a_megabyte_of_one_line_is_read_quickly():
    assert find_marks("M Ậ " * 250_000, "5.pdf") == []
