"""Tuần tra: a round of checkpoints inside or outside the agency; who went stands in participations."""

from minhchung.work.activity_types import Definition
from minhchung.work.activity_types._duty import DUTY_FIELDS, missed_points_are_checkpoints
from minhchung.work.fields import Choice, Field, Kind, Label

TYPE = Definition(
    code="patrol",
    name=Label("Tuần tra", "Patrol"),
    fields=(
        Field(
            "scope",
            Label("Phạm vi", "Scope"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("inside", Label("Trong cơ quan", "Inside the agency")),
                Choice("outside", Label("Ngoài cơ quan", "Outside the agency")),
                Choice("both", Label("Trong và ngoài cơ quan", "Inside and outside")),
            ),
        ),
        *DUTY_FIELDS,
    ),
    check=missed_points_are_checkpoints,
)
