"""What an installation may not start with, where a setting comes from, and how cookies go out."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from minhchung.config.configuration import CONFIGURATION_FILE, DEFAULT_KEY, ConfigurationError, load
from minhchung.config.installation import write_configuration


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "agency"
    write_configuration(folder)
    return folder


def environ(data: Path, **given: str) -> dict[str, str]:
    return {"MINHCHUNG_DATA": str(data), **{f"MINHCHUNG_{name}": value for name, value in given.items()}}


def test_a_new_installation_has_a_key_of_its_own_that_only_its_owner_reads(tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "two"):
        assert write_configuration(tmp_path / name)
        keys.add(load(environ(tmp_path / name)).text("SECRET_KEY"))
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / name / CONFIGURATION_FILE).stat().st_mode) == 0o600

    assert len(keys) == 2
    assert all(len(key) >= 64 for key in keys)


def test_a_configuration_that_is_there_is_left_alone(data: Path) -> None:
    before = (data / CONFIGURATION_FILE).read_bytes()
    assert not write_configuration(data)
    assert (data / CONFIGURATION_FILE).read_bytes() == before


@pytest.mark.parametrize(
    "given",
    [
        {"SECRET_KEY": DEFAULT_KEY},
        {"SECRET_KEY": ""},
        {"SECRET_KEY": "abc"},
        {"DEBUG": "yes"},
        {"DEBUG": "1"},
        {"HOSTS": "*"},
    ],
)
def test_production_refuses_what_is_unsafe(data: Path, given: dict[str, str]) -> None:
    assert load(environ(data, MODE="development", **given))
    with pytest.raises(ConfigurationError):
        load(environ(data, **given))


@pytest.mark.parametrize("mode", [0o704, 0o701, 0o755, 0o777])
def test_production_refuses_a_folder_that_others_can_enter(data: Path, mode: int) -> None:
    data.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 700"):
        load(environ(data))


def test_production_refuses_to_start_without_a_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="init"):
        load(environ(tmp_path / "nowhere"))


@pytest.mark.parametrize("text", ["secret_ky = 'x'", "mode = [", "debug = \x00"])
def test_a_configuration_that_cannot_be_meant_is_refused(data: Path, text: str) -> None:
    (data / CONFIGURATION_FILE).write_text(text)
    with pytest.raises(ConfigurationError):
        load(environ(data))


def test_a_setting_comes_from_the_environment_then_a_file_then_the_folder(data: Path, tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("from a file\n")
    named = environ(data, MODE="development") | {"MINHCHUNG_SECRET_KEY_FILE": str(secret)}

    assert load(named).text("SECRET_KEY") == "from a file"
    assert load(named | {"MINHCHUNG_SECRET_KEY": "from the environment"}).text("SECRET_KEY") == "from the environment"


@pytest.mark.parametrize("given", ["50 MB", "-1", "0", "", "1e9", "٣", "9" * 5_000])
def test_a_number_that_is_none_is_refused(data: Path, given: str) -> None:
    with pytest.raises(ConfigurationError, match="whole number"):
        load(environ(data, MAX_UPLOAD=given)).number("MAX_UPLOAD")


@pytest.mark.parametrize("given", ["maybe", "", "y", "không"])
def test_a_flag_is_yes_or_no(data: Path, given: str) -> None:
    with pytest.raises(ConfigurationError, match="yes or no"):
        load(environ(data, MODE="development", HTTPS=given)).flag("HTTPS")


@pytest.mark.parametrize("mode", ["prod", "Production", "production ", "", "DEBUG"])
def test_a_misspelt_mode_never_starts_without_the_refusals_of_production(data: Path, mode: str) -> None:
    with pytest.raises(ConfigurationError, match="MODE"):
        load(environ(data, MODE=mode, DEBUG="yes"))


@pytest.mark.parametrize("zone", ["Hà Nội", "../../etc/passwd", ""])
def test_a_time_zone_that_is_none_is_refused(data: Path, zone: str) -> None:
    with pytest.raises(ConfigurationError, match="TIME_ZONE"):
        load(environ(data, TIME_ZONE=zone))


def test_a_file_of_a_setting_that_cannot_be_read_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "none", tmp_path, tmp_path / "binary"):
        with pytest.raises(ConfigurationError, match="SECRET_KEY_FILE"):
            load(environ(data) | {"MINHCHUNG_SECRET_KEY_FILE": str(path)})


def test_a_configuration_file_that_is_no_text_is_refused(data: Path) -> None:
    (data / CONFIGURATION_FILE).write_bytes(b'mode = "\xff"')
    with pytest.raises(ConfigurationError):
        load(environ(data))


def test_the_command_says_why_it_does_not_start_and_shows_no_traceback(tmp_path: Path) -> None:
    asked = {"PATH": os.environ["PATH"], "PYTHONPATH": "src", **environ(tmp_path, MODE="prod")}
    command = [sys.executable, "-c", "from minhchung.config.command import main; main()", "check"]
    done = subprocess.run(command, capture_output=True, text=True, env=asked)
    assert done.returncode == 1
    assert done.stderr.startswith("minhchung: MINHCHUNG_MODE") and "Traceback" not in done.stderr


def test_behind_https_every_cookie_is_bound_to_its_host_and_hidden_from_scripts(data: Path) -> None:
    shown = (
        "import json; from minhchung.config import settings as s;"
        "print(json.dumps({k: v for k, v in vars(s).items() if 'COOKIE' in k or 'HSTS' in k}))"
    )
    asked = {"PATH": os.environ["PATH"], "PYTHONPATH": "src", **environ(data, HTTPS="yes")}
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True, env=asked)
    said = json.loads(done.stdout)

    for cookie in ("SESSION", "CSRF", "LANGUAGE"):
        assert said[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert said[f"{cookie}_COOKIE_SECURE"] is said[f"{cookie}_COOKIE_HTTPONLY"] is True
        assert said[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
    assert said["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert said["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
