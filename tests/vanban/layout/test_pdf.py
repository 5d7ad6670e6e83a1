import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.vanban.layout.reading import bookmarks, lines, links, opened, page_texts
from tests.vanban.layout.sample import HEADER, document, figure, png, report, text

from vanban.layout.docx import compose_docx
from vanban.layout.errors import CompositionError
from vanban.layout.flat import flatten
from vanban.layout.glyphs import printable
from vanban.layout.html import compose_html
from vanban.layout.model import (
    Appendix,
    Capacity,
    Cell,
    Heading,
    ListBlock,
    Mark,
    MarkKind,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    Table,
    Text,
)
from vanban.layout.pdf import compose_pdf
from vanban.layout.proofs import document_marks

ROOT = Path(__file__).parents[3]
HOSTILE = (
    '#panic("x") #read("/etc/passwd") $x^2$ \\ \\u{41} @ref <script>alert(1)</script> *b* _i_ `c` = h - l + e '
    "/ term: x // no /* none */ ~ -- --- ... \"q\" 's' [x] {y} <proofs> % &amp; https://example.org \\n"
)


@pytest.fixture(scope="module")
def pdf():
    return compose_pdf(report())


def squeezed(words):
    return "".join(words.replace("\N{ZERO WIDTH SPACE}", "").split())


def test_an_issued_document_claims_both_standards_and_is_tagged(pdf):
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/OutputIntents" in pdf
    assert b"/Lang(vi)" in pdf.replace(b" ", b"")


def test_a_draft_claims_no_archive_but_reads_aloud():
    draft = compose_pdf(report(header=replace(HEADER, number=None, issued_on=None)))

    assert b"<pdfaid:part>" not in draft
    assert b"<pdfuaid:part>1</pdfuaid:part>" in draft


def test_only_the_four_faces_of_tinos_are_used_and_embedded(pdf):
    assert {name for line in lines(pdf) for name in line.fonts} <= {
        "Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic",
    }  # fmt: skip
    names = set(re.findall(rb"/FontName/([^\s/]+)", pdf.replace(b" /", b"/").replace(b"/FontName ", b"/FontName")))
    assert names
    assert all(b"Tinos" in name for name in names)
    assert pdf.count(b"/FontFile2") + pdf.count(b"/FontFile3") >= len(names)


def test_its_properties_name_the_document(pdf):
    with opened(pdf) as read:
        assert read.get_metadata_value("Title") == report().title
        assert read.get_metadata_value("Author") == "Sở Thông tin và Truyền thông"
        assert read.get_metadata_value("CreationDate").startswith("D:20221209000000")


def test_its_text_is_vietnamese_in_composed_letters(pdf):
    words = "".join(page_texts(pdf))

    assert unicodedata.is_normalized("NFC", words)
    assert "\N{REPLACEMENT CHARACTER}" not in words
    expected = flatten(report().body).text
    for line in expected.splitlines():
        assert all(
            squeezed(cell) in squeezed(words) or squeezed(cell.upper()) in squeezed(words) for cell in line.split("\t")
        )


def test_text_given_in_pieces_of_letters_comes_out_composed():
    given_text = unicodedata.normalize("NFD", "Thực hiện nghiêm túc ở cơ sở")
    made = compose_pdf(report(body=(Paragraph(text(given_text)),), appendices=()))

    assert "Thực hiện nghiêm túc ở cơ sở./." in page_texts(made)[0]


def test_every_mark_leads_to_the_annex_and_every_entry_back(pdf):
    inside, outside = links(pdf)
    marks = [mark for mark in document_marks(report()) if mark.kind.has_proof]

    annex = 4
    assert sorted(page for page, target in inside if target >= annex) == [0] * len(marks)
    assert [target for page, target in inside if page >= annex] == [0] * len(marks)
    assert outside == {"https://example.org/2022"}


def test_a_mark_leads_to_the_page_of_its_own_entry():
    body = (Paragraph((figure("a", "1", "c-1"),)), PageBreak(), Paragraph((document("b", "KH", "c-2"),)))
    entries = (
        Heading(1, text("một"), anchor=figure("a", "", "").proof),
        PageBreak(),
        Heading(1, text("hai"), anchor=document("b", "", "").proof),
    )
    made = compose_pdf(report(body=body, signature=None, appendices=(Appendix("x", entries),)))

    assert links(made)[0] == [(0, 2), (1, 3)]


def test_bookmarks_follow_the_headings(pdf):
    assert bookmarks(pdf)[:4] == [
        (0, "BÁO CÁO Kết quả công tác quốc phòng, quân sự địa phương năm 2022"),
        (1, "I. ĐẶC ĐIỂM TÌNH HÌNH"),
        (1, "II. KẾT QUẢ THỰC HIỆN"),
        (2, "1. Công tác phổ biến, quán triệt"),
    ]
    assert (0, "Phụ lục II MINH CHỨNG") in bookmarks(pdf)


