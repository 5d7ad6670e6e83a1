"""Narratives: what they print, and where they are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.reporting.errors import NarrativeError
from minhchung.reporting.known import Known, KnownDocument, KnownFigure
from minhchung.reporting.narrative import read, references
from vanban.layout.flat import flatten
from vanban.layout.model import Heading, ListBlock, MarkKind, Paragraph, Table

KNOWN = Known(
    figures={
        "staff": KnownFigure("staff", "26"),
        "big": KnownFigure("big", "1234"),
        "rate": KnownFigure("rate", "96.8", is_percentage=True),
        "none": KnownFigure("none", ""),
    },
    documents={
        "kh-84": KnownDocument(
            "kh-84", "ke_hoach", "84/KH-STTTT", date(2022, 1, 21), "", "công tác bảo đảm an ninh, trật tự"
        ),
        "luat-qp": KnownDocument("luat-qp", "luat", "22/2018/QH14", date(2018, 6, 8), "Quốc hội", "Quốc phòng"),
    },
    activities={"hn": "Hội nghị quán triệt đợt 1"},
    lists={"topics": ("biển, đảo", "Luật Quốc phòng"), "names": ("a", "b", "c")},
    dates={"period.end": date(2022, 12, 14)},
    years=(2022, 2023),
)

PRINTED = [
    ("{figure:staff}", "26"),
    ("{figure:staff format=padded}", "26"),
    ("{figure:staff format=words}", "hai mươi sáu"),
    ("{figure:big}", "1.234"),
    ("{figure:rate}", "96,8%"),
    ("{figure:rate format=plain}", "96,8"),
    ("{figure:none}", "–"),
    ("{document:kh-84}", "Kế hoạch số 84/KH-STTTT ngày 21/01/2022"),
    ('{document:luat-qp text="Luật Quốc phòng"}', "Luật Quốc phòng"),
    ("{document:luat-qp}", "Luật Quốc phòng số 22/2018/QH14 ngày 08/06/2018"),
    ("{activity:hn}", "Hội nghị quán triệt đợt 1"),
    ("{list:names}", "a, b và c"),
    ("{list:topics}", "biển, đảo; Luật Quốc phòng"),
    ("{date:period.end}", "14/12/2022"),
    ('{not-a-claim:part_of_name "TW 04"}', "TW 04"),
    (r"\{figure:staff}", "{figure:staff}"),
    ("<b>đậm</b> & <script>", "<b>đậm</b> & <script>"),
    ("`mã` [liên kết](x) ![ảnh](y)", "`mã` [liên kết](x) ![ảnh](y)"),
]


@pytest.mark.parametrize(("source", "printed"), PRINTED)
def test_a_reference_prints_what_it_names(source: str, printed: str) -> None:
    assert flatten(read(source, KNOWN)).text.strip() == printed


REFUSED = [
    ("Có {figure:staf} người.", 1, 4),
    ("Dòng một\ndòng hai {figure:nothing}", 2, 10),
    ("| a | b |\n|---|---|\n| {figure:staff} | {figure:x} |", 3, 20),
    ("Mở { ngoặc", 1, 4),
    ("{figure:staff format=roman}", 1, 1),
    ("{figure:staff format=percent}", 1, 1),
    ('{figure:staff text="27"}', 1, 1),
    ("{people:staff}", 1, 1),
    ("{figure:staff", 1, 1),
    ('{not-a-claim:because "26"}', 1, 1),
    ("{not-a-claim:idiom}", 1, 1),
    ("chữ \u202e đảo", 1, 5),
]


@pytest.mark.parametrize(("source", "line", "column"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_place(source: str, line: int, column: int) -> None:
    with pytest.raises(NarrativeError) as refusal:
        read(source, KNOWN)
    assert (refusal.value.data["line"], refusal.value.data["column"]) == (line, column)


def test_an_unknown_key_offers_what_is_near() -> None:
    with pytest.raises(NarrativeError, match="staff"):
        read("{figure:staf}", KNOWN)


def test_blocks_keep_their_shape_and_marks_their_order() -> None:
    blocks = read(
        "# I. Kết quả\n\nCó **{figure:staff}** người.\n\n1. *một*\n2. hai\n   - ba\n\n| A | B |\n|---|---|\n| {figure:big} | x |\n",
        KNOWN,
    )
    assert [type(block) for block in blocks] == [Heading, Paragraph, ListBlock, Table]
    spans = flatten(blocks).spans
    assert [(span.mark.kind, span.mark.key, span.mark.anchor) for span in spans] == [
        (MarkKind.FIGURE, "staff", "c1"),
        (MarkKind.FIGURE, "big", "c2"),
    ]
    assert flatten(blocks[:1]).text == "Kết quả\n"


@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text, KNOWN)
    except NarrativeError as refusal:
        assert refusal.data["line"] >= 1 and refusal.data["column"] >= 1


def test_references_are_listed_with_their_places() -> None:
    found = references('a {figure:staff}\n{document:kh-84 text="Kế hoạch"}')
    assert [(each.kind, each.key, each.line, each.column) for each in found] == [
        ("figure", "staff", 1, 3),
        ("document", "kh-84", 2, 1),
    ]
