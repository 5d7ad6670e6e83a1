# ruff: noqa: ARG001, ARG002 - every module of this folder offers the same signatures
"""HTML: what a reader of the page sees, block by block."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from vanban.reading.formats.plain import decoded

if TYPE_CHECKING:
    from vanban.reading.reader import Limits

ORDER = 30
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
        "title",
    ]
)
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg"})


def accepts(data: bytes, name: str) -> bool:
    """Whether the name says HTML or the file begins as HTML does."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return name.lower().endswith((".html", ".htm", ".xhtml")) or start.startswith((b"<!doctype html", b"<html"))


def read(data: bytes, name: str, limits: Limits) -> list[str]:
    """The visible text as one page."""
    return [text_of(decoded(data, name))]


def text_of(markup: str) -> str:
    """The visible text of *markup*: blocks on lines of their own, cells separated by tabs, white space collapsed."""
    parser = _Visible()
    parser.feed(markup)
    parser.close()
    lines = (" ".join(line.replace("\t ", "\t").split(" ")).strip(" ") for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip())


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append("\t")

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        words = " ".join(data.split())
        if words:
            lead = " " if data[:1].isspace() else ""
            trail = " " if data[-1:].isspace() else ""
            self.pieces.append(f"{lead}{words}{trail}")
        elif data:
            self.pieces.append(" ")
