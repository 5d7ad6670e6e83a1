"""Papers of the example year: letters set by Typst, sheets that look scanned, pictures. The same bytes on any machine.

Pictures are written without compression or with run lengths only, so no version of a compressor shows in them.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from random import Random

import typst
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "src/vanban/layout/fonts"
_PAGE = (827, 1169)  # A4 at 100 dots per inch

_LETTER = """
#set document(title: sys.inputs.title, date: none)
#set page(paper: "a4", margin: (top: 2cm, bottom: 2cm, left: 3cm, right: 1.5cm),
  background: rotate(-35deg, text(60pt, fill: luma(225), weight: "bold")[MINH HỌA]))
#set text(font: "Tinos", size: 13pt, lang: "vi", hyphenate: false)
#set par(justify: true, first-line-indent: (amount: 1cm, all: true), leading: 0.8em)
#let block_(body) = align(center, par(first-line-indent: 0pt, justify: false, body))
#grid(columns: (1fr, 1.3fr),
  block_[#upper(sys.inputs.parent) \\ #strong(upper(sys.inputs.issuer)) \\ Số: #sys.inputs.number],
  block_[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ _#(sys.inputs.dateline)_])
#v(0.6cm)
#block_[*#upper(sys.inputs.type)* \\ *#sys.inputs.subject*]
#v(0.4cm)
#for line in sys.inputs.body.split("\\n") { par(line) }
#v(0.6cm)
#grid(columns: (1fr, 1fr),
  par(first-line-indent: 0pt, text(11pt)[*_Nơi nhận:_* \\ #sys.inputs.recipients.split("; ").map(each => "- " + each + ";").join(linebreak())]),
  block_[*#upper(sys.inputs.post)* \\ #v(1.2cm) *#sys.inputs.signer*])
"""


def letter(**said: str) -> bytes:
    """A PDF that looks like an official letter: parent, issuer, number, dateline, type, subject, body, recipients, …"""
    wanted = (
        "title",
        "parent",
        "issuer",
        "number",
        "dateline",
        "type",
        "subject",
        "body",
        "recipients",
        "post",
        "signer",
    )
    inputs = {name: said.get(name, "") for name in wanted}
    return typst.compile(_LETTER.encode(), font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=inputs)


def scanned_sheet(title: str, lines: list[str], *, seed: str, signed: bool = True) -> bytes:
    """A PDF of pictures of a paper list: each line with a scribbled signature beside it, slightly askew, with specks."""
    pages = [lines[start : start + 34] for start in range(0, max(len(lines), 1), 34)]
    return _picture_pdf([_sheet(title, page, f"{seed}-{number}", signed) for number, page in enumerate(pages)])


def picture(caption: str, seed: str) -> bytes:
    """A PNG of a drawn scene with its caption: never a photograph of anybody."""
    image = Image.new("P", (360, 240))
    image.putpalette(
        bytes(value for shade in range(16) for value in (40 + 12 * shade, 60 + 11 * shade, 90 + 10 * shade))
    )
    draw, chance = ImageDraw.Draw(image), Random(seed)
    for row in range(240):
        draw.line((0, row, 360, row), fill=15 - row // 24)
    for _ in range(7):
        left, width, height = chance.randrange(0, 320), chance.randrange(30, 90), chance.randrange(30, 110)
        draw.rectangle((left, 190 - height, left + width, 190), fill=chance.randrange(2, 9), outline=0)
    draw.rectangle((0, 205, 360, 240), fill=0)
    draw.text((8, 208), _fitted(caption, 52), font=_font(12), fill=15)
    draw.text((8, 222), "Ảnh minh họa, không chụp người hay địa điểm có thật", font=_font(11), fill=12)
    return _png(image)


def _sheet(title: str, lines: list[str], seed: str, signed: bool) -> Image.Image:
    image = Image.new("1", _PAGE, 1)
    draw, chance = ImageDraw.Draw(image), Random(seed)
    draw.fontmode = "1"
    draw.text((90, 60), _fitted(title, 66), font=_font(19), fill=0)
    draw.text((90, 92), "(Bản minh họa)", font=_font(15), fill=0)
    for number, line in enumerate(lines):
        top = 130 + 29 * number
        draw.text((90, top), _fitted(f"{number + 1}. {line}", 62), font=_font(15), fill=0)
        draw.line((90, top + 24, 740, top + 24), fill=0)
        if signed:
            _scribble(draw, chance, 620, top + 12)
    image = image.rotate(chance.choice((-1, 1)), fillcolor=1)
    points = ImageDraw.Draw(image)
    for _ in range(220):
        points.point((chance.randrange(_PAGE[0]), chance.randrange(_PAGE[1])), fill=0)
    return image


def _scribble(draw: ImageDraw.ImageDraw, chance: Random, left: int, middle: int) -> None:
    points = [(left + 9 * step, middle + chance.randrange(-9, 10)) for step in range(chance.randrange(6, 11))]
    draw.line(points, fill=0, width=2)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "Tinos-Regular.ttf", size, layout_engine=ImageFont.Layout.BASIC)


def _fitted(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _png(image: Image.Image) -> bytes:
    """An eight-bit palette PNG whose deflate stream holds stored blocks only."""
    width, height = image.size
    pixels = image.tobytes()
    raw = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    palette = bytes(image.getpalette() or [])[: 3 * 16]
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _stored(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _stored(raw: bytes) -> bytes:
    blocks = [raw[start : start + 65_535] for start in range(0, len(raw), 65_535)]
    framed = b"".join(
        struct.pack("<BHH", number == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
        for number, block in enumerate(blocks)
    )
    return b"\x78\x01" + framed + struct.pack(">I", zlib.adler32(raw))


def _picture_pdf(pages: list[Image.Image]) -> bytes:
    """A PDF of one bitmap a page, packed by run lengths (ISO 32000-1, 7.4.5)."""
    count = len(pages)
    kids = " ".join(f"{3 + 3 * number} 0 R" for number in range(count))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()]
    for number, page in enumerate(pages):
        image, draw = 4 + 3 * number, 5 + 3 * number
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {draw} 0 R "
            f"/Resources << /XObject << /Im {image} 0 R >> >> >>".encode()
        )
        width, height = page.size
        packed = _run_lengths(page.tobytes())
        head = (
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
            f"/BitsPerComponent 1 /Filter /RunLengthDecode /Length {len(packed)} >>"
        )
        objects.append(head.encode() + b"\nstream\n" + packed + b"\nendstream")
        show = b"q 595 0 0 842 0 0 cm /Im Do Q"
        objects.append(f"<< /Length {len(show)} >>".encode() + b"\nstream\n" + show + b"\nendstream")
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _run_lengths(raw: bytes) -> bytes:
    out, place = bytearray(), 0
    while place < len(raw):
        run = 1
        while run < 128 and place + run < len(raw) and raw[place + run] == raw[place]:
            run += 1
        if run > 1:
            out += bytes((257 - run, raw[place]))
            place += run
            continue
        end = place + 1
        while end < len(raw) and end - place < 128 and (end + 1 >= len(raw) or raw[end] != raw[end + 1]):
            end += 1
        out += bytes((end - place - 1,)) + raw[place:end]
        place = end
    return bytes(out + b"\x80")
