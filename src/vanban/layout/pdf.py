"""An official document as PDF/A-2a and PDF/UA-1, the same bytes for the same document anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import typst

from vanban.layout.errors import CompositionError
from vanban.layout.glyphs import FOLDER, require_fonts
from vanban.layout.model import OfficialDocument
from vanban.layout.tree import printed_tree

TEMPLATE = Path(__file__).parent / "official.typ"
ARCHIVAL = ["a-2a", "ua-1"]
DRAFT = ["ua-1"]
"""PDF/A wants a date; a document that is not issued has none, and makes no claim to last."""

_compiling = Lock()


def compose_pdf(document: OfficialDocument) -> bytes:
    """Give *document* as tagged PDF with Tinos embedded, each mark linked to its proof.

    An issued document claims PDF/A-2a and PDF/UA-1, a draft (without date) PDF/UA-1 alone.
    Raises MissingGlyphError and UnprintableTextError, what `soundness.require_sound` raises, MissingFontError,
    and CompositionError when Typst refuses.
    """
    require_fonts()
    tree, pictures = printed_tree(document)
    data = json.dumps(tree, ensure_ascii=False)
    with _folder_of(pictures) as folder, _compiling:
        return _compile(data, folder, DRAFT if document.header.issued_on is None else ARCHIVAL)


def _compile(data: str, folder: str, standards: list[str]) -> bytes:
    try:
        pdf = _compiler().compile(
            _template(),
            format="pdf",
            sys_inputs={"document": data},
            root=folder,
            pdf_standards=standards,
            timestamp=0,
        )
    except typst.TypstError as error:
        raise CompositionError(detail=error.message) from error
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    return typst.Compiler(_template(), font_paths=fonts, ignore_system_fonts=True)


@contextmanager
def _folder_of(pictures: Mapping[str, bytes]) -> Iterator[str]:
    """Lay the pictures where the typesetter may read; it sees nothing else of the disk.

    A folder is given each time, because the compiler keeps the one it was given last.
    """
    if not pictures:
        yield str(FOLDER)
        return
    with TemporaryDirectory(prefix="vanban-") as folder:
        for name, data in pictures.items():
            (Path(folder) / name).write_bytes(data)
        yield folder
