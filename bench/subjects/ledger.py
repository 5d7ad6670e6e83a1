"""Events appended and verified a second."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from bench.lines import Line
from bench.stand import Stand

TITLE = "Ledger"
NOTE = (
    "Events of ordinary size (verb, actor, target, four facts). The limit of appending is the same row inserted by bare"
    " `sqlite3` into a table with the same columns and unique hash, same durability (WAL, synchronous=FULL); that of"
    " verifying is SHA-256 of the same canonical bytes, already in memory."
)
COLUMNS = ("events/s", "of the limit", "limit/s")


def measure(stand: Stand) -> Iterator[Line]:
    """Append in one transaction, one transaction an event, and verify all."""
    data = stand.installation(stand.folder / "data")
    many, few = (2_000, 100) if stand.is_quick else (50_000, 2_000)
    said = stand.step("append", many, few, data=data)
    limits = stand.step("insert", many, few, stand.folder / "limit.sqlite3")
    yield _line(f"append, {many:,} in one transaction", said["bulk"], limits["bulk"])
    yield _line("append, each in a transaction of its own", said["single"], limits["single"])
    checked = stand.step("verify_all", data=data)
    yield _line(f"verify {checked['count']:,.0f}", checked["rate"], checked["limit"])


def _line(what: str, rate: float, limit: float) -> Line:
    return Line(what, (f"{rate:,.0f}", f"{rate / limit:.3f}", f"{limit:,.0f}"))


def append(many: str, few: str) -> dict[str, float]:
    """Append through `audit.ledger.record`."""
    from django.db import transaction

    from minhchung.audit.ledger import record

    def one(number: int) -> None:
        facts = {"key": f"tuan-tra-{number}", "type": "patrol", "happened_on": "2022-06-15", "points": number % 9}
        record("activity.recorded", target=f"work.activity:{number}", by=None, facts=facts)

    def alone(number: int) -> None:
        with transaction.atomic():
            one(number)

    with transaction.atomic():
        bulk = _rate(int(many), one)
    return {"bulk": bulk, "single": _rate(int(few), alone)}


def insert(many: str, few: str, place: str) -> dict[str, float]:
    """The same rows through bare sqlite3: no chain, no ORM."""
    with closing(sqlite3.connect(Path(place), isolation_level=None)) as database:
        database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE event (sequence INTEGER PRIMARY KEY,"
            " recorded_at TEXT, verb TEXT, actor TEXT, target TEXT, facts TEXT, previous TEXT, hash TEXT UNIQUE);"
            " CREATE INDEX target ON event (target, sequence);"
        )

        def one(number: int) -> None:
            digest = sha256(str(database.total_changes).encode()).hexdigest()
            facts = f'{{"happened_on":"2022-06-15","key":"tuan-tra-{number}","points":{number % 9},"type":"patrol"}}'
            row = (
                None,
                "2022-06-15 05:00:00.000000",
                "activity.recorded",
                "system",
                f"work.activity:{number}",
                facts,
                digest,
                digest,
            )
            database.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

        database.execute("BEGIN IMMEDIATE")
        bulk = _rate(int(many), one)
        database.execute("COMMIT")
        return {"bulk": bulk, "single": _rate(int(few), one)}


def verify_all() -> dict[str, float]:
    """Verify the whole ledger, and hash the same bytes bare."""
    from minhchung.audit.ledger import said
    from minhchung.audit.models import AuditEvent
    from minhchung.audit.verification import verify
    from vanban.pack.canonical import canonical

    begun = time.perf_counter()
    result = verify()
    seconds = time.perf_counter() - begun
    if not result.is_valid:
        raise SystemExit("the ledger does not hold")
    texts = [canonical(said(event)) for event in AuditEvent.objects.order_by("sequence").iterator()]
    begun = time.perf_counter()
    for text in texts:
        sha256(text).digest()
    return {"count": len(texts), "rate": len(texts) / seconds, "limit": len(texts) / (time.perf_counter() - begun)}


def _rate(count: int, do: Callable[[int], None]) -> float:
    begun = time.perf_counter()
    for number in range(count):
        do(number)
    return count / (time.perf_counter() - begun)
