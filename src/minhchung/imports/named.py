"""Records by the names that sheets use for them."""

from __future__ import annotations

from datetime import date

from minhchung.documents.models import Document, DocumentVersion
from minhchung.imports.desk import Desk
from minhchung.organisation.models import Person, Unit, UnitVersion
from minhchung.work.models import Activity, Briefing, Criterion, Directive, Evidence, Partner, Standard, Task, Topic


def unit(desk: Desk, code: str) -> Unit:
    """The unit that *code* names in the newest standing version that has it."""
    return desk.once("unit", code, lambda: unit_called(code))


def unit_called(code: str) -> Unit:
    """The unit of a code as sheets write it: its agency code, or "unit-7" when it has none."""
    if code.startswith("unit-") and code.removeprefix("unit-").isdigit():
        return Unit.objects.get(pk=int(code.removeprefix("unit-")))
    version = (
        UnitVersion.objects.standing().filter(code=code).select_related("unit").order_by("-valid_from", "-pk").first()
    )
    if version is None:
        raise Unit.DoesNotExist(code)
    return version.unit


def unit_codes() -> dict[int, str]:
    """Unit number → the code by which sheets name it: that of its newest standing version."""
    codes = UnitVersion.objects.standing().order_by("valid_from", "pk").values_list("unit_id", "code")
    return {number: code or f"unit-{number}" for number, code in codes}


def person(desk: Desk, code: str) -> Person:
    return desk.once("person", code, lambda: Person.objects.get(code=code))


def document(desk: Desk, key: str) -> Document:
    return desk.once("document", key, lambda: Document.objects.get(key=key))


def version(desk: Desk, key: str) -> DocumentVersion:
    """The newest version of the document of that key."""
    return desk.once(
        "version",
        key,
        lambda: DocumentVersion.objects.filter(document__key=key).select_related("document", "file").latest("ordinal"),
    )


def topic(desk: Desk, code: str) -> Topic:
    return desk.once("topic", code, lambda: Topic.objects.get(code=code))


def partner(desk: Desk, code: str) -> Partner:
    return desk.once("partner", code, lambda: Partner.objects.get(code=code))


def directive(desk: Desk, key: str) -> Directive:
    return desk.once("directive", key, lambda: Directive.objects.get(key=key))


def task(desk: Desk, key: str) -> Task:
    return desk.once("task", key, lambda: Task.objects.get(key=key))


def activity(desk: Desk, key: str) -> Activity:
    return desk.once("activity", key, lambda: Activity.objects.standing().get(key=key))  # type: ignore[attr-defined]


def briefing(desk: Desk, key: str) -> Briefing:
    return desk.once("briefing", key, lambda: Briefing.objects.select_related("version__file").get(key=key))


def evidence(desk: Desk, key: str) -> Evidence:
    return desk.once("evidence", key, lambda: Evidence.objects.standing().get(key=key))  # type: ignore[attr-defined]


def standard(desk: Desk, code: str) -> Standard:
    return desk.once("standard", code, lambda: Standard.objects.get(code=code))


def criterion(desk: Desk, name: str) -> Criterion:
    """A criterion as sheets name it: "standard:code"."""
    code, _, number = name.partition(":")
    return desk.once("criterion", name, lambda: Criterion.objects.get(standard__code=code, code=number))


def day(value: object) -> date | None:
    """A date column's value as a date."""
    return date.fromisoformat(str(value)) if value else None


def certain_day(value: object) -> date:
    """A required date column's value as a date."""
    return date.fromisoformat(str(value))


def iso(value: date | None) -> str | None:
    """A date as a row writes it."""
    return value.isoformat() if value else None


def whole(value: object) -> int | None:
    """An integer column's value."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def words(value: object) -> str:
    """A text column's value."""
    return str(value or "")


def listed(value: object) -> list[str]:
    """A list column's value."""
    return [str(part) for part in value] if isinstance(value, list) else []
