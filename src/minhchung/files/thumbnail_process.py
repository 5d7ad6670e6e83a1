"""Draw one page or picture as a JPEG on standard output; run alone, so that a hostile file cannot hurt the server.

Arguments: path, media type, page from 0, width. Exit status 1: there is nothing to show.
"""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageOps

_MEMORY = 1536 * 1024 * 1024
_SECONDS = 15
_MOST_PIXELS = 120_000_000
_TALLEST = 4  # times the width; a longer page is cut


def main(path: str, media_type: str, page: int, width: int) -> int:
    """Draw; the bounds hold for the whole process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    picture = _pdf_page(path, page, width) if media_type == "application/pdf" else _picture(path, page, width)
    if picture is None:
        return 1
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=80, optimize=True)
    sys.stdout.buffer.write(out.getvalue())
    return 0


def _pdf_page(path: str, number: int, width: int) -> Image.Image | None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        if number >= len(document):
            return None
        page = document[number]
        wide, tall = page.get_size()
        if wide <= 0 or tall <= 0:
            return None
        scale = min(width / wide, width * _TALLEST / tall)
        picture: Image.Image = page.render(scale=scale).to_pil()
    except pypdfium2.PdfiumError:
        return None
    return picture


def _picture(path: str, number: int, width: int) -> Image.Image | None:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.seek(number)
            picture.draft("RGB", (width * 2, width * 2 * _TALLEST))
            upright = ImageOps.exif_transpose(picture)
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    except (OSError, EOFError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        return None
    flat.thumbnail((width, width * _TALLEST))
    return flat


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
