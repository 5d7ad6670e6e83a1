# ruff: noqa: T201 - a command prints
"""List the numbers, percentages, dates and periods of texts that a reader could check.

`--all` adds those that are no claims, each with its reason; `--format json` prints one object a file.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from vanban.claims import Claim, NotClaim, find_all
from vanban.reading.inputs import Refused, over_files, text_of_file, warn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files and the shape of the output."""
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--all", action="store_true", help="also what is no claim, with the reason")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(options: argparse.Namespace) -> int:
    """Print the claims; 2 if a file was refused."""
    exit_code = 0
    for path, result in over_files(_claimed, options.files or ["-"], is_quiet=options.quiet):
        if isinstance(result, Refused):
            warn("claims", result)
            exit_code = 2
            continue
        rows = [as_row(one) for one in result if options.all or isinstance(one, Claim)]
        if options.format == "json":
            print(json.dumps({"file": path, "claims": rows}, ensure_ascii=False))
        else:
            for row in rows:
                print(
                    "\t".join(
                        (
                            path,
                            str(row["start"]),
                            str(row["kind"]),
                            str(row["value"]),
                            str(row["noun"]),
                            " ".join(str(row["text"]).split()),
                        )
                    )
                )
    return exit_code


def _claimed(path: str) -> list[Claim | NotClaim] | Refused:
    text = text_of_file(path)
    return text if isinstance(text, Refused) else find_all(text)


def as_row(one: Claim | NotClaim) -> dict[str, Any]:
    """A finding as plain values; figures as strings, so that no reader turns them into floats."""
    row: dict[str, Any] = {"start": one.start, "end": one.end, "text": one.text}
    if isinstance(one, NotClaim):
        return row | {"kind": "not-a-claim", "value": one.reason.value, "noun": ""}
    return row | {"kind": one.kind.value, "value": str(one.value), "noun": one.noun or one.unit}
