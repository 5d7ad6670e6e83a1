"""The annex "Phụ lục minh chứng": where each mark of a document leads on paper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from vanban.layout.model import (
    Appendix,
    Block,
    Blocks,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    MarkKind,
    OfficialDocument,
    Paragraph,
    ParagraphStyle,
    Strong,
    Text,
    marks,
    proof_anchor,
    walk,
)
from vanban.layout.parts import roman
from vanban.layout.soundness import block_inlines

ANCHOR = "proofs"
TITLE = "Minh chứng"
_INTRODUCTION = (
    "Mỗi số liệu, ngày tháng và văn bản có gạch chân chấm trong báo cáo dẫn tới mục tương ứng dưới đây. "
    "Mỗi mục nêu giá trị, cách tính, người duyệt và các tệp minh chứng kèm mã băm SHA-256 để đối chiếu; "
    "tệp có thể nêu tên người thì mang mã cam kết, đối chiếu được với gói minh chứng công khai."
)
_HOW_TO_FIND = (
    "Tìm tệp: giải nén gói minh chứng đi kèm báo cáo (pack.zip, hoặc pack-public.zip cho công chúng). Tệp có mã SHA-256 "
    "nằm trong thư mục data/evidence/, tên tệp chính là mã ấy; mã cam kết tra trong data/facts.json của pack-public.zip."
)
_HOW_TO_VERIFY = (
    "Tự kiểm chứng: mở tệp verify.html trong gói bằng trình duyệt rồi chọn gói, hoặc chạy lệnh python3 verify.py "
    "pack.zip; không cần mạng. Cả hai tính lại từng số liệu và đối chiếu từng tệp, từng mục dưới đây."
)

_GROUPS = {
    MarkKind.FIGURE: "Số liệu",
    MarkKind.DOCUMENT: "Văn bản được dẫn",
    MarkKind.ACTIVITY: "Hoạt động",
    MarkKind.LIST: "Danh sách",
    MarkKind.DATE: "Ngày, tháng",
    MarkKind.NOT_A_CLAIM: "Chi tiết không phải là số liệu báo cáo",
    MarkKind.ORPHAN: "Chi tiết chưa có minh chứng",
}


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file that proves something: its title as a reader would name it, and its SHA-256 in hexadecimal.

    For a file that not everybody may see, the salted `commitment` of the public pack stands in place of the SHA-256.
    """

    title: str
    sha256: str = ""
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands behind a mark: `facts` are pairs of a name and what it says ("Cách tính", "…")."""

    kind: MarkKind
    key: str
    title: str
    value: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    files: tuple[ProofFile, ...] = ()


def proof_appendix(proofs: tuple[Proof, ...], *, cited_in: Blocks) -> Appendix:
    """Give the annex with one entry a proof, each with links back to the places in *cited_in* that lead to it."""
    places = _places(cited_in)
    blocks: list[Block] = [Paragraph((Text(said),)) for said in (_INTRODUCTION, _HOW_TO_FIND, _HOW_TO_VERIFY)]
    for group, (kind, title) in enumerate(_groups(proofs), start=1):
        blocks.append(Heading(1, (Text(title),), f"{roman(group)}."))
        members = [proof for proof in proofs if proof.kind is kind]
        for number, proof in enumerate(members, start=1):
            blocks += _entry(number, proof, places[proof_anchor(kind, proof.key)])
    return Appendix(TITLE, tuple(blocks), ANCHOR)


def _groups(proofs: tuple[Proof, ...]) -> list[tuple[MarkKind, str]]:
    kinds = {proof.kind for proof in proofs}
    return [(kind, title) for kind, title in _GROUPS.items() if kind in kinds]


def document_marks(document: OfficialDocument) -> tuple[Mark, ...]:
    """Give every mark of the grounds, the body and the appendices in reading order."""
    found = [mark for ground in document.grounds for mark in marks(ground)]
    for blocks in (document.body, *(appendix.blocks for appendix in document.appendices)):
        found += _marks(blocks)
    return tuple(found)


def _marks(blocks: Blocks) -> list[Mark]:
    return [inline for block in walk(blocks) for inline in block_inlines(block) if isinstance(inline, Mark)]


def _places(blocks: Blocks) -> dict[str, list[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for mark in _marks(blocks):
        if mark.anchor:
            places[mark.proof].append(mark.anchor)
    return places


def _entry(number: int, proof: Proof, places: list[str]) -> list[Block]:
    title: Inlines = (Text(proof.title),)
    if proof.value:
        title = (*title, Text(": "), Text(proof.value))
    entry: list[Block] = [Heading(2, title, f"{number}.", proof_anchor(proof.kind, proof.key))]
    entry += [_note((Strong((Text(f"{name}: "),)), Text(said))) for name, said in proof.facts]
    entry += [_note(_file(file)) for file in proof.files]
    if places:
        entry.append(_note(_back(places)))
    return entry


def _file(file: ProofFile) -> Inlines:
    name: Inlines = (Text(f"- {file.title}"),)
    if file.commitment:
        return (*name, LineBreak(), Text(f"Mã cam kết: {file.commitment}"))
    return (*name, LineBreak(), Text(f"SHA-256: {file.sha256}")) if file.sha256 else name


def _back(places: list[str]) -> Inlines:
    made: list[Inline] = [Strong((Text("Nơi nêu trong văn bản: "),))]
    for number, place in enumerate(places, start=1):
        made += [Text(", ")] if number > 1 else []
        made.append(Link(f"chỗ {number}", f"#{place}"))
    return tuple(made)


def _note(inlines: Inlines) -> Paragraph:
    return Paragraph(inlines, style=ParagraphStyle.NOTE)
