"""The types of activity: one file a type, found by listing this folder; an agency's own types have no file.

A file declares `TYPE`, a Definition. Files whose name begins with an underscore are shared parts, not types.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from minhchung.work.errors import DetailsRefusedError
from minhchung.work.fields import Details, Exists, Field, Finding, Label, clean


def _no_findings(_details: Mapping[str, object]) -> list[Finding]:
    return []


@dataclass(frozen=True, slots=True)
class Definition:
    """One type of activity: its code, its name, its typed fields and what it must be linked to.

    `needs` holds names of links of an activity that may not be empty: topics, partners, documents.
    `check` finds what is wrong between fields that are right one by one.
    """

    code: str
    name: Label
    fields: tuple[Field, ...]
    needs: tuple[str, ...] = ()
    check: Callable[[Mapping[str, object]], list[Finding]] = _no_findings

    def validate(self, details: object, *, exists: Exists = lambda _kind, _code: True) -> Details:
        """Return the typed values of *details*; raise DetailsRefusedError with a finding a field."""
        cleaned, findings = clean(self.fields, details, exists=exists)
        findings = findings or self.check(cleaned)
        if findings:
            raise DetailsRefusedError(findings)
        return cleaned


@cache
def definitions() -> Mapping[str, Definition]:
    """Every type that has a file here, by code, in the order of the file names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    types = [import_module(f"{__name__}.{name}").TYPE for name in names]
    return {definition.code: definition for definition in types}
