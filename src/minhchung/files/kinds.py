"""The kinds of file that are taken, told by their bytes; the name never decides what a file is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_UNPACKED = 512 * 1024 * 1024
MOST_ENTRIES = 20_000
MOST_PIXELS = 120_000_000
"""An A3 page scanned in colour at 600 dots per inch has 70 million."""

_SAFE_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})
"""What a browser may show itself, in a sandbox."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that is taken: its media type and the name endings that belong to it, the usual one first."""

    media_type: str
    endings: tuple[str, ...]

    @property
    def is_shown_inline(self) -> bool:
        return self.media_type in _SAFE_INLINE

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


class Refused(Exception):
    """The bytes are of no kind that is taken; *reason* is for people."""

    def __init__(self, reason: str | Promise, *, hides_too_much: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hides_too_much = hides_too_much


PDF = Kind("application/pdf", (".pdf",))
TEXT = Kind("text/plain", (".txt", ".md", ".log"))
CSV = Kind("text/csv", (".csv",))
OPENDOCUMENT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."

_BY_SIGNATURE = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", Kind("image/png", (".png",))),
    (b"\xff\xd8\xff", Kind("image/jpeg", (".jpg", ".jpeg"))),
    (b"II*\x00", Kind("image/tiff", (".tif", ".tiff"))),
    (b"MM\x00*", Kind("image/tiff", (".tif", ".tiff"))),
    (b"ID3", Kind("audio/mpeg", (".mp3",))),
    (b"\xff\xfb", Kind("audio/mpeg", (".mp3",))),
    (b"\xff\xf3", Kind("audio/mpeg", (".mp3",))),
    (b"\xff\xf2", Kind("audio/mpeg", (".mp3",))),
)
_BY_RIFF = {b"WAVE": Kind("audio/wav", (".wav",)), b"WEBP": Kind("image/webp", (".webp",))}
_BY_BRAND = {
    b"M4A ": Kind("audio/mp4", (".m4a",)),
    b"M4B ": Kind("audio/mp4", (".m4a",)),
    **{brand: Kind("video/mp4", (".mp4", ".m4v")) for brand in (b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"M4V ")},
}
_BY_OFFICE_PART = {
    "word/document.xml": Kind(f"{OFFICE}wordprocessingml.document", (".docx",)),
    "xl/workbook.xml": Kind(f"{OFFICE}spreadsheetml.sheet", (".xlsx",)),
    "ppt/presentation.xml": Kind(f"{OFFICE}presentationml.presentation", (".pptx",)),
}
_BY_OPENDOCUMENT = {
    f"{OPENDOCUMENT}text": Kind(f"{OPENDOCUMENT}text", (".odt",)),
    f"{OPENDOCUMENT}spreadsheet": Kind(f"{OPENDOCUMENT}spreadsheet", (".ods",)),
    f"{OPENDOCUMENT}presentation": Kind(f"{OPENDOCUMENT}presentation", (".odp",)),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_OLE_STREAM = {
    "WordDocument": Kind("application/msword", (".doc",)),
    "Workbook": Kind("application/vnd.ms-excel", (".xls",)),
    "PowerPoint Document": Kind("application/vnd.ms-powerpoint", (".ppt",)),
}
_OLE_MACROS = ("_VBA_PROJECT", "Macros", "EncryptedPackage")
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body", b"<iframe")


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of *content*; *name* only tells CSV from other text. Raises Refused with the reason."""
    for signature, kind in _BY_SIGNATURE:
        if content.startswith(signature):
            return kind
    if content[:4] == b"RIFF" and (kind := _BY_RIFF.get(content[8:12])):
        return kind
    if content[4:8] == b"ftyp" and (kind := _BY_BRAND.get(content[8:12])):
        return kind
    if content.startswith(b"PK\x03\x04"):
        return _archive_kind(content)
    if content.startswith(_OLE):
        return _ole_kind(content)
    return _text_kind(content, name)


def _archive_kind(content: bytes) -> Kind:
    """Word, Excel, PowerPoint and OpenDocument files without macros; any other archive could hide anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise Refused(_("nén quá mức"), hides_too_much=True)
            return _office_kind(archive, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused(_("tệp nén hỏng hoặc có mật khẩu")) from error


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith("Basic/") for name in names):
        raise Refused(_("tệp có macro"))
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as types:
            if b"macroenabled" in types.read(1_000_000).lower():
                raise Refused(_("tệp có macro"))
        for part, kind in _BY_OFFICE_PART.items():
            if part in names:
                return kind
    if "mimetype" in names:
        with archive.open("mimetype") as stated:
            if kind := _BY_OPENDOCUMENT.get(stated.read(200).decode("ascii", "replace").strip()):
                return kind
    raise Refused(_("tệp nén; hãy giải nén và gửi từng tệp"))


def _ole_kind(content: bytes) -> Kind:
    """Office files before 2007; directory entries stand in them as UTF-16, macros under names of their own."""
    if any(name.encode("utf-16-le") in content for name in _OLE_MACROS):
        raise Refused(_("tệp có macro hoặc có mật khẩu"))
    for stream, kind in _BY_OLE_STREAM.items():
        if stream.encode("utf-16-le") in content:
            return kind
    raise Refused(_("không rõ loại tệp"))


def _text_kind(content: bytes, name: str) -> Kind:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise Refused(_("trang web, SVG hoặc XML có thể chứa mã chạy"))
    if start.startswith(b"#!"):
        raise Refused(_("tệp lệnh"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_guess(content)) from None
    if any(character < " " and character not in "\t\n\r\f" for character in set(text)):
        raise Refused(_guess(content))
    return CSV if name.lower().endswith(CSV.endings) else TEXT


def _guess(content: bytes) -> str | Promise:
    """What the bytes seem to be, for the refusal."""
    if content.startswith((b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")):
        return _("tệp chạy được")
    try:
        guess: str = puremagic.from_string(content[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        guess = ""
    return guess or _("không rõ loại tệp")
