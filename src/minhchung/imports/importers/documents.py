"""Legal instruments, the two registers (NĐ 30/2020 Appendix IV, R1 and R5), number series and relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model, OuterRef, Q, Subquery
from django.utils.text import slugify

from minhchung.accounts.enums import Sensitivity
from minhchung.documents.actions.instruments import register_instrument, set_legal_status
from minhchung.documents.actions.registering import (
    record_outgoing,
    register_incoming,
    withdraw_document,
    withdraw_entry,
)
from minhchung.documents.enums import Direction, DocumentState, LegalStatus, Urgency
from minhchung.documents.models import Document, DocumentVersion, RegisterEntry
from minhchung.imports.columns import (
    Column,
    Kind,
    Value,
    Values,
    choice,
    day,
    file,
    flag,
    labels,
    number,
    reference,
    text,
)
from minhchung.imports.desk import Desk
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import certain_day, document, iso, unit, unit_codes, whole, words
from minhchung.imports.named import day as date_of
from vanban.document_types import TYPES
from vanban.text.folding import fold

_TYPES = {code: kind.name for code, kind in TYPES.items()}
_KEY = Column("key", "Khóa", "Key", Kind.KEY, max_length=80)
_SENSITIVITY = choice("sensitivity", "Mức tiếp cận", "Sensitivity", labels(Sensitivity))
_URGENCY = choice("urgency", "Độ khẩn", "Urgency", labels(Urgency))
_TYPE = choice("document_type", "Tên loại", "Type", _TYPES, required=True)
_SUBJECT = text("subject", "Trích yếu", "Subject", required=True)
_ILLUSTRATIVE = flag("is_illustrative", "Minh họa", "Illustrative")
_FILE = file("file", "Tệp", "File")


def key_from(values: Mapping[str, Value]) -> str:
    """A stable key for a document whose row gives none: its number, year and issuing body."""
    parts = (
        values["number"] or values["document_type"],
        str(values["issued_on"] or "")[:4],
        values.get("issuer") or "",
    )
    root = slugify(fold(" ".join(str(part) for part in parts)).replace("/", " ").replace("_", " "))
    return (
        root[:80].strip("-")
        if values["number"]
        else f"{root[:40]}-{slugify(fold(str(values['subject'])))}"[:80].strip("-")
    )


class _Papers(Importer):
    """What the three kinds of document have in common: a key, and a file that is the newest version's."""

    identity = ("key",)

    def settle(self, values: Values) -> Values:
        return values | {
            "key": values["key"] or key_from(values),
            **{name: empty for name, empty in _DEFAULTS.items() if name in values and not values[name]},
        }


_DEFAULTS: dict[str, Value] = {
    "sensitivity": str(int(Sensitivity.OPEN)),
    "urgency": str(Urgency.NORMAL),
    "legal_status": str(LegalStatus.IN_FORCE),
}


class Instruments(_Papers):
    code, sheet, alias = "instruments", "Văn bản pháp lý", "Instruments"
    part_of = ("documents",)
    after = ("units",)
    changeable = frozenset({"legal_status"})
    columns = (
        _KEY,
        _TYPE,
        text("number", "Số, ký hiệu", "Number", longest=120),
        text("issuer", "Cơ quan ban hành", "Issuer", longest=300),
        day("issued_on", "Ngày ban hành", "Issued on"),
        _SUBJECT,
        choice("legal_status", "Hiệu lực", "Legal status", labels(LegalStatus)),
        text("status_basis", "Căn cứ hiệu lực", "Status basis", longest=300),
        _FILE,
        _ILLUSTRATIVE,
    )

    def names(self, values: Mapping[str, Value]) -> Iterable[str]:
        return (str(values["key"]),)

    def known(self) -> set[str]:
        return set(Document.objects.exclude(legal_status="").values_list("key", flat=True))

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = Document.objects.exclude(legal_status="").exclude(state=DocumentState.WITHDRAWN)
        for row in _with_file(rows, "pk").filter(**scope.subtree("unit")).order_by("key"):
            yield {
                "key": row.key,
                "document_type": row.document_type,
                "number": row.number,
                "issuer": row.issuer,
                "issued_on": iso(row.issued_on),
                "subject": row.subject,
                "legal_status": row.legal_status,
                "status_basis": "",
                "file": _named(row.file_sha256),
                "is_illustrative": row.is_illustrative,
            }

    def difference(self, before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, list[Value]]:
        return super().difference(before, {name: value for name, value in after.items() if name != "status_basis"})

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        held = desk.paper("file")
        yield register_instrument(
            unit=desk.agency,
            key=words(values["key"]),
            document_type=words(values["document_type"]),
            number=words(values["number"]),
            issuer=words(values["issuer"]),
            issued_on=date_of(values["issued_on"]),
            subject=words(values["subject"]),
            legal_status=words(values["legal_status"]),
            is_illustrative=bool(values["is_illustrative"]),
            file=held.file,
            text=held.text,
            page_count=held.page_count,
            by=desk.by,
        )

    def change(self, values: Values, before: Values, desk: Desk) -> Iterable[Model]:
        row = document(desk, words(values["key"]))
        basis = words(values["status_basis"]) or desk.reason
        set_legal_status(document=row, status=words(values["legal_status"]), reason=basis, by=desk.by)
        return ()

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        if row.topics.exists() or row.standards.exists():  # type: ignore[attr-defined]
            return False  # they stay, and would name a document that is gone
        withdraw_document(document=row, by=desk.by, reason=reason)  # type: ignore[arg-type]
        return True


