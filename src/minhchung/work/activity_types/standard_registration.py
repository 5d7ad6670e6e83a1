"""Đăng ký đạt tiêu chuẩn: a step of a yearly registration; what each criterion needs stands in the standard.

TT 124/2021/TT-BCA: registered in the first quarter, assessed once a year, "đạt" or "chưa đạt".
"""

from minhchung.work.activity_types import Definition
from minhchung.work.fields import Choice, Field, Kind, Label

TYPE = Definition(
    code="standard_registration",
    name=Label("Đăng ký đạt tiêu chuẩn", "Registration for a standard"),
    fields=(
        Field("standard", Label("Tiêu chuẩn", "Standard"), Kind.REFERENCE, required=True, of="standard"),
        Field("year", Label("Năm", "Year"), Kind.NUMBER, required=True, least=1945, most=2200),
        Field(
            "step",
            Label("Bước", "Step"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("registered", Label("Đăng ký phấn đấu", "Registered")),
                Choice("self_assessed", Label("Tự đánh giá", "Assessed by ourselves")),
                Choice("recognised", Label("Được công nhận đạt", "Recognised")),
                Choice("not_recognised", Label("Chưa đạt", "Not recognised")),
            ),
        ),
        Field("addressee", Label("Nơi tiếp nhận", "Addressee"), Kind.TEXT),
    ),
)
