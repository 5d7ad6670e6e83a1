"""An example year replayed on its own clock: its imports, and what its people confirmed themselves, in their order."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.imports.actions import commit, stage
from minhchung.imports.errors import NothingToDoError, ReplayError, SourceUnreadableError
from minhchung.imports.findings import to_do, what
from minhchung.imports.models import ImportBatch
from minhchung.organisation.models import Person
from minhchung.work.actions.briefings import acknowledge
from minhchung.work.enums import AcknowledgementMethod
from minhchung.work.models import Acknowledgement, Briefing

DECLARATION = "example.toml"
Tell = Callable[[str, int, int], None]


def _quiet(_step: str, _done: int, _total: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Example:
    """What example.toml declares: the agency, the example secret, the report and when it is made, the steps."""

    name: str
    agency: str
    secret: str
    report: str
    period: str
    page: str
    instants: Mapping[str, datetime]
    users: Mapping[str, str]
    steps: tuple[Mapping[str, object], ...]


def read_example(folder: Path) -> Example:
    """The declaration of the example in *folder*; SourceUnreadableError when it is missing or broken."""
    try:
        said = tomllib.loads((folder / DECLARATION).read_text("utf-8"))
        return Example(
            name=said["name"],
            agency=said["agency"],
            secret=said["secret"],
            report=said["report"],
            period=said["period"],
            page=said["page"],
            instants={name: said[name] for name in ("compiled_at", "approved_at", "issued_at", "published_at")},
            users={name: said[name] for name in ("drafter", "approver", "records_officer", "editor")},
            steps=tuple(said["step"]),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SourceUnreadableError(name=DECLARATION, reason=str(error)) from error


def replay(folder: Path, tell: Tell = _quiet) -> list[ImportBatch]:
    """Do every step of the example in *folder* that was not done yet and return the batches; twice changes nothing.

    *tell* hears the step, how many rows of it are done and how many there are. Raises `ReplayError` at a finding that
    is an error.
    """
    batches = []
    for step in read_example(folder).steps:
        instant = step["at"]
        assert isinstance(instant, datetime)
        with clock.at(instant):
            if step["kind"] == "import":
                batches += _import(folder / str(step["file"]), str(step["by"]), tell)
            else:
                _acknowledge(str(step["person"]), [str(key) for key in step["briefings"]], tell)  # type: ignore[union-attr,attr-defined]
    return batches


def _import(path: Path, username: str, tell: Tell) -> list[ImportBatch]:
    by = User.objects.get(username=username) if username else None
    try:
        batch = stage(path=path, by=by)
    except NothingToDoError:
        tell(path.name, 1, 1)
        return []
    if first := batch.findings.filter(severity="error").first():
        place = f"{first.sheet}, dòng {first.row}, cột {first.column}"
        raise ReplayError(
            name=path.name, place=place, finding=f"{what(first.code, first.data)} {to_do(first.code, first.data)}"
        )
    total = batch.create_count + batch.change_count
    return [commit(batch=batch, by=by, tell=lambda done: tell(path.name, done, total))]


@transaction.atomic
def _acknowledge(code: str, keys: list[str], tell: Tell) -> None:
    """What a person of the example did at the screen: read every page and confirm."""
    person = Person.objects.select_related("user").get(code=code)
    for number, key in enumerate(keys, 1):
        briefing = Briefing.objects.select_related("version__file").get(key=key)
        if not Acknowledgement.objects.standing().filter(briefing=briefing, person=person).exists():  # type: ignore[attr-defined]
            acknowledge(
                briefing=briefing,
                person=person,
                sha256=briefing.version.file.sha256,
                pages_shown=briefing.version.page_count,
                method=AcknowledgementMethod.SYSTEM,
                happened_on=clock.today(),
                received_on=clock.today(),
                by=person.user,
            )
        tell(f"{person} xác nhận", number, len(keys))
