"""Masked copies: what everybody may see of a file that names people (P12). Bytes in, bytes out, no metadata kept.

Pictures and the first page of a PDF become a mosaic of at most 12 × 12 blocks in four shades of grey, under a band that
says so in both languages. Twelve blocks along the longer side leave under seven across a face that fills the picture:
too few to know it by. Four shades, with bounds away from where written pages lie, make pages that differ in a name alike.
The same bytes come out on every machine: the mosaic is averaged in integers, and the PNG is stored, not compressed.

What cannot be read, or is too large to be read safely, has no masked copy. PDFium is not safe in two threads at once.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Collection
from functools import cache

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from vanban.layout.glyphs import FOLDER, require_fonts

BLOCKS = 12
"""Blocks along the longer side."""
SIDE = 16
"""Points along the side of a block."""
BAND = 36
"""Height of the band above the mosaic."""
HIDDEN = "•••"
MOST_BYTES = 40_000
"""No masked copy is larger."""
MOST_PIXELS = 80_000_000
"""An A3 page scanned at 600 dots per inch has 70 million."""

PDF = "application/pdf"
PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG"}
MASKABLE = frozenset({PDF, *PICTURES})

_BOUNDS = (96, 176, 247)
"""Averages below are black, dark, light; a block with a line of writing is light, bare paper is white."""
_DRAWN = 32 * BLOCKS
"""Points along the longer side of a page as drawn: enough that how edges are smoothed does not matter."""
_LEAST_WIDTH = 7 * SIDE  # the band's words fit
_WORDS = ("BẢN ĐÃ CHE", "MASKED COPY")
_DARK, _WHITE = 85, 255


def masked(data: bytes, media_type: str) -> bytes | None:
    """Return the masked copy (PNG) of a picture or PDF; None for other types and for what cannot be read."""
    if media_type == PDF:
        return masked_pdf(data)
    return masked_picture(data, media_type) if media_type in PICTURES else None


def masked_picture(data: bytes, media_type: str) -> bytes | None:
    """Return the mosaic of a PNG or JPEG as PNG; None when it is broken or has too many pixels."""
    try:
        with Image.open(io.BytesIO(data), formats=[PICTURES[media_type]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            return _png(_mosaic(picture))
    except (OSError, EOFError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        return None


def masked_pdf(data: bytes) -> bytes | None:
    """Return the mosaic of the first page as PNG; None for a PDF that is broken, locked or has no first page."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        page = document[0]
        width, height = page.get_size()
        if not 0 < min(width, height) <= max(width, height) < 1_000_000:
            return None
        scale = _DRAWN / max(width, height)
        return _png(_mosaic(page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()))
    except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
        return None
    finally:
        document.close()


def masked_csv(data: bytes, personal: Collection[str]) -> bytes | None:
    """Return an extract of our registers with the cells of the *personal* columns hidden, all else as it is.

    None when it is not such an extract (UTF-8, a header of distinct names, rows as long as it) or too large.
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    if not rows or len(set(rows[0])) < len(rows[0]) or any(len(row) != len(rows[0]) for row in rows):
        return None
    header, *body = rows
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in body:
        writer.writerow([HIDDEN if cell and name in personal else cell for name, cell in zip(header, row, strict=True)])
    made = out.getvalue().encode()
    return made if len(made) <= MOST_BYTES else None


def _mosaic(picture: Image.Image) -> Image.Image:
    """One pixel a block, in four shades; what is see-through lies on white."""
    longest = max(picture.size)
    columns, rows = (max(1, (BLOCKS * side + longest // 2) // longest) for side in picture.size)
    small = _plain(picture).resize((columns, rows), Image.Resampling.BOX)
    if small.mode == "RGBA":
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small)
    return small.convert("L").point([85 * sum(value >= bound for bound in _BOUNDS) for value in range(256)])


def _plain(picture: Image.Image) -> Image.Image:
    if picture.mode == "I;16":  # Pillow would clip all but the darkest to white
        return Image.frombytes("L", picture.size, picture.tobytes()[1::2])
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGBA")


def _png(mosaic: Image.Image) -> bytes:
    """The mosaic under its band, as PNG of two bits a pixel."""
    width, height = mosaic.width * SIDE, mosaic.height * SIDE
    sheet = Image.new("L", (max(width, _LEAST_WIDTH), BAND + height), _WHITE)
    sheet.paste(_band(sheet.width), (0, 0))
    sheet.paste(mosaic.resize((width, height), Image.Resampling.NEAREST), (0, BAND))
    return stored_png(sheet)


@cache
def _band(width: int) -> Image.Image:
    require_fonts()
    # Neither smoothing nor a shaping library: nothing that could differ from one machine to another.
    font = ImageFont.truetype(FOLDER / "Tinos-Bold.ttf", 13, layout_engine=ImageFont.Layout.BASIC)
    band = Image.new("L", (width, BAND), _DARK)
    draw = ImageDraw.Draw(band)
    draw.fontmode = "1"
    for line, words in enumerate(_WORDS):
        draw.text((6, 2 + 16 * line), words, fill=_WHITE, font=font)
    return band


def stored_png(sheet: Image.Image) -> bytes:
    """Return a grey picture (mode L; shades 0, 85, 170, 255) as PNG without compression: zlib's output varies (RFC 2083)."""
    padded = -(-sheet.width // 4) * 4
    shades = Image.new("L", (padded, sheet.height))
    shades.paste(sheet)
    points = shades.tobytes()
    lines = bytearray()
    for start in range(0, len(points), padded):
        lines.append(0)  # no filter
        four = points[start : start + padded]
        lines += bytes(
            (a // 85 << 6) | (b // 85 << 4) | (c // 85 << 2) | d // 85
            for a, b, c, d in zip(four[::4], four[1::4], four[2::4], four[3::4], strict=True)
        )
    header = sheet.width.to_bytes(4, "big") + sheet.height.to_bytes(4, "big") + bytes((2, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", _stored(bytes(lines))) + _chunk(b"IEND", b"")
    )


def _stored(data: bytes) -> bytes:
    """A zlib stream of stored blocks (RFC 1950, RFC 1951 §3.2.4)."""
    most = 0xFFFF
    parts = [data[start : start + most] for start in range(0, len(data), most)] or [b""]
    blocks = [
        bytes((number == len(parts),))
        + len(part).to_bytes(2, "little")
        + (len(part) ^ most).to_bytes(2, "little")
        + part
        for number, part in enumerate(parts, start=1)
    ]
    return b"\x78\x01" + b"".join(blocks) + zlib.adler32(data).to_bytes(4, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
