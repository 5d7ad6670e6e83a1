"""Make a new installation for one agency: database, agency, first administrator."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import transaction

from minhchung import clock
from minhchung.accounts.actions import create_user
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.organisation.actions import found_unit, grant_role
from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import Unit


class Command(BaseCommand):
    help = "Make the data folder, the database, the agency and its first administrator; run again, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", default="Cơ quan mới", help="the agency's full name")
        parser.add_argument("--short-name", default="", help="its short name (default: the full one)")
        parser.add_argument("--symbol", default="CQ", help="its part of a document's symbol, as STTTT")
        parser.add_argument("--place", default="", help="the place printed before a date")
        parser.add_argument("--administrator", default="quantri", help="user name of the first administrator")
        parser.add_argument("--empty", action="store_true", help="database only: an import brings the agency")

    def handle(self, *, agency: str, symbol: str, place: str, administrator: str, empty: bool, **options: str) -> None:
        self.stdout.write(f"Thư mục dữ liệu: {settings.DATA} (chỉ chủ sở hữu đọc được)")
        self.stdout.write(f"Cấu hình: {settings.DATA / 'minhchung.toml'} (khóa ngẫu nhiên, giữ một bản ở nơi khác)")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Cơ sở dữ liệu: sẵn sàng")
        if empty:
            return
        if Unit.objects.exists() or User.objects.exists():
            self.stdout.write("Cơ quan và quản trị viên đã có; không thay đổi gì.")
            return
        password = _found(agency, options["short_name"] or agency, symbol, place, administrator)
        self.stdout.write(f"Cơ quan: {agency} ({symbol})")
        self.stdout.write(f"Quản trị viên: {administrator}, mật khẩu dùng một lần: {password}")
        self.stdout.write("Tiếp theo: minhchung serve, rồi đăng nhập và đổi mật khẩu.")


@transaction.atomic
def _found(agency: str, short_name: str, symbol: str, place: str, administrator: str) -> str:
    user, password = create_user(username=administrator, display_name="Quản trị viên", by=None)
    unit = found_unit(
        kind=UnitKind.AGENCY,
        name=agency,
        short_name=short_name,
        symbol=symbol,
        place=place,
        since=clock.today(),
        legal_basis="minhchung init",
        by=None,
    )
    grant_role(
        user=user, role=Role.ADMINISTRATOR, unit=unit, sensitivity=Sensitivity.RESTRICTED, since=clock.today(), by=None
    )
    return str(password)
