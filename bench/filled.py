"""An agency's tables filled with years of records, in bulk: what is measured is the pages that read them.

Documents stand in the example's incoming register with a version each; activities have evidence and one participant;
there is a task for every ten activities and a publication for every hundred documents. One row in ten is internal, and
rows belong to every unit in turn. Files are the example's own. The ledger does not grow with them: no page reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from bench.multiplied import again
from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.documents.enums import Direction, DocumentState
from minhchung.documents.models import Document, DocumentVersion, Register, RegisterEntry
from minhchung.documents.reading import folded_words, number_parts
from minhchung.organisation.models import Person, Unit
from minhchung.portal.models import Publication, PublicationTag
from minhchung.work.enums import AssignmentRole, Attendance
from minhchung.work.models import Activity, Assignment, Evidence, Participation, Task

FIRST = date(2022, 1, 3)
_AT_ONCE = 5_000
_SUBJECTS = (
    "tổ chức hội nghị giao ban",
    "kiểm tra an toàn thông tin",
    "bảo đảm an ninh, trật tự",
    "tuyên truyền biển, đảo",
)


@transaction.atomic
def fill(count: int, first: int = 0) -> None:
    """Write *count* documents and activities with what belongs to them; *first* is the number of the first of each."""
    units = list(Unit.objects.order_by("pk"))
    _documents(range(first, first + count), units)
    _drafts(range(first, first + 10), units[0])
    _activities(range(first, first + count), units)
    _tasks(range(first, first + count // 10), units)
    _publications(range(first, first + count // 100))


def _documents(numbers: range, units: list[Unit]) -> None:
    register = Register.objects.filter(direction=Direction.INCOMING).latest("pk")
    file = DocumentVersion.objects.filter(file__isnull=False)[0].file
    serial = RegisterEntry.objects.filter(register=register).aggregate(last=Max("serial"))["last"] or 0
    for some in _parts_of(numbers):
        made = Document.objects.bulk_create(_document(number, register.unit, units) for number in some)
        DocumentVersion.objects.bulk_create(
            DocumentVersion(
                document=each, ordinal=1, file=file, text=each.subject, page_count=2, recorded_at=clock.now()
            )
            for each in made
        )
        RegisterEntry.objects.bulk_create(
            RegisterEntry(
                register=register,
                document=each,
                serial=serial + number - numbers.start + 1,
                registered_on=each.issued_on,
                recorded_at=clock.now(),
            )
            for number, each in zip(some, made, strict=True)
        )
    register.next_serial = serial + len(numbers) + 1
    register.save(update_fields=["next_serial"])


def _document(number: int, agency: Unit, units: list[Unit]) -> Document:
    printed = f"{number % 9_000 + 1}/SNV-P{number % 23}"
    subject = f"về việc {_SUBJECTS[number % len(_SUBJECTS)]} lần thứ {number}"
    return Document(
        key=f"tai-{number}",
        unit=agency,
        drafting_unit=units[number % len(units)] if number % 10 == 0 else None,
        document_type="cong_van",
        number=printed,
        **_parts(printed),
        issuer=f"Sở Nội vụ tỉnh Mẫu {number % 17}",
        issued_on=_day(number),
        subject=subject,
        folded_subject=folded_words(subject),
        sensitivity=_sensitivity(number),
        state=DocumentState.ISSUED,
        is_illustrative=True,
        recorded_at=clock.now(),
    )


def _drafts(numbers: range, agency: Unit) -> None:
    """A few drafts that wait for their number."""
    file = DocumentVersion.objects.filter(file__isnull=False)[0].file
    made = Document.objects.bulk_create(
        Document(
            key=f"du-thao-{number}",
            unit=agency,
            document_type="ke_hoach",
            subject=f"{_SUBJECTS[number % len(_SUBJECTS)]} (dự thảo {number})",
            is_illustrative=True,
            recorded_at=clock.now(),
        )
        for number in numbers
    )
    DocumentVersion.objects.bulk_create(
        DocumentVersion(document=each, ordinal=1, file=file, text=each.subject, page_count=2, recorded_at=clock.now())
        for each in made
    )


def _parts(printed: str) -> dict[str, object]:
    """A number in the columns of the table, as the room's actions store it."""
    read = number_parts(printed)
    return {
        "serial": read.serial,
        "year": read.year,
        "symbol": read.symbol,
        "folded_number": read.folded,
        "number_key": read.key,
    }


def _activities(numbers: range, units: list[Unit]) -> None:
    file, people = Evidence.objects.standing()[0].file, list(Person.objects.order_by("pk"))
    kinds = list(Activity.objects.standing().order_by("type", "pk"))
    for some in _parts_of(numbers):
        made = Activity.objects.bulk_create(
            again(
                kinds[number % len(kinds)],
                key=f"tai-{number}",
                unit_id=units[number % len(units)].pk,
                happened_on=_day(number),
                received_on=_day(number),
                ended_on=None,
                sensitivity=_sensitivity(number),
            )
            for number in some
        )
        Evidence.objects.bulk_create(
            Evidence(
                key=f"tai-{each.key}",
                title=f"Ảnh {each.title}"[:300],
                file=file,
                activity=each,
                happened_on=each.happened_on,
                received_on=each.happened_on,
                sensitivity=each.sensitivity,
                recorded_at=clock.now(),
                is_illustrative=True,
            )
            for each in made
        )
        Participation.objects.bulk_create(
            Participation(
                activity=each, person=people[each.pk % len(people)], state=Attendance.PRESENT, recorded_at=clock.now()
            )
            for each in made
        )


def _tasks(numbers: range, units: list[Unit]) -> None:
    people = list(Person.objects.order_by("pk"))
    source = Document.objects.order_by("pk")[0]
    made = Task.objects.bulk_create(
        Task(
            key=f"tai-{number}",
            unit=units[number % len(units)],
            source=source,
            title=f"Nhiệm vụ {_SUBJECTS[number % len(_SUBJECTS)]} số {number}",
            due_on=_day(number),
            sensitivity=_sensitivity(number),
            is_illustrative=True,
            recorded_at=clock.now(),
        )
        for number in numbers
    )
    Assignment.objects.bulk_create(
        Assignment(task=each, role=AssignmentRole.LEAD, person=people[each.pk % len(people)], recorded_at=clock.now())
        for each in made
    )


def _publications(numbers: range) -> None:
    """Copies of what is published, each with its tags; they share their bundles."""
    originals = list(Publication.objects.filter(replaces__isnull=True).order_by("pk").prefetch_related("tags"))
    for number in numbers if originals else ():
        original = originals[number % len(originals)]
        slug, source = f"{original.slug[:100]}-b{number}", f"{original.source}-b{number}"
        made = Publication.objects.bulk_create([again(original, slug=slug, source=source)])[0]
        PublicationTag.objects.bulk_create(again(tag, publication_id=made.pk) for tag in original.tags.all())


def _parts_of(numbers: range) -> Iterator[range]:
    for start in range(numbers.start, numbers.stop, _AT_ONCE):
        yield range(start, min(start + _AT_ONCE, numbers.stop))


def _sensitivity(number: int) -> Sensitivity:
    return Sensitivity.INTERNAL if number % 10 == 0 else Sensitivity.OPEN


def _day(number: int) -> date:
    return FIRST + timedelta(days=number % 345)
