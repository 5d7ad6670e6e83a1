"""The lines that the decree makes around a body: number, place and date, grounds, recipients, signature, appendices.

Source: NĐ 30/2020/NĐ-CP, Appendix I, parts I and II; the ids in comments are those of `docs/layout.md`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vanban.layout.errors import BadSignatureError
from vanban.layout.model import (
    Appendix,
    Blocks,
    Capacity,
    Header,
    Inlines,
    LineBreak,
    ListBlock,
    OfficialDocument,
    Paragraph,
    ParagraphStyle,
    Signature,
    Text,
)

STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # C01
MOTTO = "Độc lập - Tự do - Hạnh phúc"  # C02
CLOSING = "./."  # C41
_BLANK = "\N{NO-BREAK SPACE}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """Write a positive number in Roman numerals, as parts and appendices are numbered."""
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written


def number_line(header: Header) -> str:
    """Give "Số: 05/BC-STTTT", with room for the number while there is none (C07, C08, C09)."""
    number = _BLANK * 8 if header.number is None else f" {header.number:02d}"
    return f"Số:{number}/{header.symbol}"


def printed_date(day: date | None) -> str:
    """Give "ngày 09 tháng 02 năm 2022": days below 10, January and February are padded (C10)."""
    if day is None:
        return f"ngày{_BLANK * 5}tháng{_BLANK * 5}năm{_BLANK * 7}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_line(header: Header) -> str:
    """Give the place and date of issue on one line (C10)."""
    return f"{header.place}, {printed_date(header.issued_on)}"


def name_lines(name: str) -> tuple[str, ...]:
    """Give the lines of a body's name in CAPS, broken where the name has line feeds (C04, C05)."""
    return tuple(" ".join(line.split()).upper() for line in name.splitlines() if line.strip())


def grounds(document: OfficialDocument) -> Blocks:
    """Give the legal grounds as italic lines that end in `;`, the last in `.` (C16)."""
    last = len(document.grounds) - 1
    return tuple(
        Paragraph((*_without_end(ground), Text("." if place == last else ";")))
        for place, ground in enumerate(document.grounds)
    )


def recipient_lines(document: OfficialDocument) -> tuple[str, ...]:
    """Give the lines under "Nơi nhận:": "- Như trên;" for an addressed text, the rest, "- Lưu: VT." (C31)."""
    first = ("Như trên",) if document.addressees else ()
    lines = [f"- {line};" for line in (*first, *document.recipients)]
    return (*lines, f"- Lưu: {document.filing}.")


def addressee_lines(document: OfficialDocument) -> tuple[str, ...]:
    """Give the addressees as printed after "Kính gửi:": alone, or one a line with dash, `;` and `.` (C29)."""
    if len(document.addressees) < 2:
        return document.addressees
    *others, last = document.addressees
    return (*(f"- {line};" for line in others), f"- {last}.")


def signature_lines(signature: Signature) -> tuple[str, ...]:
    """Give the authority and post of the signer in CAPS, one or two lines (C26).

    Raises BadSignatureError when TM, KT, TL or TUQ stands for nobody, or another capacity for somebody.
    """
    stands_for_someone = signature.capacity not in (None, Capacity.Q)
    if stands_for_someone and not signature.principal:
        raise BadSignatureError(capacity=str(signature.capacity), missing="principal")
    if signature.principal and not stands_for_someone:
        raise BadSignatureError(capacity=str(signature.capacity), unexpected="principal")
    post = signature.post.upper()
    if signature.capacity is None:
        return (post,)
    if signature.capacity is Capacity.Q:
        return (f"Q. {post}",)
    return (f"{signature.capacity} {signature.principal.upper()}", post)


def appendix_label(document: OfficialDocument, place: int) -> str:
    """Give "Phụ lục", numbered in Roman when there are several (C32); *place* counts from 0."""
    return "Phụ lục" if len(document.appendices) == 1 else f"Phụ lục {roman(place + 1)}"


def appendix_reference(header: Header) -> str:
    """Give the line that ties an appendix to its document (C34)."""
    number = f"{_BLANK * 6}" if header.number is None else f"{header.number:02d}"
    body = " ".join(header.issuing_body.split())
    kind = header.document_type or "Công văn"
    return f"(Kèm theo {kind} số {number}/{header.symbol} {printed_date(header.issued_on)} của {body})"


def closed_body(document: OfficialDocument) -> Blocks:
    """Give the body with "./." at its end when the document is signed (C41)."""
    return _closed(document.body) if document.signature and document.body else document.body


def appendix_title(appendix: Appendix) -> str:
    """Give the title in CAPS (C33)."""
    return " ".join(appendix.title.split()).upper()


def _closed(blocks: Blocks) -> Blocks:
    *before, last = blocks
    if isinstance(last, Paragraph):
        return (*before, replace(last, inlines=(*_without_end(last.inlines), Text(CLOSING))))
    if isinstance(last, ListBlock) and last.items and last.items[-1]:
        items = (*last.items[:-1], _closed(last.items[-1]))
        return (*before, replace(last, items=items))
    return (*blocks, Paragraph((Text(CLOSING),), style=ParagraphStyle.PLAIN))


def _without_end(inlines: Inlines) -> Inlines:
    """Drop the full stop or semicolon that the author typed, so that ours is the only one."""
    if not inlines:
        return inlines
    *before, last = inlines
    if isinstance(last, LineBreak):
        return _without_end(tuple(before))
    if isinstance(last, Text):
        return (*before, Text(last.value.rstrip().removesuffix(CLOSING).rstrip(".; ")))
    return inlines
