"""The `minhchung` command; `init` and `demo` write the configuration before anything reads it."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

from minhchung.config.configuration import ConfigurationError
from minhchung.config.installation import write_configuration


def main() -> None:
    """Run one command of the system, as `minhchung COMMAND …`; `--data FOLDER` names the installation."""
    arguments = _take_data_folder(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhchung.config.settings")
    try:
        if arguments[:1] in (["init"], ["demo"]) and not {"-h", "--help"} & set(arguments):
            key = _declared_secret(arguments) if arguments[0] == "demo" else None
            write_configuration(Path(os.environ.get("MINHCHUNG_DATA", "data")), key=key)
        from django.core.management import execute_from_command_line

        execute_from_command_line(["minhchung", *arguments])
    except ConfigurationError as error:
        sys.exit(f"minhchung: {error}")


def _take_data_folder(arguments: list[str]) -> list[str]:
    """Move `--data FOLDER` from the arguments to the environment, where the settings look for it."""
    if "--data" not in arguments[:-1]:
        return arguments
    place = arguments.index("--data")
    os.environ["MINHCHUNG_DATA"] = arguments[place + 1]
    return arguments[:place] + arguments[place + 2 :]


def _declared_secret(arguments: list[str]) -> str:
    """The secret that an example year declares, so that every machine makes the same packs of it."""
    place = arguments.index("--example") + 1 if "--example" in arguments[:-1] else None
    declared = Path(arguments[place] if place else "example/2022") / "example.toml"
    return str(tomllib.loads(declared.read_text(encoding="utf-8"))["secret"])
