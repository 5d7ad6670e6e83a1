"""What the words before a citation say about it."""

from __future__ import annotations

from vanban.citations.model import Relation
from vanban.citations.page import Page
from vanban.citations.pattern import near

_WINDOW = 60
# Folded phrases that end at, or a few words before, the citation; the first that is found decides.
_PHRASES = (
    (r"sua\s+doi(?:,?\s+bo\s+sung)?\s+(?:boi|theo|tai)", Relation.AMENDED_BY),
    (r"(?:thay\s+the|bai\s+bo)\s+(?:boi|bang)", Relation.REPLACED_BY),
    (r"sua\s+doi(?:,?\s+bo\s+sung)?(?:\s+mot\s+so\s+dieu)?(?:\s+cua)?", Relation.AMENDS),
    (r"thay\s+the(?:\s+cho)?", Relation.REPLACES),
    (r"bai\s+bo|huy\s+bo|het\s+hieu\s+luc", Relation.REPEALS),
    (r"(?:tra\s+loi|phuc\s+dap)", Relation.ANSWERS),
    (r"can\s+cu(?:\s+vao)?", Relation.GROUNDS),
    (r"kem\s+theo", Relation.ATTACHED_TO),
    (r"(?:thuc\s+hien|trien\s+khai|thi\s+hanh)(?:\s+cac)?", Relation.CARRIES_OUT),
    (r"theo(?:\s+quy\s+dinh)?(?:\s+(?:tai|cua))?", Relation.ACCORDING_TO),
)
_PATTERN = "|".join(rf"(\b(?:{phrase}))" for phrase, _ in _PHRASES)


def relation_before(page: Page, start: int) -> Relation | None:
    """The nearest relation word before *start* in the same clause, or None."""
    window = page.folded[max(0, start - _WINDOW) : start].lower()
    clause = window[max(window.rfind(b";"), window.rfind(b". "), window.rfind(b"\n\n")) + 1 :]
    nearest = None
    for match in near(_PATTERN).finditer(clause):
        nearest = match
    if nearest is None:
        return None
    return _PHRASES[(nearest.lastindex or 1) - 1][1]
