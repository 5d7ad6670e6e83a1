"""Which document of a catalogue a citation means. A wrong link is worse than none: what is not certain stays unresolved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from vanban.citations.model import Citation
from vanban.number import parse
from vanban.text.folding import fold


class Entry(Protocol):
    """A document of a catalogue; any object with these attributes will do."""

    @property
    def key(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def number(self) -> str | None: ...
    @property
    def issued_on(self) -> date | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...


One = TypeVar("One", bound=Entry)


@dataclass(frozen=True, slots=True)
class Resolved(Generic[One]):
    """The one document that the citation means; *score* is 100 when every field given agrees, less for mended ones."""

    entry: One
    score: int


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[One]):
    """Several documents that the citation might mean, likeliest first."""

    candidates: tuple[One, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No document of the catalogue fits."""


Resolution = Resolved[One] | Ambiguous[One] | Unknown

_CERTAIN, _MENDED, _CONTRADICTED = 100, 80, 0
_LAWS = frozenset({"luat", "bo_luat", "phap_lenh", "hien_phap"})


class Catalogue(Generic[One]):
    """Entries indexed once, then asked many times."""

    def __init__(self, entries: Iterable[One]) -> None:
        self._by_number: dict[str, list[One]] = defaultdict(list)
        self._by_shape: dict[str, list[One]] = defaultdict(list)
        self._by_title: dict[tuple[str, str], list[One]] = defaultdict(list)
        for entry in entries:
            self._add(entry)

    def _add(self, entry: One) -> None:
        if entry.number:
            self._by_number[number_key(entry.number)].append(entry)
            self._by_shape[_shape(entry.number)].append(entry)
        if entry.title:
            self._by_title[entry.type, _title_key(entry.title)].append(entry)

    def resolve(self, citation: Citation) -> Resolution[One]:
        """The document that *citation* means in this catalogue."""
        if citation.number:
            return self._by_its_number(citation)
        if citation.title and citation.type in _LAWS:
            return _decide(citation, self._by_title.get((citation.type, _title_key(citation.title)), []), _CERTAIN)
        if citation.type == "hien_phap":
            return _decide(
                citation,
                [e for (kind, _), found in self._by_title.items() if kind == "hien_phap" for e in found],
                _CERTAIN,
            )
        return Unknown()

    def _by_its_number(self, citation: Citation) -> Resolution[One]:
        number = citation.number or ""
        exact = self._by_number.get(number_key(number), [])
        if exact:
            return _decide(citation, exact, _CERTAIN)
        mended = _decide(citation, self._by_shape.get(_shape(number), []), _MENDED)
        # A mended number alone proves nothing: date or title must agree as well.
        if isinstance(mended, Resolved) and not (
            _agrees_on_date(citation, mended.entry) or _agrees_on_title(citation, mended.entry)
        ):
            return Ambiguous((mended.entry,))
        return mended


def resolve(citation: Citation, catalogue: Iterable[One] | Catalogue[One]) -> Resolution[One]:
    """The document of *catalogue* that *citation* means: `Resolved`, `Ambiguous` or `Unknown`.

    Build a `Catalogue` once when resolving many citations.
    """
    index = catalogue if isinstance(catalogue, Catalogue) else Catalogue(catalogue)
    return index.resolve(citation)


def number_key(number: str) -> str:
    """*number* for comparing: normal form, folded, without leading zeros."""
    parsed = parse(number)
    return re.sub(r"^0+(?=\d)", "", parsed.key if parsed else re.sub(r"[^a-z0-9/]+", "", fold(number)))


_CONFUSED = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5", "b": "8", "g": "9", "z": "2"})


def _shape(number: str) -> str:
    """*number* with the letters and digits that scanners confuse made one, and all separators gone."""
    return re.sub(r"[^a-z0-9]+", "", number_key(number)).translate(_CONFUSED).replace("dd", "d")


def _title_key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(title)).strip()


def _decide(citation: Citation, candidates: list[One], score: int) -> Resolution[One]:
    fitting = [entry for entry in candidates if not _contradicts(citation, entry)]
    if len({entry.key for entry in fitting}) > 1:
        fitting = _preferred(citation, fitting)
    if not fitting:
        return Unknown()
    if len({entry.key for entry in fitting}) > 1:
        return Ambiguous(
            tuple(sorted(fitting, key=lambda entry: (entry.issued_on or date.min, entry.key), reverse=True))
        )
    return Resolved(fitting[0], score)


def _contradicts(citation: Citation, entry: Entry) -> bool:
    """Whether a field given on both sides differs."""
    if citation.date and entry.issued_on and not entry.issued_on.isoformat().startswith(citation.date):
        return True
    if (
        citation.date
        and not entry.issued_on
        and entry.type in _LAWS
        and _is_of_another_year(citation.date, entry.number)
    ):
        return True
    if citation.issuer and entry.issuer and not _same_body(citation.issuer, entry.issuer):
        return True
    return citation.type not in ("van_ban", entry.type) and not _same_family(citation.type, entry.type)


def _is_of_another_year(day: str, number: str | None) -> bool:
    """Whether a law's number carries another year than *day*; a law passed in the last days of a year may be numbered in the next."""
    parsed = parse(number) if number else None
    return bool(parsed and parsed.year and abs(parsed.year - int(day[:4])) > 1)


def _same_family(left: str, right: str) -> bool:
    return left in _LAWS and right in _LAWS


def _same_body(left: str, right: str) -> bool:
    """Whether two names may mean one body: one is the other with its post, place or abbreviation spelled out."""
    a, b = _body_words(left), _body_words(right)
    return a <= b or b <= a


_EXPANSIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ttcp": "thu tuong chinh phu",
    "bch": "ban chap hanh",
    "tw": "trung uong",
}
_POSTS = frozenset(
    [
        "chu",
        "tich",
        "bo",
        "truong",
        "giam",
        "doc",
        "thong",
        "doc",
        "pho",
        "thu",
        "truong",
        "cuc",
        "truong",
        "vien",
        "chanh",
        "van",
        "phong",
        "thuong",
        "truc",
    ]
)


def _body_words(name: str) -> set[str]:
    text = fold(name)
    for short, long in _EXPANSIONS.items():
        text = re.sub(rf"\b{short}\b", long, text)
    words = set(re.findall(r"[a-z0-9]+", text))
    return words - _POSTS or words


def _preferred(citation: Citation, entries: list[One]) -> list[One]:
    """Those that agree on more of the fields given, when some do."""
    ranked = [(_agrees_on_date(citation, entry) + _agrees_on_issuer(citation, entry), entry) for entry in entries]
    best = max(rank for rank, _ in ranked)
    return [entry for rank, entry in ranked if rank == best]


def _agrees_on_date(citation: Citation, entry: Entry) -> bool:
    return bool(citation.date and entry.issued_on and entry.issued_on.isoformat().startswith(citation.date))


def _agrees_on_issuer(citation: Citation, entry: Entry) -> bool:
    return bool(citation.issuer and entry.issuer and _body_words(citation.issuer) == _body_words(entry.issuer))


def _agrees_on_title(citation: Citation, entry: Entry) -> bool:
    return bool(citation.title and entry.title and _title_key(citation.title) == _title_key(entry.title))
