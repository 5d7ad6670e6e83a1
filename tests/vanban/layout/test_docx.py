import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from tests.vanban.layout.reading import lines
from tests.vanban.layout.sample import HEADER, document, figure, png, report, text

from vanban.layout.docx import compose_docx
from vanban.layout.docx_body import Writer
from vanban.layout.flat import flatten
from vanban.layout.model import Appendix, Circulation, Heading, ListBlock, Paragraph, Picture, Urgency
from vanban.layout.pdf import compose_pdf
from vanban.layout.proofs import document_marks


@pytest.fixture(scope="module")
def made():
    return compose_docx(report())


@pytest.fixture(scope="module")
def word(made):
    return Document(BytesIO(made))


def bookmark(anchor):
    return Writer(str, str).bookmark(anchor)


def test_the_archive_is_stored_sorted_and_dated_alike(made):
    with zipfile.ZipFile(BytesIO(made)) as archive:
        entries = archive.infolist()

    names = [entry.filename for entry in entries]
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert {(entry.date_time, entry.compress_type) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
    }


def test_the_page_is_set_as_the_decree_says(word):
    assert len(word.sections) == 3
    for section in word.sections:
        assert section.page_width == pytest.approx(Mm(210), abs=Mm(0.2))
        assert section.page_height == pytest.approx(Mm(297), abs=Mm(0.2))
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_page_numbers_are_a_field_not_on_first_pages_and_begin_anew(word):
    first, *appendices = word.sections
    field = [element.text for element in first.header._element.iter(qn("w:instrText"))]

    assert field == [" PAGE "]
    assert first.header.paragraphs[0].style.name == "Header"
    assert not first.first_page_header.paragraphs[0].text
    assert all(section.different_first_page_header_footer for section in word.sections)
    assert all(section.header.is_linked_to_previous for section in appendices)
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in word.sections]
    assert starts == ["1", "1", "1"]


def test_styles_are_real_and_set_like_the_decree(word):
    normal = word.styles["Normal"]
    assert normal.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert normal.paragraph_format.first_line_indent.cm == pytest.approx(1, abs=0.01)
    assert normal.paragraph_format.space_after == Pt(6)
    used = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "VB Tên loại", "VB Trích yếu", "VB Căn cứ", "VB Phụ lục"} <= used
    default = word.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}")
    assert default.get(qn("w:ascii")) == "Times New Roman"
    assert word.styles["VB Nơi nhận"].font.size == Pt(12)
    assert word.styles["VB Danh sách nơi nhận"].font.size == Pt(11)


def cells(table):
    return [[[paragraph.text for paragraph in cell.paragraphs] for cell in row.cells] for row in table.rows]


def test_header_and_signature_are_tables_without_borders(word):
    header, numbers, signature = word.tables

    assert cells(header)[0][1][:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert cells(header)[1] == [["Số: 05/BC-STTTT"], ["Mẫu, ngày 09 tháng 12 năm 2022"]]
    assert cells(signature)[0][0][0] == "Nơi nhận:"
    assert cells(signature)[0][1] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phó Giám đốc 1"]
    assert cells(numbers)[0] == [["STT"], ["Cấp"], ["Số tin, bài"]]
    assert numbers.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_every_mark_is_a_bookmark_and_a_link_to_a_bookmark(word):
    body = word.element.body
    names = [start.get(qn("w:name")) for start in body.iter(qn("w:bookmarkStart"))]
    targets = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    marks = document_marks(report())

    assert len(names) == len({name.casefold() for name in names})
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)
    assert {bookmark(mark.anchor) for mark in marks} <= set(names)
    assert {bookmark(mark.proof) for mark in marks if mark.kind.has_proof} <= set(targets) <= set(names)


def test_long_and_alike_anchors_get_different_bookmarks():
    writer = Writer(str, str)
    names = [writer.bookmark(anchor) for anchor in ("a-b", "a_b", "A-B", "x" * 41, "x" * 42, "a-b")]

    assert len({name.casefold() for name in names}) == 5
    assert names[0] == names[-1] == "a_b"
    assert all(len(name) <= 40 for name in names)


def test_it_says_the_words_of_the_model(word):
    said = "".join(word.element.body.itertext())
    for line in flatten(report().body).text.splitlines():
        for part in line.split("\t"):
            bare = part.rstrip(".")
            assert bare in said or bare.upper() in said


