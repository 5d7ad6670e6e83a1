"""What a patrol and a guard shift have in common: the shift, its checkpoints and the points missed by name."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from minhchung.work.fields import Choice, Field, Finding, Kind, Label

SHIFT_CHOICES = (
    Choice("morning", Label("Ca sáng", "Morning")),
    Choice("afternoon", Label("Ca chiều", "Afternoon")),
    Choice("evening", Label("Ca tối", "Evening")),
    Choice("night", Label("Ca đêm", "Night")),
    Choice("day", Label("Cả ngày", "All day")),
)

DUTY_FIELDS = (
    Field("shift", Label("Ca", "Shift"), Kind.CHOICE, required=True, choices=SHIFT_CHOICES),
    Field("started", Label("Bắt đầu", "Started"), Kind.TIME),
    Field("ended", Label("Kết thúc", "Ended"), Kind.TIME),
    Field("checkpoints", Label("Điểm kiểm tra", "Checkpoints"), Kind.LIST, most=200),
    Field(
        "missed",
        Label("Điểm bỏ sót", "Missed points"),
        Kind.TABLE,
        columns=(
            Field("point", Label("Điểm", "Point"), Kind.TEXT, required=True, most=200),
            Field("reason", Label("Lý do", "Reason"), Kind.TEXT, required=True),
        ),
        most=200,
    ),
    Field("incidents", Label("Số vụ việc ghi nhận", "Incidents"), Kind.NUMBER, most=1_000),
    Field("note", Label("Ghi chú", "Note"), Kind.PARAGRAPHS, most=1_000),
)


def missed_points_are_checkpoints(details: Mapping[str, object]) -> list[Finding]:
    """Find missed points that are no checkpoint of the round, and those named twice."""
    checkpoints, rows = details.get("checkpoints", []), details.get("missed", [])
    points = [row["point"] for row in rows]
    strange = [
        Finding(f"missed[{index}].point", "reference", _("không phải điểm kiểm tra của ca này"))
        for index, point in enumerate(points)
        if point not in checkpoints
    ]
    if len(set(points)) < len(points):
        strange.append(Finding("missed", "duplicate", _("có điểm nêu hai lần")))
    return strange
