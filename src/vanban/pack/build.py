"""Build an evidence pack: the same contents give the same bytes on any machine, in constant memory."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from json import loads
from pathlib import Path
from typing import Any, BinaryIO

from vanban.pack.assemble import verifier_html, verifier_py
from vanban.pack.bag import DECLARATION, MANIFEST, TAG_MANIFEST, Sum, manifest
from vanban.pack.canonical import canonical
from vanban.pack.claims import PAGE_PATH, check_claims
from vanban.pack.container import CHUNK, is_safe_name
from vanban.pack.contents import PAGE, Kind, PackContents
from vanban.pack.crate import bag_info, crate_of, readme
from vanban.pack.errors import ContentsError
from vanban.pack.facts import content_digest, facts_of, packed_files, row_opening
from vanban.pack.findings import FACTS, PROVENANCE, Findings
from vanban.pack.index import Index
from vanban.pack.layout import Entry, directory, local_header
from vanban.pack.provenance import prov_of
from vanban.pack.recompute import check_facts
from vanban.pack.resources import resource
from vanban.pack.schema import violation

__all__ = ["Built", "build", "build_bytes", "build_file", "content_digest", "row_opening"]

Source = bytes | Path
_REPORT_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: its size, its SHA-256, and the fingerprint it shares with its unpacked folder."""

    size: int
    sha256: str
    fingerprint: str


def build(contents: PackContents, out: BinaryIO, *, kind: Kind = Kind.FULL, secret: bytes = b"") -> Built:
    """Write the pack of *contents* to *out* (which need not be seekable) and return what was written.

    Raise ContentsError, with the findings, before a byte is written for anything that the verifier would refuse; and
    while writing only for a file that changes meanwhile. *secret* (at least 128 bits) salts the commitments of a public pack.
    """
    sources, sums = _payload(contents, kind, secret)
    payload = {name: each.sha256 for name, each in sums.items()}
    return _write(out, *_with_tags(sources, sums, payload))


def build_bytes(contents: PackContents, *, kind: Kind = Kind.FULL, secret: bytes = b"") -> bytes:
    """Return the pack of *contents* as bytes."""
    out = BytesIO()
    build(contents, out, kind=kind, secret=secret)
    return out.getvalue()


def build_file(contents: PackContents, path: Path, *, kind: Kind = Kind.FULL, secret: bytes = b"") -> Built:
    """Write the pack to *path*, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as out:
            built = build(contents, out, kind=kind, secret=secret)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return built


def _payload(contents: PackContents, kind: Kind, secret: bytes) -> tuple[dict[str, Source], dict[str, Sum]]:
    """Return the sources and sums of everything under data/."""
    if wrong := [file.name for file in contents.report if not _REPORT_NAME.fullmatch(file.name)]:
        raise ContentsError("report_name", name=wrong[0])
    if PAGE not in {file.name for file in contents.report}:
        raise ContentsError("no_page", name=PAGE)
    files = packed_files(contents, kind)
    sources: dict[str, Source] = {path: file.source for path, file in files.items()}
    sums, sizes = _measured(sources)
    facts = facts_of(contents, kind, secret)
    _refuse_inconsistent(facts, sums, sizes, _bytes_of(sources[PAGE_PATH]))
    made = {FACTS: canonical(facts), PROVENANCE: canonical(prov_of(facts))}
    return sources | made, sums | {name: _sum_of(data) for name, data in made.items()}


def _refuse_inconsistent(facts: dict[str, Any], sums: dict[str, Sum], sizes: dict[str, int], page: bytes) -> None:
    if wrong := violation(facts, loads(resource("facts.schema.json"))):
        raise ContentsError("facts_shape", place=wrong)
    findings = Findings()
    index = Index(facts, findings)
    check_facts(index, sums, sizes, findings)
    check_claims(index, page, findings)
    if found := findings.every():
        raise ContentsError("inconsistent", findings=tuple(found[:20]), count=len(found))


def _with_tags(
    sources: dict[str, Source], sums: dict[str, Sum], payload: dict[str, str]
) -> tuple[dict[str, Source], dict[str, Sum]]:
    facts_bytes = sources[FACTS]
    assert isinstance(facts_bytes, bytes)
    facts = loads(facts_bytes)
    octets = sum(_size(source) for source in sources.values())
    tags: dict[str, bytes] = {
        "README.txt": readme(facts).encode(),
        "bag-info.txt": bag_info(facts, octets, len(sources)).encode(),
        "bagit.txt": DECLARATION,
        MANIFEST: manifest(payload),
        "ro-crate-metadata.json": canonical(crate_of(facts)),
        "verify.html": verifier_html(),
        "verify.py": verifier_py(),
    }
    tags[TAG_MANIFEST] = manifest({name: sha256(data).hexdigest() for name, data in tags.items()})
    return sources | tags, sums | {name: _sum_of(data) for name, data in tags.items()}


def _write(out: BinaryIO, sources: Mapping[str, Source], sums: Mapping[str, Sum]) -> Built:
    digest, size = sha256(), 0
    entries = [Entry(name, _size(sources[name]), sums[name].crc) for name in sorted(sources)]
    for piece in _pieces(entries, sources):
        out.write(piece)
        digest.update(piece)
        size += len(piece)
    return Built(size, digest.hexdigest(), sums[TAG_MANIFEST].sha256)


def _pieces(entries: list[Entry], sources: Mapping[str, Source]) -> Iterator[bytes]:
    for entry in entries:
        yield local_header(entry)
        crc, size = 0, 0
        for chunk in _chunks(sources[entry.name]):
            crc, size = zlib.crc32(chunk, crc), size + len(chunk)
            yield chunk
        if (crc, size) != (entry.crc, entry.size):
            raise ContentsError("file_changed", name=entry.name)
    yield directory(entries)


def _measured(sources: Mapping[str, Source]) -> tuple[dict[str, Sum], dict[str, int]]:
    if odd := [name for name in sources if not is_safe_name(name)]:
        raise ContentsError("unsafe_name", name=odd[0])
    try:
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # hashing releases the interpreter's lock
            sums = dict(zip(sources, pool.map(_sum_of, sources.values()), strict=True))
        return sums, {name: _size(source) for name, source in sources.items()}
    except OSError as error:
        raise ContentsError("cannot_read", file=str(error.filename), reason=error.strerror or "") from None


def _sum_of(source: Source) -> Sum:
    digest, crc = sha256(), 0
    for chunk in _chunks(source):
        digest.update(chunk)
        crc = zlib.crc32(chunk, crc)
    return Sum(digest.hexdigest(), crc)


def _chunks(source: Source) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _size(source: Source) -> int:
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def _bytes_of(source: Source) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()
