"""An official document as PDF/A-2a and PDF/UA-1, the same bytes for the same document anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, TypeAlias
from unicodedata import normalize

import typst

from vanban.layout.errors import CompositionError
from vanban.layout.glyphs import FAMILY, FOLDER, require_fonts, require_printable
from vanban.layout.model import (
    Appendix,
    Block,
    Blocks,
    Cell,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
    walk,
)
from vanban.layout.numbering import levelled
from vanban.layout.parts import (
    MOTTO,
    STATE_NAME,
    addressee_lines,
    appendix_label,
    appendix_reference,
    appendix_title,
    closed_body,
    grounds,
    name_lines,
    number_line,
    place_line,
    recipient_lines,
    signature_lines,
)
from vanban.layout.soundness import picture_type, require_sound

TEMPLATE = Path(__file__).parent / "official.typ"
ARCHIVAL = ["a-2a", "ua-1"]
DRAFT = ["ua-1"]
"""PDF/A wants a date; a document that is not issued has none, and makes no claim to last."""

_LONGEST_WORD = 60
_compiling = Lock()

Node: TypeAlias = dict[str, Any]


def compose_pdf(document: OfficialDocument) -> bytes:
    """Give *document* as tagged PDF with Tinos embedded, each mark linked to its proof.

    An issued document claims PDF/A-2a and PDF/UA-1, a draft (without date) PDF/UA-1 alone.
    Raises MissingGlyphError and UnprintableTextError, what `soundness.require_sound` raises, MissingFontError,
    and CompositionError when Typst refuses.
    """
    anchors = require_sound(document, is_on_paper=True)
    require_fonts()
    data = json.dumps(_data(document, anchors), ensure_ascii=False)
    require_printable(data)
    with _pictures(document) as folder, _compiling:
        return _compile(data, folder, DRAFT if document.header.issued_on is None else ARCHIVAL)


def _compile(data: str, folder: str | None, standards: list[str]) -> bytes:
    try:
        pdf = _compiler().compile(
            format="pdf", sys_inputs={"document": data}, root=folder, pdf_standards=standards, timestamp=0
        )
    except typst.TypstError as error:
        raise CompositionError(detail=error.message) from error
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    return typst.Compiler(TEMPLATE.read_bytes(), font_paths=fonts, ignore_system_fonts=True)


@contextmanager
def _pictures(document: OfficialDocument) -> Iterator[str | None]:
    """Lay the pictures where the typesetter may read; it sees nothing else of the disk."""
    everything = (document.body, *(appendix.blocks for appendix in document.appendices))
    pictures = {block.data for blocks in everything for block in walk(blocks) if isinstance(block, Picture)}
    if not pictures:
        yield None
        return
    with TemporaryDirectory(prefix="vanban-") as folder:
        for picture in pictures:
            (Path(folder) / _file_name(picture)).write_bytes(picture)
        yield folder


def _file_name(picture: bytes) -> str:
    return sha256(picture).hexdigest()


def _data(document: OfficialDocument, anchors: frozenset[str]) -> Node:
    header = document.header
    tree = _Tree(anchors)
    issued = header.issued_on
    data: Node = {
        "font": FAMILY,
        "language": document.language,
        "title": document.title,
        "author": " ".join(header.issuing_body.split()),
        "date": None if issued is None else [issued.year, issued.month, issued.day],
        "state_name": STATE_NAME,
        "motto": MOTTO,
        "parent_body": name_lines(header.parent_body),
        "issuing_body": name_lines(header.issuing_body),
        "number_line": number_line(header),
        "place_line": place_line(header),
        "type": header.document_type.upper() or None,
        "subject": header.subject,
        "urgency": header.urgency.value,
        "circulation": header.circulation.value,
        "addressees": addressee_lines(document),
        "grounds": tree.blocks(grounds(document)),
        "body": tree.blocks(closed_body(document)),
        "recipients": recipient_lines(document),
        "signature": None,
        "appendices": [_appendix(document, place, tree) for place in range(len(document.appendices))],
    }
    if document.signature:
        data["signature"] = {"lines": signature_lines(document.signature), "name": document.signature.name}
    return data


def _appendix(document: OfficialDocument, place: int, tree: _Tree) -> Node:
    appendix: Appendix = document.appendices[place]
    return {
        "anchor": appendix.anchor,
        "label": appendix_label(document, place),
        "title": appendix_title(appendix),
        "reference": appendix_reference(document.header),
        "blocks": tree.blocks(appendix.blocks),
    }


class _Tree:
    def __init__(self, anchors: frozenset[str]) -> None:
        self.anchors = anchors

    def blocks(self, blocks: Blocks) -> list[Node]:
        return [self.block(block) for block in levelled(blocks)]

    def block(self, block: Block) -> Node:
        match block:
            case Heading():
                inlines = self.inlines(block.inlines, in_capitals=block.level == 1)
                return {
                    "t": "heading",
                    "level": block.level,
                    "label": block.label,
                    "anchor": block.anchor,
                    "c": inlines,
                }
            case Paragraph():
                style = block.style.value
                return {"t": "paragraph", "style": style, "anchor": block.anchor, "c": self.inlines(block.inlines)}
            case ListBlock():
                items = [self.blocks(item) for item in block.items]
                return {"t": "list", "ordered": block.is_ordered, "start": block.start, "items": items}
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case PageBreak():
                return {"t": "page"}

    def table(self, table: Table) -> Node:
        rows = table.header + table.rows
        return {
            "t": "table",
            "widths": table.widths or (1,) * len(rows[0]),
            "header": [[self.cell(cell) for cell in row] for row in table.header],
            "rows": [[self.cell(cell) for cell in row] for row in table.rows],
            "caption": self.inlines(table.caption),
        }

    def cell(self, cell: Cell) -> Node:
        return {"align": cell.align.value, "anchor": cell.anchor, "c": self.inlines(cell.inlines)}

    def picture(self, picture: Picture) -> Node:
        return {
            "t": "picture",
            "file": _file_name(picture.data),
            "format": "jpg" if (kind := picture_type(picture.data)) == "jpeg" else kind,
            "alt": picture.alt,
            "width": picture.width_mm,
            "caption": self.inlines(picture.caption),
        }

    def inlines(self, inlines: Inlines, *, in_capitals: bool = False) -> list[Node]:
        return [self.inline(inline, in_capitals=in_capitals) for inline in inlines]

    def inline(self, inline: Inline, *, in_capitals: bool) -> Node:
        match inline:
            case Text(value):
                return {"t": "text", "v": _words(value, in_capitals=in_capitals)}
            case LineBreak():
                return {"t": "break"}
            case Emphasis(children):
                return {"t": "emphasis", "c": self.inlines(children, in_capitals=in_capitals)}
            case Strong(children):
                return {"t": "strong", "c": self.inlines(children, in_capitals=in_capitals)}
            case Link(text, href):
                to = href.removeprefix("#") if href.startswith("#") else ""
                url = href if href.startswith("http") else ""
                return {"t": "link", "v": _words(text, in_capitals=in_capitals), "anchor": "", "to": to, "url": url}
            case Mark():
                to = inline.proof if inline.proof in self.anchors else ""
                words = _words(inline.text, in_capitals=in_capitals)
                return {"t": "mark", "v": words, "anchor": inline.anchor, "to": to, "url": ""}


def _words(value: str, *, in_capitals: bool) -> str | list[str]:
    """Give the words as printed; a word longer than a line comes in pieces between which a line may end."""
    words = " ".join(normalize("NFC", value).replace("\r", "\n").replace("\t", " ").split("\n"))
    words = words.upper() if in_capitals else words
    if all(len(word) <= _LONGEST_WORD for word in words.split(" ")):
        return words
    return [words[start : start + _LONGEST_WORD] for start in range(0, len(words), _LONGEST_WORD)]
