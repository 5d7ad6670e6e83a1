"""What a narrative may refer to: values only, so that reading and checking a narrative needs no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from minhchung.reporting.printing import Form, print_value
from vanban.document_types import TYPES
from vanban.text.dates import print_short_date
from vanban.text.folding import fold

_NAMED_BY_TITLE = frozenset({"luat", "bo_luat", "phap_lenh", "hien_phap"})


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure's canonical value, and the phrases and sentence by which candidates are offered."""

    key: str
    value: str
    is_percentage: bool = False
    name: str = ""
    phrases: tuple[str, ...] = ()

    @property
    def form(self) -> Form:
        """How it is printed when the narrative does not say."""
        return Form.PERCENT if self.is_percentage else Form.PLAIN

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms in which it may be printed."""
        return tuple(Form) if self.is_percentage else (Form.PLAIN, Form.PADDED, Form.WORDS)


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that may be cited; `type` is a code of vanban.document_types."""

    key: str
    type: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    subject: str = ""

    @property
    def title(self) -> str:
        """The name of a law or ordinance as it is cited ("Luật Quốc phòng"), "" for documents cited by number."""
        if self.type not in _NAMED_BY_TITLE or not self.subject:
            return ""
        name = type_name(self.type)
        return self.subject if fold(self.subject).startswith(fold(name)) else f"{name} {self.subject}"

    @property
    def citation(self) -> str:
        """The document as official prose cites it (NĐ 30/2020, Appendix I, II.6)."""
        words = [self.title or type_name(self.type)]
        if not self.number and not self.title:
            words.append(self.subject)
        if self.number:
            words.append(f"số {self.number}")
        if self.issued_on:
            words.append(f"ngày {print_short_date(self.issued_on)}")
        if self.issuer and not self.title:
            words.append(f"của {self.issuer}")
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that the references of a narrative may name, by key.

    `years` are those that the text may speak of without a reference: the reported year and the one it looks ahead to.
    """

    figures: Mapping[str, KnownFigure] = field(default_factory=dict)
    documents: Mapping[str, KnownDocument] = field(default_factory=dict)
    activities: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    years: tuple[int, ...] = ()

    def printed(self, kind: str, key: str, form: Form | None = None) -> str:
        """The text that a reference prints."""
        if kind == "figure":
            figure = self.figures[key]
            return print_value(figure.value, form or figure.form)
        if kind == "document":
            return self.documents[key].citation
        if kind == "list":
            return print_list(self.lists[key])
        if kind == "date":
            return print_short_date(self.dates[key])
        return self.activities[key]

    def keys(self, kind: str) -> Mapping[str, object]:
        """The keys that a reference of *kind* may name."""
        return {
            "figure": self.figures,
            "document": self.documents,
            "activity": self.activities,
            "list": self.lists,
            "date": self.dates,
        }[kind]


def print_list(items: tuple[str, ...]) -> str:
    """Items in one sentence: "a, b và c"; parted by semicolons when an item has a comma of its own."""
    if len(items) < 2:
        return "".join(items)
    if any("," in item for item in items):
        return "; ".join(items)
    return f"{', '.join(items[:-1])} và {items[-1]}"


def type_name(code: str) -> str:
    """The Vietnamese name of a type of document ("Kế hoạch"), "Văn bản" for one without a name."""
    return TYPES[code].name if code in TYPES else "Văn bản"
