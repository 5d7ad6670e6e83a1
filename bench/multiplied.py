"""The example year many times over, written straight to the tables: what is measured is what reads them.

Every activity, its evidence, its participations and links, and every planned shift stand *times* times: copy *n* of a key
ends in "-n", and copy *n* of a shift is of a shift called so, that each round still answers its own plan. Each copy has
its events in the ledger, hash-chained like all others. Copies share the example's files (bytes are measured by the pack's
own subject); people, documents and acknowledgements stay as they are: an agency does more, it does not become another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models, transaction

from minhchung import clock
from minhchung.audit.ledger import GENESIS, hash_of, target_name
from minhchung.audit.models import AuditEvent
from minhchung.work.models import Activity, DutyShift, Evidence, Participation
from vanban.pack.canonical import canonical

_AT_ONCE = 5_000
_LINKS = ("tasks", "topics", "partners", "documents")


def multiply(times: int) -> dict[str, int]:
    """Bring the year to *times* its records; the number of rows and events written."""
    with transaction.atomic(), clock.at(Activity.objects.latest("recorded_at").recorded_at):
        rows = _shifts(times)
        rows += _activities(times)
    return {"rows": rows, "events": AuditEvent.objects.count(), "activities": Activity.objects.count()}


def append_events(rows: Iterable[models.Model], verb: str) -> None:
    """One event a row, chained as `audit.ledger.record` does, in batches."""
    last = AuditEvent.objects.order_by("-sequence").values_list("sequence", "hash").first() or (0, GENESIS)
    for batch in _batches(rows):
        events = []
        for row in batch:
            event = AuditEvent(
                sequence=last[0] + 1,
                recorded_at=clock.now(),
                verb=verb,
                actor="system",
                target=target_name(row),
                facts=canonical({"key": str(getattr(row, "key", ""))}).decode(),
                previous=last[1],
            )
            event.hash = hash_of(event)
            last = (event.sequence, event.hash)
            events.append(event)
        AuditEvent.objects.bulk_create(events)


def _shifts(times: int) -> int:
    written = 0
    for number in range(2, times + 1):
        copies = [
            _copy(row, number, shift=f"{row.shift}-{number}")
            for row in DutyShift.objects.filter(pk__lte=_first(DutyShift))
        ]
        made = DutyShift.objects.bulk_create(copies, batch_size=_AT_ONCE)
        append_events(made, "shift.planned")
        written += len(made)
    return written


def _activities(times: int) -> int:
    originals = list(Activity.objects.standing().order_by("pk"))
    evidence = list(Evidence.objects.standing().filter(activity__in=originals).order_by("pk"))
    roster = list(Participation.objects.standing().filter(activity__in=originals).order_by("pk"))
    links = {name: _links(name, originals) for name in _LINKS}
    written = 0
    for number in range(2, times + 1):
        copies = [_copy(row, number, details=_details(row, number)) for row in originals]
        made = Activity.objects.bulk_create(copies, batch_size=_AT_ONCE)
        new = {old.pk: copy.pk for old, copy in zip(originals, made, strict=True)}
        proofs = Evidence.objects.bulk_create(
            [_copy(row, number, activity_id=new[row.activity_id]) for row in evidence]
        )
        came = Participation.objects.bulk_create([again(row, activity_id=new[row.activity_id]) for row in roster])
        for name, pairs in links.items():
            _link(name, [(new[activity], other) for activity, other in pairs])
        append_events([*made, *proofs], "activity.recorded")
        append_events(came, "participation.recorded")
        written += len(made) + len(proofs) + len(came)
    return written


def _copy(row: models.Model, number: int, **changed: object) -> models.Model:
    return again(row, key=f"{row.key}-{number}", **changed)


def again(row: models.Model, **changed: object) -> models.Model:
    """A row like *row* but for what is *changed*, not saved yet."""
    fields = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**{**fields, **changed})


def _details(row: Activity, number: int) -> dict[str, object]:
    return {**row.details, "shift": f"{row.details['shift']}-{number}"} if "shift" in row.details else row.details


_firsts: dict[type[models.Model], int] = {}


def _first(model: type[models.Model]) -> int:
    """The last row of the example itself."""
    return _firsts.setdefault(model, model.objects.latest("pk").pk)


def _links(name: str, activities: list[Activity]) -> list[tuple[int, int]]:
    through = getattr(Activity, name).through
    column = _column(name)
    rows = through.objects.filter(activity__in=activities).order_by("pk")
    return list(rows.values_list("activity_id", column))


def _link(name: str, pairs: list[tuple[int, int]]) -> None:
    through, column = getattr(Activity, name).through, _column(name)
    through.objects.bulk_create(through(activity_id=activity, **{column: other}) for activity, other in pairs)


def _column(name: str) -> str:
    return f"{Activity._meta.get_field(name).related_model._meta.model_name}_id"


def _batches(rows: Iterable[models.Model]) -> Iterator[list[models.Model]]:
    rows = list(rows)
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
