"""What must hold before a document is composed: anchors, links, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from vanban.layout.errors import (
    BadAnchorError,
    BadLinkError,
    BadPictureError,
    BadTableError,
    DuplicateAnchorError,
    MissingProofError,
)
from vanban.layout.model import (
    Block,
    Blocks,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    Mark,
    OfficialDocument,
    Paragraph,
    Picture,
    Strong,
    Table,
    is_anchor,
    walk,
)

PICTURE_TYPES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
WIDEST_PICTURE_MM = 165
TALLEST_PICTURE_MM = 220
MOST_PIXELS = 50_000_000

_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]+")
_PATH = re.compile(r"/(?!/)[^\s<>\"'\\]*")


def require_sound(document: OfficialDocument, *, is_on_paper: bool) -> frozenset[str]:
    """Give the anchors of *document*, or refuse it: on paper each mark must also have its proof.

    Raises BadAnchorError, DuplicateAnchorError, BadLinkError, BadTableError, BadPictureError, MissingProofError.
    """
    everything = (*document.body, *(block for appendix in document.appendices for block in appendix.blocks))
    names = [appendix.anchor for appendix in document.appendices if appendix.anchor]
    names += block_anchors(everything)
    inlines = [inline for ground in document.grounds for inline in leaves(ground)]
    names += [inline.anchor for inline in inlines if isinstance(inline, Mark) and inline.anchor]
    anchors = _distinct(names)
    for block in walk(everything):
        _require_block(block)
    inlines += [inline for block in walk(everything) for inline in block_inlines(block)]
    for inline in inlines:
        _require_inline(inline, anchors, is_on_paper=is_on_paper)
    return anchors


def block_inlines(block: Block) -> Iterator[Inline]:
    """Yield the innermost inlines of one block, not of the blocks inside it."""
    if isinstance(block, Heading | Paragraph):
        yield from leaves(block.inlines)
    elif isinstance(block, Table):
        yield from leaves(block.caption)
        for row in block.header + block.rows:
            for cell in row:
                yield from leaves(cell.inlines)
    elif isinstance(block, Picture):
        yield from leaves(block.caption)


def block_anchors(blocks: Blocks) -> list[str]:
    """List every anchor in reading order, of blocks, cells and marks."""
    found = []
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph):
            found.append(block.anchor)
        if isinstance(block, Table):
            found += [cell.anchor for row in block.header + block.rows for cell in row]
        found += [inline.anchor for inline in block_inlines(block) if isinstance(inline, Mark)]
    return [name for name in found if name]


def leaves(inlines: Inlines) -> Iterator[Inline]:
    """Yield texts, breaks, links and marks, those inside emphasis too."""
    for inline in inlines:
        if isinstance(inline, Emphasis | Strong):
            yield from leaves(inline.children)
        else:
            yield inline


def require_link(href: str) -> None:
    """Refuse a link that could run something or lead to another scheme; raises BadLinkError."""
    if href.startswith("#") and is_anchor(href[1:]):
        return
    if not _ADDRESS.fullmatch(href) and not _PATH.fullmatch(href):
        raise BadLinkError(href=href[:200])


def picture_type(data: bytes) -> str:
    """Give "png" or "jpeg"; raises BadPictureError for anything else."""
    for start, name in PICTURE_TYPES:
        if data.startswith(start):
            return name
    raise BadPictureError(reason="type")


def fitting_width(picture: Picture) -> int:
    """Give the width in millimetres at which a picture is printed: its own, or less when it would be too tall."""
    with Image.open(BytesIO(picture.data)) as opened:
        return max(1, min(picture.width_mm, TALLEST_PICTURE_MM * opened.width // opened.height))


def _distinct(names: list[str]) -> frozenset[str]:
    seen: set[str] = set()
    for name in names:
        if not is_anchor(name):
            raise BadAnchorError(anchor=name[:200])
        if name in seen:
            raise DuplicateAnchorError(anchor=name)
        seen.add(name)
    return frozenset(seen)


def _require_block(block: Block) -> None:
    if isinstance(block, Table):
        _require_table(block)
    if isinstance(block, Picture):
        _require_picture(block)


def _require_picture(picture: Picture) -> None:
    picture_type(picture.data)
    if not picture.alt.strip():
        raise BadPictureError(reason="alt")
    if not 1 <= picture.width_mm <= WIDEST_PICTURE_MM:
        raise BadPictureError(reason="size")
    try:
        with Image.open(BytesIO(picture.data)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadPictureError(reason="size")
            opened.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadPictureError(reason="broken") from error


def _require_table(table: Table) -> None:
    rows = table.header + table.rows
    expected = len(rows[0]) if rows else 0
    for found in (*map(len, rows), len(table.widths) or expected):
        if found != expected or not found:
            raise BadTableError(expected=expected, found=found)
    if any(width < 1 for width in table.widths):
        raise BadTableError(expected=expected, found=0)


def _require_inline(inline: Inline, anchors: frozenset[str], *, is_on_paper: bool) -> None:
    if isinstance(inline, Link):
        require_link(inline.href)
        if inline.href.startswith("#") and inline.href[1:] not in anchors:
            raise MissingProofError(kind="link", key=inline.text, target=inline.href[1:])
    if isinstance(inline, Mark):
        if inline.href:
            require_link(inline.href)
        if is_on_paper and inline.kind.has_proof and inline.proof not in anchors:
            raise MissingProofError(kind=inline.kind.value, key=inline.key, target=inline.proof)
