"""Masked copies (P12): nothing can be read in them, nothing of the original travels along, every machine makes the same."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zlib
from functools import cache

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from vanban.layout.glyphs import FOLDER
from vanban.masking import (
    BAND,
    BLOCKS,
    HIDDEN,
    MOST_BYTES,
    MOST_PIXELS,
    SIDE,
    masked,
    masked_csv,
    masked_pdf,
    masked_picture,
    stored_png,
)

A4 = (827, 1169)
ROSTER = [f"Chuyên viên {number:02}" for number in range(1, 27)]
SURNAMES = [
    "Nguyễn Văn An",
    "Trần Thị Bé",
    "Lê Minh Châu",
    "Phạm Thu Dung",
    "Hoàng Gia Em",
    "Đặng Hữu Giang",
    "Vũ Ngọc Hà",
]


def page(names: list[str], *, size: int = 20) -> Image.Image:
    """A scanned attendance list at 100 dots per inch: one line a person, as a clerk would print it."""
    sheet = Image.new("L", A4, 255)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(FOLDER / "Tinos-Regular.ttf", size)
    draw.text((250, 80), "DANH SÁCH KÝ NHẬN", fill=0, font=font)
    for line, name in enumerate(names):
        draw.text(
            (120, 150 + 36 * line),
            f"{line + 1}. {name}, Phòng Bưu chính - Viễn thông, có mặt, ký tên",
            fill=0,
            font=font,
        )
    return sheet


def png(picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1, **options)
    return out.getvalue()


def jpeg(picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=85, **options)
    return out.getvalue()


def pdf(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=100)
    return out.getvalue()


def shown(copy: bytes | None) -> Image.Image:
    """The masked copy, decoded in full; its own checksums are verified on the way."""
    assert copy is not None
    with Image.open(io.BytesIO(copy)) as picture:
        picture.load()
        return picture.convert("L")


def blocks(copy: bytes | None) -> list[set[int]]:
    """The shades found in each block below the band."""
    picture = shown(copy)
    return [
        set(picture.crop((x, y, x + SIDE, y + SIDE)).tobytes())
        for y in range(BAND, picture.height, SIDE)
        for x in range(0, picture.width, SIDE)
    ]


@cache
def list_of_names() -> Image.Image:
    return page(ROSTER)


COPIES = {
    "png": lambda: masked_picture(png(list_of_names()), "image/png"),
    "jpeg": lambda: masked_picture(jpeg(list_of_names()), "image/jpeg"),
    "pdf": lambda: masked_pdf(pdf(list_of_names())),
}


@pytest.mark.parametrize("kind", COPIES)
def test_nothing_varies_inside_a_block(kind: str) -> None:
    found = blocks(COPIES[kind]())
    assert all(len(shades) == 1 for shades in found)
    assert len(found) <= BLOCKS * BLOCKS
    assert set.union(*found) <= {0, 85, 170, 255}


@pytest.mark.parametrize("kind", COPIES)
def test_a_page_of_writing_leaves_far_fewer_blocks_than_letters(kind: str) -> None:
    letters = sum(len(line.replace(" ", "")) for line in ROSTER) + 26 * len("PhòngBưuchính-Viễnthông,cómặt,kýtên")
    written = [shades for shades in blocks(COPIES[kind]()) if shades != {255}]
    assert 1 < len(written) < letters / 10
    assert len(set.union(*written)) <= 2  # where there was writing there is one shade, at most a second at an edge


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_is_small(kind: str) -> None:
    assert len(COPIES[kind]() or b"") <= MOST_BYTES


def test_no_dictionary_of_names_tells_pages_apart() -> None:
    """Whoever has the form and every name still cannot tell which person a line named: the pages look alike."""
    for line in (0, 17):
        seen = {masked_picture(png(page([*ROSTER[:line], name, *ROSTER[line + 1 :]])), "image/png") for name in ROSTER}
        assert len(seen) == 1


def test_names_of_other_lengths_hardly_tell_pages_apart() -> None:
    seen = [masked_picture(png(page([name, *ROSTER[1:]])), "image/png") for name in SURNAMES]
    assert len(set(seen)) <= 2


def test_a_face_that_fills_the_picture_keeps_too_few_blocks_to_be_known() -> None:
    portrait = Image.radial_gradient("L").resize((600, 800))
    found = blocks(masked_picture(jpeg(portrait), "image/jpeg"))
    assert len(found) == 9 * BLOCKS
    assert len({shade for shades in found for shade in shades}) <= 4


def test_no_metadata_is_left() -> None:
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = "Nguyen Van An"
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Nguyen Van An")
    small = list_of_names().resize((200, 280))
    for copy in (
        masked_picture(jpeg(small, exif=exif), "image/jpeg"),
        masked_picture(png(small, pnginfo=info), "image/png"),
    ):
        assert copy is not None
        assert b"Nguyen" not in copy
        assert copy.count(b"tEXt") + copy.count(b"eXIf") == 0
        assert [copy[12:16], copy[-8:-4]] == [b"IHDR", b"IEND"]


def test_the_band_says_what_it_is_and_is_the_same_everywhere() -> None:
    wide = shown(masked_picture(png(Image.new("L", (400, 300), 128)), "image/png"))
    other = shown(masked_picture(jpeg(Image.new("L", (400, 300), 0)), "image/jpeg"))
    assert wide.crop((0, 0, wide.width, BAND)) == other.crop((0, 0, other.width, BAND))
    assert set(wide.crop((0, 0, wide.width, BAND)).tobytes()) == {85, 255}


def test_what_is_see_through_lies_on_white() -> None:
    clear = Image.new("RGBA", (240, 240), (0, 0, 0, 0))
    assert set.union(*blocks(masked_picture(png(clear), "image/png"))) == {255}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_of_png_is_masked_alike(mode: str) -> None:
    shades = list_of_names().point(lambda value: 255 * (value > 127))
    assert masked_picture(png(shades.convert(mode)), "image/png") == masked_picture(png(shades), "image/png")


def test_a_picture_of_sixteen_bits_is_masked_like_one_of_eight() -> None:
    deep = Image.new("I;16", (240, 320), 200 * 257)
    assert masked_picture(png(deep), "image/png") == masked_picture(png(Image.new("L", (240, 320), 200)), "image/png")


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 4000), (4000, 3), (12, 12)])
def test_odd_shapes_are_masked(width: int, height: int) -> None:
    copy = masked_picture(png(Image.new("L", (width, height), 0)), "image/png")
    assert shown(copy).height <= BAND + BLOCKS * SIDE


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    side = 30_000
    assert side * side > MOST_PIXELS
    header = side.to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in chunks
    )
    assert masked_picture(bomb, "image/png") is None


@pytest.mark.parametrize("cut", [0, 1, 8, 30, 200])
def test_broken_files_have_no_copy(cut: int) -> None:
    small = list_of_names().resize((100, 140))
    assert masked_picture(png(small)[:cut], "image/png") is None
    assert masked_picture(jpeg(small)[:cut], "image/jpeg") is None
    assert masked_pdf(pdf(small)[:cut]) is None


def test_a_picture_of_another_type_than_it_says_has_no_copy() -> None:
    assert masked_picture(jpeg(list_of_names()), "image/png") is None


def test_a_pdf_without_pages_has_no_copy() -> None:
    out = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.save(out)
    document.close()
    assert masked_pdf(out.getvalue()) is None


@pytest.mark.parametrize("size", [(14_400, 14_400), (3, 14_400), (0.5, 0.5)])
def test_pdf_pages_of_odd_sizes_stay_small(size: tuple[float, float]) -> None:
    out = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.new_page(*size)
    document.save(out)
    document.close()
    copy = masked_pdf(out.getvalue())
    assert copy is None or len(copy) <= MOST_BYTES


@pytest.mark.parametrize("media_type", ["text/plain", "text/csv", "image/tiff", "image/svg+xml", "application/zip", ""])
def test_other_types_have_no_copy(media_type: str) -> None:
    assert masked(png(list_of_names()), media_type) is None


@given(data=st.binary(max_size=400), media_type=st.sampled_from(["application/pdf", "image/png", "image/jpeg"]))
def test_no_bytes_make_it_fail(data: bytes, media_type: str) -> None:
    heads = {"application/pdf": b"%PDF-1.7\n", "image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff\xe0"}
    assert masked(heads[media_type] + data, media_type) is None


@pytest.mark.parametrize(
    "surroundings",
    [{"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"}, {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}],
)
def test_another_process_time_zone_and_locale_give_the_same_bytes(surroundings: dict[str, str], tmp_path) -> None:
    (tmp_path / "list.pdf").write_bytes(pdf(list_of_names()))
    (tmp_path / "list.jpg").write_bytes(jpeg(list_of_names()))
    asked = b"".join(
        media_type + b"\0" + os.fsencode(tmp_path / name) + b"\0"
        for media_type, name in (
            (b"application/pdf", "list.pdf"),
            (b"image/jpeg", "list.jpg"),
            (b"image/png", "none.png"),
        )
    )
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **surroundings}
    command = [sys.executable, "-P", "-m", "vanban.masking_process"]
    said = subprocess.run(command, input=asked, capture_output=True, check=True, env=environment, cwd=tmp_path).stdout
    expected = [COPIES["pdf"]() or b"", COPIES["jpeg"]() or b"", b""]
    assert said == b"".join(len(copy).to_bytes(4, "big") + copy for copy in expected)


@given(st.integers(1, 90), st.integers(1, 90), st.randoms(use_true_random=False))
def test_a_stored_png_says_what_was_drawn(width: int, height: int, random) -> None:
    sheet = Image.frombytes(
        "L", (width, height), bytes(random.choice((0, 85, 170, 255)) for _ in range(width * height))
    )
    assert shown(stored_png(sheet)).tobytes() == sheet.tobytes()


def test_a_stored_png_of_many_blocks_is_read_back() -> None:
    sheet = Image.linear_gradient("L").point([85 * (value // 64) for value in range(256)]).resize((1000, 700), 0)
    assert shown(stored_png(sheet)) == sheet


def test_personal_columns_are_hidden_and_all_else_stays() -> None:
    data = b'record,category,person,unit\r\nm:1,cadre,NV01,u:2\r\nm:2,worker,,"a,""b""\nc"\r\n'
    made = masked_csv(data, {"person"})
    assert made is not None
    assert made.decode() == f'record,category,person,unit\r\nm:1,cadre,{HIDDEN},u:2\r\nm:2,worker,,"a,""b""\nc"\r\n'


def test_an_extract_without_personal_columns_stays_byte_for_byte() -> None:
    data = "record,name\r\nu:3,Văn phòng\r\n".encode()
    assert masked_csv(data, {"person"}) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"person,person\r\na,b\r\n",
        b"person,unit\r\na\r\n",
        b"person\r\na,NV01\r\n",
        b"\xff\xfe",
        b'person\r\n"a',
        b"person\r\n" + b"x,\r\n",
        b"unit\r\n" + b"12345678\r\n" * 5_000,
    ],
)
def test_what_is_not_an_extract_or_too_large_has_no_copy(data: bytes) -> None:
    assert masked_csv(data, {"person"}) is None


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=20))
def test_only_personal_cells_change(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([("record", "person", "unit"), *rows])
    made = masked_csv(out.getvalue().encode(), {"person"})
    assert made is not None
    found = list(csv.reader(io.StringIO(made.decode(), newline="")))[1:]
    assert found == [[record, HIDDEN if person else "", unit] for record, person, unit in rows]
