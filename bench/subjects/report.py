"""From records to an issued edition: figures, narrative, linter, PDF, DOCX, HTML, both packs; 1 to 1,000 example years."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import TimeoutExpired

from bench.lines import Line, middle
from bench.stand import EXAMPLE, Stand

TITLE = "Report build"
NOTE = (
    "The example year's report, each time in a new process on a copy of the imported year: compute every figure with its"
    " lineage, lint, submit, approve, close the period, issue (HTML, PDF, DOCX, full and public pack, ledger proofs)."
    " “growth” is the time beyond the start of Python, per record, against the 1× year: above 1.0 it grows faster than the"
    " records. Larger years are the example many times over (`bench/multiplied.py`)."
)
COLUMNS = ("records", "wall s", "compute", "approve, close", "issue", "pack MB", "peak MB", "growth")
SIZES = (1, 10, 100, 1000)
LIMITS = {1: 3.0, 100: 30.0}
MOST_SECONDS = 420


def measure(stand: Stand) -> Iterator[Line]:
    """One line a size: medians of three for the example itself, once for the larger years."""
    year = stand.example_year()
    base = 0.0
    for times in SIZES[: 2 if stand.is_quick else None]:
        data = stand.copy_of(year, f"{times}x")
        made = stand.step("multiplied", times, data=data)
        try:
            runs = [_built(stand, data, times, run) for run in range(3 if times == 1 and not stand.is_quick else 1)]
        except TimeoutExpired:
            yield Line(
                f"{times:,}×",
                (f"{made['rows']:,.0f}", f"> {MOST_SECONDS}", "", "", "", "", "", ""),
                _target(times),
                False,
            )
            continue
        except RuntimeError:
            yield Line(f"{times:,}×", (f"{made['rows']:,.0f}", "failed", "", "", "", "", "", ""), _target(times), False)
            continue
        said = {name: middle([run[name] for run in runs]) for name in runs[0]}
        work = (said["compute"] + said["approve"] + said["issue"]) / made["rows"]
        base = base or work
        cells = (
            f"{made['rows']:,.0f}",
            f"{said['wall']:.2f}",
            f"{said['compute']:.2f}",
            f"{said['approve']:.2f}",
            f"{said['issue']:.2f}",
            f"{said['bytes'] / 1e6:.1f}",
            f"{said['peak']:.0f}",
            f"{work / base:.2f}",
        )
        met = (said["wall"] < LIMITS[times] if times in LIMITS else True) and work / base <= 1.1
        yield Line(f"{times:,}×", cells, _target(times), met)


def _built(stand: Stand, data: Path, times: int, run: int) -> dict[str, float]:
    return stand.step("build", data=stand.copy_of(data, f"{times}x-run{run}"), seconds=MOST_SECONDS)


def _target(times: int) -> str:
    return f"< {LIMITS[times]:.0f} s" if times in LIMITS else "growth ≤ 1"


def replay_example(packages: str) -> dict[str, float]:
    """Import the example year from *packages*."""
    from minhchung.imports.replaying import replay

    replay(Path(packages))
    return {}


def multiplied(times: str) -> dict[str, float]:
    """Bring the year to *times* its records; how many there are then."""
    from bench.multiplied import multiply
    from minhchung.imports.models import ImportBatch

    written = multiply(int(times))["rows"]
    return {"rows": written + sum(batch.create_count for batch in ImportBatch.objects.all())}


def build() -> dict[str, float]:
    """Issue the example's report; seconds a stage and the bytes of the full pack."""
    from minhchung import clock
    from minhchung.accounts.models import User
    from minhchung.imports.replaying import read_example
    from minhchung.reporting.actions import approve_report, close_period, compile_report, issue_report, submit_report
    from minhchung.reporting.enums import EditionFile
    from minhchung.reporting.models import Report

    example, seconds = read_example(EXAMPLE), dict[str, float]()
    report = Report.objects.select_related("period").get(key=example.report)
    users = {role: User.objects.get(username=name) for role, name in example.users.items()}
    with _timed(seconds, "compute"), clock.at(example.instants["compiled_at"]):
        if not compile_report(report=report, by=users["drafter"]).is_clean:
            raise SystemExit("the report has orphans")
        submit_report(report=report, by=users["drafter"])
    report.refresh_from_db()
    with _timed(seconds, "approve"), clock.at(example.instants["approved_at"]):
        approve_report(report=report, by=users["approver"])
        close_period(period=report.period, by=users["approver"])
    with _timed(seconds, "issue"), clock.at(example.instants["issued_at"]):
        edition = issue_report(report=report, by=users["records_officer"])
    return seconds | {"bytes": edition.parts.get(kind=EditionFile.PACK).file.size}


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - begun
