"""Duty rosters, briefings with paper confirmations, and the manifest of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model

from minhchung.accounts.enums import Sensitivity
from minhchung.imports import named
from minhchung.imports.columns import (
    Values,
    choice,
    day,
    file,
    flag,
    key,
    labels,
    lines,
    number,
    reference,
    references,
    text,
)
from minhchung.imports.desk import Desk
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import certain_day, iso, listed, unit, unit_codes, whole, words
from minhchung.imports.named import day as date_of
from minhchung.work.actions.briefings import acknowledge, open_briefing, withdraw_acknowledgement
from minhchung.work.actions.duty import plan_shift, withdraw_shift
from minhchung.work.actions.evidence import add_evidence, withdraw_evidence
from minhchung.work.activity_types._duty import SHIFT_CHOICES
from minhchung.work.enums import AcknowledgementMethod, EvidenceStrength
from minhchung.work.models import Acknowledgement, Briefing, DutyShift, Evidence

_DUTIES = {"patrol": "Tuần tra", "guard": "Canh gác"}
_SHIFTS = {each.code: each.label.vi for each in SHIFT_CHOICES}


class Shifts(Importer):
    code, sheet, alias = "shifts", "Lịch trực", "Duty roster"
    after = ("units", "people")
    identity = ("key",)
    columns = (
        key("key", "Khóa", "Key"),
        reference("unit", "Đơn vị", "Unit", "units", required=True),
        choice("type", "Loại", "Type", _DUTIES, required=True),
        day("day", "Ngày", "Day", required=True),
        choice("shift", "Ca", "Shift", _SHIFTS, required=True),
        lines("checkpoints", "Điểm kiểm tra", "Checkpoints", longest=200),
        references("people", "Người trực", "People", "people"),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = DutyShift.objects.standing().filter(**scope.subtree("unit"), **scope.dates("day"))  # type: ignore[attr-defined]
        for row in rows.prefetch_related("people").order_by("day", "key").iterator(chunk_size=2000):
            yield {
                "key": row.key,
                "unit": codes[row.unit_id],
                "type": row.type,
                "day": iso(row.day),
                "shift": row.shift,
                "checkpoints": list(row.checkpoints),
                "people": sorted(person.code for person in row.people.all()),
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield plan_shift(
            key=words(values["key"]),
            unit=unit(desk, words(values["unit"])),
            type=words(values["type"]),
            day=certain_day(values["day"]),
            shift=words(values["shift"]),
            checkpoints=listed(values["checkpoints"]),
            people=[named.person(desk, code) for code in listed(values["people"])],
            by=desk.by,
        )

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        withdraw_shift(shift=row, reason=reason, by=desk.by)  # type: ignore[arg-type]
        return True


class Briefings(Importer):
    code, sheet, alias = "briefings", "Đợt quán triệt", "Briefings"
    after = ("units", "documents")
    identity = ("key",)
    columns = (
        key("key", "Khóa", "Key"),
        reference("unit", "Đơn vị", "Unit", "units", required=True),
        reference("document", "Văn bản", "Document", "documents", required=True),
        day("opened_on", "Ngày mở", "Opened on", required=True),
        day("due_on", "Hạn", "Due on"),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = Briefing.objects.select_related("version__document").filter(**scope.subtree("unit"))
        for row in rows.order_by("key"):
            yield {
                "key": row.key,
                "unit": codes[row.unit_id],
                "document": row.version.document.key,
                "opened_on": iso(row.opened_on),
                "due_on": iso(row.due_on),
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield open_briefing(
            key=words(values["key"]),
            unit=unit(desk, words(values["unit"])),
            version=named.version(desk, words(values["document"])),
            opened_on=certain_day(values["opened_on"]),
            due_on=date_of(values["due_on"]),
            by=desk.by,
        )


class EvidenceManifest(Importer):
    code, sheet, alias = "evidence", "Minh chứng", "Evidence"
    after = ("activities", "tasks", "criteria")
    identity = ("key",)
    columns = (
        key("key", "Khóa", "Key"),
        text("title", "Tên minh chứng", "Title", required=True, longest=300),
        file("file", "Tệp", "File", required=True),
        reference("activity", "Hoạt động", "Activity", "activities"),
        reference("task", "Nhiệm vụ", "Task", "tasks"),
        reference("criterion", "Tiêu chí", "Criterion", "criteria"),
        day("happened_on", "Ngày lập", "Happened on", required=True),
        day("received_on", "Ngày nhận", "Received on"),
        choice("strength", "Độ mạnh", "Strength", labels(EvidenceStrength)),
        choice("sensitivity", "Mức tiếp cận", "Sensitivity", labels(Sensitivity)),
        flag("is_illustrative", "Minh họa", "Illustrative"),
    )

    def settle(self, values: Values) -> Values:
        return values | {
            "received_on": values["received_on"] or values["happened_on"],
            "strength": values["strength"] or str(EvidenceStrength.SUBMITTED),
            "sensitivity": values["sensitivity"] or "0",
        }

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        if not (values["activity"] or values["task"] or values["criterion"]):
            yield "activity", "proves_nothing", {}
        if values["strength"] == EvidenceStrength.SYSTEM:
            yield "strength", "strength_system", {}

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = (
            Evidence.objects.standing()  # type: ignore[attr-defined]
            .select_related("file", "activity", "task", "criterion__standard")
            .filter(**scope.dates("happened_on"))
            .order_by("happened_on", "key")
        )
        for row in rows.iterator(chunk_size=2000):
            if _is_inside(row, scope):
                yield {
                    "key": row.key,
                    "title": row.title,
                    "file": f"sha256:{row.file.sha256}",
                    "activity": row.activity.key if row.activity else "",
                    "task": row.task.key if row.task else "",
                    "criterion": f"{row.criterion.standard.code}:{row.criterion.code}" if row.criterion else "",
                    "happened_on": iso(row.happened_on),
                    "received_on": iso(row.received_on),
                    "strength": row.strength,
                    "sensitivity": str(row.sensitivity),
                    "is_illustrative": row.is_illustrative,
                }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield add_evidence(
            key=words(values["key"]),
            title=words(values["title"]),
            file=desk.file("file"),
            activity=named.activity(desk, words(values["activity"])) if values["activity"] else None,
            task=named.task(desk, words(values["task"])) if values["task"] else None,
            criterion=named.criterion(desk, words(values["criterion"])) if values["criterion"] else None,
            happened_on=certain_day(values["happened_on"]),
            received_on=certain_day(values["received_on"]),
            strength=words(values["strength"]),
            sensitivity=int(words(values["sensitivity"])),
            is_illustrative=bool(values["is_illustrative"]),
            by=desk.by,
        )

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        if row.withdrawn_at is None:  # type: ignore[attr-defined]  (it goes with its activity)
            withdraw_evidence(evidence=row, reason=reason, by=desk.by)  # type: ignore[arg-type]
        return True


class Acknowledgements(Importer):
    """Signatures on paper lists. What a person confirms on the system only that person can record (P1)."""

    code, sheet, alias = "acknowledgements", "Xác nhận", "Acknowledgements"
    after = ("briefings", "evidence", "activities", "people", "memberships")
    identity = ("briefing", "person")
    columns = (
        reference("briefing", "Đợt quán triệt", "Briefing", "briefings", required=True),
        reference("person", "Mã nhân sự", "Person", "people", required=True),
        choice("method", "Hình thức", "Method", labels(AcknowledgementMethod)),
        day("happened_on", "Ngày xác nhận", "Happened on", required=True),
        day("received_on", "Ngày nhận", "Received on"),
        number("pages_shown", "Số trang đã xem", "Pages shown"),
        reference("activity", "Hoạt động", "Activity", "activities"),
        reference("evidence", "Minh chứng", "Evidence", "evidence"),
    )

    def settle(self, values: Values) -> Values:
        return values | {
            "method": values["method"] or str(AcknowledgementMethod.PAPER),
            "received_on": values["received_on"] or values["happened_on"],
            "pages_shown": values["pages_shown"] or 0,
        }

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        if values["method"] == AcknowledgementMethod.SYSTEM:
            yield "method", "system_confirmation", {}
        elif not (values["activity"] or values["evidence"]):
            yield "evidence", "paper_unproved", {}

    def exported(self, scope: Scope) -> Iterator[Values]:
        """Paper confirmations only: what was confirmed on the system is proved by its own ledger, not by a sheet."""
        return (values for values in self.held(scope) if values["method"] == AcknowledgementMethod.PAPER)

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = (
            Acknowledgement.objects.standing()  # type: ignore[attr-defined]
            .select_related("briefing", "person", "activity", "evidence")
            .filter(**scope.subtree("briefing__unit"), **scope.dates("happened_on"))
            .order_by("briefing__key", "person__code")
        )
        for row in rows.iterator(chunk_size=2000):
            yield {
                "briefing": row.briefing.key,
                "person": row.person.code,
                "method": row.method,
                "happened_on": iso(row.happened_on),
                "received_on": iso(row.received_on),
                "pages_shown": row.pages_shown,
                "activity": row.activity.key if row.activity else "",
                "evidence": row.evidence.key if row.evidence else "",
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        briefing = named.briefing(desk, words(values["briefing"]))
        yield acknowledge(
            briefing=briefing,
            person=named.person(desk, words(values["person"])),
            sha256=briefing.version.file.sha256,
            pages_shown=whole(values["pages_shown"]) or 0,
            method=words(values["method"]),
            happened_on=certain_day(values["happened_on"]),
            received_on=certain_day(values["received_on"]),
            activity=named.activity(desk, words(values["activity"])) if values["activity"] else None,
            evidence=named.evidence(desk, words(values["evidence"])) if values["evidence"] else None,
            by=desk.by,
        )

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        withdraw_acknowledgement(acknowledgement=row, reason=reason, by=desk.by)  # type: ignore[arg-type]
        return True


def _is_inside(row: Evidence, scope: Scope) -> bool:
    """Whether what the evidence proves belongs to the scope's subtree."""
    if scope.unit is None:
        return True
    owners = (
        row.activity.unit if row.activity else None,
        row.task.unit if row.task else None,
        row.criterion.owner if row.criterion else None,
    )
    return any(owner is not None and owner.path.startswith(scope.unit.path) for owner in owners)


IMPORTERS = (Shifts(), Briefings(), EvidenceManifest(), Acknowledgements())
