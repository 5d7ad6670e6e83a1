"""One pass over a text: where some form may begin, that form is asked to read it."""

from __future__ import annotations

from functools import cache

from vanban.citations.articles import articles_before
from vanban.citations.forms import Form, Found, forms
from vanban.citations.model import Citation
from vanban.citations.page import Page
from vanban.citations.page import page as prepare
from vanban.citations.pattern import compiled
from vanban.citations.relations import relation_before


@cache
def _pattern() -> str:
    """Every form's pattern as one alternation, a group each, so that one automaton reads the text once."""
    return r"\b(?:" + "|".join(f"({form.PATTERN})" for form in forms()) + ")"


def find(text: str) -> list[Citation]:
    """Every citation of *text*, in order, none overlapping another; offsets are those of *text*.

    Never raises on any string, and takes time linear in its length.
    """
    page = prepare(text)
    found = _find(page)
    return [_citation(text, page, form, one) for form, one in found]


def _find(page: Page) -> list[tuple[Form, Found]]:
    engine, known = compiled(_pattern()), forms()
    results: list[tuple[Form, Found]] = []
    previous: Found | None = None
    for match in engine.finditer(page.folded):
        start, end = match.span()
        if previous and start < previous.end:
            continue
        index = next(index for index in range(len(known)) if match.end(index + 1) >= 0)
        read = _read(known[index], page, start, end, previous)
        if read:
            results.append(read)
            previous = read[1]
    return results


def _read(form: Form, page: Page, start: int, end: int, previous: Found | None) -> tuple[Form, Found] | None:
    found = form.read(page, start, end, previous)
    if found and not (previous and found.start < previous.end):
        return form, found
    return None


def _citation(text: str, page: Page, form: Form, found: Found) -> Citation:
    start, end = page.source_offset(found.start), page.source_offset(found.end)
    return Citation(
        start=start,
        end=end,
        text=text[start:end],
        type=found.type,
        number=found.number,
        date=found.date,
        issuer=found.issuer,
        title=found.title,
        articles=articles_before(page, found.start),
        relation=relation_before(page, found.start),
        form=form.__name__.rpartition(".")[2],
    )
