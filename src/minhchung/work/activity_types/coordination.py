"""Phối hợp: what was done together with partners, and what it concluded."""

from minhchung.work.activity_types import Definition
from minhchung.work.fields import Choice, Field, Kind, Label

TYPE = Definition(
    code="coordination",
    name=Label("Phối hợp", "Coordination"),
    fields=(
        Field(
            "form",
            Label("Hình thức", "Form"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("meeting", Label("Họp, làm việc", "Meeting")),
                Choice("joint_plan", Label("Kế hoạch, quy chế phối hợp", "Joint plan or rules")),
                Choice("guidance", Label("Định hướng, hướng dẫn", "Guidance")),
                Choice("exchange", Label("Trao đổi thông tin", "Exchange of information")),
                Choice("drill", Label("Diễn tập", "Drill")),
            ),
        ),
        Field("conclusion", Label("Kết luận", "Conclusion"), Kind.PARAGRAPHS),
    ),
    needs=("partners",),
)
