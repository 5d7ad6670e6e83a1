"""Mô hình tự phòng, tự quản, tự bảo vệ: one model of the movement at work in the agency (TT 124/2021/TT-BCA, Art. 6)."""

from minhchung.work.activity_types import Definition
from minhchung.work.fields import Choice, Field, Kind, Label

TYPE = Definition(
    code="model",
    name=Label("Mô hình tự phòng, tự quản, tự bảo vệ", "Model of self-protection"),
    fields=(
        Field(
            "kind",
            Label("Loại mô hình", "Kind"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("security", Label("Tự phòng, tự quản về an ninh trật tự", "Security and order")),
                Choice("property", Label("Bảo vệ vật tư, tài sản", "Protection of property")),
                Choice("fire", Label("Phòng cháy, chữa cháy", "Fire prevention")),
                Choice("other", Label("Mô hình khác", "Other")),
            ),
        ),
        Field("decision", Label("Quyết định thành lập", "Founding decision"), Kind.TEXT),
        Field("members", Label("Số thành viên", "Members"), Kind.NUMBER, most=100_000),
        Field("is_working", Label("Đang hoạt động", "At work"), Kind.FLAG),
        Field("result", Label("Kết quả", "Result"), Kind.PARAGRAPHS),
    ),
)
