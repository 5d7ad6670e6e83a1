"""A measured line, and lines as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a subject's table: what was measured, the cells under the subject's columns, what became of the target.

    `verdict` is empty where no target is set.
    """

    what: str
    cells: tuple[str, ...]
    target: str = ""
    verdict: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def table(columns: Sequence[str], lines: Iterable[Line]) -> str:
    """The lines as a Markdown table, which reads as well in a terminal."""
    head = ["", *columns, "target", ""]
    rows = [[line.what, *line.cells, line.target, line.verdict] for line in lines]
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    ruled = ["-" * max(width, 3) for width in widths]
    return "\n".join(_row(row, widths) for row in [head, ruled, *rows])


def verdict(is_met: bool, is_met_in_cpu: bool = False) -> str:
    """What became of a target; one that only holds in processor time was missed for the other work on the machine."""
    return "met" if is_met else "met in CPU time" if is_met_in_cpu else "MISSED"


def middle(values: Sequence[float]) -> float:
    """The median, or 0 of nothing."""
    return median(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which *share* of *values* lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(max(width, 3)) for cell, width in zip(cells, widths, strict=True)) + " |"
