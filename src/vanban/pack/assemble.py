"""Put the two verifiers of a pack together, each into one file, from the modules that this package runs itself."""

from __future__ import annotations

import ast
import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from vanban.pack.resources import resource

MODULES = (
    "errors", "canonical", "formula", "merkle", "ed25519", "seal", "commitment", "sampling", "schema", "printed", "page",
    "layout", "container", "findings", "bag", "index", "recompute", "claims", "resources", "verify", "wording", "command",
)  # fmt: skip
SCRIPTS = (
    "text",
    "hashes",
    "zip",
    "formula",
    "ledger",
    "printed",
    "schema",
    "checks",
    "claims",
    "verify",
    "show",
    "page",
)
RESOURCES = ("words.json", "facts.schema.json")
_HEAD = '''\
#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kiểm tra gói minh chứng · Verify an evidence pack:  python3 verify.py [pack.zip | folder]

One file, the Python standard library alone (3.10 or later). Put together from the modules of vanban.pack.
"""

from __future__ import annotations

{imports}

if sys.version_info < (3, 10):
    sys.exit("verify.py: Python 3.10+")
'''
_RESOURCE = """
# --- resources

_RESOURCES = {{
{entries}
}}


def resource(name: str) -> str:
    return _RESOURCES[name]
"""
_TAIL = """

if __name__ == "__main__":
    sys.exit(verify_main(here=Path(__file__).resolve().parent))
"""


@cache
def verifier_py() -> bytes:
    """Return `verify.py`: the modules one after another, their imports gathered, the resources inside."""
    imports: set[str] = set()
    names: dict[str, str] = {}
    parts = []
    for module in MODULES:
        source = resource(f"{module}.py")
        tree = ast.parse(source)
        imports |= _standard_imports(tree)
        _refuse_clashes(tree, module, names)
        body = _without_imports(source, tree) if module != "resources" else _embedded_resources()
        parts.append(body if module == "resources" else f"\n# --- {module}\n\n{body}")
    head = _HEAD.format(imports="\n".join(sorted(imports, key=_import_order)))
    return (head + "\n".join(parts) + _TAIL).encode()


@cache
def verifier_html() -> bytes:
    """Return `verify.html`: one page whose only script and style are allowed by their hashes."""
    values = {name: json.dumps(json.loads(resource(name)), ensure_ascii=False, sort_keys=True) for name in RESOURCES}
    constants = f"const WORDS = {values['words.json']};\nconst SCHEMA = {values['facts.schema.json']};\n"
    body = "\n".join(resource(f"web/{name}.js") for name in SCRIPTS)
    script = f'"use strict";\n(() => {{\n{constants}{body}}})();\n'
    style = resource("web/verify.css")
    page = resource("web/verify.html")
    for name, value in (
        ("SCRIPT_HASH", _csp_hash(script)),
        ("STYLE_HASH", _csp_hash(style)),
        ("STYLE", style),
        ("SCRIPT", script),
    ):
        page = page.replace(f"/*{name}*/", value)
    return page.encode()


def _csp_hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _standard_imports(tree: ast.Module) -> set[str]:
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {f"import {alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith(("vanban.", "__future__")):
            found |= {f"from {node.module} import {alias.name}" for alias in node.names}
    return found - {"from pathlib import Path"} | {"import sys", "from pathlib import Path"}


def _import_order(line: str) -> tuple[bool, str]:
    return line.startswith("from "), line


def _without_imports(source: str, tree: ast.Module) -> str:
    """The module without its docstring and imports; that is a comment in the file it goes into."""
    cut: set[int] = set()
    for number, node in enumerate(tree.body):
        is_docstring = number == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_docstring or isinstance(node, ast.Import | ast.ImportFrom):
            cut |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = [line for number, line in enumerate(source.splitlines(), 1) if number not in cut]
    comment = "".join(f"# {line}".rstrip() + "\n" for line in (ast.get_docstring(tree) or "").splitlines())
    return comment + "\n" + "\n".join(lines).strip("\n") + "\n"


def _embedded_resources() -> str:
    entries = (
        f"    {name!r}: {json.dumps(json.loads(resource(name)), ensure_ascii=False, sort_keys=True)!r},"
        for name in RESOURCES
    )
    return _RESOURCE.format(entries="\n".join(entries))


def _refuse_clashes(tree: ast.Module, module: str, names: dict[str, str]) -> None:
    """All modules share one namespace in the file, so no two may use a name for different things."""
    for name, source in _top_names(tree, module):
        if names.setdefault(name, source) != source:
            raise AssertionError(f"{name} stands in {names[name]} and in {source}")


def _top_names(tree: ast.Module, module: str) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Import) or (
            isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("vanban.")
        ):
            yield from ((alias.name, "an import") for alias in node.names)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, module
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            stored = (each for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))
            yield from ((each.id, module) for each in stored)
