from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from minhchung.documents.actions import expire_reservations
from minhchung.documents.models import NumberBook
from minhchung.documents.queries import gap_report


class Command(BaseCommand):
    help = "Sổ cấp số: ghi huỷ số hết hạn giữ chỗ (expire, chạy vài phút một lần), hoặc tìm số thiếu (verify)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["expire", "verify"])

    def handle(self, *_args: Any, act: str, **_options: Any) -> None:
        if act == "expire":
            self.stdout.write(f"{expire_reservations()} số hết hạn giữ chỗ đã ghi huỷ")
            return
        books = [(book, gap_report(book)) for book in NumberBook.objects.order_by("pk")]
        for book, report in books:
            if not report.is_whole:
                self.stderr.write(f"{book}: không giải thích được {', '.join(map(str, report.unexplained))}")
        broken = sum(not report.is_whole for _book, report in books)
        if broken:
            raise CommandError(f"{broken}/{len(books)} sổ có số không giải thích được.", returncode=1)
        self.stdout.write(f"{len(books)} sổ cấp số, không số nào thiếu")
