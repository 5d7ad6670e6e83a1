"""What was done: one sheet a type of activity, its columns taken from the type's own fields; who took part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model
from django.utils import translation

from minhchung.accounts.enums import Sensitivity
from minhchung.imports import named
from minhchung.imports.columns import (
    Column,
    Kind,
    Value,
    Values,
    choice,
    day,
    flag,
    key,
    labels,
    number,
    reference,
    references,
    text,
)
from minhchung.imports.desk import Desk
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import certain_day, iso, listed, unit, unit_codes, whole, words
from minhchung.imports.named import day as date_of
from minhchung.work.actions.activities import (
    correct_activity,
    correct_participation,
    record_activity,
    record_participation,
    withdraw_activity,
)
from minhchung.work.activity_types import Definition, definitions
from minhchung.work.enums import Attendance
from minhchung.work.errors import DetailsRefusedError
from minhchung.work.fields import Field
from minhchung.work.fields import Kind as FieldKind
from minhchung.work.models import Activity, ActivityType, Participation

_DETAIL = "details."
_COMMON = (
    key("key", "Khóa", "Key"),
    reference("unit", "Đơn vị thực hiện", "Unit", "units", required=True),
    text("title", "Tên hoạt động", "Title", required=True, longest=500),
    text("place", "Địa điểm", "Place", longest=300),
    day("happened_on", "Ngày diễn ra", "Happened on", required=True),
    day("ended_on", "Ngày kết thúc", "Ended on"),
    day("received_on", "Ngày nhận tin", "Received on"),
)
_LINKS = (
    references("tasks", "Nhiệm vụ", "Tasks", "tasks"),
    references("topics", "Chủ đề", "Topics", "topics"),
    references("partners", "Đơn vị phối hợp", "Partners", "partners"),
    references("documents", "Văn bản", "Documents", "documents"),
    choice("sensitivity", "Mức tiếp cận", "Sensitivity", labels(Sensitivity)),
    flag("is_illustrative", "Minh họa", "Illustrative"),
)
_KINDS = {
    FieldKind.NUMBER: Kind.INTEGER,
    FieldKind.DATE: Kind.DATE,
    FieldKind.CHOICE: Kind.CHOICE,
    FieldKind.FLAG: Kind.FLAG,
    FieldKind.LIST: Kind.LIST,
    FieldKind.TABLE: Kind.LIST,
}


class Activities(Importer):
    """The sheet of one type of activity: common columns, the type's own, links."""

    identity = ("key",)
    part_of = ("activities",)
    after = ("tasks", "topics", "partners", "documents", "standards")

    def __init__(self, definition: Definition) -> None:
        self._type = definition
        self.code = f"activity_{definition.code}"  # type: ignore[misc]
        self.sheet, self.alias = definition.name.vi, definition.name.en  # type: ignore[misc]
        with translation.override("vi"):
            self.columns = (*_COMMON, *(_column(field) for field in definition.fields), *_LINKS)
        self.changeable = frozenset(column.name for column in self.columns) - {"key"}  # type: ignore[misc]

    def settle(self, values: Values) -> Values:
        received_on = values["received_on"] or values["ended_on"] or values["happened_on"]
        return values | {"received_on": received_on, "sensitivity": values["sensitivity"] or "0"}

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        for needed in self._type.needs:
            if not values[needed]:
                yield needed, "required", {}
        try:
            self._type.validate(self._details(values))
        except DetailsRefusedError as refusal:
            for finding in refusal.findings:
                column = _DETAIL + finding.place.partition("[")[0].partition(".")[0]
                yield column, "invalid", {"reason": f"{finding.place}: {finding.sentence}"}

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = (
            Activity.objects.standing()  # type: ignore[attr-defined]
            .filter(type=self._type.code, **scope.subtree("unit"), **scope.dates("happened_on"))
            .prefetch_related("tasks", "topics", "partners", "documents__document")
            .order_by("happened_on", "key")
        )
        for row in rows.iterator(chunk_size=2000):
            yield _said(row, codes) | {
                column.name: _from_detail(field, row.details.get(field.name), column)
                for field, column in self._detail_columns()
            }

    def known(self) -> set[str]:
        return set(Activity.objects.standing().filter(type=self._type.code).values_list("key", flat=True))  # type: ignore[attr-defined]

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield record_activity(
            key=words(values["key"]), by=desk.by, **_arguments(values, self._type.code, self._details(values), desk)
        )

    def change(self, values: Values, before: Values, desk: Desk) -> Iterable[Model]:
        row = named.activity(desk, words(values["key"]))
        arguments = _arguments(values, self._type.code, self._details(values), desk)
        desk.forget("activity", words(values["key"]))
        yield correct_activity(
            activity=row,
            reason=desk.reason,
            by=desk.by,
            keep_participations=True,
            keep_evidence=True,
            **arguments,
        )

    def restore(self, before: Values, after: Values, desk: Desk) -> bool:
        return bool(list(self.change(before, after, desk)))

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        withdraw_activity(activity=row, reason=reason, by=desk.by)  # type: ignore[arg-type]
        return True

    def _detail_columns(self) -> Iterator[tuple[Field, Column]]:
        by_name = {column.name: column for column in self.columns}
        for field in self._type.fields:
            yield field, by_name[_DETAIL + field.name]

    def _details(self, values: Mapping[str, Value]) -> dict[str, object]:
        pairs = ((field.name, _to_detail(field, values[column.name])) for field, column in self._detail_columns())
        return {name: value for name, value in pairs if value not in (None, "", [])}


