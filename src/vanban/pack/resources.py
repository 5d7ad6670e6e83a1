"""The texts that verifiers carry; in the assembled `verify.py` they stand in the file itself."""

from __future__ import annotations

from pathlib import Path


def resource(name: str) -> str:
    """Return the text of a file that lies beside this module."""
    return Path(__file__).parent.joinpath(name).read_text(encoding="utf-8")
