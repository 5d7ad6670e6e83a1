"""Where the parts stand on the paper, measured (NĐ 30/2020, Appendix I); tolerance 0.5 mm."""

import itertools
from dataclasses import replace

import pytest
from tests.vanban.layout.reading import lines, opened, page_texts, rules
from tests.vanban.layout.sample import HEADER, report, text

from vanban.layout.model import Circulation, PageBreak, Paragraph, Urgency
from vanban.layout.pdf import compose_pdf

TOLERANCE = 0.5
LONG = Paragraph(text("Tiếp tục tuyên truyền, phổ biến, giáo dục pháp luật về quốc phòng, quân sự địa phương. " * 60))


@pytest.fixture(scope="module")
def pdf():
    return compose_pdf(report(body=(LONG, *report().body)))


@pytest.fixture(scope="module")
def read(pdf):
    return lines(pdf)


def line(read, words):
    return next(line for line in read if line.text.startswith(words))


def centre(line):
    return (line.left + line.right) / 2


def test_the_paper_is_a4_upright(pdf):
    with opened(pdf) as sheets:
        for sheet in sheets:
            assert sheet.get_size() == pytest.approx((595.28, 841.89), abs=0.1)


def test_nothing_but_the_page_number_leaves_the_margins(read):
    text_lines = [line for line in read if not line.text.isdecimal() or line.baseline > 20]

    assert min(line.left for line in text_lines) == pytest.approx(30, abs=TOLERANCE)
    assert max(line.right for line in text_lines) == pytest.approx(195, abs=TOLERANCE)
    assert min(line.baseline for line in text_lines) > 20
    assert max(line.baseline for line in text_lines) < 297 - 20


def test_full_lines_reach_both_margins_and_first_lines_are_indented_one_centimetre(read):
    whole = [line for line in read if line.page == 1 and line.right > 194]

    assert len(whole) > 5
    assert all(line.right == pytest.approx(195, abs=TOLERANCE) for line in whole)
    assert line(read, "Tiếp tục tuyên").left == pytest.approx(40, abs=TOLERANCE)


def test_body_lines_are_between_single_and_one_and_a_half_apart(read):
    body = [line.baseline for line in read if line.page == 1 and line.right > 194][1:6]
    steps = {round((after - before) * 72 / 25.4, 1) for before, after in itertools.pairwise(body)}

    assert all(14 * 1.149 <= step <= 14 * 1.149 * 1.5 for step in steps)
    assert len(steps) <= 2


@pytest.mark.parametrize(
    ("words", "size", "font"),
    [
        ("CỘNG HÒA XÃ HỘI", 12, "Tinos-Bold"),
        ("Độc lập - Tự do", 13, "Tinos-Bold"),
        ("ỦY BAN NHÂN DÂN", 12, "Tinos-Regular"),
        ("SỞ THÔNG TIN", 12, "Tinos-Bold"),
        ("Số: 05", 13, "Tinos-Regular"),
        ("Mẫu, ngày 09", 13, "Tinos-Italic"),
        ("BÁO CÁO", 14, "Tinos-Bold"),
        ("Kết quả công tác", 14, "Tinos-Bold"),
        ("Căn cứ", 14, "Tinos-Italic"),
        ("Kính gửi", 14, "Tinos-Regular"),
        ("I. ĐẶC ĐIỂM", 14, "Tinos-Bold"),
        ("Nơi nhận", 12, "Tinos-BoldItalic"),
        ("- Như trên", 11, "Tinos-Regular"),
        ("KT. GIÁM ĐỐC", 14, "Tinos-Bold"),
        ("Phó Giám đốc 1", 14, "Tinos-Bold"),
        ("Phụ lục I", 14, "Tinos-Bold"),
        ("(Kèm theo", 14, "Tinos-Italic"),
    ],
)
def test_each_part_has_its_size_and_face(read, words, size, font):
    found = line(read, words)

    assert found.sizes == {size}
    assert found.fonts == {font}


def test_the_two_columns_of_the_header_stand_on_their_axes(read):
    left = ("ỦY BAN", "SỞ THÔNG", "VÀ TRUYỀN", "Số: 05")
    right = ("CỘNG HÒA", "Độc lập", "Mẫu, ngày")

    assert {round(centre(line(read, words))) for words in left} == {65}
    assert all(centre(line(read, words)) == pytest.approx(147.5, abs=TOLERANCE) for words in right)
    assert line(read, "Số: 05").baseline == pytest.approx(line(read, "Mẫu, ngày").baseline, abs=0.1)
    assert line(read, "ỦY BAN").baseline == pytest.approx(line(read, "CỘNG HÒA").baseline, abs=0.1)


