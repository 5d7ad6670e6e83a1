import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.vanban.layout.sample import HEADER, document, figure, report, text

from vanban.layout.html import compose_blocks_html, compose_html
from vanban.layout.model import Heading, Mark, MarkKind, Paragraph, Text, Urgency
from vanban.layout.proofs import document_marks

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(1)>'&amp;"""


class Reader(HTMLParser):
    VOID = {"br", "img"}

    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.words = [], [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        assert len(attributes) == len(dict(attributes))
        self.tags.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_carries_every_part_and_is_well_nested():
    reader = Reader(compose_html(report()))
    words = " ".join("".join(reader.words).split())

    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 05/BC-STTTT",
        "BÁO CÁO",
        "Nơi nhận:",
        "PHÓ GIÁM ĐỐC",
        "Phụ lục II",
    ):
        assert part in words
    assert reader.tags[0] == ("article", {"class": "official", "lang": "vi"})
    assert [tag for tag, _ in reader.tags].count("h1") == 1


def test_every_mark_has_its_anchor_its_class_and_a_proof_in_the_page():
    made = report()
    reader = Reader(compose_html(made))
    by_id = {attributes["id"]: (tag, attributes) for tag, attributes in reader.tags if "id" in attributes}

    for mark in document_marks(made):
        tag, attributes = by_id[mark.anchor]
        assert (attributes["data-kind"], attributes["data-key"]) == (mark.kind.value, mark.key)
        if mark.kind.has_proof:
            assert (tag, attributes["href"]) == ("a", f"#{mark.proof}")
            assert mark.proof in by_id
        else:
            assert (tag, attributes["class"]) == ("span", "not-a-claim")
    assert by_id["c-1"][1]["class"] == "figure"
    assert by_id["c-5"][1]["class"] == "cite"


def test_a_page_may_lead_marks_elsewhere():
    blocks = (Paragraph((figure("staff", "26", "c-1"), document("plan", "KH 84", "c-2"))),)
    page = compose_blocks_html(blocks, mark_href=lambda mark: f"/so-lieu/{mark.key}" if mark.key == "staff" else "")

    assert page == (
        '<p><a class="figure" data-kind="figure" data-key="staff" id="c-1" href="/so-lieu/staff">26</a>'
        '<span class="cite" data-kind="document" data-key="plan" id="c-2">KH 84</span></p>'
    )


def test_an_orphan_is_a_span_without_link():
    page = compose_blocks_html((Paragraph((Mark(MarkKind.ORPHAN, "", "17", "c-1"),)),))

    assert page == '<p><span class="orphan" data-kind="orphan" data-key="" id="c-1">17</span></p>'


def test_hostile_words_stay_words_in_every_place():
    header = replace(HEADER, issuing_body=HOSTILE, parent_body=HOSTILE, symbol=HOSTILE, place=HOSTILE, subject=HOSTILE)
    body = (Heading(1, text(HOSTILE), HOSTILE), Paragraph((Mark(MarkKind.NOT_A_CLAIM, HOSTILE, HOSTILE, "c-1"),)))
    made = report(header=header, body=body, addressees=(HOSTILE,), recipients=(HOSTILE,), grounds=(text(HOSTILE),))
    reader = Reader(compose_html(replace(made, appendices=(), language=HOSTILE)))

    assert {tag for tag, _ in reader.tags}.isdisjoint({"script", "img"})
    assert not any(name.startswith("on") or name == "style" for _, attributes in reader.tags for name in attributes)
    assert HOSTILE in "".join(reader.words)


def test_there_is_no_inline_style_or_script():
    assert not re.search(r"<script|<style| style=| on\w+=|javascript:", compose_html(report()))


def test_headings_go_down_from_the_level_asked_for():
    page = compose_blocks_html((Heading(1, text("a"), "I."), Heading(3, text("b"))), top_heading=4)

    assert page == '<h4><span class="label">I.</span> a</h4><h5>b</h5>'


def test_an_official_letter_and_its_urgency_are_shown():
    header = replace(HEADER, document_type="", urgency=Urgency.EXPRESS)
    page = compose_html(report(header=header))

    assert '<h1 class="letter-subject">V/v Kết quả công tác' in page
    assert '<p class="stamp">HỎA TỐC</p>' in page


def test_a_draft_has_room_for_number_and_date():
    header = replace(HEADER, number=None, issued_on=None)
    page = compose_html(report(header=header, body=(Paragraph((Text("a"),)),), appendices=()))

    assert "<time>Mẫu, ngày\N{NO-BREAK SPACE}" in page
