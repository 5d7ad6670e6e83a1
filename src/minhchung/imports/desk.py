"""Where rows are turned into records: who acts, for which unit, and the files and texts that rows name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar

from django.db.models import Model

from minhchung.accounts.models import User
from minhchung.files.actions import store
from minhchung.files.models import StoredFile
from minhchung.imports.columns import Value, Values
from minhchung.imports.errors import ScopeUnknownError, SourceChangedError
from minhchung.imports.papers import Paper, paper
from minhchung.imports.sources import Files
from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import Unit

Row = TypeVar("Row", bound=Model)
_STORED = "sha256:"


class NoFiles:
    """A source that has no files beside it."""

    def open(self, path: str) -> BinaryIO | None:
        return None


@dataclass(slots=True)
class Desk:
    """One commit at work. Look-ups and stored files are remembered for the length of the batch."""

    by: User | None
    unit: Unit | None
    files: Files = field(default_factory=NoFiles)
    texts: Iterator[tuple[str, str]] | None = None
    reason: str = ""
    _later: list[Callable[[], object]] = field(default_factory=list)
    _sources: Mapping[str, str] = field(default_factory=dict)
    _values: Mapping[str, Value] = field(default_factory=dict)
    _found: dict[tuple[str, str], Model] = field(default_factory=dict)

    def begin(self, sources: Mapping[str, str], values: Values) -> None:
        """Turn to the next row: the paths its file columns were read from, and its values."""
        self._sources, self._values = sources, values

    @property
    def agency(self) -> Unit:
        """The unit whose registers are written: the batch's, else the installation's only agency.

        ScopeUnknownError when there is none, or more than one to choose from.
        """
        return self.unit or self.once("unit", "", _only_agency)

    def later(self, deed: Callable[[], object]) -> None:
        """Do *deed* after the last row: it needs rows that stand further down in the source."""
        self._later.append(deed)

    def finish(self) -> None:
        """Do what was put off."""
        while self._later:
            self._later.pop(0)()

    def once(self, kind: str, key: str, find: Callable[[], Row]) -> Row:
        """The row that *find* answers, asked once a batch."""
        found = self._found.get((kind, key))
        if found is None:
            found = self._found[kind, key] = find()
        return found  # type: ignore[return-value]

    def forget(self, kind: str, key: str) -> None:
        """Let the next `once` ask again: the row was replaced."""
        self._found.pop((kind, key), None)

    def file(self, column: str) -> StoredFile | None:
        """The file that *column* of the present row names, stored; None when the cell is empty.

        Raises `SourceChangedError` when the bytes are no longer those that were staged.
        """
        named = str(self._values.get(column) or "")
        if not named:
            return None
        return self.once("file", named, lambda: self._stored(named.removeprefix(_STORED), column))

    @property
    def is_from_text(self) -> bool:
        """Whether the present row was read from a text instead of a line of a register."""
        return "text" in self._sources

    def paper(self, column: str) -> Paper:
        """The document that the present row brings: the file that *column* names, or the text the row was read from."""
        if not self.is_from_text:
            return paper(self.file(column))
        text = self._text(self._sources["text"])
        name = f"{self._sources['text'].removesuffix('.txt')}.txt"
        return Paper(store(content=text.encode(), name=name, by=self.by), text, 1)

    def _text(self, wanted: str) -> str:
        """The text called *wanted*, further down in the source: rows are committed in the order of their texts."""
        for name, text in self.texts or ():
            if name == wanted:
                return text
        raise SourceChangedError(name=wanted)

    def _stored(self, sha256: str, column: str) -> StoredFile:
        if known := StoredFile.objects.filter(sha256=sha256).first():
            return known
        path = self._sources[column]
        stream = self.files.open(path)
        if stream is None:
            raise SourceChangedError(name=path)
        with stream:
            content = stream.read()
        if sha256_of(content) != sha256:
            raise SourceChangedError(name=path)
        return store(content=content, name=path.rsplit("/", 1)[-1], by=self.by)


def sha256_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _only_agency() -> Unit:
    agencies = list(Unit.objects.filter(kind=UnitKind.AGENCY).order_by("pk")[:2])
    if len(agencies) != 1:
        raise ScopeUnknownError(what="cơ quan duy nhất để ghi; hãy chọn bằng", name="--unit")
    return agencies[0]
