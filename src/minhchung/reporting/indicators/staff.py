"""How many people hold a post on the last day of the period, in all and by category."""

from minhchung.organisation.enums import StaffCategory
from minhchung.organisation.models import Membership
from minhchung.organisation.queries import valid_on
from minhchung.reporting.indicators import Both, Definition, Family, InputRow, Reading, Scope

CATEGORIES = {
    StaffCategory.CADRE.value: Both("cán bộ", "cadres"),
    StaffCategory.CIVIL_SERVANT.value: Both("công chức", "civil servants"),
    StaffCategory.PUBLIC_EMPLOYEE.value: Both("viên chức", "public employees"),
    StaffCategory.WORKER.value: Both("người lao động", "workers"),
}


def read(scope: Scope) -> Reading:
    """One row a membership: a person with two posts has two rows and counts once."""
    members = (
        Membership.objects.known_on(scope.known_at)
        .filter(valid_on(scope.ends_on, since="since", until="until"), post__unit_id__in=scope.units)
        .select_related("person", "post")
        .order_by("person__code", "pk")
    )
    return Reading(
        tuple(
            InputRow(
                f"organisation.membership:{each.pk}",
                {
                    "person": each.person.code,
                    "category": each.category,
                    "unit": f"organisation.unit:{each.post.unit_id}",
                },
            )
            for each in members
        )
    )


FAMILY = Family(
    code="staff",
    name=Both("Nhân sự", "Staff"),
    key="person",
    read=read,
    personal=("person",),
    has_extract=True,
    definitions=(
        Definition(
            code="staff",
            version=1,
            name=Both("Tổng số cán bộ, công chức, viên chức và người lao động", "Staff in all"),
            unit=Both("người", "people"),
            formula={"op": "count_distinct", "field": "person"},
            sentence=Both(
                "Đến ngày {ends_on}, danh sách của cơ quan có {value} người "
                "(cán bộ, công chức, viên chức và người lao động).",
                "On {ends_on} the roster of the agency held {value} people.",
            ),
            phrases=(
                "tổng số cán bộ, công chức, viên chức và người lao động",
                "tổng số cán bộ, công chức, viên chức",
                "tổng số người",
                "biên chế",
                "nhân sự",
            ),
        ),
        Definition(
            code="staff_by_category",
            version=1,
            name=Both("Số người theo loại: {category}", "Staff by category: {category}"),
            unit=Both("người", "people"),
            formula={"op": "count_distinct", "field": "person", "where": {"category": {"argument": "category"}}},
            sentence=Both(
                "Đến ngày {ends_on}, danh sách của cơ quan có {value} {category}.",
                "On {ends_on} the roster of the agency held {value} {category}.",
            ),
            phrases=("{category}",),
            parameters=("category",),
            labels={"category": CATEGORIES},
            is_part=True,
        ),
    ),
)
