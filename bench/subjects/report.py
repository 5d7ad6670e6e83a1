"""From records to an issued edition: figures, narrative, linter, PDF, DOCX, HTML, both packs; 1 to 1,000 example years."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.lines import Line, middle, verdict
from bench.stand import EXAMPLE, Stand

TITLE = "Report build"
NOTE = (
    "The example year's report, each time in a new process on a copy of the imported year: compute every figure with its"
    " lineage, lint, submit, approve, close the period, issue (HTML, PDF, DOCX, full and public pack, ledger proofs). wall"
    " and CPU s are those of the whole process from cold; the stages are processor seconds. “CPU ms a record” is all stages"
    " over the records: it must not grow. Larger years are the example many times over (`bench/multiplied.py`)."
)
COLUMNS = ("records", "wall s", "CPU s", "compute", "approve, close", "issue", "pack MB", "peak MB", "CPU ms a record")
SIZES = (1, 10, 100, 1000)
LIMITS = {1: 3.0, 100: 30.0}
MOST, LONG = 480, 7200


def measure(stand: Stand) -> Iterator[Line]:
    """One line a size: medians of three for the example itself, once for the larger years."""
    year, most, said = stand.example_year(), LONG if stand.is_long else MOST, dict[str, float]()
    base = 0.0
    for times in SIZES[: 2 if stand.is_quick else None]:
        if said and (expected := said["cpu"] * times / said["times"]) > most:
            yield Line(
                f"{times:,}×", (*[""] * 8, f"not run: about {expected:,.0f} CPU s; script/bench --long"), _target(times)
            )
            continue
        data = stand.copy_of(year, f"{times}x")
        rows = stand.step("multiplied", times, data=data)["rows"]
        runs = [_built(stand, data, times, run, most) for run in range(3 if times == 1 and not stand.is_quick else 1)]
        said = {name: middle([run[name] for run in runs]) for name in runs[0]} | {"times": times}
        work = said["compute"] + said["approve"] + said["issue"]
        base = base or work / rows
        cells = (
            f"{rows:,.0f}",
            f"{said['wall']:.2f}",
            f"{said['cpu']:.2f}",
            f"{said['compute']:.2f}",
            f"{said['approve']:.2f}",
            f"{said['issue']:.2f}",
            f"{said['bytes'] / 1e6:.1f}",
            f"{said['peak']:.0f}",
            f"{work * 1000 / rows:.2f} ({work / rows / base:.2f} of 1×)",
        )
        limit, grows = LIMITS.get(times, float("inf")), work / rows > 1.1 * base
        yield Line(
            f"{times:,}×",
            cells,
            _target(times),
            verdict(said["wall"] < limit and not grows, said["cpu"] < limit and not grows),
        )


def _built(stand: Stand, data: Path, times: int, run: int, most: float) -> dict[str, float]:
    return stand.step("build", data=stand.copy_of(data, f"{times}x-run{run}"), seconds=most * 4)


def _target(times: int) -> str:
    return f"< {LIMITS[times]:.0f} s" if times in LIMITS else "grows no faster"


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
    """Issue the example's report; processor seconds a stage and the bytes of the full pack."""
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
    begun = time.process_time()
    yield
    seconds[name] = time.process_time() - begun
