"""P2: a narrative with one wrong value, date or document number is refused; one that is right is not."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from minhchung.reporting.known import Known, KnownDocument, KnownFigure
from minhchung.reporting.linter import lint
from minhchung.reporting.narrative import read
from vanban.layout.model import Block, Heading, Inline, ListBlock, Mark, MarkKind, Paragraph, Strong, Text
from vanban.text.dates import print_date, print_short_date

NOUNS = ["người", "phòng", "đợt", "ca", "văn bản", "mô hình", "cuộc", "buổi", "lượt", "vụ"]
TYPES = [("ke_hoach", "Kế hoạch", "KH"), ("quyet_dinh", "Quyết định", "QĐ"), ("bao_cao", "Báo cáo", "BC")]
SYMBOLS = ["STTTT", "UBND", "SNV", "SXD"]
LAWS = ["Quốc phòng", "Dân quân tự vệ", "Nghĩa vụ quân sự", "Biên giới quốc gia"]
OPENINGS = ["Trong kỳ, đơn vị có", "Cơ quan đã thực hiện", "Toàn ngành ghi nhận", "Sở duy trì"]


def world_of(rng: random.Random) -> Known:
    figures = {f"n{i}": KnownFigure(f"n{i}", str(rng.choice([0, 3, 7, 26, 312, 1204, 45678]))) for i in range(5)}
    figures |= {f"p{i}": KnownFigure(f"p{i}", rng.choice(["100", "96.8", "75", "33.3"]), True) for i in range(3)}
    documents = {}
    for number in range(4):
        kind, _, abbreviation = rng.choice(TYPES)
        printed = f"{rng.randint(1, 900)}/{abbreviation}-{rng.choice(SYMBOLS)}"
        day = date(2022, 1, 1) + timedelta(days=rng.randint(0, 330))
        documents[f"d{number}"] = KnownDocument(f"d{number}", kind, printed, day, "", "công tác năm")
    law = rng.choice(LAWS)
    documents["law"] = KnownDocument("law", "luat", "", None, "", law)
    dates = {"day": date(2022, 5, 1) + timedelta(days=rng.randint(0, 200))}
    return Known(
        figures=figures, documents=documents, dates=dates, lists={"l": ("biển, đảo", "biên giới")}, years=(2022, 2023)
    )


def narrative_of(rng: random.Random, known: Known) -> str:
    lines = ["## Kết quả\n"]
    for _ in range(rng.randint(3, 6)):
        lines.append(rng.choice(SENTENCES)(rng, known))
    return "\n\n".join(lines)


def _count(rng: random.Random, known: Known) -> str:
    key = f"n{rng.randrange(5)}"
    form = rng.choice(["", " format=padded", " format=words"])
    return f"{rng.choice(OPENINGS)} {{figure:{key}{form}}} {rng.choice(NOUNS)} đã hoàn thành trong năm 2022."


def _percent(rng: random.Random, known: Known) -> str:
    return f"- Đạt **{{figure:p{rng.randrange(3)}}}** kế hoạch đề ra, có {{figure:n{rng.randrange(5)}}} người tham gia."


def _citation(rng: random.Random, known: Known) -> str:
    return f"Đã ban hành {{document:d{rng.randrange(4)}}} về công tác bảo đảm an ninh trật tự."


def _given_citation(rng: random.Random, known: Known) -> str:
    document = known.documents[f"d{rng.randrange(4)}"]
    name = next(name for kind, name, _ in TYPES if kind == document.type)
    day = print_short_date(document.issued_on)
    return f'Thực hiện {{document:{document.key} text="{name} số {document.number} ngày {day}"}} của cơ quan.'


def _law(rng: random.Random, known: Known) -> str:
    return f'Tuyên truyền {{document:law text="Luật {known.documents["law"].subject}"}} và {{list:l}}.'


def _day(rng: random.Random, known: Known) -> str:
    return "Số liệu tính đến ngày {date:day}, năm 2023 tiếp tục thực hiện."


def _remark(rng: random.Random, known: Known) -> str:
    return (
        'Thực hiện phương châm {not-a-claim:idiom "4 tại chỗ"}; khẳng định chủ quyền 2 quần đảo Hoàng Sa và Trường Sa.'
    )


SENTENCES = [_count, _percent, _citation, _given_citation, _law, _day, _remark]
SEEDS = range(1_000)


def test_right_narratives_are_never_refused() -> None:
    refused = []
    for seed in SEEDS:
        rng = random.Random(seed)
        known = world_of(rng)
        if found := lint(read(narrative_of(rng, known), known), known):
            refused.append((seed, found[0].text, found[0].sentence, found[0].reason))
    assert refused == []


def test_one_mutated_value_date_or_number_is_always_refused() -> None:
    """In turn: the records say otherwise, the writer typed the value by hand, and the print was changed."""
    passed = []
    for seed in SEEDS:
        rng = random.Random(seed)
        known = world_of(rng)
        source = narrative_of(rng, known)
        blocks = read(source, known)
        mutation = (_printed_otherwise, _typed_by_hand, _misquoted)[seed % 3]
        mutated = mutation(rng, blocks)
        if mutated != blocks and not lint(mutated, known):
            passed.append((seed, mutation.__name__, source))
        assert mutated != blocks or not _bound_marks(blocks)
    assert passed == []


def _printed_otherwise(rng: random.Random, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """One digit or word of a bound mark is another."""
    return _with_mark(rng, blocks, lambda mark: replace(mark, text=_other(rng, mark.text)))


def _typed_by_hand(rng: random.Random, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What a mark should say stands there as plain text, wrong."""
    return _with_mark(rng, blocks, lambda mark: Text(_other(rng, mark.text)))


