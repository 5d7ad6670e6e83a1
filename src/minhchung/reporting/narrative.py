"""Narratives: Markdown whose numbers and documents are references, read into the one document model.

A CommonMark subset (paragraphs, headings, lists, tables, emphasis; no HTML, no links, no code) with one inline rule:

    {figure:KEY} {figure:KEY format=padded|words|percent|plain}
    {document:KEY} {document:KEY text="Kế hoạch số 84/KH-STTTT ngày 21/01/2022"}
    {activity:KEY} {list:KEY} {date:KEY}
    {not-a-claim:REASON "text as printed"}

A brace that opens nothing of this is refused; a literal one is written \\{. docs/adr/0005-narrative-format.md says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from minhchung.reporting.errors import NarrativeError
from minhchung.reporting.known import Known
from minhchung.reporting.printing import Form
from vanban.claims import NotAClaim
from vanban.layout.model import (
    Block,
    Blocks,
    Cell,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    ListBlock,
    Mark,
    MarkKind,
    Paragraph,
    Strong,
    Table,
    Text,
)
from vanban.layout.numbering import number_headings
from vanban.text.folding import nfc

LONGEST = 400_000
_KINDS = {
    "figure": MarkKind.FIGURE,
    "document": MarkKind.DOCUMENT,
    "activity": MarkKind.ACTIVITY,
    "list": MarkKind.LIST,
    "date": MarkKind.DATE,
    "not-a-claim": MarkKind.NOT_A_CLAIM,
}
_ATTRIBUTES = {"figure": {"format"}, "document": {"text"}, "date": {"text"}}
_REFERENCE = re.compile(
    r"\{(?P<kind>[a-z-]{1,20}):(?P<key>[A-Za-z0-9_.:-]{1,200})(?P<rest>(?:[ \n]+(?:[a-z]{1,20}=)?(?:\"[^\"\n]{0,1000}\"|[a-z]{1,20}))*)[ \n]*\}"
)
_PART = re.compile(r"(?:([a-z]{1,20})=)?(?:\"([^\"\n]{0,1000})\"|([a-z]{1,20}))")
_LABEL = re.compile(r"^(?:[IVX]{1,5}[.)]|\d{1,2}[.)]|[a-zđ][)])\s+")
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of a narrative: what it names, how it prints, and where it stands (line and column from 1)."""

    kind: str
    key: str
    line: int
    column: int
    start: int
    end: int
    format: Form | None = None
    text: str = ""


def references(source: str) -> tuple[Reference, ...]:
    """The references of a narrative in order; NarrativeError at the first brace or character that cannot stand there."""
    source = tidy(source)
    return tuple(_references(source))


def tidy(source: str) -> str:
    """A narrative in NFC with line feeds alone; NarrativeError for control and direction-changing characters."""
    source = nfc(source.replace("\r\n", "\n").replace("\r", "\n"))
    if len(source) > LONGEST:
        raise NarrativeError(line=1, column=1, problem=_("bản thảo dài quá %(most)s ký tự") % {"most": LONGEST})
    if strange := _STRANGE.search(source):
        code = f"U+{ord(strange.group()):04X}"
        raise _refusal(source, strange.start(), _("ký tự điều khiển %(code)s không được dùng") % {"code": code})
    return source


def read(source: str, known: Known) -> Blocks:
    """The blocks of a narrative with every reference printed and marked; NarrativeError for an unknown key.

    Marks are anchored c1, c2, … in the order in which they are printed.
    """
    source = tidy(source)
    found = list(_references(source))
    for reference in found:
        _require_known(source, reference, known)
    tokens = _parser().parse(source, {"references": {source[r.start : r.end]: r for r in found}})
    return number_headings(_Reader(known).blocks(tokens))


def _references(source: str) -> Iterator[Reference]:
    position = 0
    while (position := _next_brace(source, position)) >= 0:
        match = _REFERENCE.match(source, position)
        if match is None:
            raise _refusal(
                source, position, _("dấu “{” phải mở một tham chiếu như {figure:khoa}; muốn in dấu ngoặc, viết \\{")
            )
        yield _reference(source, match)
        position = match.end()


def _next_brace(source: str, position: int) -> int:
    while (position := source.find("{", position)) > 0:
        backslashes = (
            len(source[:position]) - len(source[:position].rstrip("\\")) if source[position - 1] == "\\" else 0
        )
        if backslashes % 2 == 0:
            return position
        position += 1
    return position


def _reference(source: str, match: re.Match[str]) -> Reference:
    kind, key = match["kind"], match["key"]
    if kind not in _KINDS:
        raise _refusal(source, match.start(), _("không có loại tham chiếu “%(kind)s”") % {"kind": kind})
    format_, text = None, ""
    for name, quoted, plain in _PART.findall(match["rest"]):
        said = quoted or plain
        if kind == "not-a-claim" and not name:
            text = quoted
        elif name not in _ATTRIBUTES.get(kind, set()):
            raise _refusal(
                source,
                match.start(),
                _("“%(kind)s” không có thuộc tính “%(name)s”") % {"kind": kind, "name": name or said},
            )
        elif name == "format":
            if said not in set(Form):
                raise _refusal(source, match.start(), _("không có cách in “%(format)s”") % {"format": said})
            format_ = Form(said)
        else:
            text = quoted
    if kind == "not-a-claim" and (not text.strip() or key not in {reason.value for reason in NotAClaim}):
        reasons = ", ".join(reason.value for reason in NotAClaim)
        raise _refusal(
            source,
            match.start(),
            _("cần lý do trong danh sách (%(reasons)s) và chữ in trong ngoặc kép") % {"reasons": reasons},
        )
    line, column = _place(source, match.start())
    return Reference(kind, key, line, column, match.start(), match.end(), format_, text)


