"""What binds publications: what they share, and the words they are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from minhchung.portal.enums import TagKind
from vanban.text import fold

STRONGEST_FIRST = (TagKind.INSTRUCTION, TagKind.TASK, TagKind.TOPIC, TagKind.WORD)
LEAST_WORDS = 3
"""Words alone bind two publications only when they share as many pairs of syllables as this."""

_WORDS_KEPT = 60
_LITTLE_WORDS = frozenset(
    [
        "va",
        "cua",
        "cac",
        "cho",
        "trong",
        "ve",
        "voi",
        "duoc",
        "da",
        "o",
        "tren",
        "tu",
        "den",
        "theo",
        "tai",
        "mot",
        "nhung",
        "la",
        "co",
        "so",
        "ngay",
        "thang",
        "nam",
        "do",
        "boi",
        "de",
        "khi",
        "nay",
        "do",
        "thi",
        "ma",
        "se",
        "hoac",
        "cung",
        "khong",
        "con",
        "nhu",
        "gom",
        "truong",
        "hop",
        "don",
        "vi",
        "co",
        "quan",
        "thuc",
        "hien",
        "cong",
        "tac",
        "to",
        "chuc",
    ]
)


@dataclass(frozen=True, slots=True)
class Tag:
    """Something a publication is about; *key* is matched, *label* is read."""

    kind: TagKind
    key: str
    label: str

    @property
    def name(self) -> str:
        return f"{self.kind.value}:{self.key}"[:120]


def word_tags(text: str) -> list[Tag]:
    """The pairs of neighbouring syllables that a text uses most, as its weakest bonds."""
    syllables = [part.strip(".,;:()[]“”\"'!?…–-/") for part in text.split()]
    pairs: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for first, second in pairwise(syllables):
        folded = fold(first), fold(second)
        if not (first.isalpha() and second.isalpha()) or set(folded) & _LITTLE_WORDS:
            continue
        key = " ".join(folded)
        pairs[key] += 1
        labels.setdefault(key, f"{first} {second}".lower())
    kept = sorted((pair for pair in pairs.items() if pair[1] > 1), key=lambda pair: (-pair[1], pair[0]))[:_WORDS_KEPT]
    return [Tag(TagKind.WORD, key, labels[key]) for key, _count in kept]


def searchable(text: str) -> str:
    """*text* as it is searched: folded, parted at blanks and at the marks inside numbers, nothing that no one can type."""
    parted = "".join(" " if mark in "/-" or not mark.isprintable() else mark for mark in fold(text))
    return " ".join(parted.split())
