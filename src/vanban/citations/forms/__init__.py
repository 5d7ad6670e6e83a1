"""The forms in which documents are cited, one file each; `docs/howto/add-a-citation-form.md` shows how to add one.

A form is a module of this folder with

* `ORDER`: an int; where two forms match at one place, the lower is asked first;
* `PATTERN`: what betrays the form, for google-re2, over folded bytes (`vanban.citations.page`), without named groups;
* `read(page, match_start, match_end, previous)`: the `Found`, or None if this is not the form after all;
* `EXAMPLES`: sentences with the citations that the form must find in them, which the tests run.

The folder is listed; nothing else names a form.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, cast

from vanban.citations.page import Page


@dataclass(frozen=True, slots=True)
class Found:
    """A citation as a form sees it, in offsets of the page; the engine adds articles, relation and the source's offsets."""

    start: int
    end: int
    type: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what must be found in it: (text of the citation, type, number, date, issuer)."""

    sentence: str
    citations: tuple[tuple[str, str, str | None, str | None, str | None], ...] = field(default=())


class Form(Protocol):
    """What a module of this folder offers."""

    __name__: str
    ORDER: int
    PATTERN: str
    EXAMPLES: tuple[Example, ...]

    def read(self, page: Page, start: int, end: int, previous: Found | None) -> Found | None:
        """The citation betrayed by `page.folded[start:end]`, or None."""


@cache
def forms() -> tuple[Form, ...]:
    """Every form of the folder, in the order in which they are asked."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    loaded = [cast(Form, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(loaded, key=lambda form: form.ORDER))
