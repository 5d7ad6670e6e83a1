"""Masked copies of the evidence of an edition, for its public pack (P12); made once, when it is issued."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import vanban
from minhchung.accounts.enums import Sensitivity
from minhchung.files.blobs import path_of
from minhchung.reporting.bindings import Bound
from minhchung.reporting.enums import LineageKind
from minhchung.reporting.figures import Said
from minhchung.reporting.indicators import Proof, families
from vanban.masking import MASKABLE, masked_csv
from vanban.pack.contents import File

_AT_ONCE = 500
_LENGTH = 4


def masked_copies(proofs: Iterable[Proof], bound: Bound) -> dict[str, File]:
    """SHA-256 of an original → its masked copy: mosaics of pictures and PDFs, extracts of our registers without names.

    None for other types, for what cannot be read, and for all that somebody restricted. A copy carries no name that an
    original had: file names name people too.
    """
    proofs = list(proofs)
    restricted = {
        file.sha256 for proof in proofs if proof.sensitivity == Sensitivity.RESTRICTED for file in proof.files
    }
    papers = {
        file.sha256: file.media_type
        for proof in proofs
        if proof.kind != LineageKind.EXTRACT
        for file in proof.files
        if file.media_type in MASKABLE and file.sha256 not in restricted
    }
    mosaics = {sha256: File.of(made, "ban-che.png", "image/png") for sha256, made in _mosaics(papers)}
    return mosaics | _extracts(bound.figures.values())


def _extracts(figures: Iterable[Said]) -> dict[str, File]:
    """A column is hidden if any family calls it personal: nobody need know which family an extract came from."""
    personal = {name for family in families() for name in family.personal}
    proofs = chain.from_iterable(said.proofs for said in figures)
    extracts = {file.sha256 for proof in proofs if proof.kind == LineageKind.EXTRACT for file in proof.files}
    found: dict[str, File] = {}
    for sha256 in sorted(extracts):
        place = path_of(sha256)
        made = masked_csv(place.read_bytes(), personal) if place.is_file() else None
        if made is not None:
            found[sha256] = File.of(made, "ban-che.csv", "text/csv")
    return found


def _mosaics(papers: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    waiting = sorted(papers)
    while waiting:
        now = waiting[:_AT_ONCE]
        answers = _answers([(papers[sha256], path_of(sha256)) for sha256 in now])
        yield from ((sha256, made) for sha256, made in zip(now, answers, strict=False) if made)
        waiting = waiting[max(1, len(answers)) :]


def _answers(requests: list[tuple[str, Path]]) -> list[bytes]:
    """The mosaics of the first files, b"" for those that have none; one that ends the process is the last of them."""
    asked = b"".join(media_type.encode() + b"\0" + os.fsencode(path) + b"\0" for media_type, path in requests)
    command = [sys.executable, "-P", "-m", "vanban.masking_process"]
    environment = {"PYTHONPATH": str(Path(vanban.__file__).parents[1])}
    done = subprocess.run(command, input=asked, capture_output=True, check=False, env=environment)  # noqa: S603
    if done.returncode > 0:  # a fault of ours; a hostile file ends the process by a signal
        raise subprocess.CalledProcessError(done.returncode, command, stderr=done.stderr)
    answers, place = [], 0
    while place + _LENGTH <= len(done.stdout):
        end = place + _LENGTH + int.from_bytes(done.stdout[place : place + _LENGTH], "big")
        answers.append(done.stdout[place + _LENGTH : end])
        place = end
    return answers if done.returncode == 0 else [*answers, b""]
