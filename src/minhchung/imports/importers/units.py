"""Units with their history: one row a version; a later row of the same code is a rename or a transfer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from django.db.models import Model

from minhchung.imports.columns import Value, Values, choice, day, labels, reference, text
from minhchung.imports.desk import Desk
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import certain_day, iso, unit, unit_codes, words
from minhchung.organisation.actions import dissolve_unit, found_unit, rename_unit, transfer_unit
from minhchung.organisation.actions.units import LAST_DAY_OF_DISTRICTS
from minhchung.organisation.enums import ChangeKind, UnitKind
from minhchung.organisation.models import Unit, UnitChange, UnitVersion

_NAMES = ("name", "short_name", "symbol", "place")


class Units(Importer):
    code, sheet, alias = "units", "Đơn vị", "Units"
    part_of = ("holders",)
    identity = ("code", "valid_from")
    columns = (
        text("code", "Mã đơn vị", "Code", required=True, longest=40),
        choice("kind", "Loại", "Kind", labels(UnitKind), required=True),
        text("name", "Tên đơn vị", "Name", required=True, longest=200),
        text("short_name", "Tên ngắn", "Short name", required=True, longest=80),
        text("symbol", "Ký hiệu", "Symbol", longest=30),
        text("place", "Địa danh", "Place", longest=80),
        reference("parent", "Đơn vị cấp trên", "Parent", "units"),
        day("valid_from", "Từ ngày", "Valid from", required=True),
        day("valid_to", "Đến ngày", "Valid to"),
        text("legal_basis", "Căn cứ", "Legal basis", longest=300),
        text("end_basis", "Căn cứ chấm dứt", "Basis of end", longest=300),
    )

    def names(self, values: Mapping[str, Value]) -> Iterable[str]:
        return (str(values["code"]),)

    def settle(self, values: Values) -> Values:
        if values["kind"] == UnitKind.DISTRICT and not values["valid_to"]:
            return values | {"valid_to": LAST_DAY_OF_DISTRICTS.isoformat()}
        return values

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        begun, ended = _bases()
        rows = UnitVersion.objects.standing().select_related("unit").filter(**scope.subtree("unit"))  # type: ignore[attr-defined]
        for row in rows.order_by("unit__path", "valid_from", "pk"):
            after = row.valid_to + timedelta(days=1) if row.valid_to else None
            yield {
                "code": codes[row.unit_id],
                "kind": row.unit.kind,
                "name": row.name,
                "short_name": row.short_name,
                "symbol": row.symbol,
                "place": row.place,
                "parent": codes[row.parent_id] if row.parent_id else "",
                "valid_from": iso(row.valid_from),
                "valid_to": iso(row.valid_to),
                "legal_basis": begun.get((row.unit_id, row.valid_from), ""),
                "end_basis": ended.get((row.unit_id, after), "") if after else "",
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        code = words(values["code"])
        known = UnitVersion.objects.standing().filter(code=code).order_by("-valid_from").first()  # type: ignore[attr-defined]
        made = self._found(values, desk) if known is None else self._alter(known.unit, values, desk)
        if values["valid_to"] and values["end_basis"]:
            ends_on, basis = certain_day(values["valid_to"]) + timedelta(days=1), words(values["end_basis"])
            desk.later(lambda: dissolve_unit(unit=made, effective_on=ends_on, legal_basis=basis, by=desk.by))
        yield made

    def _found(self, values: Values, desk: Desk) -> Unit:
        return found_unit(
            kind=UnitKind(words(values["kind"])),
            name=words(values["name"]),
            short_name=words(values["short_name"]),
            symbol=words(values["symbol"]),
            code=words(values["code"]),
            place=words(values["place"]),
            parent=unit(desk, words(values["parent"])) if values["parent"] else None,
            since=certain_day(values["valid_from"]),
            legal_basis=words(values["legal_basis"]),
            by=desk.by,
        )

    def _alter(self, row: Unit, values: Values, desk: Desk) -> Unit:
        effective_on, basis = certain_day(values["valid_from"]), words(values["legal_basis"])
        before = row.versions.standing().order_by("-valid_from").first()
        parent = unit(desk, words(values["parent"])) if values["parent"] else None
        changed = {name: words(values[name]) for name in _NAMES if words(values[name]) != getattr(before, name)}
        if parent != before.parent:
            transfer_unit(unit=row, parent=parent, effective_on=effective_on, legal_basis=basis, by=desk.by)
        if changed:
            rename_unit(unit=row, effective_on=effective_on, legal_basis=basis, by=desk.by, **changed)
        return row


def _bases() -> tuple[dict[tuple[int, object], str], dict[tuple[int, object], str]]:
    """(unit, day) → the legal basis on which it began or changed then, and on which it ended the day before."""
    begun: dict[tuple[int, object], str] = {}
    ended: dict[tuple[int, object], str] = {}
    for change in UnitChange.objects.prefetch_related("before", "after").order_by("effective_on", "pk"):
        after = {row.pk for row in change.after.all()}
        for number in after:
            begun.setdefault((number, change.effective_on), change.legal_basis)
        for row in change.before.all():
            if row.pk not in after and change.kind != ChangeKind.CREATE:
                ended[row.pk, change.effective_on] = change.legal_basis
    return begun, ended


IMPORTERS = (Units(),)
