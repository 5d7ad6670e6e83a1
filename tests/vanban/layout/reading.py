"""What a composed PDF says and where, read back with PDFium; lengths in millimetres, sizes in points."""

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72


@dataclass
class Line:
    page: int
    text: str
    left: float
    right: float
    baseline: float  # from the top of the page
    sizes: set
    fonts: set


@contextmanager
def opened(data):
    pdf = pypdfium2.PdfDocument(data)
    try:
        yield pdf
    finally:
        pdf.close()


def page_texts(data):
    with opened(data) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]


def lines(data):
    with opened(data) as pdf:
        return [line for number, page in enumerate(pdf) for line in page_lines(number, page)]


def page_lines(number, page):
    """Group characters of one baseline, parted where a gap is wider than the columns' or the table's cells."""
    words, height = page.get_textpage(), page.get_height()
    rows = {}
    for place in range(words.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(words, place))
        if pdfium.FPDFText_IsGenerated(words, place) or character in "\r\n":
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(words, place, x, y)
        left, _, right, _ = words.get_charbox(place, loose=True)
        size = round(pdfium.FPDFText_GetFontSize(words, place), 2)
        font = font_name(words, place)
        rows.setdefault(round(height - y.value, 1), []).append((left, right, character, size, font))
    for baseline, characters in sorted(rows.items()):
        yield from split(number, baseline, sorted(characters))


def split(number, baseline, characters):
    start = 0
    for place in range(1, len(characters) + 1):
        if place == len(characters) or characters[place][0] - characters[place - 1][1] > 9:
            part = characters[start:place]
            shown = [part for part in part if part[2].strip()] or part
            yield Line(
                number,
                "".join(character for _, _, character, _, _ in part).strip(),
                shown[0][0] * MM,
                shown[-1][1] * MM,
                baseline * MM,
                {size for _, _, _, size, _ in shown},
                {font for _, _, _, _, font in shown},
            )
            start = place


def font_name(words, place):
    flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(100)
    pdfium.FPDFText_GetFontInfo(words, place, buffer, 100, flags)
    return buffer.value.decode().split("+")[-1]


def links(data):
    """Give the (page, target page, height of the target) of every internal link, and the set of addresses."""
    inside, outside = [], set()
    with opened(data) as pdf:
        for number, page in enumerate(pdf):
            position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
            while pdfium.FPDFLink_Enumerate(page, position, link):
                target = pdfium.FPDFLink_GetDest(pdf, link)
                if target:
                    inside.append((number, pdfium.FPDFDest_GetDestPageIndex(pdf, target)))
                    continue
                action, buffer = pdfium.FPDFLink_GetAction(link), ctypes.create_string_buffer(500)
                pdfium.FPDFAction_GetURIPath(pdf, action, buffer, 500)
                outside.add(buffer.value.decode())
    return inside, outside


def bookmarks(data):
    with opened(data) as pdf:
        return [(item.level, item.get_title()) for item in pdf.get_toc()]


def rules(data, page=0):
    """Give the (left, right, height from the top) of each horizontal line drawn on a page, without dotted ones."""
    found = []
    with opened(data) as pdf:
        sheet = pdf[page]
        for item in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = item.get_bounds()
            if top - bottom < 2 and right - left > 20:
                found.append((left * MM, right * MM, (sheet.get_height() - (top + bottom) / 2) * MM))
    return sorted(set(found), key=lambda rule: rule[2])
