"""Incidents of the period; none is a result that the register proves too."""

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities


def read(scope: Scope) -> Reading:
    """One row an incident."""
    return reading_of_activities(
        scope,
        [
            (
                each,
                {
                    "incident": each.key,
                    "category": str(each.details.get("category", "")),
                    "severity": str(each.details.get("severity", "")),
                    "is_settled": each.details.get("is_settled") is True,
                },
            )
            for each in activities(scope, "incident")
        ],
    )


FAMILY = Family(
    code="incidents",
    name=Both("Vụ việc", "Incidents"),
    key="incident",
    read=read,
    has_extract=True,
    definitions=(
        Definition(
            code="incidents",
            version=1,
            name=Both("Số vụ việc về an ninh, trật tự trong cơ quan", "Incidents"),
            unit=Both("vụ", "incidents"),
            formula={"op": "count_distinct", "field": "incident"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ vụ việc ghi {value} vụ.",
                "From {starts_on} to {ends_on} the register of incidents has {value}.",
            ),
            phrases=("vụ việc", "vụ vi phạm", "vụ mất an ninh trật tự", "vụ"),
        ),
        Definition(
            code="incidents_settled",
            version=1,
            name=Both("Số vụ việc đã giải quyết xong", "Incidents settled"),
            unit=Both("vụ", "incidents"),
            formula={"op": "count_distinct", "field": "incident", "where": {"is_settled": True}},
            sentence=Both(
                "Trong các vụ từ {starts_on} đến {ends_on}, {value} vụ đã giải quyết xong.",
                "Of the incidents from {starts_on} to {ends_on}, {value} are settled.",
            ),
            phrases=("vụ đã giải quyết", "vụ việc đã giải quyết"),
        ),
    ),
)
