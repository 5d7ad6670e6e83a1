# ruff: noqa: T201 - a command prints
"""Show or update the catalogue of laws (type, number, name, issued_on, in_force_on, status, amended_by, source).

`vanban laws list` prints it as CSV; `vanban laws update FILE.csv` judges the rows of FILE, merges them by number and prints
the result; with `--write` it takes the catalogue's place. Cells that a row leaves empty keep what is known.
"""

from __future__ import annotations

import argparse
import sys
from importlib.resources import as_file, files
from pathlib import Path

from vanban.citations.law_updates import merged, read_update
from vanban.citations.laws import laws, write_laws
from vanban.reading.inputs import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The action; for an update the CSV and whether to keep it."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="print the catalogue")
    update = actions.add_parser("update", help="merge the rows of a CSV")
    update.add_argument("file", metavar="FILE.csv")
    update.add_argument("--write", action="store_true", help="replace the catalogue of this installation")


def run(options: argparse.Namespace) -> int:
    """Print the catalogue, merged or as it is; 2 when a row was refused, and nothing printed then."""
    if options.action == "list":
        print(write_laws(laws()), end="")
        return 0
    try:
        text = Path(options.file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        print(f"vanban laws: {options.file}: not UTF-8", file=sys.stderr)
        return 2
    newer, faults = read_update(text)
    for fault in faults:
        print(f"vanban laws: {options.file}:{fault}", file=sys.stderr)
    if faults:
        return 2
    result = write_laws(merged(laws(), newer))
    if options.write:
        _replace(result)
    else:
        print(result, end="")
    return 0


def _replace(text: str) -> None:
    """Put *text* in the catalogue's place in one step, so that no reader meets half of it."""
    with as_file(files("vanban.citations").joinpath("laws.csv")) as path:
        write_whole(path, [text])
