from dataclasses import replace
from datetime import date

import pytest
from tests.vanban.layout.sample import HEADER, SIGNATURE, report, text

from vanban.layout.errors import BadSignatureError
from vanban.layout.glyphs import BOLD, balanced, width
from vanban.layout.model import Appendix, Capacity, Emphasis, LineBreak, ListBlock, Paragraph, Signature, Strong, Text
from vanban.layout.numbering import heading_label, levelled, number_headings, point_letter
from vanban.layout.parts import (
    addressee_lines,
    appendix_label,
    appendix_reference,
    closed_body,
    grounds,
    name_lines,
    number_line,
    place_line,
    printed_date,
    recipient_lines,
    roman,
    signature_lines,
)


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1, "Số: 01/BC-STTTT"), (9, "Số: 09/BC-STTTT"), (10, "Số: 10/BC-STTTT"), (1234, "Số: 1234/BC-STTTT")],
)
def test_numbers_below_ten_are_padded(number, printed):
    assert number_line(replace(HEADER, number=number)) == printed


def test_a_number_not_yet_given_leaves_room():
    line = number_line(replace(HEADER, number=None))

    assert line.startswith("Số:\N{NO-BREAK SPACE}")
    assert line.endswith("\N{NO-BREAK SPACE}/BC-STTTT")


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2022, 1, 9), "ngày 09 tháng 01 năm 2022"),
        (date(2022, 2, 10), "ngày 10 tháng 02 năm 2022"),
        (date(2022, 3, 1), "ngày 01 tháng 3 năm 2022"),
        (date(2022, 12, 31), "ngày 31 tháng 12 năm 2022"),
    ],
)
def test_days_and_the_first_two_months_are_padded(day, printed):
    assert printed_date(day) == printed
    assert place_line(replace(HEADER, issued_on=day)) == f"Mẫu, {printed}"


def test_names_are_printed_in_capitals_line_by_line():
    assert name_lines("Sở Thông tin\n và  Truyền thông\n") == ("SỞ THÔNG TIN", "VÀ TRUYỀN THÔNG")


def test_grounds_end_in_semicolons_and_a_full_stop_whatever_was_typed():
    made = grounds(report(grounds=(text("Căn cứ A;"), text("Căn cứ B"), text("Theo C ;."))))

    assert ["".join(inline.value for inline in ground.inlines) for ground in made] == [
        "Căn cứ A;",
        "Căn cứ B;",
        "Theo C.",
    ]


def test_recipients_begin_with_the_addressee_and_end_with_the_file():
    assert recipient_lines(report()) == (
        "- Như trên;",
        "- Bộ Chỉ huy quân sự tỉnh;",
        "- Giám đốc và các Phó Giám đốc;",
        "- Lưu: VT, VP.",
    )
    assert recipient_lines(report(addressees=(), recipients=())) == ("- Lưu: VT, VP.",)


def test_one_addressee_stands_alone_and_several_are_listed():
    assert addressee_lines(report()) == ("Ủy ban nhân dân tỉnh Mẫu",)
    assert addressee_lines(report(addressees=("A", "B", "C"))) == ("- A;", "- B;", "- C.")


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (SIGNATURE, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (Signature("Giám đốc", "A"), ("GIÁM ĐỐC",)),
        (Signature("Giám đốc", "A", Capacity.Q), ("Q. GIÁM ĐỐC",)),
        (Signature("Chủ tịch", "A", Capacity.TM, "Ủy ban nhân dân"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (Signature("Chánh Văn phòng", "A", Capacity.TL, "Giám đốc"), ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        (Signature("Trưởng phòng", "A", Capacity.TUQ, "Giám đốc"), ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
    ],
)
def test_the_authority_stands_above_the_post(signature, lines):
    assert signature_lines(signature) == lines


@pytest.mark.parametrize("capacity", [Capacity.TM, Capacity.KT, Capacity.TL, Capacity.TUQ])
def test_an_authority_that_stands_for_nobody_is_refused(capacity):
    with pytest.raises(BadSignatureError):
        signature_lines(Signature("Phó Giám đốc", "A", capacity))


@pytest.mark.parametrize("capacity", [Capacity.Q, None])
def test_a_head_stands_for_nobody_else(capacity):
    with pytest.raises(BadSignatureError):
        signature_lines(Signature("Giám đốc", "A", capacity, "Ủy ban nhân dân"))


def last_words(blocks):
    block = blocks[-1]
    while isinstance(block, ListBlock):
        block = block.items[-1][-1]
    return block.inlines


@pytest.mark.parametrize("typed", ["Hết.", "Hết", "Hết./.", "Hết. ", "Hết ./."])
def test_the_body_ends_in_the_closing_sign_once(typed):
    in_list = ListBlock(((Paragraph(text("trước")),), (Paragraph(text(typed)),)))

    for block in (Paragraph(text(typed)), in_list):
        assert last_words(closed_body(report(body=(block,)))) == (Text("Hết"), Text("./."))


def test_the_closing_sign_follows_emphasis_and_replaces_a_last_break():
    strong = Strong(text("Hết"))

    assert last_words(closed_body(report(body=(Paragraph((strong, LineBreak())),)))) == (strong, Text("./."))
    assert last_words(closed_body(report(body=(Paragraph((Emphasis(text("a")),)),))))[-1] == Text("./.")


def test_a_text_without_signature_is_not_closed():
    blocks = (Paragraph(text("Hết.")),)

    assert closed_body(report(body=blocks, signature=None)) == blocks


def test_appendices_are_numbered_only_when_there_are_several():
    one, two = report(appendices=(Appendix("A", ()),)), report()

    assert appendix_label(one, 0) == "Phụ lục"
    assert [appendix_label(two, place) for place in range(2)] == ["Phụ lục I", "Phụ lục II"]


def test_the_reference_of_an_appendix_names_its_document():
    assert appendix_reference(HEADER) == (
        "(Kèm theo Báo cáo số 05/BC-STTTT ngày 09 tháng 12 năm 2022 của Sở Thông tin và Truyền thông)"
    )


@pytest.mark.parametrize(("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (29, "XXIX")])
def test_roman_numerals(number, written):
    assert roman(number) == written


def test_headings_are_numbered_by_level_and_never_skip_one():
    blocks = report().body
    labels = [block.label for block in blocks if hasattr(block, "label")]

    assert labels == ["I.", "II.", "1.", "2.", "a)", "III."]
    deep = tuple(replace(block, level=level) for block, level in zip([blocks[0]] * 5, (3, 6, 1, 3, 2), strict=True))
    assert [block.level for block in levelled(deep)] == [1, 2, 1, 2, 2]
    assert [block.label for block in number_headings(deep)] == ["I.", "1.", "II.", "1.", "2."]


def test_points_follow_the_vietnamese_alphabet():
    assert [point_letter(count) for count in range(1, 8)] == ["a", "b", "c", "d", "đ", "e", "g"]
    assert [point_letter(count) for count in (23, 24, 25)] == ["y", "aa", "ab"]
    assert heading_label(3, 5) == "đ)"


def test_a_long_name_is_broken_into_even_lines_before_and():
    room = width("SỞ THÔNG TIN VÀ TRUYỀN", 12, BOLD)

    assert balanced("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", 12, BOLD, room) == ("SỞ THÔNG TIN", "VÀ TRUYỀN THÔNG")
    assert balanced("SỞ NỘI VỤ", 12, BOLD, room) == ("SỞ NỘI VỤ",)
    assert balanced("X" * 90, 12, BOLD, room) == ("X" * 90,)
