"""Mentions that point back: "Nghị định này", "Kế hoạch nêu trên", "Luật trên"."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.citations.articles import articles_before
from vanban.citations.model import BackReference, Citation
from vanban.citations.page import page as prepare
from vanban.citations.pattern import TYPE, compiled, type_of

_PATTERN = rf"\b({TYPE})\s{{1,3}}((?:so\s{{1,3}}\d{{1,6}}\s{{1,3}})?(?:nay|noi\s{{1,3}}tren|neu\s{{1,3}}tren|da\s{{1,3}}neu|tren|do))\b"
# Words that look alike once folded: "này" and "nảy", "trên", "đó" and "do".
_POINTERS = ("này", "trên", "đó", "nêu")
_SAME_TEXT = ("này",)


def back_references(text: str, citations: Sequence[Citation]) -> list[BackReference]:
    """Every mention of *text* that points back, with the nearest citation of its type before it among *citations*.

    "này" points at the text itself when no citation of its type stands in the two sentences before it.
    """
    page = prepare(text)
    references: list[BackReference] = []
    index = 0
    latest: dict[str, Citation] = {}
    for match in compiled(_PATTERN).finditer(page.folded):
        start, end = page.source_offset(match.start()), page.source_offset(match.end())
        words = page.text[match.start() : match.end()]
        if not words.lower().endswith(_POINTERS):
            continue
        while index < len(citations) and citations[index].end <= start:
            latest[citations[index].type] = citations[index]
            index += 1
        kind = type_of(match.group(1)) or "van_ban"
        antecedent = _antecedent(words, start, kind, latest, text)
        references.append(
            BackReference(start, end, text[start:end], kind, antecedent, articles_before(page, match.start()))
        )
    return references


def _antecedent(words: str, start: int, kind: str, latest: dict[str, Citation], text: str) -> Citation | None:
    if kind == "van_ban":
        candidate = max(latest.values(), key=lambda citation: citation.end, default=None)
    else:
        candidate = latest.get(kind)
    if candidate is None:
        return None
    if words.lower().endswith(_SAME_TEXT) and "\n" in text[candidate.end : start].strip():
        return None
    return candidate
