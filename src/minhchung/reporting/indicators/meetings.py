"""Meetings held in the period: of briefing, of coordination, of public information."""

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities

_MEETING = {
    ("briefing", "form"): ("meeting", "online"),
    ("coordination", "form"): ("meeting",),
    ("outreach", "medium"): ("meeting",),
}
PURPOSES = {
    "briefing": Both("phổ biến, quán triệt", "briefing"),
    "coordination": Both("phối hợp", "coordination"),
    "outreach": Both("tuyên truyền", "public information"),
}


def read(scope: Scope) -> Reading:
    """One row a meeting."""
    found = activities(scope, *PURPOSES)
    return reading_of_activities(
        scope, [(each, {"meeting": each.key, "purpose": each.type}) for each in found if _is_meeting(each)]
    )


def _is_meeting(activity) -> bool:
    return any(
        activity.type == kind and activity.details.get(field) in values for (kind, field), values in _MEETING.items()
    )


FAMILY = Family(
    code="meetings",
    name=Both("Hội nghị, cuộc họp", "Meetings"),
    key="meeting",
    read=read,
    definitions=(
        Definition(
            code="meetings",
            version=1,
            name=Both("Số hội nghị, cuộc họp", "Meetings"),
            unit=Both("cuộc", "meetings"),
            formula={"op": "count_distinct", "field": "meeting"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, có {value} hội nghị, cuộc họp được ghi nhận.",
                "From {starts_on} to {ends_on} {value} meetings were recorded.",
            ),
            phrases=("hội nghị, cuộc họp", "hội nghị", "cuộc họp", "buổi họp"),
        ),
        Definition(
            code="meetings_by_purpose",
            version=1,
            name=Both("Số hội nghị {purpose}", "Meetings for {purpose}"),
            unit=Both("cuộc", "meetings"),
            formula={"op": "count_distinct", "field": "meeting", "where": {"purpose": {"argument": "purpose"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, có {value} hội nghị, cuộc họp {purpose}.",
                "From {starts_on} to {ends_on} {value} meetings for {purpose} were recorded.",
            ),
            phrases=("hội nghị {purpose}", "cuộc họp {purpose}", "buổi {purpose}"),
            parameters=("purpose",),
            labels={"purpose": PURPOSES},
            is_part=True,
        ),
    ),
)
