"""The `minhchung` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a management command of the system, as `minhchung COMMAND …`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhchung.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["minhchung", *sys.argv[1:]])
