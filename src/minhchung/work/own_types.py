"""An agency's own type of activity: its declaration as data, checked, and read back as typed fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from minhchung.work.activity_types import Definition
from minhchung.work.errors import DetailsRefusedError, TextRefusedError
from minhchung.work.fields import Choice, Field, Finding, Kind, Label
from minhchung.work.models import ActivityType
from minhchung.work.texts import line

KINDS = (Kind.TEXT, Kind.PARAGRAPHS, Kind.NUMBER, Kind.DATE, Kind.TIME, Kind.CHOICE, Kind.FLAG, Kind.LIST)
MOST_FIELDS = 40
MOST_CHOICES = 100
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")  # what a formula may name as a field of a row


def clean_declaration(fields: object) -> list[dict[str, object]]:
    """Return *fields* as they are stored; raise DetailsRefusedError with what is wrong and where."""
    if not isinstance(fields, Sequence) or isinstance(fields, str | bytes) or not 0 < len(fields) <= MOST_FIELDS:
        raise DetailsRefusedError([Finding("fields", "shape", _("phải có từ 1 đến %d ô") % MOST_FIELDS)])
    cleaned = [_clean_field(f"fields[{index}]", field) for index, field in enumerate(fields)]
    names = [field["name"] for field in cleaned]
    if len(set(names)) < len(names):
        raise DetailsRefusedError([Finding("fields", "duplicate", _("có hai ô cùng tên"))])
    return cleaned


def definition_of(own: ActivityType) -> Definition:
    """Return the agency's *own* type as the same kind of definition that a file in the folder declares."""
    return Definition(own.code, Label(own.name, own.name), tuple(_field(stored) for stored in own.fields))


def _field(stored: Mapping[str, object]) -> Field:
    return Field(
        name=stored["name"],
        label=Label(stored["label"], stored["label"]),
        kind=Kind(stored["kind"]),
        required=stored["required"],
        choices=tuple(
            Choice(choice["code"], Label(choice["label"], choice["label"])) for choice in stored.get("choices", ())
        ),
    )


def _clean_field(place: str, field: object) -> dict[str, object]:
    if not isinstance(field, Mapping):
        raise DetailsRefusedError([Finding(place, "shape", _("phải gồm tên, nhãn và kiểu"))])
    name, kind, required = field.get("name"), field.get("kind"), field.get("required", False)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise DetailsRefusedError([Finding(f"{place}.name", "name", _("chỉ dùng chữ thường không dấu, số, gạch dưới"))])
    if kind not in [str(known) for known in KINDS]:
        raise DetailsRefusedError([Finding(f"{place}.kind", "choice", ", ".join(KINDS))])
    if not isinstance(required, bool):
        raise DetailsRefusedError([Finding(f"{place}.required", "flag", _("phải là có hoặc không"))])
    cleaned = {"name": name, "label": _label(f"{place}.label", field.get("label")), "kind": kind, "required": required}
    if kind == Kind.CHOICE:
        cleaned["choices"] = _clean_choices(f"{place}.choices", field.get("choices"))
    return cleaned


def _clean_choices(place: str, choices: object) -> list[dict[str, str]]:
    if not isinstance(choices, list | tuple) or not 0 < len(choices) <= MOST_CHOICES:
        raise DetailsRefusedError([Finding(place, "shape", _("phải có từ 1 đến %d lựa chọn") % MOST_CHOICES)])
    cleaned = []
    for index, choice in enumerate(choices):
        if not isinstance(choice, Mapping) or not _NAME.fullmatch(str(choice.get("code"))):
            raise DetailsRefusedError([Finding(f"{place}[{index}]", "shape", _("phải gồm mã và nhãn"))])
        cleaned.append({"code": str(choice["code"]), "label": _label(f"{place}[{index}].label", choice.get("label"))})
    if len({choice["code"] for choice in cleaned}) < len(cleaned):
        raise DetailsRefusedError([Finding(place, "duplicate", _("có mục lặp lại"))])
    return cleaned


def _label(place: str, text: object) -> str:
    try:
        return line(text, field=place, most=160)
    except TextRefusedError as refusal:
        raise DetailsRefusedError([Finding(place, "text", str(refusal.data["reason"]))]) from None
