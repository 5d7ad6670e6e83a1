"""Run one step of a subject in this process and print what it measured: python -m bench.step SUBJECT STEP [ARGUMENT …]."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

from bench.stand import usage


def main() -> None:
    """Set Django up for the installation in MINHCHUNG_DATA, if there is one, and run the step."""
    subject, step, *arguments = sys.argv[1:]
    if "MINHCHUNG_DATA" in os.environ:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhchung.config.settings")
        import django

        django.setup()
    said = getattr(import_module(f"bench.subjects.{subject}"), step)(*arguments) or {}
    print(json.dumps({**said, **usage()}))


if __name__ == "__main__":
    main()
