"""Huấn luyện, bồi dưỡng: who attended stands in participations, with the days owed and done by each person.

Only attendance is kept. Unit strength, weapons and plans have no field: they may be secret (Luật 117/2025/QH15).
"""

from minhchung.work.activity_types import Definition
from minhchung.work.fields import Choice, Field, Kind, Label

TYPE = Definition(
    code="training",
    name=Label("Huấn luyện, bồi dưỡng", "Training"),
    fields=(
        Field(
            "obligation",
            Label("Nghĩa vụ", "Obligation"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("self_defence", Label("Huấn luyện tự vệ (Luật 48/2019/QH14, Điều 28)", "Self-defence militia")),
                Choice("defence_knowledge", Label("Bồi dưỡng kiến thức quốc phòng và an ninh", "Defence knowledge")),
                Choice("other", Label("Nội dung khác", "Other")),
            ),
        ),
        Field("training_year", Label("Năm huấn luyện thứ", "Year of training"), Kind.NUMBER, least=1, most=60),
        Field("group", Label("Đối tượng (1–4)", "Target group (1–4)"), Kind.NUMBER, least=1, most=4),
        Field("days", Label("Số ngày của đợt", "Days of the session"), Kind.NUMBER, required=True, least=1, most=366),
        Field("organiser", Label("Đơn vị tổ chức", "Organiser"), Kind.TEXT, required=True),
        Field("summons", Label("Quyết định, giấy triệu tập", "Summons"), Kind.TEXT),
    ),
)
