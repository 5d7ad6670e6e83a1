import itertools
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.citations import back_references, find
from vanban.reading.formats.html import text_of

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "gold" / "citations.jsonl").read_text(encoding="utf-8").splitlines()
]
SENTENCES = [row["text"] for row in GOLD]
# The letters of citations, so that random text often looks like one.
FRAGMENTS = st.lists(
    st.sampled_from(
        ["Nghị định", "số", "30/2020/NĐ-CP", "ngày", "05/3/2020", "của", "Chính phủ", "Luật", "Đất đai", "khoản 2", "Điều 5", "và", ",", ";", "\n", " ", "(", ")", "/", "-",
         "Quyết định", "QĐ", "05-CT/TW", "năm 2015", "sửa đổi, bổ sung một số điều của", "Bộ luật", "Hiến pháp", "Chỉ thị 05", "TW 4", "khóa XII", "tháng", "99/99/9999", "số:"]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip


def values(citations):
    return [
        (
            one.type,
            one.number and unicodedata.normalize("NFC", one.number),
            one.date,
            one.issuer and unicodedata.normalize("NFC", one.issuer),
            one.articles,
        )
        for one in citations
    ]


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=300), FRAGMENTS))
def test_find_never_raises_and_spans_slice_in_order(text):
    citations = find(text)
    assert all(one.text == text[one.start : one.end] and one.text for one in citations)
    assert all(left.end <= right.start for left, right in itertools.pairwise(citations))
    back_references(text, citations)


@pytest.mark.parametrize("text", SENTENCES[::3])
def test_decomposed_text_gives_the_same_citations(text):
    decomposed = unicodedata.normalize("NFD", text)
    found = find(decomposed)
    assert values(found) == values(find(text))
    assert all(one.text == decomposed[one.start : one.end] for one in found)


@settings(max_examples=200)
@given(
    st.sampled_from(SENTENCES),
    st.sampled_from(SENTENCES),
    st.sampled_from(["\n\n", "\n\nĐoạn sau không viện dẫn gì.\n\n"]),
)
def test_texts_set_one_after_the_other_keep_their_citations(left, right, separator):
    together = find(left + separator + right)
    assert values(together) == values(find(left)) + values(find(right))


@pytest.mark.parametrize("text", [text for text in SENTENCES if "<" not in text][::4])
def test_html_of_a_text_gives_the_same_citations(text):
    page = (
        "<html><body><p>"
        + text.replace(" ", " <i></i>", 3).replace("Nghị định", "<b>Nghị định</b>")
        + "</p></body></html>"
    )
    assert values(find(text_of(page))) == values(find(text))


def test_relation_words_are_told():
    text = "Căn cứ Luật Lưu trữ; thay thế Quyết định số 12/QĐ-UBND; được sửa đổi, bổ sung bởi Luật số 87/2025/QH15; trả lời Công văn số 15/STC-NS."
    assert [one.relation for one in find(text)] == ["căn cứ", "thay thế", "sửa đổi bởi", "trả lời"]


def test_back_references_point_to_the_nearest_citation_of_their_type():
    text = "Kế hoạch số 84/KH-STTTT ngày 21/01/2022 đã ban hành. Kế hoạch nêu trên giao 04 phòng; khoản 2 Điều 5 Nghị định này không đổi."
    citations = find(text)
    references = back_references(text, citations)
    assert [(one.text, one.type, one.antecedent, one.articles) for one in references] == [
        ("Kế hoạch nêu trên", "ke_hoach", citations[0], ()),
        ("Nghị định này", "nghi_dinh", None, ("Điều 5 khoản 2",)),
    ]
