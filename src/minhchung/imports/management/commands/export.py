"""`minhchung export PATH`: the records in the format of the import, a workbook alone or a package with its files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from minhchung.errors import MinhChungError
from minhchung.imports.exporting import export
from minhchung.imports.importers.reporting import period_name
from minhchung.imports.importing import Scope
from minhchung.imports.named import unit_codes
from minhchung.imports.queries import unit_named
from minhchung.reporting.models import Period


class Command(BaseCommand):
    help = "Xuất số liệu theo đúng mẫu nhập: .xlsx chỉ có sổ, .zip có sổ và các tệp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--unit", default="", help="mã đơn vị (mặc định: tất cả)")
        parser.add_argument("--period", default="", help="kỳ báo cáo, như ở sheet Kỳ báo cáo: STTTT:nd09:year:2022:1")

    def handle(self, *_args: object, **options: object) -> None:
        path = Path(str(options["path"]))
        if path.suffix.lower() not in (".xlsx", ".zip"):
            raise CommandError("Tên tệp xuất phải kết thúc bằng .xlsx hoặc .zip.")
        console = Console(file=self.stdout._out if hasattr(self.stdout, "_out") else None)
        try:
            unit = unit_named(str(options["unit"])) if options["unit"] else None
            scope = Scope.of(unit, _period(str(options["period"])))
            rows = export(path, scope, tell=lambda sheet, count: console.print(f"{sheet}: {count}"))
        except MinhChungError as refusal:
            raise CommandError(str(refusal)) from refusal
        console.print(f"Đã xuất {rows} dòng vào {path}.")


def _period(name: str) -> Period | None:
    if not name:
        return None
    codes = unit_codes()
    found = [period for period in Period.objects.all() if period_name(period, codes) == name]
    if not found:
        raise CommandError(f"Không có kỳ báo cáo “{name}”.")
    return found[0]
