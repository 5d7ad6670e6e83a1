import itertools
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.claims import Claim, NotClaim, find, find_all

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "gold" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_gold_set_is_as_large_as_it_says():
    assert sum(len(row["claims"]) for row in GOLD) >= 150
    assert sum(len(row["not_claims"]) for row in GOLD) >= 150


@pytest.mark.parametrize("row", GOLD, ids=[row["id"] for row in GOLD])
def test_claims_and_what_is_none_are_told_apart(row):
    found = find_all(row["text"])
    claims = [
        {"start": one.start, "end": one.end, "kind": one.kind, "value": str(one.value)}
        for one in found
        if isinstance(one, Claim)
    ]
    others = [{"start": one.start, "end": one.end, "reason": one.reason} for one in found if isinstance(one, NotClaim)]
    assert (claims, others) == (row["claims"], row["not_claims"])


def test_claim_has_its_noun_and_its_sentence():
    text = "Cơ quan gồm 04 phòng chuyên môn. Tổng số là 26 người."
    assert [(one.text, one.noun, text[one.sentence_start : one.sentence_end]) for one in find(text)] == [
        ("04", "phòng chuyên môn", "Cơ quan gồm 04 phòng chuyên môn."),
        ("26", "người", "Tổng số là 26 người."),
    ]


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(["04", "1.234,5", "%", "ngày", "31/02/2022", "năm", "hai", "mươi", "đồng", "triệu", "Điều", "-", "/", "đến", "2020", "quý", "I", "tháng", "13", "\n", ".", "người", "0/0", "từ", "ĐẾN", "QUÝ", "iv", "Hai", "Sáu", "THÁNG", "NĂM", "cuối"]), max_size=25).map(" ".join)))  # fmt: skip
def test_find_all_never_raises_and_spans_slice_in_order(text):
    found = find_all(text)
    assert all(one.text == text[one.start : one.end] and one.text for one in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))


@pytest.mark.parametrize("row", GOLD[::4], ids=[row["id"] for row in GOLD[::4]])
def test_decomposed_text_gives_the_same_claims(row):
    decomposed = unicodedata.normalize("NFD", row["text"])
    found = find(decomposed)
    assert [(one.kind, str(one.value)) for one in found] == [(one["kind"], one["value"]) for one in row["claims"]]
    assert all(one.text == decomposed[one.start : one.end] for one in found)


def test_an_impossible_date_is_no_claim():
    assert find("Họp ngày 31/02/2022.") == []


@pytest.mark.parametrize("text", ["TỪ 05 ĐẾN 07 NGƯỜI", "Quý iv năm 2022", "QUÝ HAI/2022", "SÁU THÁNG ĐẦU NĂM 2022"])
def test_words_in_capitals_say_the_same(text):
    assert [(one.kind, one.value) for one in find(text)] == [(one.kind, one.value) for one in find(text.lower())] != []
