"""`minhchung import PATH…`: check sources, show what they would change, record them; `import undo BATCH`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.prompt import Confirm

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.errors import MinhChungError
from minhchung.imports.actions import commit, stage, undo
from minhchung.imports.errors import NothingToDoError
from minhchung.imports.models import ImportBatch
from minhchung.imports.queries import unit_named
from minhchung.imports.telling import counts_table, differences_table, findings_table
from minhchung.organisation.models import Unit


class Command(BaseCommand):
    help = "Nhập sổ .xlsx, gói .zip, tệp .jsonl[.gz] hoặc thư mục văn bản; “import undo SỐ” hoàn tác một đợt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="+", metavar="PATH", help="các tệp cần nhập, hoặc “undo” và số của đợt")
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra và cho xem thay đổi, không ghi")
        parser.add_argument("--yes", action="store_true", help="ghi mà không hỏi lại")
        parser.add_argument("--by", default="", help="tên đăng nhập của người nhập (mặc định: chính hệ thống)")
        parser.add_argument("--unit", default="", help="mã cơ quan (mặc định: cơ quan duy nhất)")
        parser.add_argument("--at", default="", help="thời điểm ghi nhận, dạng 2022-04-04T08:00:00+07:00")

    def handle(self, *_args: object, **options: object) -> None:
        self._console = Console(file=self.stdout._out if hasattr(self.stdout, "_out") else None)
        what, by = list(map(str, options["what"])), self._user(str(options["by"]))  # type: ignore[call-overload]
        instant = _instant(str(options["at"])) or clock.now()
        try:
            with clock.at(instant):
                if what[0] == "undo":
                    self._undo(what[1:], by)
                else:
                    unit = unit_named(str(options["unit"])) if options["unit"] else None
                    self._import(what, by, unit, is_check=bool(options["check"]), is_sure=bool(options["yes"]))
        except MinhChungError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _import(
        self, paths: Sequence[str], by: User | None, unit: Unit | None, *, is_check: bool, is_sure: bool
    ) -> None:
        refused = 0
        for path in map(Path, paths):
            try:
                batch = self._staged(path, by, unit)
            except NothingToDoError as refusal:
                self._console.print(str(refusal))
                continue
            if batch.error_count:
                refused += 1
                self._console.print(f"{batch.name}: còn {batch.error_count} lỗi, chưa ghi gì.")
            elif is_check:
                self._console.print(f"{batch.name}: kiểm tra xong, chưa ghi gì.")
            elif is_sure or Confirm.ask(f"Ghi {batch.create_count + batch.change_count} dòng?", console=self._console):
                self._commit(batch, by)
        if refused:
            raise CommandError(f"{refused} tệp còn lỗi.", returncode=1)

    def _staged(self, path: Path, by: User | None, unit: Unit | None) -> ImportBatch:
        self._console.print(f"[bold]{path.name}[/bold]")
        with Progress(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=self._console
        ) as bar:
            show = partial(bar.update, bar.add_task("Đang đọc"))
            batch = stage(path=path, unit=unit, by=by, tell=lambda sheet, rows: show(description=f"{sheet}: {rows}"))
        self._console.print(counts_table(batch))
        for table in (findings_table(batch), differences_table(batch)):
            if table.row_count:
                self._console.print(table)
        return batch

    def _commit(self, batch: ImportBatch, by: User | None) -> None:
        total = batch.create_count + batch.change_count
        columns = (TextColumn("Đang ghi"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._console) as bar:
            show = partial(bar.update, bar.add_task("", total=total))
            commit(batch=batch, by=by, tell=lambda done: show(completed=done))
        self._console.print(
            f"{batch.name}: đã ghi {total} dòng (đợt {batch.pk}; hoàn tác: minhchung import undo {batch.pk})."
        )

    def _undo(self, numbers: Sequence[str], by: User | None) -> None:
        if len(numbers) != 1 or not numbers[0].isdigit():
            raise CommandError("Hãy ghi số của đợt, ví dụ: minhchung import undo 3")
        batch = ImportBatch.objects.filter(pk=int(numbers[0])).first()
        if batch is None:
            raise CommandError(f"Không có đợt nhập {numbers[0]}.")
        undo(batch=batch, by=by)
        self._console.print(f"Đã hoàn tác đợt {batch.pk} ({batch.name}).")

    def _user(self, username: str) -> User | None:
        if not username:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{username}”.")
        return user


def _instant(written: str) -> datetime | None:
    if not written:
        return None
    try:
        instant = datetime.fromisoformat(written)
    except ValueError as error:
        raise CommandError(f"“{written}” không phải thời điểm đọc được.") from error
    if instant.tzinfo is None:
        raise CommandError("Thời điểm phải có múi giờ, ví dụ 2022-04-04T08:00:00+07:00.")
    return instant
