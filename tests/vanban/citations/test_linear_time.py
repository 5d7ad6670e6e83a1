"""Nothing backtracks: ten times the hostile text takes about ten times as long, and never more than a second a megabyte or so."""

import time

import pytest

from vanban.citations import find

HOSTILE = {
    "serials": "số 1/1/1/",
    "articles": "Điều 1, 2, 3, ",
    "articles_before_numbers": "Điều 1, 2, 3 Nghị định số 1/2020/NĐ-CP ",
    "brackets": "(" * 9,
    "marks": "\u0301\u0323",
    "types": "Nghị định ",
    "laws": "Luật A, ",
    "amending": "Luật sửa đổi, bổ sung một số điều của ",
    "issuers": "Quyết định số 1/QĐ-A của Bộ A và Bộ B, Bộ C ",
    "lowercase_name": "Quyết định số 1/QĐ-A của Ban a b c d e g h i k ",
    "digits": "1",
    "hyphens": "1-A",
    "letters": "A",
    "dates": "ngày 1/1/",
    "blanks": " \n",
    "between": "Quyết định a b c d e g h i k l m n số 1/QĐ-A ",
    "back": "Nghị định này ",
}


def seconds(text):
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        find(text)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_no_faster_than_the_text(name):
    piece = HOSTILE[name]
    small = piece * (30_000 // len(piece))
    large = piece * (300_000 // len(piece))
    find(small)
    slow, quick = seconds(large), seconds(small)
    assert slow < max(25 * quick, 0.3), (quick, slow)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["serials", "articles", "brackets", "marks"])
def test_ten_megabytes_of_hostile_text_are_read(name):
    piece = HOSTILE[name]
    assert seconds(piece * (10_000_000 // len(piece))) < 60


def test_importing_compiles_nothing_and_is_quick():
    import subprocess
    import sys

    def least(script):
        """The processor seconds that *script* tells, of five runs the quickest."""
        runs = [
            subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="src")
            for _ in range(5)
        ]
        return min(float(run.stdout) for run in runs)

    timed = "import sys, time; started = time.process_time(); import {}; print(time.process_time() - started); sys.exit('re2' in sys.modules)"
    standard = least(timed.format("re, enum, dataclasses, typing, decimal, fractions, datetime, unicodedata"))
    # 50 ms on a machine at rest; on a busy one, three times what the standard library's share takes there.
    assert least(timed.format("vanban.citations, vanban.claims, vanban.text, vanban.number")) < max(0.05, 3 * standard)
