"""A document ready to be printed: words in their final case and order, as plain dictionaries.

PDF and DOCX are set from the same tree, so they say the same words. Lengths are hundredths of a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, TypeAlias
from unicodedata import normalize

from vanban.layout.glyphs import BOLD, FAMILY, REGULAR, balanced, require_printable, width
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
from vanban.layout.soundness import fitting_width, picture_type, require_sound

LEFT_COLUMN_MM = 70
RIGHT_COLUMN_MM = 95
SUBJECT_MM = 150
BODY_SIZE = 14
ADDRESSED = "Kính gửi"
_BODY_MM, _CELL_EDGES_MM = 160, 4
_MM = 7200 / 25.4
_WIDEST_LETTER = 1400
_LINE_END = re.compile(r"\r\n|[\r\n\t]")
_UNPRINTED = {"file", "format", "url", "to", "anchor", "font", "t", "style"}

Node: TypeAlias = dict[str, Any]


def printed_tree(document: OfficialDocument) -> tuple[Node, dict[str, bytes]]:
    """Give the tree of *document* and its pictures by the name they have in the tree.

    Raises MissingGlyphError, UnprintableTextError and what `soundness.require_sound` raises.
    """
    anchors = require_sound(document, is_on_paper=True)
    tree = _normalised(_data(document, anchors))
    require_printable("\n".join(_strings(tree)))
    everything = (document.body, *(appendix.blocks for appendix in document.appendices))
    pictures = (block.data for blocks in everything for block in walk(blocks) if isinstance(block, Picture))
    return tree, {_file_name(data): data for data in pictures}


def _normalised(node: Any) -> Any:
    if isinstance(node, str):
        return _LINE_END.sub(" ", normalize("NFC", node))
    if isinstance(node, dict):
        return {name: _normalised(child) for name, child in node.items()}
    if isinstance(node, list | tuple):
        return [_normalised(child) for child in node]
    return node


def _file_name(picture: bytes) -> str:
    return sha256(picture).hexdigest()


def _data(document: OfficialDocument, anchors: frozenset[str]) -> Node:
    header = document.header
    tree = _Tree(anchors)
    issued = header.issued_on
    issuer = _in_column(header.issuing_body, BOLD)
    data: Node = {
        "font": FAMILY,
        "language": document.language,
        "title": document.title,
        "author": " ".join(header.issuing_body.split()),
        "date": None if issued is None else [issued.year, issued.month, issued.day],
        "state_name": STATE_NAME,
        "motto": MOTTO,
        "motto_rule": width(MOTTO, 13, BOLD),
        "parent_body": _in_column(header.parent_body, REGULAR),
        "issuing_body": issuer,
        "issuer_rule": _short_rule(issuer, 12, LEFT_COLUMN_MM),
        "number_line": number_line(header),
        "place_line": place_line(header),
        "type": header.document_type.upper() or None,
        "subject": header.subject,
        "subject_rule": _short_rule((header.subject,), 14, SUBJECT_MM),
        "urgency": header.urgency.value,
        "circulation": header.circulation.value,
        "addressees": addressee_lines(document),
        "addressee_indent": width(ADDRESSED, BODY_SIZE),
        "grounds": tree.blocks(grounds(document)),
        "body": tree.blocks(closed_body(document)),
        "recipients": recipient_lines(document),
        "signature": None,
        "appendices": [_appendix(document, place, tree) for place in range(len(document.appendices))],
    }
    if document.signature:
        data["signature"] = {"lines": signature_lines(document.signature), "name": document.signature.name}
    return data


def _in_column(name: str, face: str) -> tuple[str, ...]:
    """Give the lines of a body's name, each no wider than the left column."""
    room = int((LEFT_COLUMN_MM - 2) * _MM)
    return tuple(part for line in name_lines(normalize("NFC", name)) for part in balanced(line, 12, face, room))


