"""A measured line, and lines as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a subject's table: what was measured, the cells under the subject's columns, and whether a target holds.

    `met` is None where the issue sets no target.
    """

    what: str
    cells: tuple[str, ...]
    target: str = ""
    met: bool | None = None

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def table(columns: Sequence[str], lines: Iterable[Line]) -> str:
    """The lines as a Markdown table, which reads as well in a terminal."""
    head = ["", *columns, "target", ""]
    rows = [[line.what, *line.cells, line.target, _mark(line)] for line in lines]
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    ruled = ["-" * max(width, 3) for width in widths]
    return "\n".join(_row(row, widths) for row in [head, ruled, *rows])


def middle(values: Sequence[float]) -> float:
    """The median, or 0 of nothing."""
    return median(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which *share* of *values* lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(max(width, 3)) for cell, width in zip(cells, widths, strict=True)) + " |"


def _mark(line: Line) -> str:
    return {None: "", True: "met", False: "MISSED"}[line.met]
