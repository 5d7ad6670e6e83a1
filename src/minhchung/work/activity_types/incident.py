"""Vụ việc: something that disturbed order, and how it was handled; none in a year is a statement that is counted."""

from minhchung.work.activity_types import Definition
from minhchung.work.fields import Choice, Field, Kind, Label

TYPE = Definition(
    code="incident",
    name=Label("Vụ việc", "Incident"),
    fields=(
        Field(
            "category",
            Label("Lĩnh vực", "Category"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("order", Label("An ninh, trật tự", "Security and order")),
                Choice("property", Label("Mất, hỏng tài sản", "Loss of or damage to property")),
                Choice("fire", Label("Cháy, nổ", "Fire")),
                Choice("accident", Label("Tai nạn", "Accident")),
                Choice("complaint", Label("Khiếu kiện phức tạp", "Complex complaint")),
                Choice("other", Label("Việc khác", "Other")),
            ),
        ),
        Field(
            "severity",
            Label("Mức độ", "Severity"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("minor", Label("Ít nghiêm trọng", "Minor")),
                Choice("serious", Label("Nghiêm trọng", "Serious")),
            ),
        ),
        Field("handling", Label("Xử lý", "Handling"), Kind.PARAGRAPHS, required=True),
        Field("is_settled", Label("Đã giải quyết xong", "Settled"), Kind.FLAG),
    ),
)
