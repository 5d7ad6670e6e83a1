# ruff: noqa: T201 - a command prints
"""Read document numbers: normal form, grammar, type, and likelier readings of damaged ones.

Exit code 1 if any of them cannot be read, or, with --own, may not be given to a document of one's own.
"""

from __future__ import annotations

import argparse

from vanban.number import is_own_number, parse, suggestions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The numbers, and whether they are to be the agency's own."""
    parser.add_argument("numbers", nargs="+", metavar="NUMBER")
    parser.add_argument("--own", action="store_true", help="judge as a number to be issued (01, no letters)")


def run(options: argparse.Namespace) -> int:
    """Print a line a number."""
    exit_code = 0
    for text in options.numbers:
        number = parse(text)
        is_good = number is not None and (not options.own or is_own_number(text))
        exit_code = exit_code if is_good else 1
        kind = number.document_type.code if number and number.document_type else ""
        print(
            "\t".join(
                (
                    text,
                    str(number or ""),
                    number.form.value if number else "unreadable",
                    kind,
                    "ok" if is_good else "no",
                    ", ".join(suggestions(text)),
                )
            )
        )
    return exit_code
