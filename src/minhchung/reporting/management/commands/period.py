"""`minhchung period open|close CODE`: open a reporting period, close it for good."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from minhchung.errors import MinhChungError
from minhchung.reporting.actions import close_period, open_period
from minhchung.reporting.management.asking import actor, agency, period_named
from minhchung.reporting.periods import parse_code


class Command(BaseCommand):
    help = "Open a reporting period, or close it: afterwards only a restatement corrects its figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["open", "close"])
        parser.add_argument("code", help="2022, 2022-Q1, 2022-H1, 2022-9M, 2022-03")
        parser.add_argument("--unit", help="symbol of the agency, as STTTT")
        parser.add_argument("--regime", default="nd09")
        parser.add_argument("--by", help="user who acts (default: the installation itself)")

    def handle(self, *args: object, **options: object) -> None:
        try:
            unit, by = agency(options["unit"]), actor(options["by"])
            if options["deed"] == "open":
                kind, year, ordinal = parse_code(options["code"])
                period = open_period(
                    unit=unit, kind=kind, year=year, ordinal=ordinal, regime_code=options["regime"], by=by
                )
                self.stdout.write(f"Kỳ báo cáo {period} đã mở.")
            else:
                period = close_period(period=period_named(unit, options["code"]), by=by)
                self.stdout.write(f"Kỳ báo cáo {period} đã chốt số liệu.")
        except MinhChungError as refusal:
            raise CommandError(str(refusal)) from refusal
