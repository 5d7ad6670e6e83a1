"""Phổ biến, quán triệt: a document is brought to the people of a unit; who confirmed it stands in acknowledgements."""

from minhchung.work.activity_types import Definition
from minhchung.work.fields import Choice, Field, Kind, Label

TYPE = Definition(
    code="briefing",
    name=Label("Phổ biến, quán triệt", "Briefing"),
    fields=(
        Field(
            "form",
            Label("Hình thức", "Form"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("meeting", Label("Hội nghị trực tiếp", "Meeting in person")),
                Choice("online", Label("Hội nghị trực tuyến", "Meeting online")),
                Choice("reading", Label("Gửi văn bản để nghiên cứu", "Document sent for reading")),
            ),
        ),
        Field("presenter", Label("Người trình bày", "Presenter"), Kind.TEXT),
        Field("minutes", Label("Thời lượng (phút)", "Length (minutes)"), Kind.NUMBER, most=10_000),
    ),
    needs=("documents",),
)
