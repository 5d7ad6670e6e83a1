"""The printed tree as WordprocessingML text: paragraphs, lists, tables, marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import escape
from typing import Any

from vanban.layout.docx_styles import DEEPEST_LIST
from vanban.layout.tree import LEFT_COLUMN_MM, RIGHT_COLUMN_MM, Node

TEXT_WIDTH = 9354  # 165 mm in twentieths of a point
_STYLES = {"body": "", "plain": "Plain", "centred": "Centred", "note": "Note"}


@dataclass(frozen=True, slots=True)
class Run:
    """How a run is set beyond its paragraph's style."""

    is_bold: bool = False
    is_italic: bool = False
    style: str = ""

    def xml(self) -> str:
        """Give the run properties."""
        style = f'<w:rStyle w:val="{self.style}"/>' if self.style else ""
        bold = "<w:b/><w:bCs/>" if self.is_bold else ""
        italic = "<w:i/><w:iCs/>" if self.is_italic else ""
        made = style + bold + italic
        return f"<w:rPr>{made}</w:rPr>" if made else ""


PLAIN = Run()


@dataclass(slots=True)
class Writer:
    """Writes the tree; `relate` gives the relationship of an address, `draw` the drawing of a picture."""

    relate: Callable[[str], str]
    draw: Callable[[Node], str]
    list_starts: list[int] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    bookmark_count: int = 0

    # --- inlines

    def inlines(self, parts: list[Node], run: Run = PLAIN) -> str:
        return "".join(self.inline(part, run) for part in parts)

    def inline(self, part: Node, run: Run) -> str:
        kind = part["t"]
        if kind == "break":
            return "<w:r><w:br/></w:r>"
        if kind == "emphasis":
            return self.inlines(part["c"], replace(run, is_italic=not run.is_italic))
        if kind == "strong":
            return self.inlines(part["c"], replace(run, is_bold=True))
        if kind == "text":
            return words(part["v"], run)
        return self.anchored(part["anchor"], self.link(part, run))

    def link(self, part: Node, run: Run) -> str:
        if part["to"]:
            shown = words(part["v"], replace(run, style="Proof"))
            return f'<w:hyperlink w:anchor="{self.bookmark(part["to"])}" w:history="1">{shown}</w:hyperlink>'
        if part["url"]:
            return f'<w:hyperlink r:id="{self.relate(part["url"])}" w:history="1">{words(part["v"], run)}</w:hyperlink>'
        return words(part["v"], run)

    def anchored(self, anchor: str, inner: str) -> str:
        if not anchor:
            return inner
        self.bookmark_count += 1
        number = self.bookmark_count
        start = f'<w:bookmarkStart w:id="{number}" w:name="{self.bookmark(anchor)}"/>'
        return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'

    def bookmark(self, anchor: str) -> str:
        """Give the bookmark of an anchor: Word allows 40 letters, digits and `_`, and does not tell case."""
        if anchor not in self.names:
            name = anchor.replace("-", "_")
            if len(name) > 40 or name.casefold() in self.taken:
                name = f"{name[:23]}_{sha256(anchor.encode()).hexdigest()[:16]}"
            self.taken.add(name.casefold())
            self.names[anchor] = name
        return self.names[anchor]

    # --- blocks

    def blocks(self, blocks: list[Node], *, depth: int = -1) -> str:
        return "".join(self.block(block, depth) for block in blocks)

    def block(self, block: Node, depth: int) -> str:
        kind = block["t"]
        if kind == "heading":
            return self.heading(block)
        if kind == "paragraph":
            inner = self.anchored(block["anchor"], self.inlines(block["c"]))
            return paragraph(_STYLES[block["style"]], inner, extra=_continued(depth))
        if kind == "list":
            return self.list_items(block, depth + 1)
        if kind == "table":
            return self.caption(block) + self.table(block) + paragraph("Rule", "")
        if kind == "picture":
            return paragraph("Centred", self.draw(block), extra="<w:keepNext/>") + self.caption(block)
        return paragraph(
            "Plain", '<w:r><w:br w:type="page"/></w:r>', extra='<w:spacing w:after="0" w:line="20" w:lineRule="exact"/>'
        )

    def heading(self, block: Node) -> str:
        label = words(f"{block['label']} ", PLAIN) if block["label"] else ""
        return paragraph(f"Heading{block['level']}", self.anchored(block["anchor"], label + self.inlines(block["c"])))

    def list_items(self, block: Node, depth: int) -> str:
        number = 1
        if block["ordered"]:
            self.list_starts.append(block["start"])
            number = len(self.list_starts) + 1
        level = min(depth, DEEPEST_LIST - 1)
        return "".join(self.item(item, number, level) for item in block["items"])

    def item(self, item: list[Node], number: int, level: int) -> str:
        if not item or item[0]["t"] != "paragraph":
            item = [{"t": "paragraph", "style": "body", "anchor": "", "c": []}, *item]
        first, *others = item
        inner = self.anchored(first["anchor"], self.inlines(first["c"]))
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return paragraph("ListItem", inner, extra=numbered) + self.blocks(others, depth=level)

    def caption(self, block: Node) -> str:
        return paragraph("Caption", self.inlines(block["caption"])) if block["caption"] else ""

    def table(self, block: Node) -> str:
        whole = sum(block["widths"])
        widths = [TEXT_WIDTH * width // whole for width in block["widths"]]
        rows = "".join(self.row(row, widths, is_header=True) for row in block["header"])
        rows += "".join(self.row(row, widths, is_header=False) for row in block["rows"])
        return table("TableGrid", widths, rows)

    def row(self, row: list[Node], widths: list[int], *, is_header: bool) -> str:
        properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if is_header else "") + "</w:trPr>"
        cells = (self.cell(cell, width, is_header=is_header) for cell, width in zip(row, widths, strict=True))
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def cell(self, cell: Node, width: int, *, is_header: bool) -> str:
        inner = self.anchored(cell["anchor"], self.inlines(cell["c"], Run(is_bold=is_header)))
        extra = f'<w:spacing w:after="0"/><w:jc w:val="{cell["align"]}"/>'
        return table_cell(width, paragraph("TableText", inner, extra=extra), '<w:vAlign w:val="center"/>')


