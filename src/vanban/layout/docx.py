"""An official document as DOCX with real styles, page-number fields, bookmarks and links; always the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm

from vanban.layout.docx_body import TEXT_WIDTH, Writer, paragraph, rule, two_columns, words
from vanban.layout.docx_styles import NAMESPACES, SETTINGS, numbering_xml, styles_xml
from vanban.layout.errors import BadPictureError
from vanban.layout.glyphs import BOLD, width
from vanban.layout.model import OfficialDocument
from vanban.layout.tree import LEFT_COLUMN_MM, RIGHT_COLUMN_MM, Node, printed_tree

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_PROPERTY = 255  # Word's own limit
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LEFT, _RIGHT = (millimetres * 14400 // 254 for millimetres in (LEFT_COLUMN_MM, RIGHT_COLUMN_MM))
_TEMPLATE_LEFTOVERS = ("/customXml", "/stylesWithEffects", "/thumbnail", "/webSettings")

# L01, L03-L06 in twentieths of a point; L08: the first page has no number; L09: each section counts from 1
_SECTION = (
    f"<w:sectPr {NAMESPACES}>"
    "{header}"
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="510" w:footer="510" w:gutter="0"/>'
    '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
)
_ADDRESSED_AT = 2268  # 40 mm
_PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def compose_docx(document: OfficialDocument) -> bytes:
    """Give *document* as DOCX that a clerk can edit; entries are sorted, stored and dated 1980, so bytes repeat.

    Raises MissingGlyphError and UnprintableTextError (what cannot be printed in the PDF is not written here either),
    BadPictureError, and what `soundness.require_sound` raises.
    """
    tree, pictures = printed_tree(document)
    made = Document()
    package = _Package(made, pictures)
    writer = Writer(package.relate, package.draw)
    xml = _body(tree, writer, package.page_headers(tree["circulation"]))
    _replace_children(made.element.body, f"<w:body {NAMESPACES}>{xml}</w:body>")
    _replace_children(made.styles.element, styles_xml())
    _replace_children(made.part.numbering_part.element, numbering_xml(writer.list_starts))
    _replace_children(made.settings.element, SETTINGS)
    package.describe(tree, document)
    stream = BytesIO()
    made.save(stream)
    return _same_bytes(stream)


class _Package:
    """What python-docx keeps for us: parts, relationships, pictures, properties."""

    def __init__(self, made: Any, pictures: dict[str, bytes]) -> None:
        self.made = made
        self.pictures = pictures
        self.picture_count = 0
        for owner in (made.part, made.part.package):
            for identity, relation in list(owner.rels.items()):
                if relation.reltype.endswith(_TEMPLATE_LEFTOVERS):
                    del owner.rels[identity]

    def relate(self, address: str) -> str:
        return str(self.made.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def draw(self, block: Node) -> str:
        try:
            inline = self.made.part.new_pic_inline(BytesIO(self.pictures[block["file"]]), width=Mm(block["width"]))
        except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ZeroDivisionError) as error:
            raise BadPictureError(reason="broken") from error
        self.picture_count += 1
        inline.docPr.set("id", str(self.picture_count))
        inline.docPr.set("name", f"Picture {self.picture_count}")
        inline.docPr.set("descr", block["alt"])
        return f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"

    def page_headers(self, circulation: str) -> str:
        """Make the headers, the page number and on the first page the circulation stamp; give their references."""
        section = self.made.sections[0]
        _fill(section.header, paragraph("Header", _PAGE_FIELD))
        if circulation:  # C38: above the text, so it stands in the header of the first page
            _fill(section.first_page_header, _stamp(circulation, TEXT_WIDTH, "right"))
        return "".join(str(reference.xml) for reference in section._sectPr.xpath("./w:headerReference"))

    def describe(self, tree: Node, document: OfficialDocument) -> None:
        issued = _issued_at(document)
        core = self.made.core_properties
        core.title, core.subject = tree["title"][:_LONGEST_PROPERTY], tree["subject"][:_LONGEST_PROPERTY]
        core.author = core.last_modified_by = tree["author"][:_LONGEST_PROPERTY]
        core.comments = core.keywords = ""
        core.language, core.revision = document.language, 1
        core.created = core.modified = issued


def _issued_at(document: OfficialDocument) -> datetime:
    day = document.header.issued_on
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _UNDATED


def _fill(header: Any, xml: str) -> None:
    header.is_linked_to_previous = False
    _replace_children(header._element, f"<w:hdr {NAMESPACES}>{xml}</w:hdr>")


def _replace_children(element: Any, xml: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _body(tree: Node, writer: Writer, header: str) -> str:
    parts = [
        _letterhead(tree),
        _title(tree),
        _addressees(tree),
        *(paragraph("Ground", writer.inlines(ground["c"])) for ground in tree["grounds"]),
        writer.blocks(tree["body"]),
        _footer(tree),
    ]
    section = _SECTION.format(header=header)
    for appendix in tree["appendices"]:
        parts.append(paragraph("Rule", "", extra=section))
        parts.append(_appendix(appendix, writer))
        section = _SECTION.format(header="")
    if not tree["appendices"]:
        parts.append(paragraph("Rule", ""))
    return "".join(parts) + section


def _letterhead(tree: Node) -> str:
    issuer = "".join(paragraph("ParentBody", words(line)) for line in tree["parent_body"])
    issuer += "".join(paragraph("IssuingBody", words(line)) for line in tree["issuing_body"])
    state = paragraph("StateName", words(tree["state_name"])) + paragraph("Motto", words(tree["motto"]))
    number = paragraph("NumberLine", words(tree["number_line"]))
    if tree["type"] is None:
        number += paragraph("LetterSubject", words(f"V/v {tree['subject']}"))
    if tree["urgency"]:
        number += _stamp(tree["urgency"], _LEFT, "left")
    return two_columns(
        [
            (issuer + rule(tree["issuer_rule"], _LEFT), state + rule(tree["motto_rule"], _RIGHT)),
            (number, paragraph("PlaceDate", words(tree["place_line"]))),
        ]
    )


def _title(tree: Node) -> str:
    if tree["type"] is None:
        return ""
    type_line = paragraph("DocumentType", words(tree["type"]))
    subject = paragraph("Subject", words(tree["subject"]))
    return type_line + subject + rule(tree["subject_rule"], TEXT_WIDTH, after=200)


def _addressees(tree: Node) -> str:
    lines = tree["addressees"]
    above = "" if tree["type"] else '<w:spacing w:before="200"/>'
    if len(lines) == 1:
        return paragraph("Addressee", words(f"Kính gửi: {lines[0]}"), extra=above)
    if not lines:
        return ""
    under_colon = f'<w:ind w:left="{_ADDRESSED_AT + tree["addressee_indent"] // 5}" w:firstLine="0"/>'
    *others, last = lines
    made = paragraph("AddresseeList", words("Kính gửi:"), extra=above)
    made += "".join(paragraph("AddresseeList", words(line), extra=under_colon) for line in others)
    return made + paragraph("AddresseeList", words(last), extra='<w:spacing w:after="120"/>' + under_colon)


def _footer(tree: Node) -> str:
    if tree["signature"] is None:
        return ""
    recipients = paragraph("RecipientsTitle", words("Nơi nhận:"))
    recipients += "".join(paragraph("Recipient", words(line)) for line in tree["recipients"])
    signer = "".join(paragraph("Signer", words(line)) for line in tree["signature"]["lines"])
    room = '<w:spacing w:before="1474"/>'
    signer += paragraph("Signer", words(tree["signature"]["name"]), extra=room)
    return paragraph("Rule", "") + two_columns([(recipients, signer)])


def _appendix(appendix: Node, writer: Writer) -> str:
    title = words(appendix["label"]) + "<w:r><w:br/></w:r>" + words(appendix["title"])
    return (
        paragraph("AppendixTitle", writer.anchored(appendix["anchor"], title))
        + paragraph("AppendixReference", words(appendix["reference"]))
        + writer.blocks(appendix["blocks"])
    )


def _stamp(stamped: str, room: int, side: str) -> str:
    """Give a red box as wide as its words at one side of *room* (twentieths of a point)."""
    border = "".join(
        f'<w:{edge} w:val="single" w:sz="8" w:space="3" w:color="E00000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    spacing = f'<w:spacing w:before="{160 if side == "left" else 0}" w:after="0" w:line="240" w:lineRule="auto"/>'
    near, far = 100, room - 300 - width(stamped, 13, BOLD) // 5
    left, right = (near, far) if side == "left" else (far, near)
    place = f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="0"/><w:jc w:val="center"/>'
    return paragraph("Stamp", words(stamped), extra=f"<w:pBdr>{border}</w:pBdr>{spacing}{place}")


def _same_bytes(stream: BytesIO) -> bytes:
    """Zip again with sorted names, fixed dates and no compression: compressors differ between machines."""
    target = BytesIO()
    with ZipFile(stream) as source, ZipFile(target, "w", ZIP_STORED) as made:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, _ZIP_DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            made.writestr(entry, source.read(name))
    return target.getvalue()
