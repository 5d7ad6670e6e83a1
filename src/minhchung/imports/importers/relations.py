"""Which types share a number series, what any document is called, and how documents stand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model

from minhchung.documents.actions.filing import relate
from minhchung.documents.actions.numbering import set_series_rule
from minhchung.documents.enums import DocumentState, RelationKind
from minhchung.documents.models import Document, Relation, SeriesRule
from minhchung.imports.columns import Values, choice, day, key, labels, reference, text
from minhchung.imports.desk import Desk
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import certain_day, document, iso, words
from vanban.document_types import TYPES

_TYPES = {code: kind.name for code, kind in TYPES.items()}


class Series(Importer):
    code, sheet, alias = "series", "Quy định đánh số", "Number series"
    after = ("units",)
    identity = ("document_type", "valid_from")
    columns = (
        choice("document_type", "Tên loại", "Type", _TYPES),
        text("type_group", "Sổ cấp số", "Series", required=True, longest=40),
        text("legal_basis", "Căn cứ", "Legal basis", required=True, longest=300),
        day("valid_from", "Từ ngày", "Valid from", required=True),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        for row in SeriesRule.objects.filter(**scope.subtree("unit")).order_by("valid_from", "document_type", "pk"):
            yield {
                "document_type": row.document_type,
                "type_group": row.type_group,
                "legal_basis": row.legal_basis,
                "valid_from": iso(row.valid_from),
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield set_series_rule(
            unit=desk.agency,
            document_type=words(values["document_type"]),
            type_group=words(values["type_group"]),
            legal_basis=words(values["legal_basis"]),
            valid_from=certain_day(values["valid_from"]),
            by=desk.by,
        )


class AnyDocument(Importer):
    """Not a sheet of its own: what a document's key may name, wherever the document stands."""

    code, sheet, alias = "documents", "Văn bản", "Documents"
    after = ("instruments", "incoming", "outgoing")
    identity = ("key",)
    columns = (key("key", "Khóa", "Key"),)
    spellings = frozenset()
    is_exported = False

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = Document.objects.exclude(state=DocumentState.WITHDRAWN).order_by("key")
        yield from rows.values("key")

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        return ()


class Relations(Importer):
    code, sheet, alias = "relations", "Quan hệ văn bản", "Relations"
    after = ("documents",)
    identity = ("source", "kind", "target")
    columns = (
        reference("source", "Văn bản", "Document", "documents", required=True),
        choice("kind", "Quan hệ", "Relation", labels(RelationKind), required=True),
        reference("target", "Với văn bản", "To document", "documents", required=True),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = Relation.objects.select_related("source", "target").filter(**scope.subtree("source__unit"))
        rows = rows.exclude(source__state=DocumentState.WITHDRAWN).exclude(target__state=DocumentState.WITHDRAWN)
        for row in rows.order_by("source__key", "kind", "target__key"):
            yield {"source": row.source.key, "kind": row.kind, "target": row.target.key}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        source, target = document(desk, words(values["source"])), document(desk, words(values["target"]))
        yield relate(source=source, target=target, kind=words(values["kind"]), by=desk.by)


IMPORTERS = (Series(), AnyDocument(), Relations())
