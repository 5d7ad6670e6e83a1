"""How well citations are found: now, at the last release, and by a fixed regular expression; with what was won and lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.citation_baseline import find as baseline
from bench.citation_scores import FIELDS, Row, Score, changes, rows_of, score
from bench.lines import Line
from bench.stand import ROOT, Stand

TITLE = "Citations: accuracy"
NOTE = (
    "F1 of spans, and on overlapping spans the share of fields that agree, leniently (case, accents and punctuation aside)."
    " “now” is this checkout, the release is its kept output, the baseline is one regular expression that is never improved."
    " Our own sentences were looked at while the forms were written, so they flatter; passages of others are scored where"
    " the variable MINHCHUNG_BENCH_CITATIONS names a file of them. What each row won and lost since the release is printed."
)
COLUMNS = ("labelled", "found", "F1 exact", "F1 overlapping", *FIELDS)
GOLD = ROOT / "tests/gold/citations.jsonl"
RELEASED = ROOT / "bench/released"


def measure(stand: Stand) -> Iterator[Line]:
    """A line a set and a reader; the changes go to standard error."""
    yield from _set("our own sentences", rows_of(GOLD), _released())
    if (path := os.environ.get("MINHCHUNG_BENCH_CITATIONS")) and not stand.is_quick:
        passages = rows_of(Path(path))
        yield from _set("passages of others", passages, None)
        for source in sorted({row["source"] for row in passages if "source" in row}):
            yield from _set(f"… {source}", [row for row in passages if row.get("source") == source], None)


def _set(what: str, labelled: Sequence[Row], release: tuple[str, dict[str, list[Row]]] | None) -> Iterator[Line]:
    now = {row["id"]: found_in(row["text"]) for row in labelled}
    yield _line(f"{what}: now", score(labelled, now))
    if release:
        name, then = release
        yield _line(f"{what}: {name}", score([row for row in labelled if row["id"] in then], then))
        known = [row for row in labelled if row["id"] in then]
        for change in changes(known, then, now):
            print(f"  {change}", file=sys.stderr)
    yield _line(f"{what}: baseline", score(labelled, {row["id"]: baseline(row["text"]) for row in labelled}))


def _line(what: str, said: Score) -> Line:
    shares = (f"{said.share(name):.3f}" for name in FIELDS)
    return Line(
        what, (str(said.labelled), str(said.found), f"{said.f1_exact:.3f}", f"{said.f1_overlapping:.3f}", *shares)
    )


def found_in(text: str) -> list[Row]:
    """What this checkout finds in *text*, as rows of a gold set."""
    from vanban.citations import find
    from vanban.commands.cite import as_row

    return [as_row(one) for one in find(text)]


def _released() -> tuple[str, dict[str, list[Row]]] | None:
    """The newest kept output: its name and the citations by passage."""
    kept = sorted(
        RELEASED.glob("citations-*.jsonl"), key=lambda path: [int(part) for part in path.stem[10:].split(".")]
    )
    if not kept:
        return None
    return kept[-1].stem.replace("-", " "), {row["id"]: row["citations"] for row in rows_of(kept[-1])}
