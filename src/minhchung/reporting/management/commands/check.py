"""`minhchung check FILE`: what the records say of every figure and document in a text."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from textwrap import shorten

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from minhchung.errors import MinhChungError
from minhchung.reporting.check import CheckResult, check_text
from minhchung.reporting.management.asking import agency, period_named
from vanban.reading import ReadingError, read_text

_VERDICTS = {
    "supported": ("có căn cứ", "green"),
    "contradicted": ("trái với sổ sách", "red"),
    "not_found": ("không tìm thấy", "yellow"),
}
_NARROWEST = 118
_TITLE = 44
_KINDS = {"figure": "số liệu", "document": "văn bản", "date": "ngày"}


class Command(BaseCommand):
    help = "Check every figure and document of a text (txt, html, docx, pdf) against the records of a period."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="without a file, Django's own system check runs")
        parser.add_argument("--deploy", action="store_true", help="with no file: check the settings for production")
        parser.add_argument("--period", help="2022, 2022-Q1, 2022-03 (default: the newest period)")
        parser.add_argument("--unit", help="symbol of the agency, as STTTT (default: the only one with periods)")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *args: object, **options: object) -> None:
        if options["file"] is None:
            self.check(include_deployment_checks=options["deploy"], display_num_errors=True)
            return
        try:
            text = read_text(options["file"].read_bytes(), options["file"].name)
            period = period_named(agency(options["unit"]), options["period"])
            results = check_text(text, period)
        except (MinhChungError, ReadingError, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps([as_json(each) for each in results], ensure_ascii=False, indent=1))
        else:
            console = Console()
            console.width = max(console.width, _NARROWEST)
            console.print(table(results, str(period)))


def table(results: list[CheckResult], period: str) -> Table:
    """The results as a table for people, one row each in the order of the text."""
    shown = Table(title=f"Đối chiếu với sổ sách, kỳ {period}", show_lines=True)
    for name in ("#", "Loại", "Văn bản viết", "Kết luận", "Sổ sách ghi", "Minh chứng"):
        shown.add_column(name, overflow="fold")
    for number, each in enumerate(results, start=1):
        verdict, colour = _VERDICTS[each.verdict]
        shown.add_row(
            str(number), _KINDS[each.kind], each.text, f"[{colour}]{verdict}[/]", each.recorded or "–", proofs_of(each)
        )
    counts = {name: sum(each.verdict == name for each in results) for name in _VERDICTS}
    shown.caption = ", ".join(f"{counts[name]} {_VERDICTS[name][0]}" for name in _VERDICTS)
    return shown


def proofs_of(result: CheckResult) -> str:
    """The evidence in one cell: the first files with the beginning of their hashes, and how many more there are."""
    files = [(proof.title, file.sha256) for proof in result.evidence for file in proof.files]
    lines = [f"{shorten(title, _TITLE, placeholder='…')} ({digest[:8]}…)" for title, digest in files[:2]]
    return "\n".join([*lines, *([f"và {len(files) - 2} tệp khác"] if len(files) > 2 else [])]) or "–"


def as_json(result: CheckResult) -> dict[str, object]:
    """The result as plain data."""
    return {
        "kind": result.kind,
        "text": result.text,
        "sentence": result.sentence,
        "verdict": result.verdict,
        "said": result.said,
        "recorded": result.recorded,
        "key": result.key,
        "start": result.start,
        "end": result.end,
        "evidence": [
            {"id": proof.id, "title": proof.title, "files": [file.sha256 for file in proof.files]}
            for proof in result.evidence
        ],
    }