def _short_rule(lines: tuple[str, ...], size: int, room_mm: int) -> int:
    """Give the length of a rule between a third and a half of the words above it (C06, C14)."""
    longest = max((width(normalize("NFC", line), size, BOLD) for line in lines), default=0)
    return min(longest, int(room_mm * _MM)) * 2 // 5


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
    def __init__(self, anchors: frozenset[str], room: int = int(_BODY_MM * _MM)) -> None:
        self.anchors = anchors
        self.room = room

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
                # A page cannot end inside a list.
                items = [self.blocks(_without_page_breaks(item)) for item in block.items]
                return {"t": "list", "ordered": block.is_ordered, "start": block.start, "items": items}
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case PageBreak():
                return {"t": "page"}

    def table(self, table: Table) -> Node:
        rows = table.header + table.rows
        widths = table.widths or (1,) * (len(rows[0]) if rows else 0)
        columns = [_Tree(self.anchors, self.room_of(column, widths)) for column in widths]
        return {
            "t": "table",
            "widths": widths,
            "header": [_row(row, columns) for row in table.header],
            "rows": [_row(row, columns) for row in table.rows],
            "caption": self.inlines(table.caption),
        }

    def room_of(self, column: int, widths: tuple[int, ...]) -> int:
        return max(1, self.room * column // sum(widths) - int(_CELL_EDGES_MM * _MM))

    def cell(self, cell: Cell) -> Node:
        return {"align": cell.align.value, "anchor": cell.anchor, "c": self.inlines(cell.inlines)}

    def picture(self, picture: Picture) -> Node:
        return {
            "t": "picture",
            "file": _file_name(picture.data),
            "format": "jpg" if (kind := picture_type(picture.data)) == "jpeg" else kind,
            "alt": picture.alt,
            "width": fitting_width(picture),
            "caption": self.inlines(picture.caption),
        }

    def inlines(self, inlines: Inlines, *, in_capitals: bool = False) -> list[Node]:
        return [self.inline(inline, in_capitals=in_capitals) for inline in inlines]

    def inline(self, inline: Inline, *, in_capitals: bool) -> Node:
        match inline:
            case Text(value):
                return {"t": "text", "v": _words(value, self.room, in_capitals=in_capitals)}
            case LineBreak():
                return {"t": "break"}
            case Emphasis(children):
                return {"t": "emphasis", "c": self.inlines(children, in_capitals=in_capitals)}
            case Strong(children):
                return {"t": "strong", "c": self.inlines(children, in_capitals=in_capitals)}
            case Link(text, href):
                to = href.removeprefix("#") if href.startswith("#") else ""
                url = href if href.startswith("http") else ""
                return {
                    "t": "link",
                    "v": _words(text, self.room, in_capitals=in_capitals),
                    "anchor": "",
                    "to": to,
                    "url": url,
                }
            case Mark():
                to = inline.proof if inline.proof in self.anchors else ""
                words = _words(inline.text, self.room, in_capitals=in_capitals)
                return {"t": "mark", "v": words, "anchor": inline.anchor, "to": to, "url": ""}


def _without_page_breaks(blocks: Blocks) -> Blocks:
    return tuple(block for block in blocks if not isinstance(block, PageBreak))


def _row(row: tuple[Cell, ...], columns: list[_Tree]) -> list[Node]:
    return [column.cell(cell) for column, cell in zip(columns, row, strict=True)]


def _words(value: str, room: int, *, in_capitals: bool) -> str | list[str]:
    """Give the words as printed; with a word wider than *room* they come in pieces between which a line may end."""
    line = _LINE_END.sub(" ", normalize("NFC", value))
    line = line.upper() if in_capitals else line
    parts = line.split(" ")
    if not any(_is_wide(part, room) for part in parts):
        return line
    pieces = [""]
    for place, part in enumerate(parts):
        pieces[-1] += " " if place else ""
        first, *others = _pieces(part, room) if _is_wide(part, room) else [part]
        pieces[-1] += first
        pieces += others
    return pieces


def _is_wide(word: str, room: int) -> bool:
    return len(word) * _WIDEST_LETTER > room and width(word, BODY_SIZE) > room


def _pieces(word: str, room: int) -> list[str]:
    """Cut a word into pieces of which about two go on a line."""
    length = max(1, len(word) * room // (2 * width(word, BODY_SIZE)))
    return [word[start : start + length] for start in range(0, len(word), length)]


def _strings(node: Any) -> Iterator[str]:
    """Yield every string that will be printed or read aloud."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for name, child in node.items():
            if name not in _UNPRINTED:
                yield from _strings(child)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _strings(child)
