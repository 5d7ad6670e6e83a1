"""Reading claims takes time in proportion to the text, whatever the text is."""

import time

import pytest

from vanban.claims import find_all
from vanban.header import read_header

HOSTILE = {
    "initials": "A. ", "digits": "1", "grouped": "1.111", "ranges": "1-", "fractions": "1/", "words": "hai mươi ", "percents": "1% ", "dates": "ngày 1/1/", "years": "năm 2022 ",
    "items": "\n- ", "articles": "Điều 1, 2, 3, ", "cited": "Quyết định số 1/QĐ-A về việc ", "brackets": "((", "names": "2 quần đảo A, B và C ", "colons": ": ", "marks": "\u0323\u0301",
}  # fmt: skip


def seconds(text):
    started = time.process_time()
    find_all(text)
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_no_faster_than_the_text(name):
    piece = HOSTILE[name]
    find_all(piece)
    quick, slow = seconds(piece * (10_000 // len(piece))), seconds(piece * (100_000 // len(piece)))
    assert slow < max(25 * quick, 0.3), (quick, slow)


@pytest.mark.parametrize("name", HOSTILE)
def test_header_of_a_megabyte_is_read_in_bounded_time(name):
    started = time.process_time()
    read_header(HOSTILE[name] * (1_000_000 // len(HOSTILE[name])))
    assert time.process_time() - started < 1