def hostile_document():
    header = replace(HEADER, issuing_body=HOSTILE, parent_body=HOSTILE, symbol=HOSTILE, place=HOSTILE, subject=HOSTILE)
    mark = Mark(MarkKind.NOT_A_CLAIM, HOSTILE, HOSTILE, "c-1")
    return OfficialDocument(
        replace(header, document_type=HOSTILE),
        (
            Heading(1, text(HOSTILE), HOSTILE),
            Paragraph((Text(HOSTILE), mark)),
            ListBlock(((Paragraph(text(HOSTILE)),),)),
            Table(((Cell(text(HOSTILE)),),), ((Cell(text(HOSTILE)),),), caption=text(HOSTILE)),
            Picture(png(), HOSTILE, caption=text(HOSTILE)),
        ),
        signature=Signature(HOSTILE, HOSTILE, Capacity.TM, HOSTILE),
        recipients=(HOSTILE,),
        addressees=(HOSTILE, HOSTILE),
        filing=HOSTILE,
        grounds=(text(HOSTILE),),
        appendices=(Appendix(HOSTILE, (Paragraph(text(HOSTILE)),)),),
    )


def test_words_that_look_like_markup_stay_words_in_every_field():
    made = compose_pdf(hostile_document())
    words = squeezed("".join(page_texts(made)))

    assert words.count(squeezed(HOSTILE).rstrip(".; ")) >= 14
    assert squeezed(HOSTILE.upper()) in words
    assert links(made) == ([], set())
    assert compose_docx(hostile_document())
    assert compose_html(hostile_document())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="#$\\@<>\"'`*_=-+/~[]{}()%&:;., \nxạế", max_size=60))
def test_any_mixture_of_markup_signs_is_printed_as_it_is(words):
    made = compose_pdf(OfficialDocument(HEADER, (Paragraph(text(f"đầu{words}cuối")),)))

    assert squeezed(f"đầu{words}cuối") in squeezed("".join(page_texts(made)))


@pytest.mark.parametrize("words", ["a" * 100_000, "công tác " * 12_000])
def test_a_very_long_line_stays_on_the_paper(words):
    made = compose_pdf(OfficialDocument(HEADER, (Paragraph(text(words)),)))

    with opened(made) as read:
        assert len(read) > 25
    assert max(line.right for line in lines(made)[:300]) < 196
    sheets = [re.sub(r"\A\d+\n", "", sheet) for sheet in page_texts(made)]
    assert squeezed(words) in squeezed("".join(sheets))


def test_a_wide_word_stays_in_its_cell():
    rows = ((Cell(text("x" * 90)), Cell(text("tệp"))),)
    made = compose_pdf(OfficialDocument(HEADER, (Table((), rows, widths=(1, 4)),)))

    assert max(line.right for line in lines(made) if "x" in line.text) < 30 + 33


ELSEWHERE = """
import hashlib, locale, os, sys
from datetime import datetime
sys.path[:0] = {path!r}
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from tests.vanban.layout.sample import report
from vanban.layout.docx import compose_docx
from vanban.layout.html import compose_html
from vanban.layout.pdf import compose_pdf
made = report()
for compose in (compose_pdf, compose_docx, lambda document: compose_html(document).encode()):
    print(hashlib.sha256(compose(made)).hexdigest())
"""


def hashes(folder, **environment):
    code = ELSEWHERE.format(path=[str(ROOT / "src"), str(ROOT)])
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    return ran.stdout.split()


def test_the_bytes_are_the_same_in_other_folders_time_zones_and_locales(tmp_path):
    here = hashes(ROOT, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    there = hashes(tmp_path, TZ="Asia/Ho_Chi_Minh", LC_ALL="C.UTF-8", PYTHONHASHSEED="2", SOURCE_DATE_EPOCH="86400")

    assert len(here) == 3
    assert here == there


def test_the_bytes_do_not_depend_on_what_was_composed_before():
    first = compose_pdf(report())
    compose_pdf(report(body=(Paragraph(text("khác")), Picture(png(9, 9), "khác")), appendices=()))

    assert compose_pdf(report()) == first


def test_a_language_that_is_none_is_a_refusal():
    with pytest.raises(CompositionError):
        compose_pdf(report(language="không phải ngôn ngữ"))


# A heading is set in capitals: letters whose capital the font lacks are refused, which has its own test.
LETTERS = [letter for letter in sorted(printable())[:900] if set(letter.upper()) <= printable()]
INLINES = st.lists(
    st.one_of(
        st.text(alphabet=LETTERS, max_size=30).map(Text),
        st.builds(Mark, st.just(MarkKind.NOT_A_CLAIM), st.just("k"), st.text("0123456789.,%", min_size=1, max_size=6)),
    ),
    max_size=5,
).map(tuple)
BLOCKS = st.recursive(
    st.one_of(
        st.builds(Heading, st.integers(-2, 9), INLINES),
        st.builds(Paragraph, INLINES),
        st.just(PageBreak()),
        st.builds(lambda a, b: Table(((Cell(a), Cell(b)),), ((Cell(b), Cell(a)),)), INLINES, INLINES),
        st.builds(lambda a: Table((), ((Cell(a),),), caption=a), INLINES),
        st.builds(lambda a: Picture(png(), "hình", 30, a), INLINES),
    ),
    lambda inner: st.builds(
        ListBlock, st.lists(st.lists(inner, max_size=3).map(tuple), max_size=3).map(tuple), st.booleans()
    ),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCKS, max_size=6).map(tuple), st.booleans(), st.booleans())
def test_any_document_of_printable_words_is_composed_three_ways(blocks, has_type, is_signed):
    header = HEADER if has_type else replace(HEADER, document_type="")
    made = report(header=header, body=blocks, appendices=(Appendix("A", blocks),))
    made = made if is_signed else replace(made, signature=None)

    with opened(compose_pdf(made)) as read:
        assert len(read) >= 2
    from docx import Document

    assert Document(BytesIO(compose_docx(made))).sections
    assert compose_html(made).startswith("<article")
