"""P8: a definition that has been used never changes under its version; a new meaning is a new version.

If this test fails you changed what an indicator means: leave the old Definition as it is, add one with the next
version (and raise `reads` when the rows are read otherwise), and pin its hash here. docs/howto/add-an-indicator.md.
"""

from __future__ import annotations

import ast
import inspect
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from minhchung.reporting.indicators import Definition, Family, definitions, families, figure_key, indicator
from vanban.pack.formula import fields, validate

PINS = Path(__file__).with_name("definitions.pinned.txt")


def pinned() -> dict[str, str]:
    return dict(line.split() for line in PINS.read_text().splitlines() if line)


def reading_of(family: Family) -> str:
    """SHA-256 over the family's module without its definitions, comments and docstrings: how its rows are read."""
    tree = ast.parse(inspect.getsource(sys.modules[family.read.__module__]))
    kept = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ImportFrom)]
    for node in ast.walk(ast.Module(kept, [])):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:]
    return sha256("\n".join(ast.unparse(node) for node in kept).encode()).hexdigest()


def stated() -> dict[str, str]:
    said = {f"{each.code}@{each.version}": each.hash for family in families() for each in family.definitions}
    return said | {f"{family.code}/rows": reading_of(family) for family in families()}


def test_every_definition_is_the_one_that_was_pinned() -> None:
    assert stated() == pinned()


def every_definition() -> list[tuple[Family, Definition]]:
    return [(family, each) for family in families() for each in family.definitions]


@pytest.mark.parametrize(("family", "definition"), every_definition(), ids=lambda each: getattr(each, "code", ""))
def test_a_definition_is_complete(family: Family, definition: Definition) -> None:
    arguments = dict.fromkeys(definition.parameters, "x")
    formula = definition.bound(arguments)
    validate(formula)
    assert not fields(formula) & set(family.personal)
    assert definition.phrases and definition.name.vi and definition.name.en and definition.unit.vi
    words = {"value", "starts_on", "ends_on", *definition.parameters} | (
        {"part", "whole"} if definition.is_percentage else set()
    )
    for template in (definition.sentence.vi, definition.sentence.en, definition.name.vi, definition.name.en):
        template.format_map(dict.fromkeys(words, "x"))
    assert definition.is_percentage or formula["op"] in ("count", "count_distinct", "sum")
    if definition.is_part:
        assert formula["op"] == "count_distinct" and formula["field"] == family.key


def test_codes_are_unique_and_versions_count_from_one() -> None:
    for code, (_, versions) in definitions().items():
        assert [each.version for each in versions] == list(range(1, len(versions) + 1)), code
    codes = [(each.code, each.version) for family in families() for each in family.definitions]
    assert len(codes) == len(set(codes))


def test_a_key_names_its_indicator_and_arguments() -> None:
    found = indicator("staff_by_category.worker")
    assert (found.key, found.arguments) == ("staff_by_category.worker", {"category": "worker"})
    assert figure_key("staff") == "staff"