def _misquoted(rng: random.Random, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A digit is glued to a mark in the text around it, so that the reader reads another number."""
    return _with_mark(
        rng,
        blocks,
        lambda mark: (
            (Text(str(rng.randint(1, 9))), mark)
            if mark.text[0].isdigit()
            else replace(mark, text=_other(rng, mark.text))
        ),
    )


def _other(rng: random.Random, text: str) -> str:
    """The same text with one digit, or one number word, or the name of a law changed."""
    digits = [place for place, character in enumerate(text) if character.isdigit()]
    if digits:
        place = rng.choice(digits)
        different = rng.choice([digit for digit in "123456789" if digit != text[place]])
        return text[:place] + different + text[place + 1 :]
    if text.startswith("Luật "):
        return f"Luật {rng.choice([law for law in LAWS if law not in text])}"
    return "mười chín" if text != "mười chín" else "mười tám"


def _bound_marks(blocks: tuple[Block, ...]) -> list[Mark]:
    kinds = (MarkKind.FIGURE, MarkKind.DOCUMENT, MarkKind.DATE)
    return [mark for block in blocks for mark in _marks_in(block) if mark.kind in kinds]


def _marks_in(block: Block) -> list[Mark]:
    if isinstance(block, ListBlock):
        return [mark for item in block.items for child in item for mark in _marks_in(child)]
    inlines = block.inlines if isinstance(block, Heading | Paragraph) else ()
    return [
        each
        for inline in inlines
        for each in (inline.children if isinstance(inline, Strong) else (inline,))
        if isinstance(each, Mark)
    ]


def _with_mark(rng: random.Random, blocks: tuple[Block, ...], change: object) -> tuple[Block, ...]:
    marks = _bound_marks(blocks)
    if not marks:
        return blocks
    chosen = rng.choice(marks)
    return tuple(_changed(block, chosen, change) for block in blocks)


def _changed(block: Block, chosen: Mark, change: object) -> Block:
    if isinstance(block, ListBlock):
        items = tuple(tuple(_changed(child, chosen, change) for child in item) for item in block.items)
        return replace(block, items=items)
    if isinstance(block, Heading | Paragraph):
        return replace(block, inlines=_changed_inlines(block.inlines, chosen, change))
    return block


def _changed_inlines(inlines: tuple[Inline, ...], chosen: Mark, change: object) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for inline in inlines:
        if inline == chosen:
            found = change(inline)
            made += list(found) if isinstance(found, tuple) else [found]
        elif isinstance(inline, Strong):
            made.append(Strong(_changed_inlines(inline.children, chosen, change)))
        else:
            made.append(inline)
    return tuple(made)


KNOWN = Known(
    figures={
        "staff": KnownFigure("staff", "26", False, "Tổng số người", ("tổng số người",)),
        "rate": KnownFigure("rate", "96.8", True),
    },
    documents={
        "kh-84": KnownDocument("kh-84", "ke_hoach", "84/KH-STTTT", date(2022, 1, 21), "", "an ninh"),
        "luat": KnownDocument("luat", "luat", "22/2018/QH14", date(2018, 6, 8), "Quốc hội", "Quốc phòng"),
    },
    dates={"period.end": date(2022, 12, 14)},
    years=(2022, 2023),
)

CASES = [
    ("Có {figure:staff} người.", []),
    ("Có 26 người.", [("26", "unbound")]),
    ("Có {figure:staff}.500 người.", [("26.500", "unbound")]),
    ("Có {figure:staff} nghìn người.", [("26 nghìn", "unbound")]),
    ("Đạt {figure:rate format=plain}% kế hoạch.", [("96,8%", "unbound")]),
    ("Có {figure:staff}/{figure:staff} người.", []),
    ("Có {figure:staff}/27 người.", [("26/27", "unbound")]),
    ("Có hai hội nghị.", [("hai", "unbound")]),
    ("Theo {document:kh-84}.", []),
    ("Theo {document:kh-84} và Kế hoạch số 85/KH-STTTT.", [("Kế hoạch số 85/KH-STTTT", "unbound")]),
    ('Theo {document:kh-84 text="Kế hoạch số 85/KH-STTTT"}.', [("Kế hoạch số 85/KH-STTTT", "differs")]),
    (
        'Theo {document:kh-84 text="Kế hoạch số 84/KH-STTTT ngày 22/01/2022"}.',
        [("Kế hoạch số 84/KH-STTTT ngày 22/01/2022", "differs")],
    ),
    ('Theo {document:kh-84 text="Quyết định số 84/KH-STTTT"}.', [("Quyết định số 84/KH-STTTT", "differs")]),
    ('Theo {document:kh-84 text="văn bản trên"}.', [("văn bản trên", "differs")]),
    ('Theo {document:luat text="Luật Quốc phòng"}.', []),
    ('Theo {document:luat text="Luật Quốc phòng năm 2018"}.', []),
    ('Theo {document:luat text="Luật Biên phòng Việt Nam"}.', [("Luật Biên phòng Việt Nam", "differs")]),
    ("Theo Luật Quốc phòng.", [("Luật Quốc phòng", "unbound")]),
    ("Đến ngày {date:period.end}.", []),
    ('Đến {date:period.end text="ngày 14 tháng 12 năm 2022"}.', []),
    ('Đến {date:period.end text="ngày 15 tháng 12 năm 2022"}.', [("ngày 15 tháng 12 năm 2022", "differs")]),
    ("Đến ngày 14/12/2022.", [("ngày 14/12/2022", "unbound")]),
    ("Trong năm 2022 và năm 2023.", []),
    ("Trong năm 2019.", [("năm 2019", "unbound")]),
    ("Trong quý II năm 2022.", [("quý II năm 2022", "unbound")]),
    ('Có {not-a-claim:background "63 tỉnh, thành phố"}.', []),
    ("Điều 5, khoản 2; lần thứ 3; Nghị quyết TW 04 (khóa XII).", [("Nghị quyết TW 04 (khóa XII)", "unbound")]),
]


@pytest.mark.parametrize(("source", "orphans"), CASES)
def test_a_text_has_exactly_these_orphans(source: str, orphans: list[tuple[str, str]]) -> None:
    found = lint(read(source, KNOWN), KNOWN)
    assert [(each.text, each.reason) for each in found] == orphans


def test_an_orphan_carries_its_sentence_and_candidates() -> None:
    (orphan,) = lint(read("Mở đầu. Tổng số người là 27. Kết thúc.", KNOWN), KNOWN)
    assert (orphan.sentence, orphan.candidates) == ("Tổng số người là 27.", ("{figure:staff}",))
    (orphan,) = lint(read("Theo Kế hoạch số 85/KH-STTTT.", KNOWN), KNOWN)
    assert orphan.candidates == ("{document:kh-84}",)
    (orphan,) = lint(read("Đến ngày 14/12/2022.", KNOWN), KNOWN)
    assert orphan.candidates == ("{date:period.end}",)


def test_a_date_may_be_written_in_words() -> None:
    text = print_date(date(2022, 12, 14))
    assert re.search("tháng 12", text)
    assert lint(read(f'Đến {{date:period.end text="{text}"}}.', KNOWN), KNOWN) == ()