class OtherActivities(Importer):
    """Activities of the types that the agency added itself; details are written "name=value"."""

    code, sheet, alias = "activity_other", "Hoạt động khác", "Other activities"
    part_of = ("activities",)
    after = ("activity_types", "tasks", "topics", "partners", "documents")
    identity = ("key",)
    columns = (
        *_COMMON,
        reference("type", "Loại hoạt động", "Type", "activity_types", required=True),
        Column("details", "Nội dung chi tiết", "Details", Kind.LIST, max_length=2000),
        *_LINKS,
    )
    changeable = frozenset(column.name for column in columns) - {"key"}

    def settle(self, values: Values) -> Values:
        received_on = values["received_on"] or values["ended_on"] or values["happened_on"]
        return values | {"received_on": received_on, "sensitivity": values["sensitivity"] or "0"}

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        own = set(ActivityType.objects.values_list("code", flat=True))
        rows = (
            Activity.objects.standing()  # type: ignore[attr-defined]
            .filter(type__in=own, **scope.subtree("unit"), **scope.dates("happened_on"))
            .prefetch_related("tasks", "topics", "partners", "documents__document")
            .order_by("happened_on", "key")
        )
        for row in rows:
            pairs = [f"{name}={_written(value)}" for name, value in sorted(row.details.items())]
            yield _said(row, codes) | {"type": row.type, "details": pairs}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        details = _own_details(words(values["type"]), listed(values["details"]))
        arguments = _arguments(values, words(values["type"]), details, desk)
        yield record_activity(key=words(values["key"]), by=desk.by, **arguments)

    def change(self, values: Values, before: Values, desk: Desk) -> Iterable[Model]:
        row = named.activity(desk, words(values["key"]))
        details = _own_details(words(values["type"]), listed(values["details"]))
        arguments = _arguments(values, words(values["type"]), details, desk)
        desk.forget("activity", words(values["key"]))
        yield correct_activity(
            activity=row, reason=desk.reason, by=desk.by, keep_participations=True, keep_evidence=True, **arguments
        )

    def restore(self, before: Values, after: Values, desk: Desk) -> bool:
        return bool(list(self.change(before, after, desk)))

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        withdraw_activity(activity=row, reason=reason, by=desk.by)  # type: ignore[arg-type]
        return True


class AnyActivity(Importer):
    """Not a sheet of its own: what an activity's key may name, whatever its type."""

    code, sheet, alias = "activities", "Hoạt động", "Activities"
    after = tuple(f"activity_{name}" for name in (*definitions(), "other"))
    identity = ("key",)
    columns = (key("key", "Khóa", "Key"),)
    spellings = frozenset()
    is_exported = False

    def held(self, scope: Scope) -> Iterator[Values]:
        for found in Activity.objects.standing().order_by("key").values_list("key", flat=True):  # type: ignore[attr-defined]
            yield {"key": found}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        return ()


