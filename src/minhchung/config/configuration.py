"""What an administrator may set: one file, environment variables, or files named by `…_FILE`.

Order: environment `MINHCHUNG_X`, then the file named by `MINHCHUNG_X_FILE`, then `x = …` in minhchung.toml in the
data folder, then the default. Every setting stands in SETTINGS and in docs/settings.md (a test compares them).
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

DEFAULT_KEY = "khoa-mac-dinh-chi-dung-khi-phat-trien"
CONFIGURATION_FILE = "minhchung.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("MODE", "production", "production, development or test; production refuses unsafe values"),
    Setting("SECRET_KEY", DEFAULT_KEY, "signs sessions; the ledger's seal and the packs' salts derive from it"),
    Setting("HOSTS", "127.0.0.1,localhost", "names under which the server may be asked, separated by commas"),
    Setting("HTTPS", "no", "yes when a proxy in front speaks HTTPS: secure cookies and HSTS"),
    Setting(
        "DATABASE_URL", "", "empty: SQLite in the data folder; postgresql://user:password@host/name for a province"
    ),
    Setting("TIME_ZONE", "Asia/Ho_Chi_Minh", "where the agency works; a day begins there"),
    Setting("MAX_UPLOAD", "52428800", "the largest file taken, in bytes"),
    Setting("PUBLIC_URL", "http://127.0.0.1:8000", "the address printed in reports and packs"),
    Setting("DEBUG", "no", "yes shows tracebacks in the browser; refused in production"),
)
_NAMES = {setting.name: setting for setting in SETTINGS}
_MODES = ("production", "development", "test")
_YES, _NO = {"yes", "true", "1", "on"}, {"no", "false", "0", "off"}
_SHORTEST_KEY = 32
"""Characters of a secret key; `minhchung init` writes 64."""


class ConfigurationError(Exception):
    """The installation may not start like this; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of one installation, read once at start."""

    data: Path
    values: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.values[name]

    def flag(self, name: str) -> bool:
        said = self.values[name].strip().lower()
        if said not in _YES | _NO:
            raise ConfigurationError(f"MINHCHUNG_{name} must be yes or no, not {self.values[name]!r}")
        return said in _YES

    def number(self, name: str) -> int:
        said = self.values[name].strip()
        if not (said.isascii() and said.isdigit() and 0 < len(said) < 16 and int(said)):
            raise ConfigurationError(f"MINHCHUNG_{name} must be a whole number above 0, not {self.values[name]!r}")
        return int(said)

    def names(self, name: str) -> list[str]:
        return [part.strip() for part in self.values[name].split(",") if part.strip()]


def load(environ: Mapping[str, str] = os.environ) -> Configuration:
    """The configuration of the data folder named by MINHCHUNG_DATA (default ./data).

    Raises ConfigurationError for an unknown key or value and, in production, for a default or short key, DEBUG, every
    host, or a data folder that others on the machine can read.
    """
    data = Path(environ.get("MINHCHUNG_DATA", "data")).resolve()
    from_file = _file_values(data / CONFIGURATION_FILE)
    values = {name: _value(name, environ, from_file) for name in _NAMES}
    configuration = Configuration(data=data, values=values)
    _refuse_unreadable(configuration)
    if configuration.text("MODE") == "production":
        _refuse_unsafe(configuration)
    return configuration


def _value(name: str, environ: Mapping[str, str], from_file: Mapping[str, str]) -> str:
    variable = f"MINHCHUNG_{name}"
    if variable in environ:
        return environ[variable]
    if path := environ.get(f"{variable}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{variable}_FILE={path} cannot be read: {error}") from error
    return from_file.get(name, _NAMES[name].default)


def _file_values(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
    unknown = sorted(key for key in given if key.upper() not in _NAMES)
    if unknown:
        raise ConfigurationError(f"{path}: unknown setting {', '.join(unknown)}")
    return {key.upper(): str(value) for key, value in given.items()}


def _refuse_unreadable(configuration: Configuration) -> None:
    mode, zone = configuration.text("MODE"), configuration.text("TIME_ZONE")
    if mode not in _MODES:  # a misspelt production would start without its refusals
        raise ConfigurationError(f"MINHCHUNG_MODE must be one of {', '.join(_MODES)}, not {mode!r}")
    if zone not in available_timezones():
        raise ConfigurationError(f"MINHCHUNG_TIME_ZONE: there is no time zone {zone!r}")


def _refuse_unsafe(configuration: Configuration) -> None:
    if configuration.text("SECRET_KEY") == DEFAULT_KEY:
        raise ConfigurationError("no secret key: run `minhchung init`, or set MINHCHUNG_SECRET_KEY_FILE")
    if len(configuration.text("SECRET_KEY")) < _SHORTEST_KEY:
        raise ConfigurationError(f"the secret key is shorter than {_SHORTEST_KEY} characters: it could be guessed")
    if "*" in configuration.names("HOSTS"):
        raise ConfigurationError("MINHCHUNG_HOSTS=* would believe whatever host a visitor names: list the real ones")
    if configuration.flag("DEBUG"):
        raise ConfigurationError("DEBUG shows secrets to visitors: set MINHCHUNG_DEBUG=no, or MODE=development")
    data = configuration.data
    if data.exists() and data.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH):
        raise ConfigurationError(f"everybody on this machine can read {data}: run `chmod 700 {data}`")
