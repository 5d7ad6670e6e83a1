"""Attendance of training: who of the roster came."""

from collections import defaultdict

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities
from minhchung.reporting.indicators.training import OBLIGATIONS
from minhchung.work.enums import Attendance
from minhchung.work.models import Participation


def read(scope: Scope) -> Reading:
    """One row a person on the roster of a session."""
    sessions = activities(scope, "training")
    people = (
        Participation.objects.known_on(scope.known_at)
        .filter(activity__in=sessions.order_by().values("pk"))
        .order_by("person__code", "pk")
        .values_list("activity_id", "person__code", "state")
    )
    roster = defaultdict(list)
    for activity, person, state in people:
        roster[activity].append((person, state))
    return reading_of_activities(
        scope,
        [
            (
                session,
                {
                    "session": session.key,
                    "obligation": str(session.details.get("obligation", "")),
                    "person": person,
                    "state": state,
                },
            )
            for session in sessions
            for person, state in roster[session.pk]
        ],
    )


def _attendance(where: dict[str, object]) -> dict[str, object]:
    present = {"state": str(Attendance.PRESENT.value)}
    return {
        "op": "percent",
        "part": {"op": "count", "where": where | present},
        "whole": {"op": "count", "where": where},
        "digits": 1,
    }


FAMILY = Family(
    code="training_attendance",
    name=Both("Quân số tham gia huấn luyện", "Attendance of training"),
    key="person",
    read=read,
    personal=("person",),
    definitions=(
        Definition(
            code="training_attendance",
            version=1,
            name=Both("Tỷ lệ tham gia huấn luyện, bồi dưỡng", "Attendance of training"),
            unit=Both("%", "%"),
            formula=_attendance({}),
            sentence=Both(
                "{part}/{whole} lượt người có tên trong danh sách triệu tập đã có mặt, đạt {value}.",
                "{part}/{whole} of those called up were present: {value}.",
            ),
            phrases=("quân số huấn luyện", "quân số tham gia", "tham gia huấn luyện", "tham gia đầy đủ", "quân số"),
        ),
        Definition(
            code="training_attendance_by_obligation",
            version=1,
            name=Both("Tỷ lệ tham gia {obligation}", "Attendance of {obligation}"),
            unit=Both("%", "%"),
            formula=_attendance({"obligation": {"argument": "obligation"}}),
            sentence=Both(
                "{part}/{whole} lượt người có tên trong danh sách {obligation} đã có mặt, đạt {value}.",
                "{part}/{whole} of those called to {obligation} were present: {value}.",
            ),
            phrases=("tham gia {obligation}", "quân số {obligation}"),
            parameters=("obligation",),
            labels={"obligation": OBLIGATIONS},
        ),
        Definition(
            code="training_people",
            version=1,
            name=Both("Số người tham gia huấn luyện, bồi dưỡng", "People trained"),
            unit=Both("người", "people"),
            formula={"op": "count_distinct", "field": "person", "where": {"state": str(Attendance.PRESENT.value)}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, {value} người đã tham gia ít nhất một đợt huấn luyện, bồi dưỡng.",
                "From {starts_on} to {ends_on} {value} people took part in at least one session.",
            ),
            phrases=("người tham gia huấn luyện", "chiến sĩ tự vệ", "người được huấn luyện"),
        ),
    ),
)
