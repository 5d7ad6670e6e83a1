"""Directives marked in documents, and the tasks that carry them out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model

from minhchung.accounts.enums import Sensitivity
from minhchung.imports.columns import Value, Values, choice, day, flag, key, labels, reference, references, text
from minhchung.imports.desk import Desk
from minhchung.imports.errors import DirectiveTextError
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import (
    certain_day,
    directive,
    document,
    iso,
    person,
    task,
    unit,
    unit_codes,
    version,
    words,
)
from minhchung.imports.named import day as date_of
from minhchung.organisation.models import Person, Unit, UnitVersion
from minhchung.work.actions.directives import mark_directive
from minhchung.work.actions.tasks import cancel_task, create_task, finish_task, start_task
from minhchung.work.enums import AssignmentRole, TaskState
from minhchung.work.models import Assignment, Directive, Task

_UNDER_WAY = {TaskState.OPEN, TaskState.DOING}


class Directives(Importer):
    code, sheet, alias = "directives", "Nội dung chỉ đạo", "Directives"
    after = ("documents",)
    identity = ("key",)
    columns = (
        key("key", "Khóa", "Key"),
        reference("document", "Văn bản", "Document", "documents", required=True),
        text("text", "Nguyên văn", "Text", required=True, longest=20_000),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = Directive.objects.select_related("version__document").filter(**scope.subtree("version__document__unit"))
        for row in rows.order_by("version__document__key", "start"):
            yield {"key": row.key, "document": row.version.document.key, "text": _one_line(row.text)}

    def settle(self, values: Values) -> Values:
        return values | {"text": _one_line(words(values["text"]))}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        read = version(desk, words(values["document"]))
        found = re.search(r"\s+".join(re.escape(word) for word in words(values["text"]).split()), read.text)
        if found is None:
            raise DirectiveTextError(document=read.document.number or read.document.key)
        yield mark_directive(
            version=read, start=found.start(), end=found.end(), text=found[0], key=words(values["key"]), by=desk.by
        )


class Tasks(Importer):
    code, sheet, alias = "tasks", "Nhiệm vụ", "Tasks"
    after = ("directives", "people")
    identity = ("key",)
    changeable = frozenset({"state", "finished_on", "outcome"})
    columns = (
        key("key", "Khóa", "Key"),
        text("title", "Tên nhiệm vụ", "Title", required=True, longest=500),
        reference("unit", "Đơn vị", "Unit", "units", required=True),
        reference("directive", "Nội dung chỉ đạo", "Directive", "directives"),
        reference("source", "Văn bản nguồn", "Source", "documents"),
        reference("lead", "Chủ trì", "Lead", "holders", required=True),
        references("support", "Phối hợp", "Support", "holders"),
        day("due_on", "Hạn", "Due on"),
        choice("state", "Trạng thái", "State", labels(TaskState)),
        day("finished_on", "Ngày hoàn thành", "Finished on"),
        text("outcome", "Kết quả hoặc lý do", "Outcome", longest=500),
        text("description", "Mô tả", "Description", longest=10_000),
        choice("sensitivity", "Mức tiếp cận", "Sensitivity", labels(Sensitivity)),
        flag("is_illustrative", "Minh họa", "Illustrative"),
    )

    def settle(self, values: Values) -> Values:
        return values | {"state": values["state"] or str(TaskState.OPEN), "sensitivity": values["sensitivity"] or "0"}

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        if not values["directive"] and not values["source"]:
            yield "source", "task_source", {}
        if values["state"] == TaskState.DONE and not values["finished_on"]:
            yield "finished_on", "task_finished", {}

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        given: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in Assignment.objects.standing().select_related("person").order_by("pk"):  # type: ignore[attr-defined]
            given[row.task_id][row.role].append(row.person.code if row.person else codes[row.unit_id])
        rows = Task.objects.select_related("directive", "source").filter(**scope.subtree("unit"))
        for row in rows.order_by("key"):
            lead = given[row.pk][AssignmentRole.LEAD]
            yield {
                "key": row.key,
                "title": row.title,
                "unit": codes[row.unit_id],
                "directive": row.directive.key if row.directive else "",
                "source": row.source.key if row.source and not row.directive else "",
                "lead": lead[0] if lead else "",
                "support": sorted(given[row.pk][AssignmentRole.SUPPORT]),
                "due_on": iso(row.due_on),
                "state": row.state,
                "finished_on": iso(row.finished_on),
                "outcome": row.outcome,
                "description": row.description,
                "sensitivity": str(row.sensitivity),
                "is_illustrative": row.is_illustrative,
            }

    def difference(self, before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, list[Value]]:
        if after["directive"] and after["source"]:
            after = {**after, "source": before["source"]}  # the directive already says which document
        return super().difference(before, after)

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        made = create_task(
            key=words(values["key"]),
            unit=unit(desk, words(values["unit"])),
            title=words(values["title"]),
            lead=holder(desk, words(values["lead"])),
            directive=directive(desk, words(values["directive"])) if values["directive"] else None,
            source=document(desk, words(values["source"])) if values["source"] else None,
            support=[holder(desk, str(code)) for code in values["support"] or ()],  # type: ignore[union-attr]
            description=words(values["description"]),
            due_on=date_of(values["due_on"]),
            sensitivity=int(words(values["sensitivity"])),
            is_illustrative=bool(values["is_illustrative"]),
            by=desk.by,
        )
        if values["state"] in (TaskState.DOING, TaskState.CANCELLED):
            self._move(made, values, desk)
        elif values["state"] == TaskState.DONE:
            desk.later(lambda: self._move(made, values, desk))  # its evidence stands further down in the source
        yield made

    def change(self, values: Values, before: Values, desk: Desk) -> Iterable[Model]:
        row = task(desk, words(values["key"]))
        desk.later(lambda: self._move(row, values, desk))
        return ()

    def _move(self, row: Task, values: Values, desk: Desk) -> None:
        outcome = words(values["outcome"])
        if values["state"] == TaskState.DOING:
            start_task(task=row, by=desk.by)
        elif values["state"] == TaskState.DONE:
            finish_task(task=row, finished_on=certain_day(values["finished_on"]), reason=outcome, by=desk.by)
        elif values["state"] == TaskState.CANCELLED:
            cancel_task(task=row, reason=outcome, by=desk.by)

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        if row.state not in _UNDER_WAY:  # type: ignore[attr-defined]
            return False
        cancel_task(task=row, reason=reason, by=desk.by)  # type: ignore[arg-type]
        return True


class Holders(Importer):
    """Not a sheet of its own: a unit or a person that work is given to."""

    code, sheet, alias = "holders", "Đơn vị hoặc người", "Units and people"
    after = ("units", "people")
    identity = ("code",)
    columns = (text("code", "Mã", "Code"),)
    spellings = frozenset()
    is_exported = False

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = set(UnitVersion.objects.standing().values_list("code", flat=True))  # type: ignore[attr-defined]
        for code in sorted(codes | set(Person.objects.values_list("code", flat=True)) - {""}):
            yield {"code": code}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        return ()


def holder(desk: Desk, code: str) -> Unit | Person:
    """The person or the unit of that code; people first."""
    if Person.objects.filter(code=code).exists():
        return person(desk, code)
    return unit(desk, code)


def _one_line(text: str) -> str:
    return " ".join(text.split())


IMPORTERS = (Directives(), Holders(), Tasks())
