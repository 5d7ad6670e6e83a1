"""Every page that has a name, at 100,000 documents and 100,000 activities."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import date

from bench.lines import Line, percentile, verdict
from bench.stand import EXAMPLE, Stand

TITLE = "Pages"
NOTE = (
    "Every named address that answers GET, found in the URL table, asked in process by Django's test client with production"
    " settings: middleware, session, database and template are all in the time, the network is not. The reader is an officer"
    " of one division (no administrator); where she may not look, the records officer, then the head (named in the line)."
    " Detail pages take turns over up to 15 different rows; addresses with parameters are lists asked to filter or to turn"
    " the page. “small” is the number of queries when there are 300 of each: it must not grow. CPU p95 is what remains when"
    " other work on the machine is left out. Pages over 100 ms are listed before the rest."
)
COLUMNS = ("p50 ms", "p95 ms", "CPU p95 ms", "queries", "small", "kB")
TARGET, LIMIT = "p95 < 100 ms, same queries", 100.0
READERS = {"chuyen-vien-02": "", "van-thu": " (records officer)", "giam-doc": " (head)"}
_FEW = 300


def measure(stand: Stand) -> Iterator[Line]:
    """All pages in one process: their queries while the tables are small, then their time when they are full."""
    data = stand.copy_of(stand.example_year(), "data")
    rows, rounds = (2_000, 5) if stand.is_quick else (100_000, 30)
    said = stand.step("ask", rows, rounds, data=data)
    pages = sorted(
        said["pages"], key=lambda page: (page["p95"] < LIMIT and page["queries"] == page["small"], page["name"])
    )
    for page in pages:
        cells = (
            f"{page['p50']:.1f}",
            f"{page['p95']:.1f}",
            f"{page['cpu']:.1f}",
            str(page["queries"]),
            str(page["small"]),
            f"{page['bytes'] / 1000:.0f}",
        )
        constant = page["queries"] <= page["small"]
        judged = verdict(constant and page["p95"] < LIMIT, constant and page["cpu"] < LIMIT)
        yield Line(page["name"], cells, TARGET, judged)
    for name, why in said["unmeasured"]:
        yield Line(name, (why, "", "", "", "", ""))


def ask(rows: str, rounds: str) -> dict[str, object]:
    """Ask every page before and after the tables are filled."""
    from bench.filled import fill
    from bench.subjects.report import build
    from minhchung.config.demonstration import publish_example
    from minhchung.imports.replaying import read_example
    from minhchung.reporting.models import Edition

    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # refusals are asked for on purpose
    build()
    publish_example(
        read_example(EXAMPLE), Edition.objects.get(), ["kh-84", "cv-118", "kh-203", "kh-246"], lambda _said: None
    )
    readers = [(note, _client(name)) for name, note in READERS.items()]
    fill(_FEW)
    small: dict[str, int] = {}
    for name, addresses in _addresses().items():
        if found := _reader(readers, addresses):
            small[name] = max(_asked(found[1], address)["queries"] for address in found[2])
    fill(int(rows) - _FEW, first=_FEW)
    pages, unmeasured = [], []
    for name, addresses in _addresses().items():
        if not addresses:
            unmeasured.append((name, "no such row in the example"))
        elif found := _reader(readers, addresses):
            note, client, shown = found
            pages.append(_measured(f"{name}{note}", small.get(name, 0), client, shown, int(rounds)))
        elif why := _refusal(readers, addresses):
            unmeasured.append((name, why))
    return {"pages": pages, "unmeasured": unmeasured}


def _client(username: str) -> object:
    from django.test import Client

    from minhchung.accounts.models import User

    user = User.objects.get(username=username)
    user.must_change_password = False  # else every page is the one that asks for a new password
    user.save(update_fields=["must_change_password"])
    client = Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="vi")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _reader(readers: list[tuple[str, object]], addresses: list[str]) -> tuple[str, object, list[str]] | None:
    """The first reader whom some of *addresses* answer with a page, and those addresses."""
    for note, client in readers:
        if shown := [address for address in addresses if _asked(client, address)["status"] == 200]:
            return note, client, shown
    return None


def _refusal(readers: list[tuple[str, object]], addresses: list[str]) -> str:
    """Why an address is no page to be measured; "" for one that only takes POST."""
    status = _asked(readers[-1][1], addresses[0])["status"]
    return "" if status == 405 else f"answered with {status}"


def _measured(name: str, small: int, client: object, addresses: list[str], rounds: int) -> dict[str, object]:
    for address in addresses[:2]:
        _asked(client, address)
    found = [_asked(client, addresses[number % len(addresses)]) for number in range(max(rounds, len(addresses)))]
    return {
        "name": name,
        "small": small,
        "p50": percentile([each["wall"] for each in found], 0.5),
        "p95": percentile([each["wall"] for each in found], 0.95),
        "cpu": percentile([each["cpu"] for each in found], 0.95),
        "queries": max(each["queries"] for each in found),
        "bytes": max(each["bytes"] for each in found),
    }


def _asked(client: object, address: str) -> dict[str, float]:
    """One answer, read to its end: status, milliseconds, processor milliseconds, queries, bytes."""
    from django.db import connection

    queries = 0

    def counted(execute: Callable[..., object], *asked: object) -> object:
        nonlocal queries
        queries += 1
        return execute(*asked)

    with connection.execute_wrapper(counted):
        begun, processor = time.perf_counter(), time.process_time()
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        wall, cpu = time.perf_counter() - begun, time.process_time() - processor
    said = {"status": answer.status_code, "wall": wall * 1000, "cpu": cpu * 1000}
    answer.close()
    return {**said, "queries": queries, "bytes": len(content)}


def _addresses() -> dict[str, list[str]]:
    """Every named address, by name, filled in with rows that are there now; lists also with their parameters."""
    from django.urls import get_resolver, reverse

    rows, found = _rows(), dict[str, list[str]]()
    for name, parameters in sorted(_named(get_resolver().url_patterns)):
        arguments = rows.get(name, []) if parameters else [{}]
        found[name] = [reverse(name, kwargs=each) for each in arguments]
    for (name, asked), query in _QUERIES.items():
        found[f"{name}?{asked}"] = [f"{address}?{query()}" for address in found[name]]
    return found


def _named(patterns: list[object], space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _named(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield f"{space}{pattern.name}", tuple(pattern.pattern.converters)


def _rows() -> dict[str, list[dict[str, object]]]:
    """Arguments for every address that needs some: rows spread over the whole table."""
    from minhchung.documents.models import Appendix, Attachment, Document, DocumentVersion, NumberBook, Register
    from minhchung.portal.bundle import read_page
    from minhchung.portal.models import Publication, Section
    from minhchung.reporting.models import Edition, EditionPart, Figure, Lineage, Report
    from minhchung.work.activity_types import definitions
    from minhchung.work.models import Activity, Briefing, Evidence, Task

    documents, activities, tasks = (
        _keys(rows) for rows in (Document.objects, Activity.objects.standing(), Task.objects)
    )
    evidence, briefings = _keys(Evidence.objects.standing()), _keys(Briefing.objects)
    reports, edition = _keys(Report.objects), Edition.objects.latest("pk")
    registers = _keys(Register.objects)
    published = Publication.objects.filter(source__startswith="reporting.edition").earliest("pk")
    files = read_page(published.folder, published.page_sha256)["files"]
    claims = [quotation.anchor for quotation in edition.quotations.all()[:15]]
    figures = [
        {"pk": edition.report_id, "key": each.key}
        for each in _spread(Figure.objects.filter(quotations__edition=edition))
    ]
    proofs = [
        {"pk": edition.report_id, "key": line.figure.key, "sha256": _digest(line)}
        for line in Lineage.objects.filter(kind="extract", figure__quotations__edition=edition).select_related(
            "figure"
        )[:15]
    ]
    return {
        "documents:register": registers,
        "documents:register-print": registers,
        "documents:book": _keys(NumberBook.objects),
        "documents:document": documents,
        "documents:issue": _keys(Document.objects.filter(state="draft")) or documents[:1],
        "documents:version-file": [
            {"pk": each.document_id, "ordinal": each.ordinal}
            for each in _spread(DocumentVersion.objects.filter(file__isnull=False))
        ],
        "documents:attachment-file": [
            {"pk": each.document_id, "attachment": each.pk} for each in _spread(Attachment.objects)
        ],
        "documents:appendix-file": [
            {"pk": each.document_id, "appendix": each.pk} for each in _spread(Appendix.objects)
        ],
        "work:task": tasks,
        "work:start-task": tasks,
        "work:finish-task": tasks,
        "work:add-task-evidence": tasks,
        "work:record-activity": [{"code": code} for code in sorted(each.code for each in definitions().values())],
        "work:activity": activities,
        "work:add-evidence": activities,
        "work:evidence": evidence,
        "work:evidence-file": evidence,
        "work:evidence-picture": evidence,
        "work:read": briefings,
        "work:page-picture": [{**each, "page": 1} for each in briefings],
        "work:briefing-file": briefings,
        "work:briefing": briefings,
        **{f"reporting:{name}": reports for name in ("report", "submit", "return", "approve", "issue")},
        "reporting:figure": figures,
        "reporting:proof-file": proofs,
        "reporting:edition-file": [
            {"pk": edition.report_id, "ordinal": edition.ordinal, "kind": part.kind}
            for part in EditionPart.objects.filter(edition=edition)
        ],
        "portal:section": [{"slug": each.slug} for each in Section.objects.all()],
        "portal:publication": [{"slug": each.slug} for each in _spread(Publication.objects)],
        "portal:file": [{"slug": published.slug, "name": each["name"]} for each in files],
        "portal:claim": [{"slug": published.slug, "claim": claim} for claim in claims],
    }


def _digest(line: object) -> str:
    import json

    return str(json.loads(line.content)["files"][0]["sha256"])


def _keys(rows: object) -> list[dict[str, object]]:
    return [{"pk": each.pk} for each in _spread(rows)]


def _spread(rows: object, most: int = 15) -> list[object]:
    """Up to *most* rows, from the first to the last of the table."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    chosen = numbers[:: max(1, len(numbers) // most)][:most]
    found = rows.in_bulk(chosen) if hasattr(rows, "in_bulk") else {}
    return [found[number] for number in chosen]


def _newest_but_some() -> str:
    """The place of a page in the middle of the list of activities."""
    from minhchung.work.models import Activity

    count = Activity.objects.standing().count()
    row = Activity.objects.standing().order_by("-happened_on", "-pk")[count // 2]
    return f"truoc={row.happened_on.isoformat()}.{row.pk}"


_QUERIES: dict[tuple[str, str], Callable[[], str]] = {
    ("documents:register", "words, common"): lambda: "words=hoi+nghi",
    ("documents:register", "words, rare"): lambda: "words=118+snv+p5",
    ("documents:register", "words, absent"): lambda: "words=khong+co+chu+nay",
    ("documents:register", "type, days"): lambda: (
        f"document_type=cong_van&since={date(2022, 3, 1)}&until={date(2022, 3, 9)}"
    ),
    ("documents:register", "older"): lambda: "truoc=40000",
    ("work:activities", "type"): lambda: "loai=training",
    ("work:activities", "older"): _newest_but_some,
    ("portal:search", "words"): lambda: "q=quoc+phong",
    ("portal:search", "absent"): lambda: "q=khong+co+chu+nay",
    ("portal:verify", "hash"): lambda: "ma=" + "0" * 64,
}
