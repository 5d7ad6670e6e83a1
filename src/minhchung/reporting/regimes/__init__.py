"""Reporting regimes: one file a regime, found by listing this folder; each file holds `REGIME`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from minhchung.reporting.errors import UnknownRegimeError
from minhchung.reporting.periods import Regime


@cache
def regimes() -> tuple[Regime, ...]:
    """Every regime, by code."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = (import_module(f"{__name__}.{name}").REGIME for name in names)
    return tuple(sorted(found, key=lambda regime: regime.code))


def regime(code: str) -> Regime:
    """The regime of that code; UnknownRegimeError when no file declares it."""
    for each in regimes():
        if each.code == code:
            return each
    raise UnknownRegimeError(regime=code, known=", ".join(each.code for each in regimes()))
