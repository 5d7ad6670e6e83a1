from hypothesis import given
from hypothesis import strategies as st

from vanban.text import sentences


def test_sentences_end_at_stops_list_items_and_blank_lines_but_not_at_line_breaks():
    text = "1. Tổng số là 1.234 người.\nNhìn chung, nội bộ\nđoàn kết./.\n- Mục a;\n- Mục b\n\nKết thúc"
    assert [one.text for one in sentences(text)] == [
        "1. Tổng số là 1.234 người.",
        "Nhìn chung, nội bộ\nđoàn kết./.",
        "- Mục a;",
        "- Mục b",
        "Kết thúc",
    ]


def test_sentences_do_not_end_after_abbreviations():
    assert [one.text for one in sentences("UBND TP. Mẫu họp. Đ/c. A chủ trì.")] == [
        "UBND TP. Mẫu họp.",
        "Đ/c. A chủ trì.",
    ]


@given(st.text(max_size=200))
def test_sentences_slice_the_text_and_lose_no_letter(text):
    found = list(sentences(text))
    assert all(text[one.start : one.end] == one.text for one in found)
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())
