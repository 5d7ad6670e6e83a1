import sys
import time
import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.text import fold, fold_with_map, nfc, nfc_with_map

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("hòa", "hoà"),
        ("quý", "qúy"),
        ("Đà Nẵng", "da nang"),
        ("ÐỨC", "đức"),
        ("Ɖ", "d"),
        ("THỦY", "thuỷ"),
        ("ho\u0300a", "HÒA"),
    ],
)
def test_fold_makes_spellings_of_one_word_equal(left, right):
    assert fold(left) == fold(right)


@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " 0123456789/-.,;", max_size=200))
def test_fold_keeps_the_number_of_code_points_of_composed_vietnamese(text):
    assert len(fold(unicodedata.normalize("NFC", text))) == len(unicodedata.normalize("NFC", text))


@given(st.text(max_size=100))
def test_fold_is_the_same_for_every_unicode_form_and_twice_over(text):
    folded = fold(text)
    assert fold(unicodedata.normalize("NFC", text)) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(folded) == folded


@given(st.text(max_size=100))
def test_fold_with_map_leads_back_to_the_letter_it_came_from(text):
    folded, offsets = fold_with_map(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert all(fold(text[offset]).count(character) for character, offset in zip(folded, offsets, strict=False))


@given(st.text(alphabet="aâêdơư \u0300\u0301\u0303\u0309\u0323\u0302\u031bxyz", max_size=60))
def test_nfc_with_map_composes_and_its_offsets_never_go_back(text):
    composed, offsets = nfc_with_map(text)
    if offsets is None:
        assert composed == text
    else:
        assert len(offsets) == len(composed) + 1
        assert list(offsets) == sorted(offsets)
        assert offsets[-1] == len(text)


@settings(max_examples=50)
@given(st.text(max_size=100))
def test_nfc_is_the_standard_form_of_ordinary_text(text):
    assert nfc(text) == unicodedata.normalize("NFC", text)


def test_nfc_of_a_million_marks_takes_no_quadratic_time():
    hostile = "a" + "\u0323\u0301" * 500_000
    started = time.perf_counter()
    nfc(hostile)
    assert time.perf_counter() - started < 5


def test_composing_a_megabyte_of_decomposed_text_takes_little_memory():
    text = unicodedata.normalize("NFD", "Quyết định số 12/QĐ-UBND của Ủy ban nhân dân tỉnh Mẫu về việc này. ") * 12_000
    nfc_with_map("ế" * 3)
    tracemalloc.start()
    nfc_with_map(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Two bytes a code point of the text; four for each offset kept.
    assert peak < 4 * sys.getsizeof(text)
