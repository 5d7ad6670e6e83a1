"""Whether what stands behind a figure is there and can be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minhchung.files.queries import readable
from minhchung.reporting.additive import additive_families
from minhchung.reporting.figures import Said
from minhchung.reporting.indicators import families

_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing behind a figure: no_evidence, unreadable (with the file's title), no_value, overlap."""

    key: str
    code: str
    text: str = ""


def gaps(said: Iterable[Said]) -> tuple[Gap, ...]:
    """What is missing behind *said*, figure by figure."""
    said = list(said)
    good = readable_files({file.sha256 for figure in said for proof in figure.proofs for file in proof.files})
    found: list[Gap] = []
    for figure in said:
        files = [(proof.title, file) for proof in figure.proofs for file in proof.files]
        if not files:
            found.append(Gap(figure.key, "no_evidence"))
        if not figure.value:
            found.append(Gap(figure.key, "no_value"))
        found += [Gap(figure.key, "unreadable", title) for title, file in files if file.sha256 not in good]
    return tuple(found)


def undeclared_overlaps(said: Iterable[Said]) -> tuple[Gap, ...]:
    """Items that two figures of one additive family count although the family declares no overlap (P7)."""
    declared = {family.code: family.overlap for family in families()}
    return tuple(
        Gap(figure, "overlap", str(overlap.item))
        for family in additive_families(said)
        for overlap in family.overlaps
        for figure in overlap.figures
        if not declared.get(family.code)
    )


def readable_files(hashes: Iterable[str]) -> set[str]:
    """Those of *hashes* whose file is there; asked in batches, because engines bound the length of a list."""
    wanted = sorted(set(hashes))
    batches = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    return {digest for batch in batches for digest in readable(batch)}
