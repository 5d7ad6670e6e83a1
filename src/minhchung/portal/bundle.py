"""A published edition on disk: a folder written once, from which alone the public pages read.

`page.json` (canonical JSON) names every other file with its SHA-256; the publication's row keeps the hash of page.json.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785
from django.conf import settings

from minhchung.portal.errors import BundleBrokenError

PAGE = "page.json"


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file of a bundle as page.json names it; *name* is a plain file name."""

    name: str
    title: str
    media_type: str
    content: bytes


def folder_of(name: str) -> Path:
    """Where the bundle *name* stands."""
    return Path(settings.DATA) / "published" / name


def write_bundle(slug: str, page: Mapping[str, Any], files: list[BundleFile]) -> tuple[str, str]:
    """Write a bundle once, read-only and synced; return its folder's name and the SHA-256 of its page.json.

    The folder is named after its content too: what a transaction left behind that was rolled back is in nobody's way.
    Writing the same bundle again changes nothing; a file that stands there with other bytes raises BundleBrokenError.
    """
    listed = [
        {
            "name": file.name,
            "title": file.title,
            "media_type": file.media_type,
            "size": len(file.content),
            "sha256": hashlib.sha256(file.content).hexdigest(),
        }
        for file in sorted(files, key=lambda file: file.name)
    ]
    content = rfc8785.dumps({**page, "files": listed})
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{slug}.{sha256[:16]}"
    folder = folder_of(name)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file in files:
        _write_once(folder / file.name, file.content)
    _write_once(folder / PAGE, content)
    return name, sha256


def read_page(name: str, sha256: str) -> dict[str, Any]:
    """The page of a bundle, checked against the hash that its publication keeps."""
    content = _read(name, PAGE)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BundleBrokenError(slug=name, name=PAGE)
    page: dict[str, Any] = json.loads(content)
    return page


def read_file(name: str, page: Mapping[str, Any], file: str) -> tuple[dict[str, Any], bytes] | None:
    """One file that *page* names, with its description, checked against its hash; None when the page names no such file."""
    for listed in page["files"]:
        if listed["name"] == file:
            content = _read(name, file)
            if hashlib.sha256(content).hexdigest() != listed["sha256"]:
                raise BundleBrokenError(slug=name, name=file)
            return listed, content
    return None


def _read(name: str, file: str) -> bytes:
    try:
        return (folder_of(name) / file).read_bytes()
    except OSError:
        raise BundleBrokenError(slug=name, name=file) from None


def _write_once(path: Path, content: bytes) -> None:
    if path.exists():
        if path.read_bytes() != content:
            raise BundleBrokenError(slug=path.parent.name, name=path.name)
        return
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.chmod(0o444)
    part.replace(path)
