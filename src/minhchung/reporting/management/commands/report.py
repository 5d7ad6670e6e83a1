"""`minhchung report compile|lint|issue|export KEY`: what a report needs from draft to files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from minhchung.errors import MinhChungError
from minhchung.files.queries import read
from minhchung.reporting.actions import compile_report, issue_report
from minhchung.reporting.enums import EditionFile
from minhchung.reporting.errors import NamedNothingError
from minhchung.reporting.linting import Linted, lint_report
from minhchung.reporting.management.asking import actor, report_named
from minhchung.reporting.models import Edition, Report

EXPORTED = (EditionFile.PDF, EditionFile.DOCX, EditionFile.HTML, EditionFile.PACK, EditionFile.PUBLIC_PACK)


class Command(BaseCommand):
    help = "Compile a report's figures, lint it, issue it, or write the files of its newest edition to a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["compile", "lint", "issue", "export"])
        parser.add_argument("key", help="key of the report")
        parser.add_argument("--by", help="user who acts (default: the installation itself)")
        parser.add_argument("--out", type=Path, default=Path("out"), help="folder for export")

    def handle(self, *args: object, **options: object) -> None:
        try:
            report, by = report_named(options["key"]), actor(options["by"])
            if options["deed"] == "compile":
                self._show(compile_report(report=report, by=by))
            elif options["deed"] == "lint":
                self._show(lint_report(report))
            elif options["deed"] == "issue":
                edition = issue_report(report=report, by=by)
                self.stdout.write(f"Đã ban hành {edition.number}, {edition.issued_on:%d/%m/%Y}.")
            else:
                for path in export(report, options["out"]):
                    self.stdout.write(str(path))
        except MinhChungError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _show(self, linted: Linted) -> None:
        if linted.is_clean:
            self.stdout.write(f"Mọi chỗ đều có nguồn: {len(linted.bound.figures)} số liệu.")
            return
        Console().print(orphan_table(linted))
        raise CommandError(f"Còn {len(linted.orphans) + len(linted.gaps)} chỗ chưa có nguồn.")


def export(report: Report, folder: Path) -> list[Path]:
    """Write the files of the newest edition of *report* into *folder* and return their paths."""
    edition = Edition.objects.filter(report=report).order_by("-ordinal").first()
    if edition is None:
        raise NamedNothingError(what="bản ban hành của báo cáo", name=report.key, count=0)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for part in edition.parts.select_related("file").filter(kind__in=EXPORTED).order_by("kind"):
        path = folder / EditionFile(part.kind).label
        path.write_bytes(read(part.file))
        paths.append(path)
    return paths


def orphan_table(linted: Linted) -> Table:
    """Each orphan with its sentence and what could stand in its place."""
    shown = Table(title="Chỗ chưa có nguồn", show_lines=True)
    for name in ("Chữ", "Câu", "Lý do", "Có thể dùng"):
        shown.add_column(name, overflow="fold")
    for orphan in linted.orphans:
        shown.add_row(orphan.text, orphan.sentence, orphan.reason, "\n".join(orphan.candidates) or "–")
    for gap in linted.gaps:
        shown.add_row(gap.key, gap.text or "–", gap.code, "–")
    return shown