def test_its_properties_are_those_of_the_document(word):
    core = word.core_properties
    assert (core.title, core.author, core.language) == (report().title, "Sở Thông tin và Truyền thông", "vi")
    assert core.created.replace(tzinfo=None) == core.modified.replace(tzinfo=None) == datetime(2022, 12, 9)


def test_each_ordered_list_counts_from_its_own_start():
    first = ListBlock(((Paragraph(text("a")),),), is_ordered=True, start=3)
    word = Document(BytesIO(compose_docx(report(body=(first, first), appendices=()))))
    numbers = [element.get(qn("w:val")) for element in word.element.body.iter(qn("w:numId"))]
    starts = [element.get(qn("w:val")) for element in word.part.numbering_part.element.iter(qn("w:startOverride"))]

    assert numbers == ["2", "3"]
    assert set(starts) == {"3"}


def test_pictures_have_words_for_who_cannot_see_them(word):
    described = [element.get("descr") for element in word.element.body.iter(qn("wp:docPr"))]

    assert described == ["Sơ đồ minh họa các cấp phát tin"]


def test_a_tall_picture_fits_the_page():
    word = Document(BytesIO(compose_docx(report(body=(Picture(png(2, 400), "cao", 160),), appendices=()))))

    assert word.inline_shapes[0].height <= Mm(221) * 2
    assert word.inline_shapes[0].width == Mm(1)


def test_a_document_without_appendices_has_one_section():
    word = Document(BytesIO(compose_docx(report(body=(Heading(1, text("x")),), appendices=()))))

    assert len(word.sections) == 1


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.mark.slow
@needs_office
def test_on_paper_it_stands_where_the_pdf_stands(tmp_path):
    """The header, the title and the first lines of both within a millimetre, set by LibreOffice."""
    sample = report(
        body=(
            Heading(1, text("Đặc điểm tình hình"), "I."),
            Paragraph((figure("a", "04", "c-1"), document("b", " KH", "c-2"))),
        ),
        appendices=(
            Appendix(
                "Minh chứng",
                (Heading(1, text("A"), anchor="proof-figure-a"), Heading(1, text("B"), anchor="proof-document-b")),
            ),
        ),
        header=HEADER,
    )
    (tmp_path / "a.docx").write_bytes(compose_docx(sample))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    ours = {line.text: line for line in lines(compose_pdf(sample)) if line.page == 0}
    theirs = {line.text: line for line in lines((tmp_path / "a.pdf").read_bytes()) if line.page == 0}

    assert set(ours) == set(theirs)
    apart = {
        words: (round(theirs[words].left - line.left, 2), round(theirs[words].baseline - line.baseline, 2))
        for words, line in ours.items()
    }
    assert all(abs(x) < 1 for x, _ in apart.values()), apart
    assert all(abs(y) < 1 for _, y in apart.values()), apart


def test_a_date_is_the_only_clock():
    later = report(header=replace(HEADER, issued_on=date(2023, 1, 1)))

    assert Document(BytesIO(compose_docx(later))).core_properties.created.year == 2023


def test_stamps_and_addressees_of_an_official_letter_stand_in_their_boxes():
    header = replace(HEADER, document_type="", urgency=Urgency.EXPRESS, circulation=Circulation.INTERNAL)
    word = Document(BytesIO(compose_docx(report(header=header, addressees=("A", "B"), body=(), appendices=()))))
    under_number = [paragraph.text for paragraph in word.tables[0].rows[1].cells[0].paragraphs]

    assert under_number == ["Số: 05/BC-STTTT", f"V/v {HEADER.subject}", "HỎA TỐC"]
    assert [paragraph.text for paragraph in word.sections[0].first_page_header.paragraphs] == ["LƯU HÀNH NỘI BỘ"]
    assert [p.text for p in word.paragraphs if p.style.name == "VB Nơi kính gửi"] == ["Kính gửi:", "- A;", "- B."]


def test_hostile_words_are_escaped_in_every_part():
    words = "</w:t><w:br/>&amp;]]>\"'<!--"
    header = replace(HEADER, subject=words, symbol=words, issuing_body=words, place=words)
    made = compose_docx(report(header=header, body=(Paragraph(text(words)),), recipients=(words,), appendices=()))
    word = Document(BytesIO(made))

    assert f"{words}./." in [paragraph.text for paragraph in word.paragraphs]
    assert word.core_properties.subject == words
