"""What an importer is: one kind of sheet, its columns, how its rows become records and how records become its rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Model

from minhchung.imports.columns import Column, Kind, Value, Values, complete, squeeze
from minhchung.imports.desk import Desk
from minhchung.imports.findings import Remark
from minhchung.organisation.models import Unit
from minhchung.reporting.models import Period


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records are written out: those of *unit*'s subtree and, for what has a date, of the days given.

    None means no bound. The difference of an import is taken against everything, an export against its scope.
    """

    unit: Unit | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, unit: Unit | None, period: Period | None) -> Scope:
        return cls(unit, period.starts_on, period.ends_on) if period else cls(unit)

    def dates(self, name: str) -> dict[str, date]:
        """Filter arguments that keep field *name* inside the scope."""
        bounds = {f"{name}__gte": self.since, f"{name}__lte": self.until}
        return {key: value for key, value in bounds.items() if value}

    def subtree(self, name: str) -> dict[str, str]:
        """Filter arguments that keep the unit in field *name* inside the scope's subtree."""
        return {f"{name}__path__startswith": self.unit.path} if self.unit else {}


class Importer(ABC):
    """One kind of sheet. A module in importers/ declares its importers in IMPORTERS; nothing else lists them."""

    code: ClassVar[str]
    sheet: ClassVar[str]
    alias: ClassVar[str]
    after: ClassVar[tuple[str, ...]] = ()
    part_of: ClassVar[tuple[str, ...]] = ()
    """Codes under which rows of this sheet may be named beside its own: an activity of any type is one of "activities"."""
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    is_exported: ClassVar[bool] = True

    @property
    def spellings(self) -> set[str]:
        """Folded names under which a sheet of this kind is recognised."""
        names = (self.sheet, self.sheet[:31], self.alias, self.alias[:31], self.code)  # Excel cuts names at 31
        return {squeeze(name) for name in names}

    def identify(self, values: Mapping[str, Value]) -> str:
        """The text by which a row and a record are the same thing."""
        return " · ".join(str(values[name] if values[name] is not None else "") for name in self.identity)

    def names(self, values: Mapping[str, Value]) -> Iterable[str]:
        """Names under which other sheets may refer to this row."""
        return (self.identify(values),)

    def settle(self, values: Values) -> Values:
        """*values* with what an empty cell of this sheet stands for, before they are compared and stored."""
        return values

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        """Findings between columns that are right one by one: column, code, data."""
        return iter(())

    @abstractmethod
    def held(self, scope: Scope) -> Iterator[Values]:
        """Records as rows of this sheet, in a stable order: what a difference compares with."""

    def exported(self, scope: Scope) -> Iterator[Values]:
        """Rows that an export writes: what an import could bring back."""
        return self.held(scope)

    def known(self) -> set[str]:
        """Names of existing records that other sheets may refer to."""
        return {name for values in self.held(Scope()) for name in self.names(values)}

    @abstractmethod
    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        """Make the record through its room's actions and return what an undo has to take back, in order."""

    def change(self, values: Values, before: Values, desk: Desk) -> Iterable[Model]:
        """Bring an existing record to *values*; only for columns in `changeable`."""
        raise NotImplementedError(self.code)

    def restore(self, before: Values, after: Values, desk: Desk) -> bool:
        """Bring a record that `change` changed back to *before*; False when its kind does not go back."""
        return False

    changeable: ClassVar[frozenset[str]] = frozenset()
    """Columns that an import may change on an existing record; any other difference is an error finding."""

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        """Undo one record that `create` returned: withdraw, end or cancel it; False when its kind only stays.

        Names that others count by (topics, partners, standards) and instruments stay: nothing was said with them yet.
        """
        return False

    def difference(self, before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, list[Value]]:
        """Columns whose value would change: [before, after]."""
        held = complete(self.columns, before)
        return {name: [held[name], value] for name, value in after.items() if value != held[name]}

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def file_columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.kind is Kind.FILE)


def invalid(sheet: str, row: int, reason: str) -> Remark:
    """A finding that carries a sentence made elsewhere."""
    return Remark(sheet, "invalid", row, data={"reason": reason})
