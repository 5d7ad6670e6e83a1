"""The text of a document as a reader sees it, with the place of each mark in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.layout.model import (
    Block,
    Blocks,
    Emphasis,
    Heading,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    PageBreak,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)


@dataclass(frozen=True, slots=True)
class MarkSpan:
    """A mark and the half-open stretch `[start, end)` of the flat text that it covers."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class FlatText:
    """Text whose blocks end in a line feed, and its marks in order of their start; offsets count code points."""

    text: str
    spans: tuple[MarkSpan, ...]

    def covering(self, start: int, end: int) -> Mark | None:
        """Give the mark whose words contain all of `[start, end)`."""
        return next((span.mark for span in self.spans if span.start <= start and end <= span.end), None)


def flatten(blocks: Blocks) -> FlatText:
    """Give the words of *blocks* and where each mark stands in them.

    Blocks end in a line feed, cells of a row are parted by a tab. Numbers that layout adds (of headings, list items)
    and the alternative text of pictures are left out: they claim nothing.
    """
    writer = _Writer()
    for block in blocks:
        writer.block(block)
    return FlatText("".join(writer.parts), tuple(writer.spans))


def flatten_inlines(inlines: Inlines) -> FlatText:
    """Give the words of *inlines*, without a line feed at the end, and where each mark stands in them."""
    writer = _Writer()
    writer.inlines(inlines)
    return FlatText("".join(writer.parts), tuple(writer.spans))


def plain_text(blocks: Blocks) -> str:
    """Give the words of *blocks*."""
    return flatten(blocks).text


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.spans: list[MarkSpan] = []
        self.length = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def block(self, block: Block) -> None:
        for inlines in _lines(block):
            self.inlines(inlines)
            self.write("\n")
        if isinstance(block, Table):
            self.table(block)
        elif isinstance(block, ListBlock):
            for item in block.items:
                for child in item:
                    self.block(child)

    def table(self, table: Table) -> None:
        for row in table.header + table.rows:
            for column, cell in enumerate(row):
                self.write("\t" if column else "")
                self.inlines(cell.inlines)
            self.write("\n")

    def inlines(self, inlines: Inlines) -> None:
        for inline in inlines:
            match inline:
                case Text(value):
                    self.write(value)
                case Link(text, _):
                    self.write(text)
                case LineBreak():
                    self.write("\n")
                case Emphasis(children) | Strong(children):
                    self.inlines(children)
                case Mark():
                    self.spans.append(MarkSpan(self.length, self.length + len(inline.text), inline))
                    self.write(inline.text)


def _lines(block: Block) -> Iterator[Inlines]:
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case Table() | Picture():
            if block.caption:
                yield block.caption
        case ListBlock() | PageBreak():
            return
