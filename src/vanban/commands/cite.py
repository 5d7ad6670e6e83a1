# ruff: noqa: T201 - a command prints
"""List the documents that texts cite (TXT, HTML, DOCX, PDF with text, "-" for standard input).

`vanban cite FILE…` prints a table; `--format json` one object a file; `--format html` the text with the citations marked.
`vanban cite --jsonl IN OUT` reads rows {"id", "text"} and writes {"id", "citations": […]}.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vanban.citations import Citation, annotate_html, find
from vanban.reading.inputs import Refused, over_files, shown, text_of_file, warn, write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files and the shape of the output."""
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--jsonl", nargs=2, metavar=("IN", "OUT"), help="rows of JSON in and out")
    parser.add_argument("--format", choices=("table", "json", "html"), default="table")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(options: argparse.Namespace) -> int:
    """Print the citations; 2 if a file was refused."""
    if options.jsonl:
        return _rows(*options.jsonl, is_quiet=options.quiet)
    exit_code = 0
    for path, result in over_files(_cited, options.files or ["-"], is_quiet=options.quiet):
        if isinstance(result, Refused):
            warn("cite", result)
            exit_code = 2
            continue
        _print(path, *result, shape=options.format)
    return exit_code


def _cited(path: str) -> tuple[str, list[Citation]] | Refused:
    text = text_of_file(path)
    return text if isinstance(text, Refused) else (text, find(text))


def as_row(citation: Citation) -> dict[str, Any]:
    """The citation in the shape of citation gold sets."""
    row = asdict(citation)
    return {key: row[key] for key in ("start", "end", "type", "number", "date", "issuer", "title", "articles")}


def _rows(source: str, target: str, *, is_quiet: bool) -> int:
    """Answer each row of *source* in *target*, which appears whole or not at all; "-" is standard input or output."""
    try:
        lines = (
            (sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()).decode("utf-8-sig").split("\n")
        )
        rows = [_row(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    except UnicodeDecodeError:
        print(f"vanban cite: {source}: not UTF-8", file=sys.stderr)
        return 2
    except _BadRowError as refusal:
        print(f'vanban cite: {source}:{refusal}: a row needs "id" and "text"', file=sys.stderr)
        return 2
    answers = (_answer(row) for row in shown(iter(rows), len(rows), is_quiet=is_quiet))
    if target == "-":
        for answer in answers:
            sys.stdout.write(answer)
        return 0
    write_whole(Path(target), answers)
    return 0


class _BadRowError(Exception):
    """The number of a line that holds no row."""


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise _BadRowError(number) from None
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise _BadRowError(number)
    return row


def _answer(row: dict[str, Any]) -> str:
    found = {"id": row["id"], "citations": [as_row(one) for one in find(row["text"])]}
    # A lone surrogate, which JSON may hold, has no UTF-8: it goes out escaped as it came.
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _print(path: str, text: str, cited: list[Citation], *, shape: str) -> None:
    if shape == "json":
        rows = [as_row(one) | {"text": one.text, "relation": one.relation} for one in cited]
        print(json.dumps({"file": path, "citations": rows}, ensure_ascii=False))
    elif shape == "html":
        print(annotate_html(text, cited))
    else:
        for one in cited:
            print(
                "\t".join(
                    (
                        path,
                        str(one.start),
                        one.type,
                        one.number or "",
                        one.date or "",
                        one.issuer or "",
                        "; ".join(one.articles),
                        " ".join(one.text.split()),
                    )
                )
            )
