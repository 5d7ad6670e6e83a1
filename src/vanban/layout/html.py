"""An official document as HTML: semantic, escaped, without inline style or script.

Classes: `figure` (a proved number), `cite` (a cited document), `orphan`, `not-a-claim`; the look gives them colour.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape
from typing import TypeAlias

from vanban.layout.glyphs import is_unprintable
from vanban.layout.model import (
    Block,
    Blocks,
    Cell,
    Circulation,
    Emphasis,
    Heading,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    MarkKind,
    OfficialDocument,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Picture,
    Strong,
    Table,
    Text,
    Urgency,
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

MarkHref: TypeAlias = Callable[[Mark], str]
"""Where a mark leads on the page; "" leaves it without a link."""

_CLASSES = {
    MarkKind.FIGURE: "figure",
    MarkKind.LIST: "figure",
    MarkKind.DATE: "figure",
    MarkKind.ACTIVITY: "cite",
    MarkKind.DOCUMENT: "cite",
    MarkKind.NOT_A_CLAIM: "not-a-claim",
    MarkKind.ORPHAN: "orphan",
}


def href_of(mark: Mark) -> str:
    """Give a mark's own `href`, or the place of its proof in the same page."""
    return mark.href or (f"#{mark.proof}" if mark.kind.has_proof else "")


def compose_html(document: OfficialDocument, *, mark_href: MarkHref = href_of) -> str:
    """Give the whole document as one `<article class="official">`, with its header block, signature and appendices.

    Pictures are inlined as `data:` addresses, so a content security policy must allow `img-src data:`.
    Raises what `soundness.require_sound` raises.
    """
    require_sound(document, is_on_paper=False)
    page = _Page(mark_href)
    return "".join(
        (
            f'<article class="official" lang="{_attribute(document.language)}">',
            _header(document),
            _addressees(document),
            *(page.paragraph(ground, "ground") for ground in grounds(document) if isinstance(ground, Paragraph)),
            f'<div class="official-body">{page.blocks(closed_body(document))}</div>',
            _footer(document),
            *(_appendix(document, place, page) for place in range(len(document.appendices))),
            "</article>",
        )
    )


def compose_blocks_html(blocks: Blocks, *, mark_href: MarkHref = href_of, top_heading: int = 2) -> str:
    """Give *blocks* alone, for a page with a header of its own; headings of level 1 become `<h{top_heading}>`."""
    return _Page(mark_href, top_heading).blocks(blocks)


def _shown(value: str) -> str:
    """Put a visible sign where a control hides or turns text around."""
    if value.isprintable():
        return value
    return "".join("\N{REPLACEMENT CHARACTER}" if is_unprintable(character) else character for character in value)


def _text(value: str) -> str:
    return escape(_shown(value), quote=False)


def _attribute(value: str) -> str:
    return escape(_shown(value), quote=True)


def _identity(anchor: str) -> str:
    return f' id="{_attribute(anchor)}"' if anchor else ""


