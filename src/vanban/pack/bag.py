"""BagIt 1.0 (RFC 8493): the tag files that a pack's files give, and whether those in a pack are the same."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

from vanban.pack.container import Container
from vanban.pack.findings import EVERYTHING, FACTS, PACK, PROVENANCE, Findings, Subject

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
TAG_FILES = (
    "README.txt",
    "bag-info.txt",
    "bagit.txt",
    MANIFEST,
    "ro-crate-metadata.json",
    "verify.html",
    "verify.py",
)
NEEDED = (FACTS, PROVENANCE, TAG_MANIFEST, *TAG_FILES)
MOST_TAG_BYTES = 256 << 20
THREADS = 4
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


@dataclass(frozen=True, slots=True)
class Sum:
    """What is measured of a file's bytes."""

    sha256: str
    crc: int


def measure(container: Container) -> tuple[dict[str, Sum], str]:
    """Return the sums of every file, and the SHA-256 of the zip itself ("" for a folder), each byte read once by each."""
    with ThreadPoolExecutor(THREADS) as pool:  # hashing releases the interpreter's lock
        whole = pool.submit(_whole, container)
        sums = dict(zip(container.sizes, pool.map(lambda name: _sum(container, name), container.sizes), strict=True))
        return sums, whole.result()


def manifest(sums: Mapping[str, str]) -> bytes:
    """Return the manifest of these files (name → SHA-256), in byte order of the names."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def check_bag(container: Container, sums: Mapping[str, Sum], findings: Findings) -> None:
    """Note what is missing from the bag, what is there and not listed, and every listed hash that is not the file's."""
    for name in NEEDED:
        if name not in sums:
            findings.add(_subject(name), "missing_file", name)
    for name in sums:
        if not name.startswith("data/") and name not in NEEDED:
            findings.add(PACK, "extra_file", name)
    if "bagit.txt" in sums and container.read("bagit.txt", MOST_TAG_BYTES) != DECLARATION:
        findings.add(PACK, "not_bagit", "bagit.txt")
    payload = {name: each.sha256 for name, each in sums.items() if name.startswith("data/")}
    _check_list(container, MANIFEST, payload, findings)
    tags = {name: sums[name].sha256 for name in TAG_FILES if name in sums}
    _check_list(container, TAG_MANIFEST, tags, findings)
    _check_oxum(container, payload, findings)


def check_crcs(container: Container, sums: Mapping[str, Sum], findings: Findings) -> None:
    """Note every file whose bytes are not of the CRC that the zip states."""
    for name, crc in container.crcs.items():
        if sums[name].crc != crc:
            findings.add(_subject(name), "crc_differs", name)


def read_manifest(text: str) -> dict[str, str] | None:
    """Return what a manifest lists (name → SHA-256); None when a line is no entry or a name stands twice."""
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    listed = {match[2]: match[1] for match in lines if match}
    return listed if len(listed) == len(lines) else None


def _check_list(container: Container, name: str, real: Mapping[str, str], findings: Findings) -> None:
    if name not in container.sizes:
        return
    written = container.read(name, MOST_TAG_BYTES)
    if written == manifest(real):
        return
    listed = read_manifest(written.decode("utf-8", "replace"))
    if listed is None:
        findings.add(PACK, "manifest_unreadable", name)
        return
    if written != manifest(listed):
        findings.add(PACK, "manifest_form", name)
    for each in sorted(listed.keys() | real.keys()):
        if each not in real:
            findings.add(_subject(each), "missing_file", each, listed_in=name)
        elif each not in listed:
            findings.add(_subject(each), "extra_file", each, not_in=name)
        elif listed[each] != real[each]:
            findings.add(_subject(each), "hash_differs", each, listed_in=name, expected=listed[each], actual=real[each])


def _check_oxum(container: Container, payload: Iterable[str], findings: Findings) -> None:
    if "bag-info.txt" not in container.sizes:
        return
    sizes = [container.sizes[name] for name in payload]
    line = f"Payload-Oxum: {sum(sizes)}.{len(sizes)}"
    if line not in container.read("bag-info.txt", MOST_TAG_BYTES).decode("utf-8", "replace").splitlines():
        findings.add(PACK, "oxum_differs", "bag-info.txt", expected=line)


def _subject(name: str) -> Subject:
    return EVERYTHING if name == FACTS else ("file", name)


def _whole(container: Container) -> str:
    if container.whole is None:
        return ""
    digest = sha256()
    for place in range(0, len(container.whole), 1 << 20):
        digest.update(container.whole[place : place + (1 << 20)])
    return digest.hexdigest()


def _sum(container: Container, name: str) -> Sum:
    digest, crc = sha256(), 0
    for chunk in container.chunks(name):
        digest.update(chunk)
        crc = zlib.crc32(chunk, crc) if container.crcs else 0
    return Sum(digest.hexdigest(), crc)
