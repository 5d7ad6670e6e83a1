"""From a sheet to staged rows: header, typed cells, duplicates, files, and what each row would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from minhchung.imports.cells import Refused, clean, is_decomposed
from minhchung.imports.columns import Column, Kind, Value, Values, complete
from minhchung.imports.enums import RowAction, Severity
from minhchung.imports.findings import Remark
from minhchung.imports.headers import HEADER_WITHIN, Header, is_header, read_header
from minhchung.imports.importing import Importer
from minhchung.imports.papers import decoded
from minhchung.imports.sources import FileOutsideError, Files, digest_of
from minhchung.imports.workbook.reading import EMPTY, Cell, Row, WorkbookReader

STORED = "sha256:"


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that was read without error, before it is stored."""

    sheet: str
    row: int
    importer: str
    identity: str
    values: Values
    sources: dict[str, str]
    action: RowAction
    difference: dict[str, list[Value]] = field(default_factory=dict)


class SheetReading:
    """One sheet being read by its importer; iterate over `drafts`, then look at `remarks`."""

    def __init__(
        self,
        importer: Importer,
        sheet: str,
        held: Mapping[str, Values],
        files: Files,
        stored: frozenset[str],
        limit: int,
    ) -> None:
        self.importer = importer
        self.sheet = sheet
        self.remarks: list[Remark] = []
        self._held = held
        self._files = files
        self._stored = stored
        self._limit = limit
        self._seen: dict[str, tuple[int, int]] = {}
        self._decomposed: Counter[str] = Counter()

    def drafts(self, book: WorkbookReader) -> Iterator[Draft]:
        """Rows of the sheet that hold no error of their own."""
        rows = book.rows(self.sheet)
        header = self._header(rows)
        if header is None:
            return
        self._refuse_merges(book, header)
        for row in rows:
            if draft := self._draft(header, row):
                yield draft
        for column, count in self._decomposed.items():
            self._say("decomposed", 0, column, Severity.WARNING, count=count)

    def _header(self, rows: Iterator[Row]) -> Header | None:
        for row in rows:
            if row.number > HEADER_WITHIN:
                break
            if is_header(self.importer, row):
                header, remarks = read_header(self.importer, self.sheet, row)
                self.remarks.extend(remarks)
                return None if any(remark.severity is Severity.ERROR for remark in remarks) else header
        names = ", ".join(column.header for column in self.importer.columns if column.is_required)
        self._say("header_missing", headers=names)
        return None

    def _refuse_merges(self, book: WorkbookReader, header: Header) -> None:
        for merge in book.merges(self.sheet):
            if merge.last_row >= header.row:
                self._say("merged", merge.first_row, reference=merge.reference)

    def _draft(self, header: Header, row: Row) -> Draft | None:
        values, sources, is_clean = self._values(header, row)
        if not is_clean:
            return None
        values = self.importer.settle(values)
        for name, code, data in self.importer.check(values):
            self._say(code, row.number, self.importer.column(name).header, **data)
            is_clean = False
        identity = self.importer.identify(values)[:400]
        if not is_clean or self._is_repeated(row.number, identity, values):
            return None
        action, difference = self._compared(row.number, identity, values)
        if action is None:
            return None
        return Draft(self.sheet, row.number, self.importer.code, identity, values, sources, action, difference)

    def _values(self, header: Header, row: Row) -> tuple[Values, dict[str, str], bool]:
        values: Values = {}
        sources: dict[str, str] = {}
        is_clean = True
        for offset, column in header.places.items():
            cell = row.cells[offset] if offset < len(row.cells) else EMPTY
            value = clean(column, cell)
            if is_decomposed(cell):
                self._decomposed[column.header] += 1
            if not isinstance(value, Refused) and column.kind is Kind.FILE and value:
                sources[column.name] = str(value)
                value = self._hashed(str(value))
            elif column.kind is Kind.PROSE and _is_path(value):
                value = self._prose(str(value), column)
            if isinstance(value, Refused):
                self._say(value.code, row.number, column.header, **value.data)
                is_clean = False
            else:
                values[column.name] = value
        return complete(self.importer.columns, values), sources, is_clean

    def _hashed(self, path: str) -> Value | Refused:
        """The file at *path* as "sha256:…", or why it cannot be had."""
        if path.startswith(STORED):
            return path if path.removeprefix(STORED) in self._stored else Refused("file_missing", {"value": path[:100]})
        try:
            stream = self._files.open(path)
        except FileOutsideError:
            return Refused("file_outside", {"value": path[:100]})
        if stream is None:
            return Refused("file_missing", {"value": path[:100]})
        with stream:
            digest, size = digest_of(stream)
        if size > self._limit:
            return Refused("file_too_large", {"value": path[:100], "size": size, "limit": self._limit})
        return STORED + digest

    def _prose(self, path: str, column: Column) -> Value | Refused:
        """The text in the file at *path*."""
        try:
            stream = self._files.open(path)
        except FileOutsideError:
            return Refused("file_outside", {"value": path[:100]})
        if stream is None:
            return Refused("file_missing", {"value": path[:100]})
        with stream:
            text = decoded(stream.read(4 * column.max_length + 1))
        return Refused("text_unreadable") if text is None else clean(column, Cell(text))

    def _is_repeated(self, row: int, identity: str, values: Values) -> bool:
        content = hash(repr(values))
        first = self._seen.setdefault(identity, (row, content))
        if first[0] == row:
            return False
        if first[1] == content:
            self._say("repeated", row, severity=Severity.WARNING, first=first[0])
        else:
            self._say("duplicate", row, first=first[0], identity=identity[:80])
        return True

    def _compared(self, row: int, identity: str, values: Values) -> tuple[RowAction | None, dict[str, list[Value]]]:
        before = self._held.get(identity)
        if before is None:
            return RowAction.CREATE, {}
        difference = self.importer.difference(before, values)
        if not difference:
            return RowAction.SAME, {}
        if fixed := set(difference) - self.importer.changeable:
            fields = "; ".join(_told(self.importer.column(name), difference[name]) for name in sorted(fixed))
            self._say(
                "fixed", row, self.importer.column(min(fixed)).header, identity=identity[:80], fields=fields[:400]
            )
            return None, {}
        return RowAction.CHANGE, difference

    def _say(
        self, code: str, row: int = 0, column: str = "", severity: Severity = Severity.ERROR, **data: str | int
    ) -> None:
        self.remarks.append(Remark(self.sheet, code, row, column, severity, data))


def _is_path(value: Value | Refused) -> bool:
    return (
        isinstance(value, str) and "\n" not in value and value.lower().endswith((".md", ".txt")) and len(value) <= 200
    )


def _told(column: Column, change: list[Value]) -> str:
    return f"{column.header}: “{_short(change[0])}” → “{_short(change[1])}”"


def _short(value: Value) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value if value is not None else "")
    return text if len(text) <= 60 else f"{text[:59]}…"
