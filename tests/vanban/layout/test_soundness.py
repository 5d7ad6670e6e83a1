import pytest
from tests.vanban.layout.sample import figure, png, proofs, report, text

from vanban.layout.docx import compose_docx
from vanban.layout.errors import (
    BadAnchorError,
    BadLinkError,
    BadPictureError,
    BadTableError,
    DuplicateAnchorError,
    MissingGlyphError,
    MissingProofError,
    UnprintableTextError,
)
from vanban.layout.html import compose_html
from vanban.layout.model import Appendix, Cell, Heading, Link, Mark, MarkKind, Paragraph, Picture, Table, Text
from vanban.layout.pdf import compose_pdf
from vanban.layout.proofs import document_marks, proof_appendix

CELL = Cell(text("x"))
LINKED = Paragraph((Link("x", "#nowhere"),))

EVERYWHERE = [
    (Paragraph((figure("staff", "26", "1 x"),)), BadAnchorError),
    (Heading(1, text("x"), anchor="proofs"), DuplicateAnchorError),
    (Paragraph((Link("x", "javascript:alert(1)"),)), BadLinkError),
    (Paragraph((Link("x", "//elsewhere.example/"),)), BadLinkError),
    (Paragraph((Link("x", "https://a b"),)), BadLinkError),
    (Paragraph((Link("x", "data:text/html,x"),)), BadLinkError),
    (Paragraph((Mark(MarkKind.FIGURE, "staff", "26", "c", "javascript:x"),)), BadLinkError),
    (LINKED, MissingProofError),
    (Table((), ((CELL, CELL), (CELL,))), BadTableError),
    (Table((), ()), BadTableError),
    (Table((), ((CELL,),), widths=(1, 2)), BadTableError),
    (Table((), ((CELL,),), widths=(0,)), BadTableError),
    (Picture(b"GIF89a", "x"), BadPictureError),
    (Picture(png(), " "), BadPictureError),
    (Picture(png(), "x", width_mm=0), BadPictureError),
    (Picture(png(), "x", width_mm=900), BadPictureError),
    (Picture(png()[:60], "x"), BadPictureError),
    (Picture(b"\xff\xd8\xff" + b"0" * 90, "x"), BadPictureError),
]

ON_PAPER = [
    (Paragraph((figure("unknown", "26", "c"),)), MissingProofError),
    (Paragraph(text("tick \N{CHECK MARK}")), MissingGlyphError),
    (Paragraph(text("漢字")), MissingGlyphError),
    (Paragraph(text("\N{GRINNING FACE}")), MissingGlyphError),
    (Paragraph(text("a\N{RIGHT-TO-LEFT OVERRIDE}b")), UnprintableTextError),
    (Paragraph(text("a\N{RIGHT-TO-LEFT ISOLATE}b")), UnprintableTextError),
    (Paragraph(text("a\x00b")), UnprintableTextError),
    (Paragraph(text("a\x1bb")), UnprintableTextError),
    (Paragraph(text("a\ud800b")), UnprintableTextError),
    (Heading(1, text("a\N{LINE SEPARATOR}b")), UnprintableTextError),
]


@pytest.mark.parametrize(("block", "refusal"), EVERYWHERE)
@pytest.mark.parametrize("compose", [compose_html, compose_pdf, compose_docx])
def test_a_document_that_does_not_hold_together_is_refused(compose, block, refusal):
    with pytest.raises(refusal) as caught:
        compose(report(body=(block,), appendices=(proof_appendix(proofs(), cited_in=()),)))

    assert caught.value.code.startswith("layout.")
    assert caught.value.data


@pytest.mark.parametrize(("block", "refusal"), ON_PAPER)
@pytest.mark.parametrize("compose", [compose_pdf, compose_docx])
def test_what_paper_cannot_show_or_prove_is_refused(compose, block, refusal):
    with pytest.raises(refusal):
        compose(report(body=(block,), appendices=()))


@pytest.mark.parametrize("field", ["subject", "place", "symbol", "issuing_body", "document_type"])
def test_a_letter_without_glyph_is_refused_in_the_header_too(field):
    from dataclasses import replace

    header = replace(report().header, **{field: "漢"})
    with pytest.raises(MissingGlyphError):
        compose_pdf(report(header=header))


def test_the_refusal_names_the_letter_and_the_words_around_it():
    with pytest.raises(MissingGlyphError) as caught:
        compose_pdf(report(body=(Paragraph(text("đã xong ✓ hết")),), appendices=()))

    assert caught.value.data["codepoint"] == "U+2713"
    assert "đã xong ✓ hết" in caught.value.data["context"]


def test_a_page_shows_a_sign_where_a_control_stands():
    page = compose_html(report(body=(Paragraph(text("a\N{RIGHT-TO-LEFT OVERRIDE}b")),), appendices=()))

    assert "a\N{REPLACEMENT CHARACTER}b" in page


def test_the_annex_has_an_entry_for_every_mark_and_leads_back():
    document = report()
    annex = document.appendices[-1]
    anchors = {getattr(block, "anchor", "") for block in annex.blocks}
    back = {
        inline.href
        for block in annex.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Link)
    }
    provable = [mark for mark in document_marks(document) if mark.kind.has_proof]

    assert len(provable) == 6
    assert {mark.proof for mark in provable} <= anchors
    assert {f"#{mark.anchor}" for mark in provable} == back


def test_marks_of_grounds_and_appendices_are_counted():
    mark = figure("staff", "26", "c-9")
    document = report(grounds=((mark,),), body=(), appendices=(Appendix("x", (Paragraph((Text("a"), mark)),)),))

    assert document_marks(document) == (mark, mark)
