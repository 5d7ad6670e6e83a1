"""The name under which a file is shown: harmless text, never a path."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from minhchung.files.kinds import Kind

LONGEST = 255
"""Bytes of UTF-8, as most file systems hold."""

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str, kind: Kind) -> str:
    """*name* in NFC without folders, control or bidi characters, ending as *kind* does, at most LONGEST bytes."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(
        character for character in unicodedata.normalize("NFC", last) if unicodedata.category(character) not in _HIDDEN
    )
    shown = re.sub(r'[<>:"|?*]', "-", re.sub(r"\s+", " ", shown)).strip(" .")
    stem, ending = _split(shown, kind)
    if not stem or _RESERVED.match(stem):
        stem = f"tệp {stem}".strip()
    return _shorten(stem, LONGEST - len(ending.encode())) + ending


def name_for(title: str, stored: str) -> str:
    """*title*, that of the record which carries a file, as a file name with the ending of the name *stored*.

    The same bytes are stored once, under the name that came first: that name is not for whoever may see another record.
    """
    return clean_name(title, Kind("", (ending_of(stored) or ".bin",)))


def ending_of(name: str) -> str:
    """The ending of a cleaned name, as ".pdf"; "" without one."""
    return PurePosixPath(name).suffix


def _split(shown: str, kind: Kind) -> tuple[str, str]:
    """The name without its ending, and the ending: a wrong one is kept as part of the name and the right one added."""
    for ending in kind.endings:
        if shown.lower().endswith(ending):
            return shown[: -len(ending)].rstrip(" ."), ending
    return shown, kind.endings[0]


def _shorten(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(" .")
