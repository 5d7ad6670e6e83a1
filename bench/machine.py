"""What the figures were taken on."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path


def described() -> dict[str, str]:
    """Cores, memory, processor, versions and the load at this moment."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{_memory() / 2**30:.1f} GiB",
        "processor": _processor(),
        "system": f"{platform.freedesktop_os_release().get('PRETTY_NAME', platform.system())}, {platform.machine()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": _postgresql(),
        "load before the run": f"{os.getloadavg()[0]:.1f} of {len(os.sched_getaffinity(0))} cores",
        "commit": _commit(),
    }


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _processor() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    return names[0] if names else platform.processor() or "unknown"


def _postgresql() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return _said(str(found[-1]), "--version").rpartition("PostgreSQL) ")[2] if found else "not installed"


def _commit() -> str:
    if not shutil.which("git"):
        return "unknown"
    return _said("git", "rev-parse", "--short", "HEAD") + (
        " with changes" if _said("git", "status", "--short", "src") else ""
    )


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
