"""What work is counted by: topics, partners, standards with their criteria, the agency's own types of activity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model

from minhchung.imports.columns import Values, choice, day, key, lines, reference, text
from minhchung.imports.desk import Desk
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import day as date_of
from minhchung.imports.named import document, iso, listed, standard, unit, unit_codes, words
from minhchung.work.actions.naming import add_activity_type, add_criterion, add_partner, add_topic, open_standard
from minhchung.work.models import ActivityType, Criterion, Partner, Standard, Topic

_FIELD_KINDS = frozenset({"text", "number", "date", "time", "choice", "flag", "list"})
_LEVELS = {
    "central": "Trung ương", "province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã", "other": "Khác",
}  # fmt: skip


class Topics(Importer):
    code, sheet, alias = "topics", "Chủ đề", "Topics"
    after = ("instruments",)
    identity = ("code",)
    columns = (
        key("code", "Mã", "Code"),
        text("name", "Tên chủ đề", "Name", required=True, longest=300),
        reference("document", "Văn bản", "Document", "documents"),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        for row in Topic.objects.select_related("document").order_by("code"):
            yield {"code": row.code, "name": row.name, "document": row.document.key if row.document else ""}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        about = document(desk, words(values["document"])) if values["document"] else None
        yield add_topic(code=words(values["code"]), name=words(values["name"]), document=about, by=desk.by)


class Partners(Importer):
    code, sheet, alias = "partners", "Đơn vị phối hợp", "Partners"
    identity = ("code",)
    columns = (
        key("code", "Mã", "Code"),
        text("name", "Tên đơn vị", "Name", required=True, longest=300),
        choice("level", "Cấp", "Level", _LEVELS),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        for row in Partner.objects.order_by("code"):
            yield {"code": row.code, "name": row.name, "level": row.level}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield add_partner(
            code=words(values["code"]), name=words(values["name"]), level=words(values["level"]), by=desk.by
        )


class Standards(Importer):
    code, sheet, alias = "standards", "Tiêu chuẩn", "Standards"
    after = ("instruments",)
    identity = ("code",)
    columns = (
        key("code", "Mã", "Code"),
        text("name", "Tên tiêu chuẩn", "Name", required=True, longest=300),
        text("legal_basis", "Căn cứ", "Legal basis", longest=300),
        reference("document", "Văn bản", "Document", "documents"),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        for row in Standard.objects.select_related("document").order_by("code"):
            yield {
                "code": row.code,
                "name": row.name,
                "legal_basis": row.legal_basis,
                "document": row.document.key if row.document else "",
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        about = document(desk, words(values["document"])) if values["document"] else None
        yield open_standard(
            code=words(values["code"]),
            name=words(values["name"]),
            legal_basis=words(values["legal_basis"]),
            document=about,
            by=desk.by,
        )


class Criteria(Importer):
    code, sheet, alias = "criteria", "Tiêu chí", "Criteria"
    after = ("standards", "units")
    identity = ("standard", "code")
    columns = (
        reference("standard", "Tiêu chuẩn", "Standard", "standards", required=True),
        text("code", "Mã tiêu chí", "Code", required=True, longest=20),
        text("text", "Nội dung", "Text", required=True, longest=500),
        text("required_evidence", "Minh chứng cần có", "Required evidence", longest=300),
        reference("owner", "Đơn vị phụ trách", "Owner", "units"),
        day("due_on", "Hạn", "Due on"),
    )

    def identify(self, values: Values) -> str:
        return f"{values['standard']}:{values['code']}"

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        for row in Criterion.objects.select_related("standard").order_by("standard__code", "code"):
            yield {
                "standard": row.standard.code,
                "code": row.code,
                "text": row.text,
                "required_evidence": row.required_evidence,
                "owner": codes[row.owner_id] if row.owner_id else "",
                "due_on": iso(row.due_on),
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield add_criterion(
            standard=standard(desk, words(values["standard"])),
            code=words(values["code"]),
            text=words(values["text"]),
            required_evidence=words(values["required_evidence"]),
            owner=unit(desk, words(values["owner"])) if values["owner"] else None,
            due_on=date_of(values["due_on"]),
            by=desk.by,
        )


class OwnTypes(Importer):
    code, sheet, alias = "activity_types", "Loại hoạt động riêng", "Activity types"
    identity = ("code",)
    columns = (
        key("code", "Mã loại", "Code"),
        text("name", "Tên loại", "Name", required=True, longest=160),
        lines("fields", "Các ô thông tin", "Fields"),
    )

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        for declared in listed(values["fields"]):
            if _declaration(declared) is None:
                yield "fields", "declaration", {"value": declared[:60]}

    def held(self, scope: Scope) -> Iterator[Values]:
        for row in ActivityType.objects.order_by("code"):
            yield {"code": row.code, "name": row.name, "fields": [_declared(field) for field in row.fields]}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        fields = [_declaration(declared) for declared in listed(values["fields"])]
        yield add_activity_type(code=words(values["code"]), name=words(values["name"]), fields=fields, by=desk.by)


def _declaration(declared: str) -> dict[str, object] | None:
    """A field written "code|label|kind*|choice=label, …"; a star after the kind makes it required."""
    parts = [part.strip() for part in declared.split("|")]
    if len(parts) not in (3, 4) or not all(parts[:3]):
        return None
    kind = parts[2].rstrip("*").strip()
    if kind not in _FIELD_KINDS:
        return None
    field: dict[str, object] = {"name": parts[0], "label": parts[1], "kind": kind, "required": parts[2].endswith("*")}
    if len(parts) == 4:
        pairs = [choice.partition("=") for choice in parts[3].split(",") if choice.strip()]
        field["choices"] = [{"code": code.strip(), "label": (label or code).strip()} for code, _, label in pairs]
    return field


def _declared(field: dict[str, object]) -> str:
    star = "*" if field.get("required") else ""
    choices = ", ".join(f"{each['code']}={each['label']}" for each in field.get("choices") or ())  # type: ignore[index]
    parts = [str(field["name"]), str(field["label"]), f"{field['kind']}{star}", *([choices] if choices else [])]
    return "|".join(parts)


IMPORTERS = (Topics(), Partners(), Standards(), Criteria(), OwnTypes())
