"""Whether what a row refers to exists, in the records or elsewhere in the same source."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from minhchung.imports.findings import Remark
from minhchung.imports.importers import importers
from minhchung.imports.sheets import Draft


@dataclass(frozen=True, slots=True)
class _Place:
    kind: str
    name: str
    importer: str
    sheet: str
    row: int
    column: str


class References:
    """Collects what rows name and what they refer to; `unresolved` tells what is left dangling."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}
        self._staged: dict[str, set[str]] = {}
        self._open: list[_Place] = []

    def add(self, draft: Draft) -> None:
        importer = importers()[draft.importer]
        for column in importer.columns:
            value = draft.values[column.name] if column.refers else None
            for name in value if isinstance(value, list) else [value]:
                if name and not self._is_known(column.refers, str(name)):
                    place = _Place(column.refers, str(name), importer.code, draft.sheet, draft.row, column.header)
                    self._open.append(place)
        for kind in (importer.code, *importer.part_of):
            staged = self._staged.setdefault(kind, set())
            for name in importer.names(draft.values):
                staged.add(name)

    def unresolved(self) -> Iterator[Remark]:
        """A finding for each reference that names nothing, or a row further down its own sheet."""
        for place in self._open:
            importer = importers()[place.kind]
            is_below = place.name in self._staged.get(place.kind, ())
            if is_below and place.kind != place.importer:
                continue
            data = {"kind": importer.sheet.lower(), "value": place.name[:80], "sheet": importer.sheet}
            if not is_below:
                data["near"] = self._nearest(place)
            yield Remark(place.sheet, "order" if is_below else "reference", place.row, place.column, data=data)

    def _nearest(self, place: _Place) -> str:
        names = self._staged.get(place.kind, set()) | self._known.get(place.kind, set())
        close = difflib.get_close_matches(place.name, sorted(names)[:5000], n=1, cutoff=0.75)
        return close[0] if close else ""

    def _is_known(self, kind: str, name: str) -> bool:
        if name in self._staged.get(kind, ()):
            return True
        if kind not in self._known:
            self._known[kind] = importers()[kind].known()
        return name in self._known[kind]
