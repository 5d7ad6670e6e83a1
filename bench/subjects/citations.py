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
    " citation about every 200 characters. The second text is measured only where it lies beside the checkout. eyecite (United"
    " States citations, with hyperscan) reads an English text of our own with a citation about as often; underthesea's named"
    " entities are the nearest thing for Vietnamese; both only where the `bench` extra is installed."
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
_ENGLISH = (
    "The appellants argue that the notice was late, and the record shows that two of the three letters were never sent. In Doe v."
    " Roe, 123 F.3d 456, 460 (9th Cir. 1999), the court asked when a reader could first have known. The question is the same here,"
    " and the answer turns on the day on which the register was opened to the public, which neither side disputes. See also"
    " 42 U.S.C. § 1983. The trial judge found that nobody had asked for the file before the spring of that year; we see no reason"
    " to disturb that finding, which rests on the testimony of the clerk and on the book that she kept with care. "
)


def measure(stand: Stand) -> Iterator[Line]:
    """The generated text, then the corpus where there is one."""
    size = 100_000 if stand.is_quick else 2_000_000
    said = stand.step("find_in", "generated", size)
    yield _line(f"generated, {size / 1e6:.1f} M", said)
    if CORPUS.exists():
        size = 100_000 if stand.is_quick else 8_000_000
        said = stand.step("find_in", "corpus", size)
        yield _line(f"real legal texts, {said['characters'] / 1e6:.1f} M", said)
    for peer, least, size in (("eyecite", 5, 60_000), ("underthesea", 500, 4_000)):
        beside = stand.step("read_with", peer, size // 10 if stand.is_quick else size)
        yield _peer(peer, least, said["find"], beside)


def _peer(peer: str, least: int, rate: float, beside: dict[str, float]) -> Line:
    """A peer's own rate, and how many times of it `find` reads of the text measured last."""
    target = f"find ≥ {least}× it"
    if not beside["rate"]:
        return Line(peer, ("not installed", "", "", "", ""), target)
    ratio = rate / beside["rate"]
    return Line(
        f"{peer} {'(English)' if peer == 'eyecite' else ''}".strip(),
        (f"{beside['rate']:.4f}", f"find is {ratio:,.0f}×", f"{beside['found']:,.0f}", "", ""),
        target,
        verdict(ratio >= least),
    )


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


def read_with(peer: str, size: str) -> dict[str, float]:
    """Millions of characters a second of *peer* on a text of its own language; 0 where it is not installed."""
    try:
        read, text = _eyecite() if peer == "eyecite" else _underthesea()
    except ImportError:
        return {"rate": 0.0, "found": 0}
    text = (text * (int(size) // len(text) + 1))[: int(size)]
    read(text[:400])
    found: list[int] = []
    return {"rate": _rate(len(text), lambda: found.append(read(text))), "found": found[0]}


def _eyecite() -> tuple[Callable[[str], int], str]:
    import logging
    import tempfile

    from eyecite import get_citations
    from eyecite.tokenizers import HyperscanTokenizer

    logging.disable(logging.CRITICAL)
    tokenizer = HyperscanTokenizer(cache_dir=tempfile.mkdtemp())
    return lambda text: len(get_citations(text, tokenizer=tokenizer)), _ENGLISH


def _underthesea() -> tuple[Callable[[str], int], str]:
    from underthesea import ner

    return lambda text: sum(tag.startswith("B") for *_, tag in ner(text)), "\n".join(_generated(3_000))


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
