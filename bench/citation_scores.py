"""How well citations are found: spans and fields against labels, and what changed from one finding to another."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from re import sub
from typing import Any

FIELDS = ("type", "number", "date", "issuer", "articles")
Row = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """Counts over a set of passages; shares are between 0 and 1."""

    labelled: int = 0
    found: int = 0
    exact: int = 0
    overlapping: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    @property
    def f1_exact(self) -> float:
        """F1 of spans that agree to the letter."""
        return 2 * self.exact / max(1, self.labelled + self.found)

    @property
    def f1_overlapping(self) -> float:
        """F1 of spans of which at least half is shared."""
        return 2 * self.overlapping / max(1, self.labelled + self.found)

    def share(self, name: str) -> float:
        """How many of the overlapping pairs agree on a field."""
        return self.right[name] / max(1, self.overlapping)

    def as_json(self) -> dict[str, Any]:
        """What is kept in the repository, to four digits."""
        shares = {name: f"{self.share(name):.4f}" for name in FIELDS}
        kept = {"f1_exact": f"{self.f1_exact:.4f}", "f1_overlapping": f"{self.f1_overlapping:.4f}"}
        return {"citations": self.labelled, **kept, **shares}


def rows_of(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(labelled: Iterable[Row], found: Mapping[str, Sequence[Row]]) -> Score:
    """*found* (by passage id) against *labelled* passages; what an `ignore` span or a nested label holds counts neither way."""
    result = Score()
    for passage in labelled:
        wanted = [one for one in passage["citations"] if not one.get("nested")]
        free = [*passage.get("ignore", ()), *(one for one in passage["citations"] if one.get("nested"))]
        given = [one for one in found.get(passage["id"], ()) if not _is_free(one, wanted, free)]
        result.labelled += len(wanted)
        result.found += len(given)
        result.exact += len(_pairs(wanted, given, 1.0))
        for label, one in _pairs(wanted, given, 0.5):
            result.overlapping += 1
            for name in FIELDS:
                result.right[name] += _plain(label.get(name)) == _plain(one.get(name))
    return result


def changes(
    labelled: Iterable[Row], before: Mapping[str, Sequence[Row]], now: Mapping[str, Sequence[Row]]
) -> Iterator[str]:
    """Line by line what was won and what was lost: a label found exactly now and not before, or the other way; new false alarms."""
    for passage in labelled:
        labels = {_key(one) for one in passage["citations"]}
        old, new = ({_key(one) for one in each.get(passage["id"], ())} for each in (before, now))
        for sign, keys in (
            ("+ found", (new - old) & labels),
            ("- lost ", (old - new) & labels),
            ("+ false alarm gone", (old - new) - labels),
            ("- false alarm new ", (new - old) - labels),
        ):
            for start, end, *_ in sorted(keys, key=str):
                yield f"{sign} {passage['id']}: {' '.join(passage['text'][start:end].split())}"


def _key(one: Row) -> tuple[Any, ...]:
    return (one["start"], one["end"], *(_plain(one.get(name)) for name in FIELDS))


def _is_free(one: Row, wanted: Sequence[Row], free: Sequence[Row]) -> bool:
    return not any(_shared(one, label) for label in wanted) and any(_shared(one, span) for span in free)


def _shared(left: Row, right: Row) -> float:
    """The part of both spans together that both have."""
    inner = min(left["end"], right["end"]) - max(left["start"], right["start"])
    return inner / (max(left["end"], right["end"]) - min(left["start"], right["start"])) if inner > 0 else 0.0


def _pairs(wanted: Sequence[Row], given: Sequence[Row], least: float) -> list[tuple[Row, Row]]:
    scored = sorted(
        ((_shared(label, one), place, other) for place, label in enumerate(wanted) for other, one in enumerate(given)),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for shared, place, other in scored:
        if shared < least or place in used[0] or other in used[1]:
            continue
        used[0].add(place)
        used[1].add(other)
        pairs.append((wanted[place], given[other]))
    return pairs


def _plain(value: object) -> object:
    """A field without case, accents and punctuation, so that only its substance is compared."""
    if isinstance(value, (list, tuple)):
        return tuple(sorted(str(_plain(one)) for one in value))
    text = unicodedata.normalize("NFD", str(value or "").casefold().replace("đ", "d").replace("ð", "d"))
    return sub(r"[\W_]+", "", "".join(letter for letter in text if not unicodedata.combining(letter)))
