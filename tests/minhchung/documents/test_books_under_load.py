"""P4: 64 threads and 4 processes take 10,000 numbers, with kills in between: no duplicate, no unexplained gap."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.minhchung.documents.conftest import make_agency
from tests.minhchung.documents.number_taker import take

from minhchung import clock
from minhchung.audit.verification import verify
from minhchung.documents import actions
from minhchung.documents.models import BookNumber, Document, NumberBook
from minhchung.documents.queries.books import gap_report

TAKER = Path(__file__).with_name("number_taker.py")
ROOT = TAKER.parents[3]
TOTAL, THREADS, PROCESSES = 10_000, 64, 4


class KilledError(Exception):
    """A thread died between reserving and issuing."""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_number_is_given_twice_or_lost_under_threads_and_processes_that_die():
    agency = make_agency()
    book = actions.open_book(unit=agency.unit, type_group="ke_hoach", year=clock.today().year, by=agency.keeper)
    drafts = _drafts(book, TOTAL + 2_000)

    with ThreadPoolExecutor(THREADS + PROCESSES) as pool:
        lanes = [drafts[: TOTAL // 2][lane::PROCESSES] for lane in range(PROCESSES)]
        deaths = [pool.submit(_take_in_processes, book, lane, seed) for seed, lane in enumerate(lanes)]
        shares = [drafts[TOTAL // 2 : TOTAL][share::THREADS] for share in range(THREADS)]
        threads = [pool.submit(_take_in_thread, book, share, seed) for seed, share in enumerate(shares)]
    assert [thread.result() for thread in threads] == [None] * THREADS
    book.refresh_from_db()
    _take_in_thread(book, drafts[TOTAL:][: TOTAL + 1 - book.next_serial], seed=99)
    with clock.at(clock.now() + timedelta(hours=2)):
        actions.expire_reservations()

    report = gap_report(book)
    serials = list(BookNumber.objects.filter(book=book).order_by("serial").values_list("serial", flat=True))
    printed = list(Document.objects.exclude(number="").values_list("number", flat=True))
    assert serials == list(range(1, report.last + 1))
    assert report.last >= TOTAL
    assert (report.unexplained, report.reserved, report.taken_over) == ((), (), ())
    assert len(set(printed)) == len(printed) == report.issued > TOTAL // 4
    assert {reason for _serial, reason in report.voided} == {"hết hạn giữ chỗ", "Dự thảo không ban hành"}
    assert sum(death.result() for death in deaths) >= PROCESSES
    assert verify().is_valid


def _drafts(book: NumberBook, count: int) -> list[int]:
    """Drafts written straight to the table: what is measured is the book."""
    rows = (
        Document(
            key=f"du-thao-{ordinal}",
            unit=book.unit,
            document_type=book.type_group,
            subject="Kế hoạch",
            recorded_at=clock.now(),
        )
        for ordinal in range(count)
    )
    Document.objects.bulk_create(rows, batch_size=1000)
    return list(Document.objects.order_by("pk").values_list("pk", flat=True))


def _take_in_thread(book: NumberBook, drafts: list[int], seed: int) -> None:
    """A thread that dies now and then before a number is settled, and comes back for the next draft."""

    def die() -> None:
        raise KilledError

    chance = random.Random(seed)
    try:
        for draft in drafts:
            with suppress(KilledError):
                take(book, [draft], chance, die)
    finally:
        connection.close()


def _take_in_processes(book: NumberBook, drafts: list[int], seed: int) -> int:
    """One process after another until all is taken: the first is killed from outside, amid anything. How many died."""
    chance, deaths, at = random.Random(seed), 0, 0
    while at < len(drafts):
        process = _start({"book": book.pk, "documents": drafts[at:], "seed": seed * 100_000 + at})
        if not deaths:
            at += len(process.stdout.read(chance.randrange(50, 150)))
            process.kill()
        at += len(process.stdout.read()) + 1
        deaths += process.wait() != 0
    return deaths


def _start(given: dict[str, object]) -> subprocess.Popen[bytes]:
    database = {name: str(connection.settings_dict[name]) for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    said = json.dumps(given | {"database": database})
    return subprocess.Popen([sys.executable, str(TAKER), said], env=environment, cwd=ROOT, stdout=subprocess.PIPE)
