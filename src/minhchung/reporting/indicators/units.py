"""How many divisions and subordinate units the agency has on the last day of the period."""

from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import UnitVersion
from minhchung.organisation.queries import valid_on
from minhchung.reporting.indicators import Both, Definition, Family, InputRow, Reading, Scope


def read(scope: Scope) -> Reading:
    """One row a unit below the agency: who stands directly under it is `is_direct`."""
    versions = (
        UnitVersion.objects.known_on(scope.known_at)
        .filter(valid_on(scope.ends_on), unit_id__in=scope.units - {scope.unit})
        .select_related("unit")
        .order_by("unit_id", "pk")
    )
    return Reading(
        tuple(
            InputRow(
                f"organisation.unitversion:{each.pk}",
                {
                    "unit": f"organisation.unit:{each.unit_id}",
                    "name": each.name,
                    "kind": each.unit.kind,
                    "is_direct": each.parent_id == scope.unit,
                },
            )
            for each in versions
        )
    )


def _count(kind: UnitKind) -> dict[str, object]:
    return {"op": "count_distinct", "field": "unit", "where": {"kind": str(kind.value), "is_direct": True}}


FAMILY = Family(
    code="units",
    name=Both("Tổ chức bộ máy", "Units of the agency"),
    key="unit",
    read=read,
    has_extract=True,
    definitions=(
        Definition(
            code="divisions",
            version=1,
            name=Both("Số phòng chuyên môn, nghiệp vụ", "Specialised divisions"),
            unit=Both("phòng", "divisions"),
            formula=_count(UnitKind.DIVISION),
            sentence=Both(
                "Đến ngày {ends_on}, cơ quan có {value} phòng chuyên môn, nghiệp vụ.",
                "On {ends_on} the agency had {value} specialised divisions.",
            ),
            phrases=("phòng chuyên môn, nghiệp vụ", "phòng chuyên môn", "phòng nghiệp vụ", "phòng"),
            is_part=True,
            lists="name",
        ),
        Definition(
            code="subordinate_units",
            version=1,
            name=Both("Số đơn vị trực thuộc", "Subordinate units"),
            unit=Both("đơn vị", "units"),
            formula=_count(UnitKind.SUBORDINATE),
            sentence=Both(
                "Đến ngày {ends_on}, cơ quan có {value} đơn vị trực thuộc.",
                "On {ends_on} the agency had {value} subordinate units.",
            ),
            phrases=("đơn vị trực thuộc", "đơn vị sự nghiệp trực thuộc", "đơn vị sự nghiệp"),
            is_part=True,
            lists="name",
        ),
    ),
)
