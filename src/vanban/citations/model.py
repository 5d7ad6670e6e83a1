"""What a reader of citations gets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """What the words before a citation say the text does with the cited document."""

    GROUNDS = "căn cứ"
    AMENDED_BY = "sửa đổi bởi"
    AMENDS = "sửa đổi"
    REPLACED_BY = "thay thế bởi"
    REPLACES = "thay thế"
    REPEALS = "bãi bỏ"
    CARRIES_OUT = "thực hiện"
    ANSWERS = "trả lời"
    ATTACHED_TO = "kèm theo"
    ACCORDING_TO = "theo"


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a document: `text == source[start:end]`, from the type word to its last number, date or issuer.

    *type* is a code of `vanban.document_types.TYPES`; *number* is as printed without white space; *date* is ISO 8601,
    or a year alone; *articles* are written largest unit first ("Điều 15 khoản 2 điểm a"), lists expanded.
    """

    start: int
    end: int
    text: str
    type: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    articles: tuple[str, ...] = ()
    relation: Relation | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class BackReference:
    """A mention of a document by pointing back ("Nghị định này", "Kế hoạch nêu trên") and the citation it points to.

    *antecedent* is None when it points at the text itself ("Nghị định này" in that very decree) or at nothing found.
    """

    start: int
    end: int
    text: str
    type: str
    antecedent: Citation | None = None
    articles: tuple[str, ...] = ()
