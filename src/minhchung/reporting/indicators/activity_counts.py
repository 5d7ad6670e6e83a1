"""How often something of any type was done: so that a type an agency added itself is counted without code."""

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import reading_of_activities
from minhchung.work.activity_types import definitions as built_in
from minhchung.work.models import Activity, ActivityType


def read(scope: Scope) -> Reading:
    """One row an activity, whatever its type."""
    names = {code: each.name.vi for code, each in built_in().items()}
    names |= dict(ActivityType.objects.filter(recorded_at__lte=scope.known_at).values_list("code", "name"))
    found = (
        Activity.objects.known_on(scope.known_at)
        .filter(unit_id__in=scope.units, happened_on__range=(scope.starts_on, scope.ends_on))
        .order_by("happened_on", "pk")
    )
    return reading_of_activities(
        scope,
        [
            (each, {"activity": each.key, "type": each.type, "type_name": names.get(each.type, each.type)})
            for each in found
        ],
    )


FAMILY = Family(
    code="activity_counts",
    name=Both("Hoạt động", "Activities"),
    key="activity",
    read=read,
    definitions=(
        Definition(
            code="activities_of",
            version=1,
            name=Both("Số hoạt động loại “{type}”", "Activities of type “{type}”"),
            unit=Both("hoạt động", "activities"),
            formula={"op": "count_distinct", "field": "activity", "where": {"type": {"argument": "type"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, có {value} hoạt động loại “{type}”.",
                "From {starts_on} to {ends_on} there were {value} activities of type “{type}”.",
            ),
            phrases=("hoạt động {type}",),
            parameters=("type",),
            is_part=True,
        ),
    ),
)
