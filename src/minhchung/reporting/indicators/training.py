"""Training sessions held and their days."""

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities, whole

OBLIGATIONS = {
    "self_defence": Both("huấn luyện lực lượng tự vệ", "self-defence militia training"),
    "defence_knowledge": Both("bồi dưỡng kiến thức quốc phòng và an ninh", "defence knowledge"),
    "other": Both("nội dung khác", "other"),
}


def read(scope: Scope) -> Reading:
    """One row a session."""
    return reading_of_activities(
        scope,
        [
            (
                each,
                {
                    "session": each.key,
                    "obligation": str(each.details.get("obligation", "")),
                    "days": whole(each.details, "days"),
                },
            )
            for each in activities(scope, "training")
        ],
    )


FAMILY = Family(
    code="training",
    name=Both("Huấn luyện, bồi dưỡng", "Training"),
    key="session",
    read=read,
    definitions=(
        Definition(
            code="training_sessions",
            version=1,
            name=Both("Số đợt huấn luyện, bồi dưỡng", "Training sessions"),
            unit=Both("đợt", "sessions"),
            formula={"op": "count_distinct", "field": "session"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, cơ quan tham gia {value} đợt huấn luyện, bồi dưỡng.",
                "From {starts_on} to {ends_on} the agency took part in {value} training sessions.",
            ),
            phrases=(
                "đợt huấn luyện",
                "buổi huấn luyện",
                "lớp huấn luyện",
                "đợt huấn luyện, bồi dưỡng",
                "lớp tập huấn",
            ),
        ),
        Definition(
            code="training_sessions_by_obligation",
            version=1,
            name=Both("Số đợt {obligation}", "Sessions of {obligation}"),
            unit=Both("đợt", "sessions"),
            formula={"op": "count_distinct", "field": "session", "where": {"obligation": {"argument": "obligation"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, cơ quan tham gia {value} đợt {obligation}.",
                "From {starts_on} to {ends_on} the agency took part in {value} sessions of {obligation}.",
            ),
            phrases=("đợt {obligation}", "buổi {obligation}", "lớp {obligation}"),
            parameters=("obligation",),
            labels={"obligation": OBLIGATIONS},
            is_part=True,
        ),
        Definition(
            code="training_days",
            version=1,
            name=Both("Số ngày huấn luyện, bồi dưỡng", "Days of training"),
            unit=Both("ngày", "days"),
            formula={"op": "sum", "field": "days"},
            sentence=Both(
                "Các đợt từ {starts_on} đến {ends_on} kéo dài tổng cộng {value} ngày.",
                "The sessions from {starts_on} to {ends_on} lasted {value} days in all.",
            ),
            phrases=("ngày huấn luyện", "ngày tập huấn", "ngày bồi dưỡng"),
        ),
    ),
)
