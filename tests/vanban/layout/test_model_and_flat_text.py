import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vanban.layout.sample import body, figure, text

from vanban.layout.flat import FlatText, MarkSpan, flatten, flatten_inlines, plain_text
from vanban.layout.model import (
    Cell,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    MarkKind,
    PageBreak,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    is_anchor,
    marks,
    proof_anchor,
    walk,
)

STAFF = figure("staff", "26", "c-1")


def test_each_block_ends_its_line_and_each_mark_keeps_its_place():
    blocks = (
        Heading(1, text("Tình hình"), label="I."),
        Paragraph((Text("Có "), Emphasis((Strong((STAFF,)),)), Text(" người"), LineBreak(), Link("xem", "#x"))),
        PageBreak(),
    )

    assert flatten(blocks) == FlatText("Tình hình\nCó 26 người\nxem\n", (MarkSpan(13, 15, STAFF),))


def test_cells_are_parted_by_tabs_and_items_follow_each_other():
    row = (Cell(text("Cấp")), Cell((STAFF,)))
    blocks = (
        Table((row,), ((Cell(text("Xã")), Cell(text("6"))),), caption=text("Bảng")),
        ListBlock(((Paragraph(text("một")), ListBlock(((Paragraph(text("hai")),),))),), is_ordered=True),
        Picture(b"", "không đọc", caption=text("Hình")),
    )

    assert plain_text(blocks) == "Bảng\nCấp\t26\nXã\t6\nmột\nhai\nHình\n"


def test_every_span_of_a_whole_body_shows_its_own_words():
    flat = flatten(body())

    assert len(flat.spans) == 7
    assert all(flat.text[span.start : span.end] == span.mark.text for span in flat.spans)


def test_a_mark_covers_what_lies_inside_it_only():
    flat = flatten_inlines((Text("có "), figure("briefed", "100%", "c"), Text(" người")))

    assert flat.covering(3, 6).key == "briefed"
    assert flat.covering(3, 7).key == "briefed"
    assert flat.covering(2, 6) is None
    assert flat.covering(3, 8) is None


@given(st.lists(st.tuples(st.text(max_size=9), st.booleans()), max_size=8))
def test_spans_follow_any_text(parts):
    inlines = tuple(Mark(MarkKind.FIGURE, "k", words) if is_mark else Text(words) for words, is_mark in parts)
    flat = flatten_inlines(inlines)

    assert flat.text == "".join(words for words, _ in parts)
    assert [flat.text[span.start : span.end] for span in flat.spans] == [words for words, is_mark in parts if is_mark]
    assert [span.mark for span in flat.spans] == list(marks(inlines))


def test_walk_finds_blocks_inside_lists():
    inner = Paragraph(text("sâu"))

    assert inner in list(walk((ListBlock(((ListBlock(((inner,),)),),)),)))


@pytest.mark.parametrize("key", ["staff", "staff_total", "a.b", "cán bộ", "x" * 200, "", "A b"])
def test_the_anchor_of_a_proof_is_an_anchor_and_depends_on_kind_and_key(key):
    anchor = proof_anchor(MarkKind.FIGURE, key)

    assert is_anchor(anchor)
    assert anchor == proof_anchor(MarkKind.FIGURE, key)
    assert anchor != proof_anchor(MarkKind.DOCUMENT, key)
    assert anchor != proof_anchor(MarkKind.FIGURE, key + "1")


@pytest.mark.parametrize(
    ("name", "is_good"),
    [("c-1", True), ("C_1", True), ("1c", False), ("", False), ("a b", False), ("ấ", False), ("a" * 65, False)],
)
def test_an_anchor_is_a_letter_and_at_most_63_more(name, is_good):
    assert is_anchor(name) is is_good
