"""The documentation fails here when it is stale: commands, settings, refusals and models are all named in docs/."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.core.management.base import DjangoHelpFormatter

import minhchung
import vanban
import vanban.commands
from minhchung.config.configuration import SETTINGS
from minhchung.errors import MinhChungError

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def our_commands() -> list[str]:
    return sorted(name for name, app in get_commands().items() if str(app).startswith("minhchung"))


def our_models() -> list[str]:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("minhchung.")}
    return sorted(
        model.__name__ for model in apps.get_models() if model._meta.app_label in ours and not model._meta.auto_created
    )


def our_errors() -> dict[str, list[str]]:
    for module in walk_packages(minhchung.__path__, "minhchung."):
        if module.name.endswith(".errors") or ".errors." in module.name:
            import_module(module.name)
    codes: dict[str, list[str]] = {}
    waiting = [MinhChungError]
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if error.__module__.startswith("minhchung."):
            codes.setdefault(error.code, []).append(error.__name__)
    return codes


@pytest.mark.parametrize("command", our_commands())
def test_each_command_is_documented(command: str) -> None:
    assert f"`minhchung {command}" in page("commands.md")


@pytest.mark.parametrize("command", our_commands())
def test_each_act_and_option_of_a_command_is_documented(command: str) -> None:
    rows = [row for row in page("commands.md").splitlines() if row.startswith(f"| `minhchung {command}")]
    parser = load_command_class(str(get_commands()[command]), command).create_parser("minhchung", command)
    missing = [
        f"{act} {option}".strip()
        for act, options in acts_of(parser)
        for option in options or [""]
        if not any(f" {act}" in row and (not option or f"`{option}" in row) for row in rows)
    ]
    assert missing == []


def acts_of(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each act of a command (its subcommand, or "") with its own options; Django's common ones stand in no table."""
    acts = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for act, subparser in (pair for action in acts for pair in action.choices.items()):
        yield from acts_of(subparser, act)
    if not acts:
        common = DjangoHelpFormatter.show_last | {"--help", "-h"}
        named = [option for action in parser._actions for option in action.option_strings]
        yield name, [option for option in named if option.startswith("--") and option not in common]


@pytest.mark.parametrize("command", sorted(module.name for module in iter_modules(vanban.commands.__path__)))
def test_each_command_of_the_library_is_documented(command: str) -> None:
    assert f"`vanban {command}" in page("commands.md")


def test_no_documented_command_of_the_library_is_gone() -> None:
    names = {module.name for module in iter_modules(vanban.commands.__path__)}
    assert set(re.findall(r"`vanban (\w+)", page("commands.md"))) <= names


def test_no_documented_command_is_gone() -> None:
    assert set(re.findall(r"`minhchung (\w+)", page("commands.md"))) <= set(our_commands()) | {"migrate", "init"}


@pytest.mark.parametrize("setting", [setting.name for setting in SETTINGS])
def test_each_setting_is_documented(setting: str) -> None:
    assert f"`MINHCHUNG_{setting}`" in page("settings.md")


def test_no_documented_setting_is_gone() -> None:
    assert set(re.findall(r"`MINHCHUNG_(\w+)`", page("settings.md"))) == {setting.name for setting in SETTINGS} | {
        "DATA"
    }


@pytest.mark.parametrize("model", our_models())
def test_each_model_is_in_the_glossary(model: str) -> None:
    assert f"`{model}`" in page("glossary.md")


def test_each_refusal_is_documented_and_none_is_gone() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", page("errors.md"), re.MULTILINE)) == set(our_errors())


def test_no_two_refusals_share_a_code() -> None:
    assert {code: names for code, names in our_errors().items() if len(names) > 1} == {}


def test_each_test_that_the_security_page_names_is_there() -> None:
    named = re.findall(r"`((?:[\w-]+/)*test_\w+\.py)(?:::(\w+))?`", page("security.md"))
    assert len(named) > 80
    gone = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / "tests" / path).is_file()
        or (name and f"def {name}(" not in (ROOT / "tests" / path).read_text(encoding="utf-8"))
    ]
    assert gone == []


def test_each_line_of_the_security_page_says_how_it_is_proved() -> None:
    rows = re.findall(r"^\| ((?:\d+\.)+\d+[^|]*|own) \|[^|]*\|([^|]*)\|$", page("security.md"), re.MULTILINE)
    assert len(rows) > 80
    assert [numbers for numbers, proof in rows if not proof.strip()] == []


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for path in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")
    assert broken == []


def test_each_script_explains_itself() -> None:
    for path in (ROOT / "script").iterdir():
        if path.suffix != ".sh":
            assert "--help" in path.read_text(encoding="utf-8"), path.name


def test_the_library_knows_no_django() -> None:
    names = [module.name for module in walk_packages(vanban.__path__, "vanban.")]
    assert names
    for path in Path(vanban.__path__[0]).rglob("*.py"):
        assert not re.search(
            r"^\s*(?:from|import) (?:django|minhchung)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
