"""The seven stations of the line, as the component draws them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NAMES: tuple[Promise, ...] = (
    pgettext_lazy("station", "Chỉ đạo"),
    pgettext_lazy("station", "Nhiệm vụ"),
    pgettext_lazy("station", "Hoạt động"),
    pgettext_lazy("station", "Minh chứng"),
    pgettext_lazy("station", "Số liệu"),
    pgettext_lazy("station", "Báo cáo"),
    pgettext_lazy("station", "Công bố"),
)


class Stage(StrEnum):
    """The places of the line, in order."""

    DIRECTIVE = "directive"
    TASK = "task"
    ACTIVITY = "activity"
    EVIDENCE = "evidence"
    FIGURE = "figure"
    REPORT = "report"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class Station:
    """One station as seen from a record: "done" with an address, "here", or "open"."""

    name: Promise
    state: str
    url: str = ""


def stations(here: Stage, reached: dict[Stage, str]) -> list[Station]:
    """The seven stations of a record that stands at *here*; *reached* maps a stage to the address of what stands there."""
    found = []
    for stage, name in zip(Stage, NAMES, strict=True):
        state = "here" if stage is here else "done" if stage in reached else "open"
        found.append(Station(name, state, reached.get(stage, "")))
    return found
