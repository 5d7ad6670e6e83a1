# ruff: noqa: T201 - a command prints
"""Check a CSV of laws (type, number, name, issued_on) and print it merged into the catalogue, sorted: the new laws.csv."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vanban.citations.laws import laws, read_laws, write_laws


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The CSV with new or corrected laws."""
    parser.add_argument("file", metavar="FILE.csv")


def run(options: argparse.Namespace) -> int:
    """Print the merged catalogue; a row with a known number replaces that law."""
    try:
        added = read_laws(Path(options.file).read_text(encoding="utf-8-sig"))
    except (KeyError, ValueError) as error:
        print(f"vanban laws: {options.file}: {error}", file=sys.stderr)
        return 2
    merged = {law.key: law for law in (*laws(), *added)}
    print(write_laws(merged.values()), end="")
    return 0
