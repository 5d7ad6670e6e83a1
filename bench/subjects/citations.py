"""Citations found a second, beside a bare regular expression and the limit of reading the text at all."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Callable, Iterator

from bench.lines import Line, middle, verdict
from bench.stand import ROOT, Stand

TITLE = "Citations"
NOTE = (
    "`vanban.citations.find` end to end: kinds, numbers, dates, issuers, articles, with offsets. `re` is one pattern that"
    " knows far less (kind, number, day; point, clause, article), its matches only counted; `str.count` is the limit of"
    " touching each character once. CPU time, medians of three. The generated text is our own: official sentences with one"
    " citation about every 200 characters. The second text is measured only where it lies beside the checkout."
)
COLUMNS = ("M characters/s", "beside re", "found", "re M/s", "str.count M/s")
CORPUS = ROOT.parent / "shared/corpus-vbpl.jsonl.gz"
_KINDS = "Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch|Thông tư|Công văn|Kế hoạch|Báo cáo"
_BARE = re.compile(
    rf"(?:(?:{_KINDS})\s+)?(?:số:?\s+)?\d{{1,5}}/(?:\d{{4}}/)?[A-ZĐ][\wĐ-]*(?:\s+ngày\s+\d{{1,2}}(?:/|\s+tháng\s+)\d{{1,2}}(?:/|\s+năm\s+)\d{{4}})?"
    r"|(?:điểm\s+\w\s+)?(?:khoản\s+\d+\w?\s+)?Điều\s+\d+\w?",
    re.IGNORECASE,
)
_SENTENCES = (
    "Căn cứ Nghị định số {n}/{y}/NĐ-CP ngày {d} tháng {m} năm {y} của Chính phủ về công tác văn thư và lưu trữ cơ quan;",
    "Thực hiện Kế hoạch số {n}/KH-STTTT ngày {d}/{m}/{y}, cơ quan đã tổ chức các hội nghị phổ biến đến từng đơn vị trực thuộc.",
    "Theo quy định tại điểm b khoản {k} Điều {a} Luật Quốc phòng, người đứng đầu đơn vị chịu trách nhiệm trước cấp trên trực tiếp.",
    "Công văn số {n}/STTTT-VP ngày {d}/{m}/{y} gửi Công an tỉnh về đăng ký đạt tiêu chuẩn “An toàn về an ninh, trật tự” trong năm.",
    "Các phòng chuyên môn phối hợp chặt chẽ, kịp thời báo cáo những khó khăn, vướng mắc để lãnh đạo Sở xem xét, chỉ đạo giải quyết.",
    "Khoản {k} Điều {a} Thông tư số {n}/{y}/TT-BTTTT được sửa đổi, bổ sung theo hướng bảo đảm thống nhất giữa trung ương và địa phương.",
)


def measure(stand: Stand) -> Iterator[Line]:
    """The generated text, then the corpus where there is one."""
    size = 100_000 if stand.is_quick else 2_000_000
    yield _line(f"generated, {size / 1e6:.1f} M", stand.step("find_in", "generated", size))
    if CORPUS.exists():
        size = 100_000 if stand.is_quick else 8_000_000
        said = stand.step("find_in", "corpus", size)
        yield _line(f"real legal texts, {said['characters'] / 1e6:.1f} M", said)


def _line(what: str, said: dict[str, float]) -> Line:
    ratio = said["find"] / said["re"]
    cells = (
        f"{said['find']:.2f}",
        f"{ratio:.2f}",
        f"{said['found']:,.0f}",
        f"{said['re']:.1f}",
        f"{said['count']:,.0f}",
    )
    return Line(what, cells, "≥ 0.4 of re", verdict(ratio >= 0.4))


def find_in(name: str, size: str) -> dict[str, float]:
    """Millions of characters a second of each way of reading."""
    from vanban.citations import find

    texts = list(_generated(int(size)) if name == "generated" else _corpus(int(size)))
    characters = sum(map(len, texts))
    find(texts[0][:1000])
    found: list[int] = []
    return {
        "characters": characters,
        "find": _rate(characters, lambda: found.append(sum(len(find(text)) for text in texts))),
        "re": _rate(characters, lambda: sum(1 for text in texts for _ in _BARE.finditer(text))),
        "count": _rate(characters, lambda: sum(text.count("/") for text in texts)),
        "found": found[0],
    }


def _rate(characters: int, read: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        read()
        seconds.append(max(time.process_time() - begun, 1e-6))
    return characters / 1e6 / middle(seconds)


def _generated(size: int) -> Iterator[str]:
    number, document = 0, list[str]()
    while size > 0:
        number += 1
        sentence = _SENTENCES[number % len(_SENTENCES)].format(
            n=number % 900 + 1,
            y=2015 + number % 9,
            d=number % 27 + 2,
            m=number % 9 + 3,
            k=number % 7 + 1,
            a=number % 60 + 1,
        )
        document.append(sentence)
        size -= len(sentence) + 1
        if len(document) == 150:
            yield "\n".join(document)
            document = []
    yield "\n".join(document)


def _corpus(size: int) -> Iterator[str]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            yield text
            size -= len(text)
            if size <= 0:
                return
