"""Documents captured in the registers in the period, in and out."""

from minhchung.audit.ledger import target_name
from minhchung.documents.enums import Direction
from minhchung.documents.models import RegisterEntry
from minhchung.reporting.indicators import Both, Definition, Family, InputRow, Reading, Scope


def read(scope: Scope) -> Reading:
    """One row a line of a register."""
    entries = (
        RegisterEntry.objects.known_on(scope.known_at)
        .filter(register__unit_id__in=scope.units, registered_on__range=(scope.starts_on, scope.ends_on))
        .select_related("register", "document")
        .order_by("registered_on", "register_id", "serial", "pk")
    )
    return Reading(
        tuple(
            InputRow(
                target_name(each),
                {
                    "entry": f"{each.register.direction}:{each.register.year}:{each.register.unit_id}:{each.serial}",
                    "direction": each.register.direction,
                    "type": each.document.document_type,
                    "number": each.document.number,
                },
            )
            for each in entries
        )
    )


def _count(direction: Direction) -> dict[str, object]:
    return {"op": "count_distinct", "field": "entry", "where": {"direction": str(direction.value)}}


FAMILY = Family(
    code="registers",
    name=Both("Văn bản đi, đến", "Documents in and out"),
    key="entry",
    read=read,
    has_extract=True,
    definitions=(
        Definition(
            code="documents_received",
            version=1,
            name=Both("Số văn bản đến", "Documents received"),
            unit=Both("văn bản", "documents"),
            formula=_count(Direction.INCOMING),
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ đăng ký văn bản đến ghi {value} văn bản.",
                "From {starts_on} to {ends_on} the register has {value} incoming documents.",
            ),
            phrases=("văn bản đến", "văn bản chỉ đạo của cấp trên"),
            is_part=True,
        ),
        Definition(
            code="documents_issued",
            version=1,
            name=Both("Số văn bản đi", "Documents issued"),
            unit=Both("văn bản", "documents"),
            formula=_count(Direction.OUTGOING),
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ đăng ký văn bản đi ghi {value} văn bản.",
                "From {starts_on} to {ends_on} the register has {value} outgoing documents.",
            ),
            phrases=("văn bản đi", "văn bản đã ban hành", "văn bản ban hành"),
            is_part=True,
        ),
        Definition(
            code="documents_issued_by_type",
            version=1,
            name=Both("Số văn bản đi loại {type}", "Documents issued of type {type}"),
            unit=Both("văn bản", "documents"),
            formula={
                "op": "count_distinct",
                "field": "entry",
                "where": {"direction": str(Direction.OUTGOING.value), "type": {"argument": "type"}},
            },
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ đăng ký văn bản đi ghi {value} văn bản loại {type}.",
                "From {starts_on} to {ends_on} the register has {value} outgoing documents of type {type}.",
            ),
            phrases=("{type}",),
            parameters=("type",),
        ),
    ),
)
