from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from minhchung.accounts.models import User
from minhchung.errors import MinhChungError
from minhchung.files.actions import purge, sweep
from minhchung.files.models import StoredFile
from minhchung.files.queries import FileFault, archives_holding, checked_files

_FAULTS = {
    FileFault.MISSING: "thiếu",
    FileFault.CHANGED: "bị sửa",
    FileFault.RETURNED: "đã loại bỏ nhưng lại có trên đĩa",
}


class Command(BaseCommand):
    help = (
        "Kiểm tra (verify) mọi tệp đã lưu, dọn (sweep) tệp mà không bản ghi nào giữ,"
        " hoặc loại bỏ hẳn (purge) một tệp lẽ ra không được vào hệ thống."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        checking = acts.add_parser("verify", help="Tính lại mã băm của mọi tệp; thoát 1 nếu có tệp thiếu hoặc bị sửa.")
        checking.add_argument("--quiet", action="store_true", help="Không in tiến độ.")
        sweeping = acts.add_parser("sweep", help="Xoá tệp cũ hơn một ngày mà không bản ghi nào giữ.")
        sweeping.add_argument("--dry-run", action="store_true", help="Chỉ đếm, không xoá.")
        purging = acts.add_parser("purge", help="Loại bỏ hẳn nội dung một tệp; giữ lại mã băm và một sự kiện sổ cái.")
        purging.add_argument("sha256", metavar="SHA256", help="Mã băm của tệp.")
        purging.add_argument("--reason", required=True, help="Lý do; không nhắc lại nội dung của tệp.")
        purging.add_argument("--by", default="", help="Tên đăng nhập của người thực hiện (mặc định: chính hệ thống).")

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
        swept = sweep(is_rehearsal=dry_run)
        self.stdout.write(f"{'Sẽ xoá' if dry_run else 'Đã xoá'} {swept} tệp không bản ghi nào giữ.")

    def _purge(self, *, sha256: str, reason: str, by: str, **_options: Any) -> None:
        user = User.objects.filter(username=by).first() if by else None
        if by and user is None:
            raise CommandError(f"Không có tài khoản “{by}”.", returncode=1)
        try:
            file = purge(sha256=sha256, reason=reason, by=user)
        except MinhChungError as error:
            raise CommandError(str(error), returncode=1) from error
        self.stdout.write(f"Đã loại bỏ tệp {file.sha256}.")
        for archive in archives_holding(file):
            self.stdout.write(f"Tệp nén còn chứa nội dung đó, hãy loại bỏ tiếp: {archive.sha256} {archive.name}")
