"""The one model of an official document, from which HTML, PDF and DOCX are composed.

Texts are plain Unicode: no markup, escaping is the composers' work. The case and the padding that the decree asks for
(CAPS of a type, "05", "ngày 09 tháng 02") are the composers' work too: give "Báo cáo", 5 and a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias


class MarkKind(StrEnum):
    """What a marked stretch of text is bound to."""

    FIGURE = "figure"
    DOCUMENT = "document"
    DATE = "date"
    ACTIVITY = "activity"
    LIST = "list"
    NOT_A_CLAIM = "not_a_claim"
    ORPHAN = "orphan"

    @property
    def has_proof(self) -> bool:
        """Whether a reader must find a proof behind a mark of this kind."""
        return self not in (MarkKind.NOT_A_CLAIM, MarkKind.ORPHAN)


class Capacity(StrEnum):
    """By what authority a person signs (NĐ 30/2020, Art. 13)."""

    TM = "TM."
    """On behalf of a collective (thay mặt)."""
    Q = "Q."
    """Acting head (quyền)."""
    KT = "KT."
    """A deputy for the head (ký thay)."""
    TL = "TL."
    """By order of the head (thừa lệnh)."""
    TUQ = "TUQ."
    """Authorised in writing (thừa ủy quyền)."""


class Urgency(StrEnum):
    """The stamp of box 10b."""

    NORMAL = ""
    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    EXPRESS = "HỎA TỐC"


class Circulation(StrEnum):
    """The instruction of box 11."""

    FREE = ""
    INTERNAL = "LƯU HÀNH NỘI BỘ"
    RETURN = "XEM XONG TRẢ LẠI"


class Align(StrEnum):
    """Where the text of a table cell stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class ParagraphStyle(StrEnum):
    """How a paragraph is set."""

    BODY = "body"
    """Justified, first line indented 1 cm (C17)."""
    PLAIN = "plain"
    """As the body, without the indent."""
    CENTRED = "centred"
    NOTE = "note"
    """Smaller, for the annex of proofs and under tables."""


# --- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    value: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside the paragraph."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead elsewhere: to an anchor of this document (`#anchor`) or an http(s) address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that a reader could check, or that is marked as not a claim.

    `key` names the figure, document, activity… (for NOT_A_CLAIM: the reason); `anchor` is the mark's own place and
    unique in the document. On paper a mark leads to `proof` in the annex; on a page to `href` when it is given.
    """

    kind: MarkKind
    key: str
    text: str
    anchor: str = ""
    href: str = ""

    @property
    def proof(self) -> str:
        """The anchor at which the proof stands in the annex."""
        return proof_anchor(self.kind, self.key)


Inline: TypeAlias = Text | Emphasis | Strong | LineBreak | Link | Mark
Inlines: TypeAlias = tuple[Inline, ...]


# --- blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 ("I. TÌNH HÌNH"), 2 ("1. …") or 3 ("a) …"); deeper levels are set as level 3.

    `label` is the number printed before the words ("I.", "1.", "a)"); it is layout, not text: `flatten` leaves it out.
    `numbering.number_headings` fills it.
    """

    level: int
    inlines: Inlines
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: Inlines
    anchor: str = ""
    style: ParagraphStyle = ParagraphStyle.BODY


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Items of blocks, with a dash each or numbered from `start`."""

    items: tuple[tuple[Block, ...], ...]
    is_ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    inlines: Inlines
    align: Align = Align.LEFT
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose `header` rows repeat on each page; all rows have as many cells as there are columns.

    `widths` are relative column widths (whole numbers); empty means equal. `caption` stands above the table.
    """

    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG picture, `width_mm` wide, with the words that stand for it when it cannot be seen."""

    data: bytes
    alt: str
    width_mm: int = 120
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block: TypeAlias = Heading | Paragraph | ListBlock | Table | Picture | PageBreak
Blocks: TypeAlias = tuple[Block, ...]


# --- the document


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the body.

    `number` None leaves room for the number, `issued_on` None for day and month. `document_type` "" makes an official
    letter (công văn): its subject stands under the number. A line feed in a body's name breaks the line there.
    """

    issuing_body: str
    symbol: str
    place: str
    subject: str
    document_type: str = ""
    parent_body: str = ""
    number: int | None = None
    issued_on: date | None = None
    urgency: Urgency = Urgency.NORMAL
    circulation: Circulation = Circulation.FREE


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and by what authority.

    TM, KT, TL and TUQ name in `principal` whom the signer stands for ("Giám đốc", "Ủy ban nhân dân"); the signer's
    own post is `post`. Q and no capacity have a `post` alone.
    """

    post: str
    name: str
    capacity: Capacity | None = None
    principal: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix on pages of its own; its label ("Phụ lục", "Phụ lục II") and reference line are composed."""

    title: str
    blocks: Blocks
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An official document.

    `addressees` fill "Kính gửi", `grounds` are printed one a line in italics with their `;` and `.`, `recipients`
    are the lines under "Nơi nhận" without dash and semicolon, `filing` what follows "Lưu:".
    """

    header: Header
    body: Blocks
    grounds: tuple[Inlines, ...] = ()
    addressees: tuple[str, ...] = ()
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    appendices: tuple[Appendix, ...] = ()
    language: str = "vi"

    @property
    def title(self) -> str:
        """The type and subject on one line, as in a list of documents."""
        return " ".join(f"{self.header.document_type} {self.header.subject}".split())


# --- anchors and walks

_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")


def is_anchor(name: str) -> bool:
    """Say whether *name* can be an anchor: a letter, then at most 63 letters, digits, `-` or `_`."""
    return _ANCHOR.fullmatch(name) is not None


def proof_anchor(kind: MarkKind, key: str) -> str:
    """Give the anchor at which the proof of *key* stands in the annex; the same for the same kind and key."""
    plain = f"proof-{kind.value}-{key}"
    if is_anchor(plain):
        return plain
    return f"proof-{kind.value}-{sha256(key.encode()).hexdigest()[:16]}"


def walk(blocks: Blocks) -> Iterator[Block]:
    """Yield every block in reading order, those inside lists too."""
    for block in blocks:
        yield block
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from walk(item)


def marks(inlines: Inlines) -> Iterator[Mark]:
    """Yield the marks of *inlines* in reading order."""
    for inline in inlines:
        if isinstance(inline, Mark):
            yield inline
        elif isinstance(inline, Emphasis | Strong):
            yield from marks(inline.children)
