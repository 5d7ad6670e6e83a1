"""The rules of docs/architecture.md that import-linter cannot see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).parent.parent / "src" / "minhchung"
ROOMS = [
    "look",
    "audit",
    "accounts",
    "files",
    "organisation",
    "documents",
    "work",
    "reporting",
    "imports",
    "portal",
    "config",
]
RANK = {room: rank for rank, room in enumerate(ROOMS)}
WRITES = re.compile(r"\.(update|delete|bulk_create|bulk_update)\(")
WRITERS = ("actions", "ledger.py", "migrations", "recording.py")
CLOCKS = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|datetime\.utcnow\(|time\.time\(")


def python_files(room: str) -> list[Path]:
    return sorted((SOURCE / room).rglob("*.py"))


def test_every_folder_is_a_room_that_has_its_place() -> None:
    folders = {path.parent.name for path in SOURCE.glob("*/apps.py")}
    assert folders == set(ROOMS)


def test_foreign_keys_point_to_the_same_room_or_an_earlier_one() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in RANK
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if RANK.get(field.related_model._meta.app_label, -1) > RANK[model._meta.app_label]
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_templates_name_only_their_own_room_and_earlier_ones(room: str) -> None:
    wrong = []
    for path in (SOURCE / room).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"{%\s*url\s+['\"](\w+):", text)
        named += re.findall(r"{%\s*(?:include|extends)\s+['\"](\w+)/", text)
        wrong += [f"{path.name}: {name}" for name in named if RANK.get(name, -1) > RANK[room]]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_templates_hold_no_inline_script_or_style(room: str) -> None:
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    wrong = [path.name for path in (SOURCE / room).rglob("*.html") if inline.search(path.read_text(encoding="utf-8"))]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_rows_change_only_inside_actions(room: str) -> None:
    wrong = []
    for path in python_files(room):
        if any(part.startswith(WRITERS) for part in path.relative_to(SOURCE).parts):
            continue
        wrong += [
            f"{path.relative_to(SOURCE)}: {found.group()}"
            for found in WRITES.finditer(path.read_text(encoding="utf-8"))
        ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_time_comes_from_the_one_clock(room: str) -> None:
    wrong = [
        str(path.relative_to(SOURCE)) for path in python_files(room) if CLOCKS.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "core", "base", "services", "manager"])
def test_no_module_is_called(name: str) -> None:
    source = SOURCE.parent
    assert [*source.rglob(f"{name}.py"), *(path for path in source.rglob(name) if path.is_dir())] == []
