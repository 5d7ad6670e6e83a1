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
from vanban.reading.inputs import Refused, over_files, text_of_file, warn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files and the shape of the output."""
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--jsonl", nargs=2, metavar=("IN", "OUT"), help="rows of JSON in and out")
    parser.add_argument("--format", choices=("table", "json", "html"), default="table")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(options: argparse.Namespace) -> int:
    """Print the citations; 2 if a file was refused."""
    if options.jsonl:
        return _rows(*options.jsonl)
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


def _rows(source: str, target: str) -> int:
    with Path(source).open(encoding="utf-8") as lines, Path(target).open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text, identifier = str(row["text"]), row["id"]
            except (ValueError, KeyError, TypeError):
                print(f'vanban cite: {source}:{number}: a row needs "id" and "text"', file=sys.stderr)
                return 2
            out.write(
                json.dumps({"id": identifier, "citations": [as_row(one) for one in find(text)]}, ensure_ascii=False)
                + "\n"
            )
    return 0


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
