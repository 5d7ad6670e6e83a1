"""Types of activity, those with a file and those an agency named itself, as one."""

from __future__ import annotations

from minhchung.work.activity_types import Definition, definitions
from minhchung.work.errors import UnknownTypeError
from minhchung.work.models import ActivityType
from minhchung.work.own_types import definition_of
from minhchung.work.texts import is_key


def activity_definition(code: str) -> Definition:
    """Return the definition of a type by its *code*; raise UnknownTypeError."""
    if built_in := definitions().get(code):
        return built_in
    if is_key(code) and (own := ActivityType.objects.filter(code=code).first()):
        return definition_of(own)
    raise UnknownTypeError(type=str(code)[:40])


def activity_definitions() -> dict[str, Definition]:
    """Return every type by code: those with a file first, then the agency's own."""
    return dict(definitions()) | {own.code: definition_of(own) for own in ActivityType.objects.all()}