def test_type_and_subject_are_centred_on_the_text(read):
    assert centre(line(read, "BÁO CÁO")) == pytest.approx(112.5, abs=TOLERANCE)
    assert centre(line(read, "Kết quả công tác")) == pytest.approx(112.5, abs=TOLERANCE)


def test_the_rules_have_the_lengths_the_decree_gives(pdf, read):
    drawn = rules(pdf)
    motto, issuer, subject = line(read, "Độc lập"), line(read, "VÀ TRUYỀN"), line(read, "Kết quả công tác")

    under = {
        name: next(rule for rule in drawn if 0 < rule[2] - above.baseline < 4 and rule[0] < centre(above) < rule[1])
        for name, above in (("motto", motto), ("issuer", issuer), ("subject", subject))
    }
    assert under["motto"][1] - under["motto"][0] == pytest.approx(motto.right - motto.left, abs=1)
    for name, above in (("issuer", issuer), ("subject", subject)):
        length = under[name][1] - under[name][0]
        assert (above.right - above.left) / 3 <= length <= (above.right - above.left) / 2
        assert sum(under[name][:2]) / 2 == pytest.approx(centre(above), abs=TOLERANCE)


def test_pages_are_numbered_in_the_top_margin_from_the_second_and_appendices_anew(read):
    last = max(line.page for line in read)
    starts = [line.page for line in read if line.text.startswith("Phụ lục ")]
    expected = {}
    for page in range(last + 1):
        first = max(start for start in (0, *starts) if start <= page)
        if page > first:
            expected[page] = str(page - first + 1)
    numbers = {line.page: line for line in read if line.text.isdecimal() and line.baseline < 20}

    assert {page: number.text for page, number in numbers.items()} == expected
    assert len(expected) >= 3
    for number in numbers.values():
        assert number.sizes == {14}
        assert centre(number) == pytest.approx(112.5, abs=TOLERANCE)
        assert 5 < number.baseline < 18


def test_recipients_stand_left_level_with_the_signer_on_the_right(read):
    recipients, signer, name = line(read, "Nơi nhận"), line(read, "KT. GIÁM"), line(read, "Phó Giám đốc 1")

    assert recipients.left == pytest.approx(30, abs=TOLERANCE)
    assert recipients.page == signer.page
    assert recipients.baseline == pytest.approx(signer.baseline, abs=1)
    assert centre(signer) == pytest.approx(147.5, abs=TOLERANCE)
    assert centre(name) == pytest.approx(147.5, abs=TOLERANCE)
    assert 20 < name.baseline - line(read, "PHÓ GIÁM").baseline < 45


def test_the_signature_is_never_torn_from_its_recipients():
    for count in range(26, 36):
        filler = tuple(Paragraph(text("Nội dung.")) for _ in range(count))
        read = lines(compose_pdf(report(body=filler, grounds=(), appendices=())))
        pages = {line.page for line in read if line.text.startswith(("Nơi nhận", "- Lưu", "KT. ", "Phó Giám đốc 1"))}
        assert len(pages) == 1


def test_appendices_begin_on_new_pages(pdf):
    sheets = page_texts(pdf)

    assert sum(sheet.startswith("Phụ lục I") for sheet in sheets) == 2


def test_the_subject_of_an_official_letter_stands_under_its_number():
    header = replace(
        HEADER, document_type="", symbol="STTTT-VP", urgency=Urgency.URGENT, circulation=Circulation.INTERNAL
    )
    read = lines(compose_pdf(report(header=header, body=(LONG,), appendices=())))
    subject, number = line(read, "V/v"), line(read, "Số: 05")

    assert subject.sizes == {12}
    assert subject.baseline > number.baseline
    assert centre(subject) == pytest.approx(65, abs=TOLERANCE)
    assert line(read, "KHẨN").left < 60
    assert line(read, "LƯU HÀNH NỘI BỘ").baseline < 20
    assert line(read, "LƯU HÀNH NỘI BỘ").left > 120


def test_a_page_break_starts_a_page():
    made = compose_pdf(report(body=(Paragraph(text("một")), PageBreak(), Paragraph(text("hai"))), appendices=()))

    assert [number for number, sheet in enumerate(page_texts(made)) if "hai" in sheet] == [1]
