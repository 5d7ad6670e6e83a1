"""Serve an installation with gunicorn, measured best for pages made on the server."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Serve this installation (default 127.0.0.1:8000)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="host:port to listen on")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 2, help="processes (default: one a core)")

    def handle(self, *, address: str, workers: int, **options: object) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Minh Chứng: http://{address}  ({settings.DATA})  Ctrl+C để dừng")
        self.stdout.flush()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        settings_of_server = [f"--bind={address}", f"--workers={workers}", "--timeout=60", "--graceful-timeout=20"]
        os.execv(gunicorn, [str(gunicorn), *settings_of_server, "minhchung.config.wsgi"])  # noqa: S606