class _Page:
    def __init__(self, mark_href: MarkHref, top_heading: int = 2) -> None:
        self.mark_href = mark_href
        self.top_heading = top_heading

    def blocks(self, blocks: Blocks) -> str:
        return "".join(self.block(block) for block in levelled(blocks))

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return self.paragraph(block)
            case ListBlock():
                return self.list(block)
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case PageBreak():
                return ""

    def heading(self, heading: Heading) -> str:
        level = min(6, heading.level + self.top_heading - 1)
        label = f'<span class="label">{_text(heading.label)}</span> ' if heading.label else ""
        return f"<h{level}{_identity(heading.anchor)}>{label}{self.inlines(heading.inlines)}</h{level}>"

    def paragraph(self, paragraph: Paragraph, name: str = "") -> str:
        name = name or ("" if paragraph.style is ParagraphStyle.BODY else paragraph.style.value)
        kind = f' class="{name}"' if name else ""
        return f"<p{kind}{_identity(paragraph.anchor)}>{self.inlines(paragraph.inlines)}</p>"

    def list(self, block: ListBlock) -> str:
        items = "".join(f"<li>{self.item(item)}</li>" for item in block.items)
        if not block.is_ordered:
            return f"<ul>{items}</ul>"
        start = f' start="{block.start}"' if block.start != 1 else ""
        return f"<ol{start}>{items}</ol>"

    def item(self, item: Blocks) -> str:
        if len(item) == 1 and isinstance(item[0], Paragraph) and not item[0].anchor:
            return self.inlines(item[0].inlines)
        return self.blocks(item)

    def table(self, table: Table) -> str:
        caption = f"<caption>{self.inlines(table.caption)}</caption>" if table.caption else ""
        head = "".join(self.row(row, "th") for row in table.header)
        head = f"<thead>{head}</thead>" if head else ""
        rows = "".join(self.row(row, "td") for row in table.rows)
        return f'<div class="table-scroll" tabindex="0"><table>{caption}{head}<tbody>{rows}</tbody></table></div>'

    def row(self, row: tuple[Cell, ...], tag: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        cells = (
            f'<{tag}{scope} class="align-{cell.align.value}"{_identity(cell.anchor)}>{self.inlines(cell.inlines)}</{tag}>'
            for cell in row
        )
        return f"<tr>{''.join(cells)}</tr>"

    def picture(self, picture: Picture) -> str:

        source = f"data:image/{picture_type(picture.data)};base64,{b64encode(picture.data).decode()}"
        caption = f"<figcaption>{self.inlines(picture.caption)}</figcaption>" if picture.caption else ""
        return f'<figure class="picture"><img src="{source}" alt="{_attribute(picture.alt)}">{caption}</figure>'

    def inlines(self, inlines: Inlines) -> str:
        return "".join(self._inlines(inlines))

    def _inlines(self, inlines: Inlines) -> Iterator[str]:
        for inline in inlines:
            match inline:
                case Text(value):
                    yield _text(value)
                case LineBreak():
                    yield "<br>"
                case Emphasis(children):
                    yield f"<em>{self.inlines(children)}</em>"
                case Strong(children):
                    yield f"<strong>{self.inlines(children)}</strong>"
                case Link(text, href):
                    yield f'<a href="{_attribute(href)}">{_text(text)}</a>'
                case Mark():
                    yield self.mark(inline)

    def mark(self, mark: Mark) -> str:
        names = f'class="{_CLASSES[mark.kind]}" data-kind="{mark.kind.value}" data-key="{_attribute(mark.key)}"'
        href = self.mark_href(mark)
        if href:
            return f'<a {names}{_identity(mark.anchor)} href="{_attribute(href)}">{_text(mark.text)}</a>'
        return f"<span {names}{_identity(mark.anchor)}>{_text(mark.text)}</span>"


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(_text(line) for line in lines)


def _header(document: OfficialDocument) -> str:
    header = document.header
    parent = f'<p class="parent-body">{_lines(name_lines(header.parent_body))}</p>' if header.parent_body else ""
    issued = f' datetime="{header.issued_on.isoformat()}"' if header.issued_on else ""
    stamps = "".join(
        f'<p class="stamp">{_text(stamp.value)}</p>'
        for stamp in (header.circulation, header.urgency)
        if stamp not in (Circulation.FREE, Urgency.NORMAL)
    )
    return (
        '<header class="official-header">'
        f'<div class="issuer">{parent}<p class="issuing-body">{_lines(name_lines(header.issuing_body))}</p></div>'
        f'<div class="state"><p class="state-name">{STATE_NAME}</p><p class="motto">{MOTTO}</p></div>'
        f'<p class="number">{_text(number_line(header))}</p>'
        f'<p class="place-date"><time{issued}>{_text(place_line(header))}</time></p>'
        f"{stamps}{_title(document)}</header>"
    )


def _title(document: OfficialDocument) -> str:
    header = document.header
    if not header.document_type:
        return f'<h1 class="letter-subject">V/v {_text(header.subject)}</h1>'
    kind = f'<span class="document-type">{_text(header.document_type.upper())}</span>'
    return f'<h1 class="title">{kind} <span class="subject">{_text(header.subject)}</span></h1>'


def _addressees(document: OfficialDocument) -> str:
    if not document.addressees:
        return ""
    return f'<p class="addressees"><span>Kính gửi:</span> {_lines(addressee_lines(document))}</p>'


def _footer(document: OfficialDocument) -> str:
    if not document.signature:
        return ""
    recipients = "".join(f"<li>{_text(line)}</li>" for line in recipient_lines(document))
    return (
        '<footer class="official-footer">'
        f'<div class="recipients"><p>Nơi nhận:</p><ul>{recipients}</ul></div>'
        f'<div class="signature"><p class="post">{_lines(signature_lines(document.signature))}</p>'
        f'<p class="name">{_text(document.signature.name)}</p></div></footer>'
    )


def _appendix(document: OfficialDocument, place: int, page: _Page) -> str:
    appendix = document.appendices[place]
    return (
        f'<section class="appendix"{_identity(appendix.anchor)}>'
        f'<h2 class="appendix-title"><span class="appendix-label">{appendix_label(document, place)}</span> '
        f"{_text(appendix_title(appendix))}</h2>"
        f'<p class="appendix-reference">{_text(appendix_reference(document.header))}</p>'
        f"{_Page(page.mark_href, 3).blocks(appendix.blocks)}</section>"
    )
