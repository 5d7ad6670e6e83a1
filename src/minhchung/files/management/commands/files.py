from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from minhchung.files import blobs
from minhchung.files.models import StoredFile
from minhchung.files.queries import FileFault, checked_files

_FAULTS = {FileFault.MISSING: "thiếu", FileFault.CHANGED: "bị sửa"}
_YOUNG = timedelta(days=1)
"""Bytes this young may belong to a transaction that is still under way."""


class Command(BaseCommand):
    help = "Kiểm tra (verify) mọi tệp đã lưu, hoặc dọn (sweep) tệp mà không bản ghi nào giữ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        checking = acts.add_parser("verify", help="Tính lại mã băm của mọi tệp; thoát 1 nếu có tệp thiếu hoặc bị sửa.")
        checking.add_argument("--quiet", action="store_true", help="Không in tiến độ.")
        sweeping = acts.add_parser("sweep", help="Xoá tệp cũ hơn một ngày mà không bản ghi nào giữ.")
        sweeping.add_argument("--dry-run", action="store_true", help="Chỉ đếm, không xoá.")

    def handle(self, *_args: Any, act: str, **options: Any) -> None:
        getattr(self, f"_{act}")(**options)

    def _verify(self, *, quiet: bool, **_options: Any) -> None:
        total, faulty = StoredFile.objects.count(), 0
        for number, checked in enumerate(checked_files(), start=1):
            if checked.fault:
                faulty += 1
                self.stdout.write(f"{_FAULTS[checked.fault]}: {checked.file.sha256} {checked.file.name}")
            if not quiet and (number % 100 == 0 or number == total):
                self.stderr.write(f"\r{number}/{total} tệp", ending="" if number < total else "\n")
        if faulty:
            raise CommandError(f"{faulty}/{total} tệp thiếu hoặc bị sửa.", returncode=1)
        self.stdout.write(f"Nguyên vẹn: {total} tệp.")

    def _sweep(self, *, dry_run: bool, **_options: Any) -> None:
        before = datetime.now(UTC) - _YOUNG  # the disk's clock, not the agency's
        swept = 0
        for sha256, path in blobs.stored_paths():
            if path.stat().st_mtime >= before.timestamp() or StoredFile.objects.filter(sha256=sha256).exists():
                continue
            swept += 1
            if not dry_run:
                path.unlink()
        self.stdout.write(f"{'Sẽ xoá' if dry_run else 'Đã xoá'} {swept} tệp không bản ghi nào giữ.")
