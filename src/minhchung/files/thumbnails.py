"""Small pictures of stored files, made in a process of their own with bounds on memory and time, and kept."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from minhchung.files import blobs

_MAKER = Path(__file__).with_name("thumbnail_process.py")
_SECONDS = 20
_SHOWN = ("application/pdf", "image/")
WIDTHS = (160, 320, 640, 1280)


def thumbnail(sha256: str, media_type: str, *, page: int = 0, width: int = 320) -> Path | None:
    """The kept picture, made at the first call; None for what cannot be shown: other kinds, broken files, bombs."""
    if not media_type.startswith(_SHOWN) or width not in WIDTHS or not 0 <= page < 10_000:
        return None
    place = Path(settings.DATA) / "thumbnails" / sha256[:2] / f"{sha256[2:]}-{page}-{width}.jpg"
    source = blobs.path_of(sha256)
    if not place.exists():
        if not source.exists():
            return None
        _keep(place, _make(source, media_type, page, width))
    return place if place.stat().st_size else None


def forget(sha256: str) -> None:
    """Remove every kept picture of a file."""
    for picture in (Path(settings.DATA) / "thumbnails" / sha256[:2]).glob(f"{sha256[2:]}-*.jpg"):
        picture.unlink(missing_ok=True)


def _make(source: Path, media_type: str, page: int, width: int) -> bytes:
    """The JPEG, or nothing: a hostile file can hurt only the process that opens it."""
    command = [sys.executable, "-I", str(_MAKER), str(source), media_type, str(page), str(width)]
    try:
        made = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, env={})  # noqa: S603
    except subprocess.TimeoutExpired:
        return b""
    return made.stdout if made.returncode == 0 else b""


def _keep(place: Path, picture: bytes) -> None:
    """Write a picture, or an empty file that remembers that there is none."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = place.with_name(f".{secrets.token_hex(16)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(picture)
    temporary.replace(place)