def _require_known(source: str, reference: Reference, known: Known) -> None:
    if reference.kind == "not-a-claim":
        return
    keys = known.keys(reference.kind)
    if reference.key in keys:
        if reference.format is Form.PERCENT and not known.figures[reference.key].is_percentage:
            raise _refusal(
                source, reference.start, _("“%(key)s” không phải là tỷ lệ phần trăm") % {"key": reference.key}
            )
        return
    near = get_close_matches(reference.key, list(keys), n=3, cutoff=0.5)
    hint = _("; có phải: %(near)s?") % {"near": ", ".join(near)} if near else ""
    raise _refusal(
        source,
        reference.start,
        _("không có “%(kind)s” mang mã “%(key)s”") % {"kind": reference.kind, "key": reference.key} + hint,
    )


def _refusal(source: str, position: int, problem: str) -> NarrativeError:
    line, column = _place(source, position)
    return NarrativeError(line=line, column=column, problem=problem)


def _place(source: str, position: int) -> tuple[int, int]:
    return source.count("\n", 0, position) + 1, position - source.rfind("\n", 0, position)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["heading", "list", "table", "emphasis", "newline", "escape"])
    parser.inline.ruler.before("emphasis", "reference", _rule)
    return parser


def _rule(state: StateInline, silent: bool) -> bool:
    """One reference of the narrative as a token; they were all checked before the text was parsed."""
    if state.src[state.pos] != "{" or not (match := _REFERENCE.match(state.src, state.pos)):
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.meta = {"reference": state.env["references"].get(match.group()) or _reference(state.src, match)}
    state.pos = match.end()
    return True


class _Reader:
    """Makes blocks of markdown-it's flat tokens."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._count = 0

    def blocks(self, tokens: Sequence[Token]) -> Blocks:
        made: list[Block] = []
        index = 0
        while index < len(tokens):
            end = _closing(tokens, index)
            made.append(self._block(tokens[index], tokens[index + 1 : end]))
            index = end + 1
        return tuple(made)

    def _block(self, opening: Token, inside: Sequence[Token]) -> Block:
        if opening.type == "heading_open":
            return Heading(min(int(opening.tag[1]), 3), _unlabelled(self._inlines(inside[0].children or [])))
        if opening.type in ("bullet_list_open", "ordered_list_open"):
            start = opening.attrGet("start")
            items = tuple(self.blocks(item) for item in _children(inside))
            return ListBlock(items, opening.type == "ordered_list_open", int(start) if start else 1)
        if opening.type == "table_open":
            return self._table(inside)
        return Paragraph(self._inlines(inside[0].children or []))

    def _table(self, inside: Sequence[Token]) -> Table:
        header, *body = _children(inside)
        rows = [self._row(row) for part in body for row in _children(part)]
        return Table(tuple(self._row(row) for row in _children(header)), tuple(rows))

    def _row(self, inside: Sequence[Token]) -> tuple[Cell, ...]:
        return tuple(Cell(self._inlines(cell[0].children or [])) for cell in _children(inside))

    def _inlines(self, tokens: Sequence[Token]) -> Inlines:
        made: list[Inline] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            end = _closing(tokens, index)
            if token.type == "reference":
                made.append(self._mark(token.meta["reference"]))
            elif token.type in ("em_open", "strong_open"):
                inside = self._inlines(tokens[index + 1 : end])
                made.append(Emphasis(inside) if token.type == "em_open" else Strong(inside))
            elif token.type == "hardbreak":
                made.append(LineBreak())
            else:
                made.append(Text(" " if token.type == "softbreak" else token.content))
            index = end + 1
        return tuple(inline for inline in made if inline != Text(""))

    def _mark(self, reference: Reference) -> Mark:
        self._count += 1
        text = reference.text or self._known.printed(reference.kind, reference.key, reference.format)
        return Mark(_KINDS[reference.kind], reference.key, " ".join(text.split()), f"c{self._count}")


def _unlabelled(inlines: Inlines) -> Inlines:
    """A heading without the number its writer typed: layout numbers headings (NĐ 30/2020, Appendix I, C25)."""
    if not inlines or not isinstance(inlines[0], Text):
        return inlines
    words = _LABEL.sub("", inlines[0].value)
    return (Text(words), *inlines[1:]) if words else inlines[1:]


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Where what opens at *index* closes; *index* itself for what does not open."""
    depth = 0
    for place in range(index, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1


def _children(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The insides of the elements that stand next to each other in *tokens*."""
    made = []
    index = 0
    while index < len(tokens):
        end = _closing(tokens, index)
        made.append(tokens[index + 1 : end])
        index = end + 1
    return made
