"""The named styles and the list numbering of a composed DOCX.

Sizes are half-points, lengths twentieths of a point (1 cm = 567), as WordprocessingML writes them.
"""

from __future__ import annotations

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FONT = "Times New Roman"
PROOF_INK = "0B6650"
SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
DASH, NUMBERS = 1, 2
"""The abstract numberings: a dash an item, or 1. 2. 3."""

DEEPEST_LIST = 9
SETTINGS = (
    # A line that ends in a break by hand is not stretched; tables stand on the margin as since Word 2013.
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)

_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_CENTRED = '<w:ind w:firstLine="0"/><w:jc w:val="center"/>'
_PLAIN = '<w:ind w:firstLine="0"/><w:jc w:val="left"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int, line: int = 264) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


# id, name people see, paragraph properties, run properties. Rule ids are those of docs/layout.md.
_PARAGRAPHS = (
    ("StateName", "VB Quốc hiệu", SINGLE + _CENTRED, _BOLD + _size(24)),  # C01
    ("Motto", "VB Tiêu ngữ", SINGLE + _CENTRED, _BOLD + _size(26)),  # C02
    ("ParentBody", "VB Cơ quan chủ quản", SINGLE + _CENTRED, _size(24)),  # C04
    ("IssuingBody", "VB Cơ quan ban hành", SINGLE + _CENTRED, _BOLD + _size(24)),  # C05
    ("NumberLine", "VB Số ký hiệu", SINGLE + _CENTRED, _size(26)),  # C07-C09
    ("PlaceDate", "VB Địa danh thời gian", SINGLE + _CENTRED, _ITALIC + _size(26)),  # C10
    ("DocumentType", "VB Tên loại", "<w:keepNext/>" + _spacing(320, 0, 240) + _CENTRED, _BOLD + _size(28)),  # C12
    ("Subject", "VB Trích yếu", "<w:keepNext/>" + SINGLE + _CENTRED, _BOLD + _size(28)),  # C13
    ("LetterSubject", "VB Trích yếu công văn", _spacing(120, 0, 240) + _CENTRED, _size(24)),  # C15
    ("Ground", "VB Căn cứ", "", _ITALIC),  # C16
    ("Plain", "VB Không thụt dòng", '<w:ind w:firstLine="0"/>', ""),
    ("Centred", "VB Căn giữa", _CENTRED, ""),
    ("Note", "VB Ghi chú", _spacing(0, 60, 240) + _PLAIN, _size(24)),
    ("ListItem", "VB Mục liệt kê", "", ""),
    ("TableText", "VB Ô bảng", _spacing(0, 60, 240) + _PLAIN, _size(26)),
    ("Addressee", "VB Kính gửi", _spacing(0, 120) + _CENTRED, ""),  # C29
    ("AddresseeList", "VB Nơi kính gửi", _spacing(0, 0) + '<w:ind w:left="2268" w:firstLine="0"/><w:jc w:val="left"/>', ""),
    ("RecipientsTitle", "VB Nơi nhận", SINGLE + _PLAIN, _BOLD + _ITALIC + _size(24)),  # C30
    ("Recipient", "VB Danh sách nơi nhận", SINGLE + _PLAIN, _size(22)),  # C31
    ("Signer", "VB Người ký", "<w:keepNext/>" + SINGLE + _CENTRED, _BOLD + _size(28)),  # C26, C28
    ("AppendixTitle", "VB Phụ lục", "<w:keepNext/>" + _spacing(0, 120, 240) + _CENTRED + '<w:outlineLvl w:val="0"/>', _BOLD),
    ("AppendixReference", "VB Kèm theo", _spacing(0, 240) + _CENTRED, _ITALIC),  # C34
    ("Stamp", "VB Dấu khẩn", "", _BOLD + '<w:color w:val="E00000"/>' + _size(26)),  # C37, C38
    ("Rule", "VB Đường kẻ", '<w:spacing w:before="50" w:after="0" w:line="80" w:lineRule="exact"/>' + _CENTRED, _size(4)),
)  # fmt: skip

_HEADINGS = (
    (1, _BOLD + _size(28)),  # C25: Roman number, CAPS
    (2, _BOLD + _size(28)),
    (3, _size(28)),  # C24
)


def styles_xml() -> str:
    """Give the whole `w:styles` element: Times New Roman 14, justified, 1.1 lines, 6 pt after, first line 1 cm."""
    paragraphs = "".join(_paragraph(*style) for style in _PARAGRAPHS)
    headings = "".join(_heading(level, run) for level, run in _HEADINGS)
    return f"<w:styles {NAMESPACES}>{_DEFAULTS}{headings}{paragraphs}{_OTHERS}</w:styles>"


def numbering_xml(starts: list[int]) -> str:
    """Give `w:numbering`: number 1 is the dash; the n-th ordered list is number n + 1 and begins at its own start."""
    abstract = _abstract(DASH, "bullet", "-", 206) + _abstract(NUMBERS, "decimal", "%{level}.", 324)
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="{DASH}"/></w:num>'
    for number, start in enumerate(starts, start=2):
        again = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level in range(DEEPEST_LIST)
        )
        lists += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/>{again}</w:num>'
    return f"<w:numbering {NAMESPACES}>{abstract}{lists}</w:numbering>"


def _paragraph(identity: str, name: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _heading(level: int, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/>{_spacing(180, 120)}<w:jc w:val="left"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _abstract(identity: int, kind: str, words: str, hanging: int) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{words.format(level=level + 1)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{(567 + hanging) * (level + 1)}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for level in range(DEEPEST_LIST)
    )
    return f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" '
    f'w:cs="{FONT}"/>{_size(28)}<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f'<w:pPr>{_spacing(0, 120)}<w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr></w:style>'  # C17
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
)
_OTHERS = (
    '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
    f"<w:pPr>{SINGLE}{_CENTRED}</w:pPr></w:style>"  # L08
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/>'
    f"<w:pPr><w:keepNext/>{_spacing(0, 120, 240)}{_CENTRED}</w:pPr><w:rPr>{_ITALIC}{_size(26)}</w:rPr></w:style>"
    '<w:style w:type="character" w:customStyle="1" w:styleId="Proof"><w:name w:val="VB Minh chứng"/>'
    f'<w:rPr><w:u w:val="dotted" w:color="{PROOF_INK}"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="102" w:type="dxa"/>'
    '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="102" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