class Participations(Importer):
    code, sheet, alias = "participations", "Danh sách tham gia", "Attendance"
    after = ("activities", "people")
    identity = ("activity", "person")
    changeable = frozenset({"state", "reason", "days_owed", "days_done"})
    columns = (
        reference("activity", "Hoạt động", "Activity", "activities", required=True),
        reference("person", "Mã nhân sự", "Person", "people", required=True),
        choice("state", "Trạng thái", "State", labels(Attendance), required=True),
        text("reason", "Lý do", "Reason", longest=200),
        number("days_owed", "Số ngày phải dự", "Days owed"),
        number("days_done", "Số ngày đã dự", "Days done"),
    )

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        if values["state"] == Attendance.EXCUSED and not values["reason"]:
            yield "reason", "required", {}

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = (
            Participation.objects.standing()  # type: ignore[attr-defined]
            .filter(
                activity__withdrawn_at__isnull=True,
                **scope.subtree("activity__unit"),
                **scope.dates("activity__happened_on"),
            )
            .order_by("activity__happened_on", "activity__key", "person__code")
            .values_list("activity__key", "person__code", "state", "reason", "days_owed", "days_done")
        )
        for activity, person, state, reason, owed, done in rows.iterator(chunk_size=2000):
            yield {
                "activity": activity,
                "person": person,
                "state": state,
                "reason": reason,
                "days_owed": owed,
                "days_done": done,
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield record_participation(
            activity=named.activity(desk, words(values["activity"])),
            person=named.person(desk, words(values["person"])),
            state=words(values["state"]),
            reason=words(values["reason"]),
            days_owed=whole(values["days_owed"]),
            days_done=whole(values["days_done"]),
            by=desk.by,
        )

    def change(self, values: Values, before: Values, desk: Desk) -> Iterable[Model]:
        rows = Participation.objects.standing()  # type: ignore[attr-defined]
        yield correct_participation(
            participation=rows.get(activity__key=values["activity"], person__code=values["person"]),
            state=words(values["state"]),
            reason=words(values["reason"]),
            days_owed=whole(values["days_owed"]),
            days_done=whole(values["days_done"]),
            by=desk.by,
        )

    def restore(self, before: Values, after: Values, desk: Desk) -> bool:
        return bool(list(self.change(before, after, desk)))

    # An attendance goes with its activity when that is taken back; one added to an older activity is corrected there.


def _column(field: Field) -> Column:
    name = _DETAIL + field.name
    if field.kind is FieldKind.REFERENCE:
        return reference(name, field.label.vi, field.label.en, f"{field.of}s", required=field.required)
    kind = _KINDS.get(field.kind, Kind.TEXT)
    choices = {each.code: each.label.vi for each in field.choices}
    longest = 4_000 if field.kind is FieldKind.PARAGRAPHS else 500
    return Column(name, field.label.vi, field.label.en, kind, field.required, longest, choices=choices)


def _to_detail(field: Field, value: Value) -> object:
    """What a cell says, as the type's own validation takes it; rows of a table are written "first: second"."""
    if field.kind is FieldKind.FLAG:
        return bool(value)
    if field.kind is not FieldKind.TABLE:
        return value
    names = [column.name for column in field.columns]
    return [dict(zip(names, _cells(line, len(names)), strict=False)) for line in listed(value)]


def _cells(line: str, count: int) -> list[str]:
    return [part.strip() for part in line.split(":", count - 1)]


def _from_detail(field: Field, value: object, column: Column) -> Value:
    if field.kind is FieldKind.TABLE and isinstance(value, list):
        return [": ".join(str(row.get(part.name, "")) for part in field.columns) for row in value]
    return column.empty if value is None else value  # type: ignore[return-value]


def _said(row: Activity, codes: Mapping[int, str]) -> Values:
    return {
        "key": row.key,
        "unit": codes[row.unit_id],
        "title": row.title,
        "place": row.place,
        "happened_on": iso(row.happened_on),
        "ended_on": iso(row.ended_on),
        "received_on": iso(row.received_on),
        "tasks": sorted(task.key for task in row.tasks.all()),
        "topics": sorted(topic.code for topic in row.topics.all()),
        "partners": sorted(partner.code for partner in row.partners.all()),
        "documents": sorted(version.document.key for version in row.documents.all()),
        "sensitivity": str(row.sensitivity),
        "is_illustrative": row.is_illustrative,
    }


def _arguments(values: Values, kind: str, details: Mapping[str, object], desk: Desk) -> dict[str, object]:
    return {
        "type": kind,
        "unit": unit(desk, words(values["unit"])),
        "title": words(values["title"]),
        "place": words(values["place"]),
        "happened_on": certain_day(values["happened_on"]),
        "ended_on": date_of(values["ended_on"]),
        "received_on": certain_day(values["received_on"]),
        "details": details,
        "tasks": [named.task(desk, code) for code in listed(values["tasks"])],
        "topics": [named.topic(desk, code) for code in listed(values["topics"])],
        "partners": [named.partner(desk, code) for code in listed(values["partners"])],
        "documents": [named.version(desk, code) for code in listed(values["documents"])],
        "sensitivity": int(words(values["sensitivity"])),
        "is_illustrative": bool(values["is_illustrative"]),
    }


def _own_details(code: str, pairs: list[str]) -> dict[str, object]:
    """Details of a type of the agency's own, typed as its declaration says."""
    kinds = {field["name"]: field["kind"] for field in ActivityType.objects.get(code=code).fields}
    details: dict[str, object] = {}
    for pair in pairs:
        name, _, value = (part.strip() for part in pair.partition("="))
        kind = kinds.get(name)
        if kind == FieldKind.FLAG:
            details[name] = value.casefold() in ("true", "có", "x", "1")
        elif kind == FieldKind.LIST:
            details[name] = [part.strip() for part in value.split(",") if part.strip()]
        else:
            details[name] = value
    return details


def _written(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


IMPORTERS = (
    *(Activities(definition) for definition in definitions().values()),
    OtherActivities(),
    AnyActivity(),
    Participations(),
)
