"""Canh gác, trực bảo vệ: a shift at a post; who stood it stands in participations."""

from minhchung.work.activity_types import Definition
from minhchung.work.activity_types._duty import DUTY_FIELDS, missed_points_are_checkpoints
from minhchung.work.fields import Field, Kind, Label

TYPE = Definition(
    code="guard",
    name=Label("Canh gác, trực bảo vệ", "Guard duty"),
    fields=(Field("post", Label("Vị trí gác", "Post"), Kind.TEXT), *DUTY_FIELDS),
    check=missed_points_are_checkpoints,
)
