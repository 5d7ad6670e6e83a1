"""`minhchung replay FOLDER`: import an example year on its own clock; a second run changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from minhchung.errors import MinhChungError
from minhchung.imports.replaying import replay


class Command(BaseCommand):
    help = "Nhập năm mẫu theo đồng hồ riêng của nó; chạy lần hai không thay đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: object, **options: object) -> None:
        console = Console(file=self.stdout._out if hasattr(self.stdout, "_out") else None)
        columns = (TextColumn("{task.description:32}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        try:
            with Progress(*columns, console=console) as progress:
                bars: dict[str, Callable[..., None]] = {}

                def tell(step: str, done: int, total: int) -> None:
                    if step not in bars:
                        bars[step] = partial(progress.update, progress.add_task(step, total=total))
                    bars[step](completed=done)

                batches = replay(Path(str(options["folder"])), tell)
        except MinhChungError as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(batch.create_count + batch.change_count for batch in batches)
        console.print(f"Đã nhập {len(batches)} gói, {rows} dòng." if batches else "Không có gì mới để nhập.")
