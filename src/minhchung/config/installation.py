"""The files of a new installation: a data folder of one's own and a configuration with a random key."""

from __future__ import annotations

import secrets
from pathlib import Path

from minhchung.config.configuration import CONFIGURATION_FILE

_TEMPLATE = """\
# Minh Chứng: the settings of this installation. docs/settings.md explains each.
mode = "production"
secret_key = "{key}"
hosts = "127.0.0.1,localhost"
https = "no"
"""


def write_configuration(data: Path, *, key: str | None = None) -> bool:
    """Make *data* (readable by its owner alone) with a configuration; False when one is there already."""
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    path = data / CONFIGURATION_FILE
    if path.exists():
        return False
    path.touch(mode=0o600)
    path.write_text(_TEMPLATE.format(key=key or secrets.token_urlsafe(48)), encoding="utf-8")
    return True
