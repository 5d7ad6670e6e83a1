"""Numbers taken from one book by 1, 8 and 64 writers at once."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from bench.lines import Line, verdict
from bench.stand import POSTGRESQL, Stand

TITLE = "Numbers issued"
NOTE = (
    "Each writer reserves the next number of one book and issues it to a draft (two transactions, two ledger events), again"
    " and again for some seconds; 8 writers are 2 processes of 4 threads, 64 are 4 of 16. Afterwards the book is checked: no"
    " number twice, none missing. The limit is one writer that only counts a row up twice in bare SQL, with the same"
    " durability: the fsyncs nobody can save on SQLite. PostgreSQL is a cluster of the bench's own with fsync off, so its"
    " figures show the cost of locks and round trips, not of the disk."
)
COLUMNS = ("numbers/s", "of the limit", "limit/s", "slowest writer's p95 ms")
WRITERS = {1: (1, 1), 8: (2, 4), 64: (4, 16)}


def measure(stand: Stand) -> Iterator[Line]:
    """Each engine with each number of writers."""
    seconds = 2 if stand.is_quick else 10
    engines = {"SQLite": ""}
    if url := os.environ.get(POSTGRESQL):
        engines["PostgreSQL"] = url
    for engine, url in engines.items():
        data = stand.installation(stand.folder / engine, database=url)
        stand.step("agency", data=data, database=url)
        limit = stand.step("count_up", stand.folder / "limit.sqlite3", url, seconds)["rate"]
        for writers, (processes, threads) in WRITERS.items():
            said = _taken(stand, data, url, (processes, threads), seconds)
            cells = (f"{said['rate']:,.0f}", f"{said['rate'] / limit:.2f}", f"{limit:,.0f}", f"{said['p95']:.0f}")
            yield Line(
                f"{engine}, {writers} writer{'s' if writers > 1 else ''}",
                cells,
                "no duplicate, no gap",
                verdict(bool(said["sound"])),
            )


def _taken(stand: Stand, data: Path, url: str, lanes: tuple[int, int], seconds: int) -> dict[str, float]:
    processes, threads = lanes
    drafts = 400 * seconds  # far more than one lane can take in that time
    first = int(stand.step("drafts", processes * threads * drafts // max(1, threads), data=data, database=url)["first"])
    start = time.time() + 4 + processes
    share = drafts
    running = [
        stand.started("take", first + lane * share, share, threads, start, seconds, data=data, database=url)
        for lane in range(processes)
    ]
    said = [_last(process.communicate()[0]) for process in running]
    checked = stand.step("check_book", data=data, database=url)
    return {
        "rate": sum(each["count"] for each in said) / seconds,
        "p95": max(each["p95"] for each in said),
        "sound": checked["sound"],
    }


def _last(said: str) -> dict[str, float]:
    import json

    return json.loads(said.splitlines()[-1])


def agency() -> dict[str, float]:
    """An agency with an open book."""
    from datetime import date

    from minhchung import clock
    from minhchung.documents.actions import open_book
    from minhchung.organisation.actions import found_unit
    from minhchung.organisation.enums import UnitKind

    unit = found_unit(
        kind=UnitKind.AGENCY, name="Sở Mẫu", short_name="Sở", symbol="SM", code="SM", since=date(2020, 1, 1), by=None
    )
    open_book(unit=unit, type_group="ke_hoach", year=clock.today().year, by=None)
    return {}


def drafts(count: str) -> dict[str, float]:
    """Drafts written straight to the table; the number of the first."""
    from minhchung import clock
    from minhchung.documents.models import Document
    from minhchung.organisation.models import Unit

    unit, stem = Unit.objects.get(), time.time_ns()
    Document.objects.bulk_create(
        (
            Document(
                key=f"du-thao-{stem}-{ordinal}",
                unit=unit,
                document_type="ke_hoach",
                subject="Kế hoạch",
                recorded_at=clock.now(),
            )
            for ordinal in range(int(count))
        ),
        batch_size=2_000,
    )
    return {"first": Document.objects.filter(key__startswith=f"du-thao-{stem}-").order_by("pk")[0].pk}


def take(first: str, share: str, threads: str, start: str, seconds: str) -> dict[str, float]:
    """Numbers taken by this process's threads in that time."""
    from django.db import connection

    from minhchung.documents.actions import issue_number, reserve_number
    from minhchung.documents.models import Document, NumberBook

    lanes, end = int(threads), float(start) + float(seconds)

    def lane(number: int) -> list[float]:
        book = NumberBook.objects.select_related("unit").get()
        mine = range(int(first) + number, int(first) + int(share), lanes)
        time.sleep(max(0.0, float(start) - time.time()))
        waits = []
        for pk in mine:
            begun = time.perf_counter()
            reserved = reserve_number(book=book, by=None)
            issue_number(reservation=reserved, document=Document.objects.select_related("unit").get(pk=pk), by=None)
            waits.append(time.perf_counter() - begun)
            if time.time() >= end:
                break
        connection.close()
        return waits

    with ThreadPoolExecutor(lanes) as pool:
        waits = sorted(wait for found in pool.map(lane, range(lanes)) for wait in found)
    return {"count": len(waits), "p95": waits[int(len(waits) * 0.95)] * 1000 if waits else 0.0}


def check_book() -> dict[str, float]:
    """Whether the book has every number once, from 1 to the last."""
    from minhchung.documents.models import BookNumber

    serials = list(BookNumber.objects.order_by("serial").values_list("serial", flat=True))
    return {"sound": float(serials == list(range(1, len(serials) + 1))), "count": len(serials)}


def count_up(place: str, url: str, seconds: str) -> dict[str, float]:
    """Numbers a second if each were only a row counted up in two transactions of bare SQL."""
    end, count = time.time() + float(seconds) / 2, 0
    if url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as server:
            server.execute("CREATE TABLE IF NOT EXISTS bench_limit (serial bigint)")
            server.execute("DELETE FROM bench_limit")
            server.execute("INSERT INTO bench_limit VALUES (0)")
            while time.time() < end:
                for _ in range(2):
                    server.execute("UPDATE bench_limit SET serial = serial + 1")
                count += 1
            server.execute("DROP TABLE bench_limit")
        return {"rate": count / (float(seconds) / 2)}
    with closing(sqlite3.connect(place, isolation_level=None)) as database:
        database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " CREATE TABLE IF NOT EXISTS book (serial INTEGER); INSERT INTO book VALUES (0);"
        )
        while time.time() < end:
            for _ in range(2):
                database.execute("BEGIN IMMEDIATE")
                database.execute("UPDATE book SET serial = serial + 1")
                database.execute("COMMIT")
            count += 1
    return {"rate": count / (float(seconds) / 2)}
