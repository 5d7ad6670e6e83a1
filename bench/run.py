"""Measure subjects, print their tables and write bench/RESULTS.md: python -m bench.run [--quick|--long] [all|SUBJECT …]."""

from __future__ import annotations

import json
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path

from bench import machine
from bench.lines import Line, table
from bench.stand import ROOT, Stand

WORK = ROOT / "bench/work"
RESULTS = ROOT / "bench/RESULTS.md"
ORDER = ["report", "pack", "ledger", "numbers", "import", "pages", "citations"]
HEAD = """# Measured

Written by `script/bench`; `docs/howto/measure.md` says how and how to read it. A subject's figures are those of its last
run. The machine was shared with other work while these were taken, so read ratios before absolute times: what stands beside
a figure (a peer, or a limit of the machine) was measured in the same run. MISSED stands where a target of the project is not met; “met in
CPU time” where it is met but for the time that other work took from this one.
"""


def subjects() -> list[str]:
    """The names of all subjects: the files of subjects/, those of ORDER first."""
    found = sorted(path.stem for path in (ROOT / "bench/subjects").glob("*.py") if not path.stem.startswith("_"))
    return sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))


def main() -> None:
    """Measure what was asked for; --quick measures everything small and writes nothing."""
    options = {word for word in sys.argv[1:] if word.startswith("--")}
    asked = [word for word in sys.argv[1:] if word not in options] or ["all"]
    is_quick, is_long = "--quick" in options, "--long" in options
    asked += [name for name in subjects() if name.partition("_")[0] in asked]  # "citations" is "citations_accuracy" too
    if unknown := sorted(({*asked} - {"all", *subjects()}) | (options - {"--quick", "--long"})):
        sys.exit(f"script/bench: no {', '.join(unknown)}; there are {', '.join(subjects())}")
    chosen = subjects() if "all" in asked else [name for name in subjects() if name in asked]
    shutil.rmtree(WORK / "example-year", ignore_errors=True)
    for name in chosen:
        said = measured(name, is_quick, is_long)
        print(f"\n{section(said)}\n", flush=True)
        if not is_quick:
            _kept(name).write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
            write_results()
        shutil.rmtree(WORK / name, ignore_errors=True)
    shutil.rmtree(WORK / "example-year", ignore_errors=True)
    if not is_quick:
        print(f"→ {RESULTS.relative_to(ROOT)}")


def measured(name: str, is_quick: bool, is_long: bool) -> dict[str, object]:
    """A subject's lines, with what it was taken on and how long it took."""
    subject = import_module(f"bench.subjects.{name}")
    print(f"→ {subject.TITLE}", file=sys.stderr, flush=True)
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    before, begun, lines = machine.described(), time.perf_counter(), list[Line]()
    for line in subject.measure(Stand(name, folder, is_quick, is_long)):
        lines.append(line)
        print(f"  {line.what}: {' · '.join(line.cells)}", file=sys.stderr, flush=True)
    return {
        "title": subject.TITLE,
        "note": subject.NOTE,
        "columns": list(subject.COLUMNS),
        "lines": [line.as_json() for line in lines],
        "machine": before,
        "seconds": round(time.perf_counter() - begun),
    }


def section(said: dict[str, object]) -> str:
    """What a subject measured, as a section of the results."""
    lines = [Line(**{**line, "cells": tuple(line["cells"])}) for line in said["lines"]]
    taken = said["machine"]
    when = f"{taken['date']}, commit {taken['commit']}, load {taken['load before the run']}, {said['seconds']} s"
    return f"## {said['title']}\n\n{said['note']}\n\n{table(said['columns'], lines)}\n\nTaken {when}."


def write_results() -> None:
    """bench/RESULTS.md from the last figures of every subject."""
    kept = [json.loads(_kept(name).read_text("utf-8")) for name in subjects() if _kept(name).exists()]
    newest = max(kept, key=lambda said: said["machine"]["date"])["machine"]
    facts = "\n".join(
        f"- {name}: {value}" for name, value in newest.items() if name not in ("date", "commit", "load before the run")
    )
    text = "\n\n".join([HEAD + f"\n{facts}", *map(section, kept)])
    RESULTS.write_text(text + "\n", encoding="utf-8")


def _kept(name: str) -> Path:
    """The last figures of a subject, beside the results: a run of one subject keeps those of the others."""
    folder = ROOT / "bench/figures"
    folder.mkdir(exist_ok=True)
    return folder / f"{name}.json"


if __name__ == "__main__":
    main()
