"""The kinds of sheet: one file a subject, found by listing this folder; each module declares IMPORTERS."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from minhchung.imports.columns import squeeze
from minhchung.imports.importing import Importer


@cache
def importers() -> Mapping[str, Importer]:
    """Every importer by code, those that others refer to first."""
    found: dict[str, Importer] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        for importer in import_module(f"{__name__}.{module.name}").IMPORTERS:
            found[importer.code] = importer
    return _in_order(found)


def importer_of(sheet: str) -> Importer | None:
    """The importer that reads a sheet of that name, whatever its accents and case."""
    return _by_spelling().get(squeeze(sheet))


@cache
def _by_spelling() -> Mapping[str, Importer]:
    return {spelling: importer for importer in importers().values() for spelling in importer.spellings}


def _in_order(found: Mapping[str, Importer]) -> Mapping[str, Importer]:
    ordered: dict[str, Importer] = {}

    def place(code: str) -> None:
        if code in ordered:
            return
        for earlier in found[code].after:
            place(earlier)
        ordered[code] = found[code]

    for code in found:
        place(code)
    return ordered
