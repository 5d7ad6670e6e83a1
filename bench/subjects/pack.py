"""A pack of 500 MB built and verified, beside sha256sum of the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from bench.lines import Line, middle, verdict
from bench.stand import Stand

TITLE = "Pack build and verify"
NOTE = (
    "The example's full pack with files of 1 MB added until it holds 500 MB. sha256sum (coreutils) reads the finished zip;"
    " all reads come from the page cache; medians of three. A pack is verified by hashing every byte and computing every"
    " CRC-32, so sha256sum is the limit."
)
COLUMNS = ("MB/s", "beside sha256sum", "peak MB")
MEGABYTES = 500


def measure(stand: Stand) -> Iterator[Line]:
    """Build and verify in a process each."""
    size = 20 if stand.is_quick else MEGABYTES
    data = stand.copy_of(stand.example_year(), "data")
    built = stand.step("build", stand.folder, size, data=data)
    pack = stand.folder / "pack.zip"
    limit = _rate(pack, lambda: subprocess.run(["sha256sum", pack], check=True, stdout=subprocess.DEVNULL))
    verified = stand.step("verify_pack", pack)
    alone = _rate(pack, lambda: _verify_alone(stand.folder, pack))
    yield Line(f"sha256sum of the {pack.stat().st_size / 1e6:.0f} MB", (f"{limit:.0f}", "1.00", ""))
    yield Line("build", (f"{built['rate']:.0f}", f"{built['rate'] / limit:.2f}", f"{built['peak']:.0f}"))
    yield _verified("verify (vanban.pack.verify)", verified["rate"], limit, f"{verified['peak']:.0f}")
    yield _verified("verify.py from the pack, from cold", alone, limit, "")


def _verified(what: str, rate: float, limit: float, memory: str) -> Line:
    return Line(what, (f"{rate:.0f}", f"{rate / limit:.2f}", memory), "≥ 0.5 of sha256sum", verdict(rate >= limit / 2))


def build(folder: str, megabytes: str) -> dict[str, float]:
    """Build the pack three times; megabytes a second."""
    from vanban.pack.build import build_file

    contents, pack = _contents(Path(folder), int(megabytes)), Path(folder) / "pack.zip"
    return {"rate": _rate(pack, lambda: build_file(contents, pack))}


def verify_pack(pack: str) -> dict[str, float]:
    """Verify the pack three times; megabytes a second."""
    from vanban.pack.verify import verify

    def once() -> None:
        verdict = verify(Path(pack))
        if not verdict.is_valid:
            raise SystemExit(f"the pack is not valid: {verdict.findings[:3]}")

    return {"rate": _rate(Path(pack), once)}


def _contents(folder: Path, megabytes: int) -> object:
    """What the example's edition packs, with more evidence; its issue is not in the ledger, which knew other facts."""
    from bench.subjects.report import build as issue
    from minhchung.reporting.editions import replayed_contents
    from minhchung.reporting.models import Edition
    from vanban.pack.contents import Evidence, File

    issue()
    contents = replayed_contents(Edition.objects.get())
    proof = contents.evidence[0]
    added = []
    for number in range(megabytes):
        path = folder / f"scan-{number:04d}"
        path.write_bytes(os.urandom(1_000_000))
        file = File(
            sha256(path.read_bytes()).hexdigest(), 1_000_000, f"scan-{number:04d}.bin", "application/octet-stream", path
        )
        added.append(Evidence(f"evidence:scan-{number:04d}", "Bản quét", None, None, proof.recorded_at, (file,)))
    return replace(contents, evidence=(*contents.evidence, *added), ledger=replace(contents.ledger, issue=None))


def _rate(pack: Path, do: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - begun)
    return pack.stat().st_size / 1e6 / middle(seconds)


def _verify_alone(folder: Path, pack: Path) -> None:
    script = folder / "verify.py"
    with ZipFile(pack) as opened:
        script.write_bytes(opened.read("verify.py"))
    subprocess.run([sys.executable, "-I", "-S", script, pack], check=True, stdout=subprocess.DEVNULL)