class Incoming(_Papers):
    code, sheet, alias = "incoming", "Sổ văn bản đến", "Incoming register"
    part_of = ("documents",)
    after = ("units",)
    columns = (
        _KEY,
        day("registered_on", "Ngày đến", "Received on", required=True),
        number("serial", "Số đến", "Serial"),
        text("issuer", "Tác giả", "Issuer", required=True, longest=300),
        text("number", "Số, ký hiệu", "Number", longest=120),
        day("issued_on", "Ngày văn bản", "Issued on"),
        _TYPE,
        _SUBJECT,
        text("handled_by", "Đơn vị hoặc người nhận", "Handled by"),
        day("transferred_on", "Ngày chuyển", "Transferred on"),
        text("signed_for", "Ký nhận", "Signed for", longest=200),
        day("due_on", "Thời hạn", "Due on"),
        text("note", "Ghi chú", "Note", longest=500),
        text("signer", "Người ký", "Signer", longest=160),
        text("signer_title", "Chức vụ người ký", "Signer title", longest=160),
        _URGENCY,
        _SENSITIVITY,
        _FILE,
        _ILLUSTRATIVE,
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        for entry in _entries(Direction.INCOMING, scope):
            yield _description(entry) | {
                "registered_on": iso(entry.registered_on),
                "serial": entry.serial,
                "handled_by": entry.handled_by,
                "transferred_on": iso(entry.transferred_on),
                "signed_for": entry.signed_for,
                "due_on": iso(entry.due_on),
                "note": entry.note,
            }

    def difference(self, before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, list[Value]]:
        found = super().difference(before, after)
        if after["serial"] is None:
            found.pop("serial", None)  # the next number of the register was asked for, and given
        return found

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        held = desk.paper("file")
        registered_on = certain_day(values["registered_on"])
        yield register_incoming(
            unit=desk.agency,
            key=words(values["key"]),
            document_type=words(values["document_type"]),
            subject=words(values["subject"]),
            number=words(values["number"]),
            issuer=words(values["issuer"]),
            issued_on=date_of(values["issued_on"]),
            received_on=registered_on,
            registered_on=registered_on,
            handled_by=words(values["handled_by"]),
            transferred_on=date_of(values["transferred_on"]),
            signed_for=words(values["signed_for"]),
            due_on=date_of(values["due_on"]),
            note=words(values["note"]),
            signer=words(values["signer"]),
            signer_title=words(values["signer_title"]),
            urgency=words(values["urgency"]),
            sensitivity=int(words(values["sensitivity"])),
            is_illustrative=bool(values["is_illustrative"]),
            file=held.file,
            text=held.text,
            page_count=held.page_count,
            serial=whole(values["serial"]),
            taken_over=desk.reason if values["serial"] else "",
            duplicate_confirmed=desk.is_from_text,  # told as a finding when the texts were staged
            by=desk.by,
        )

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        withdraw_entry(entry=row, by=desk.by, reason=reason)  # type: ignore[arg-type]
        return True


class Outgoing(_Papers):
    code, sheet, alias = "outgoing", "Sổ văn bản đi", "Outgoing register"
    part_of = ("documents",)
    after = ("units", "series")
    columns = (
        _KEY,
        text("number", "Số, ký hiệu", "Number", required=True, longest=120),
        day("issued_on", "Ngày văn bản", "Issued on", required=True),
        _TYPE,
        _SUBJECT,
        text("issuer", "Cơ quan ban hành", "Issuer", longest=300),
        reference("drafting_unit", "Đơn vị soạn thảo", "Drafting unit", "units"),
        text("signer", "Người ký", "Signer", longest=160),
        text("signer_title", "Chức vụ người ký", "Signer title", longest=160),
        text("handled_by", "Nơi nhận", "Recipients"),
        text("archived_by", "Đơn vị, người nhận bản lưu", "Archived by", longest=300),
        number("copies", "Số lượng bản", "Copies"),
        day("transferred_on", "Ngày chuyển", "Transferred on"),
        text("signed_for", "Ký nhận", "Signed for", longest=200),
        text("note", "Ghi chú", "Note", longest=500),
        _URGENCY,
        _SENSITIVITY,
        _FILE,
        _ILLUSTRATIVE,
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        for entry in _entries(Direction.OUTGOING, scope):
            drafting = entry.document.drafting_unit_id
            yield _description(entry) | {
                "drafting_unit": codes[drafting] if drafting else "",
                "handled_by": entry.handled_by,
                "archived_by": entry.archived_by,
                "copies": entry.copies,
                "transferred_on": iso(entry.transferred_on),
                "signed_for": entry.signed_for,
                "note": entry.note,
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        held = desk.paper("file")
        yield record_outgoing(
            unit=desk.agency,
            key=words(values["key"]),
            number=words(values["number"]),
            issued_on=certain_day(values["issued_on"]),
            document_type=words(values["document_type"]),
            subject=words(values["subject"]),
            taken_over=desk.reason,
            issuer=words(values["issuer"]),
            drafting_unit=unit(desk, words(values["drafting_unit"])) if values["drafting_unit"] else None,
            signer=words(values["signer"]),
            signer_title=words(values["signer_title"]),
            urgency=words(values["urgency"]),
            sensitivity=int(words(values["sensitivity"])),
            handled_by=words(values["handled_by"]),
            archived_by=words(values["archived_by"]),
            copies=whole(values["copies"]),
            transferred_on=date_of(values["transferred_on"]),
            signed_for=words(values["signed_for"]),
            note=words(values["note"]),
            is_illustrative=bool(values["is_illustrative"]),
            file=held.file,
            text=held.text,
            page_count=held.page_count,
            by=desk.by,
        )

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        withdraw_entry(entry=row, by=desk.by, reason=reason)  # type: ignore[arg-type]
        return True


def _with_file(rows: object, key: str) -> object:
    newest = DocumentVersion.objects.filter(document=OuterRef(key)).order_by("-ordinal")
    return rows.annotate(file_sha256=Subquery(newest.values("file__sha256")[:1]))  # type: ignore[attr-defined]


def _entries(direction: Direction, scope: Scope) -> Iterator[RegisterEntry]:
    rows = RegisterEntry.objects.standing().filter(  # type: ignore[attr-defined]
        Q(**scope.dates("registered_on")), register__direction=direction, **scope.subtree("register__unit")
    )
    rows = _with_file(rows.select_related("document", "register"), "document_id")
    return rows.order_by("register__year", "register_id", "serial", "pk").iterator(chunk_size=2000)  # type: ignore[attr-defined]


def _description(entry: RegisterEntry) -> Values:
    row = entry.document
    return {
        "key": row.key,
        "number": row.number,
        "issuer": row.issuer,
        "issued_on": iso(row.issued_on),
        "document_type": row.document_type,
        "subject": row.subject,
        "signer": row.signer,
        "signer_title": row.signer_title,
        "urgency": row.urgency,
        "sensitivity": str(row.sensitivity),
        "file": _named(entry.file_sha256),  # type: ignore[attr-defined]
        "is_illustrative": row.is_illustrative,
    }


def _named(sha256: str | None) -> str:
    return f"sha256:{sha256}" if sha256 else ""


IMPORTERS = (Instruments(), Incoming(), Outgoing())
