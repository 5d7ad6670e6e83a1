"""Which indicator a number in somebody else's text speaks of, by the words around it and never by its value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from minhchung.reporting.indicators import Both, Definition
from vanban.claims import Claim, ClaimKind
from vanban.text.folding import nfc

_WINDOW = 14
_MOST_SKIPPED = 3
_LEAST_SHARE = 65
_COUNTED = frozenset({ClaimKind.COUNT, ClaimKind.MEASURE, ClaimKind.AMOUNT, ClaimKind.RANGE})
_SHARES = frozenset({ClaimKind.PERCENT, ClaimKind.FRACTION})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One figure that a text might speak of, with the words by which it would."""

    key: str
    is_percentage: bool
    unit: str
    phrases: tuple[tuple[str, ...], ...]


def meaning(key: str, definition: Definition, labels: Mapping[str, Both]) -> Meaning:
    """The figure *key* with its phrases spelled out: a label of several words parted by commas may be said in part."""
    phrases: list[tuple[str, ...]] = []
    for phrase in definition.phrases:
        names = [name for name in definition.parameters if f"{{{name}}}" in phrase]
        for said in product(*(_ways(labels[name].vi) for name in names)):
            phrases.append(words(phrase.format_map(dict(zip(names, said, strict=True)))))
    return Meaning(key, definition.is_percentage, definition.unit.vi, tuple(dict.fromkeys(phrases)))


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case and NFC, without punctuation."""
    return tuple(re.findall(r"\w+", nfc(text).lower()))


def best(claim: Claim, text: str, meanings: Iterable[Meaning]) -> tuple[str, ...]:
    """The keys of the figures that *claim* most likely speaks of: the best score, ties included; () when none fits."""
    after = words(text[claim.end : claim.sentence_end])[:_WINDOW]
    before = words(text[claim.sentence_start : claim.start])
    scores: dict[str, int] = {}
    for each in meanings:
        if each.is_percentage != (claim.kind in _SHARES) or (not each.is_percentage and claim.kind not in _COUNTED):
            continue
        if score := _score(each, claim, before, after):
            scores[each.key] = score
    top = max(scores.values(), default=0)
    return tuple(key for key, score in scores.items() if score == top)


def _score(each: Meaning, claim: Claim, before: Sequence[str], after: Sequence[str]) -> int:
    following = max((_following(phrase, after, is_strict=not each.is_percentage) for phrase in each.phrases), default=0)
    if following:
        return 1_000 + following
    if not each.is_percentage and not _counts(each.unit, after, claim):
        return 0
    return max((_preceding(phrase, before) for phrase in each.phrases), default=0)


def _following(phrase: Sequence[str], after: Sequence[str], *, is_strict: bool) -> int:
    """How well *phrase* is said right after the number; a count must begin with the very noun that is counted."""
    if not after or not phrase or (is_strict and after[0] != phrase[0]):
        return 0
    place, matched, skipped = 0, 0, 0
    for word in phrase:
        window = after[place : place + _MOST_SKIPPED + 1]
        if word not in window:
            continue
        step = window.index(word)
        matched, skipped, place = matched + 1, skipped + step, place + step + 1
    if not matched or matched * 100 < len(phrase) * _LEAST_SHARE:
        return 0
    return max(1, 10 * matched - 4 * (len(phrase) - matched) - skipped)


def _preceding(phrase: Sequence[str], before: Sequence[str]) -> int:
    """How well *phrase* is said before the number in its sentence: longer is better, farther is worse."""
    for start in range(len(before) - len(phrase), -1, -1):
        if tuple(before[start : start + len(phrase)]) == tuple(phrase):
            distance = len(before) - start - len(phrase)
            return max(1, 500 + 10 * len(phrase) - distance)
    return 0


def _counts(unit: str, after: Sequence[str], claim: Claim) -> bool:
    """Whether the noun after the number (or the measure in it) is the indicator's own unit."""
    noun = words(unit)
    return tuple(after[: len(noun)]) == noun or words(claim.unit) == noun


def _ways(label: str) -> list[str]:
    return list(dict.fromkeys([label, *(part.strip() for part in label.split(","))]))