def words(value: Any, run: Run = PLAIN) -> str:
    """Give a run of words; pieces of an overlong word are joined again, Word breaks it itself."""
    joined = value if isinstance(value, str) else "".join(value)
    return f'<w:r>{run.xml()}<w:t xml:space="preserve">{escape(joined, quote=False)}</w:t></w:r>'


def paragraph(style: str, inner: str, *, extra: str = "") -> str:
    """Give a paragraph of a named style; *extra* are properties in the order the schema wants."""
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{name}{extra}</w:pPr>" if name or extra else ""
    return f"<w:p>{properties}{inner}</w:p>"


def table(style: str, widths: list[int], rows: str) -> str:
    """Give a table of fixed column widths (twentieths of a point)."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def table_cell(width: int, inner: str, extra: str = "") -> str:
    """Give a cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{inner}</w:tc>'


def two_columns(rows: list[tuple[str, str]]) -> str:
    """Give the borderless table that sets the letterhead and the signature."""
    left, right = (millimetres * 1440 * 10 // 254 for millimetres in (LEFT_COLUMN_MM, RIGHT_COLUMN_MM))
    made = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{table_cell(left, first)}{table_cell(right, second)}</w:tr>"
        for first, second in rows
    )
    return table("TableNormal", [left, right], made)


def rule(length: int, column: int, *, after: int = 0) -> str:
    """Give a line of *length* (hundredths of a point) in the middle of a column (twentieths of a point)."""
    side = max(0, (column - length // 5) // 2)
    border = '<w:pBdr><w:top w:val="single" w:sz="5" w:space="0" w:color="000000"/></w:pBdr>'
    room = f'<w:spacing w:after="{after}"/>' if after else ""
    return paragraph("Rule", "", extra=f'{border}{room}<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>')


def _continued(depth: int) -> str:
    return f'<w:ind w:left="{773 * (depth + 1)}" w:firstLine="0"/>' if depth >= 0 else ""
