"""Every address of the system, read from the URL patterns, with an object for each of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from tests.factories.house import House, Shelf

SHELVES = ("open", "internal", "restricted", "foreign")


def names() -> set[str]:
    """The names of all addresses, as `room:name`; an address without a name stands as its pattern."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[URLPattern | URLResolver], room: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else room)
        else:
            yield f"{room}{pattern.name}" if pattern.name else f"/{pattern.pattern}"


@dataclass(frozen=True)
class Row:
    """What an address needs, and the statuses that anonymous, nobody, outsider, colleague and head get for GET."""

    statuses: str
    args: Callable[[House], tuple[object, ...]] = lambda house: ()
    query: str = ""


def _shelf(pick: Callable[[Shelf], tuple[object, ...]]) -> Callable[[str], Callable[[House], tuple[object, ...]]]:
    return lambda name: lambda house: pick(house.shelves[name])


ANYBODY = "200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200"
POST_ONLY = "405 405 405 405 405"
OUR_PEOPLE = "302 404 404 200 200"
OUR_HEAD = "302 404 404 404 200"
NOT_HERE = "302 404 404 404 404"

PLAIN: dict[str, Row] = {
    "set_language": Row("302 302 302 302 302"),
    "/favicon.ico": Row("301 301 301 301 301"),
    "portal:home": Row(ANYBODY),
    "portal:search": Row(ANYBODY, query="?q=quoc phong"),
    "portal:verify": Row(ANYBODY),
    "portal:verifier": Row(ANYBODY),
    "portal:section": Row(ANYBODY, lambda house: (house.publication.section.slug,)),
    "portal:feed": Row(ANYBODY),
    "portal:publication": Row(ANYBODY, lambda house: (house.publication.slug,)),
    "portal:file": Row(ANYBODY, lambda house: (house.publication.slug, "bao-cao.pdf")),
    "portal:claim": Row(ANYBODY, lambda house: (house.publication.slug, "c1")),
    "accounts:sign-in": Row("200 302 302 302 302"),
    "accounts:sign-out": Row(POST_ONLY),
    "accounts:change-password": Row(SIGNED_IN),
    "documents:registers": Row(SIGNED_IN),
    "documents:register": Row(OUR_PEOPLE, lambda house: (house.register.pk,)),
    "documents:register-print": Row(OUR_PEOPLE, lambda house: (house.register.pk,)),
    "documents:book": Row(OUR_HEAD, lambda house: (house.book.pk,)),
    "documents:register-incoming": Row("302 403 200 403 200"),
    "documents:draft": Row("302 403 200 200 200"),
    "work:tasks": Row(SIGNED_IN),
    "work:desk": Row(SIGNED_IN),
    "work:activities": Row(SIGNED_IN),
    "work:choose-type": Row(SIGNED_IN),
    "work:record-activity": Row(SIGNED_IN, lambda house: ("patrol",)),
    "work:acknowledgements": Row(SIGNED_IN),
    "work:briefings": Row(SIGNED_IN),
    "reporting:reports": Row(SIGNED_IN),
    "reporting:report": Row(OUR_PEOPLE, lambda house: (house.report.pk,)),
    "reporting:submit": Row(POST_ONLY, lambda house: (house.report.pk,)),
    "reporting:return": Row(POST_ONLY, lambda house: (house.report.pk,)),
    "reporting:approve": Row(POST_ONLY, lambda house: (house.report.pk,)),
    "reporting:issue": Row(NOT_HERE, lambda house: (house.report.pk,)),
    "reporting:figure": Row(OUR_PEOPLE, lambda house: (house.report.pk, "staff")),
    "reporting:proof-file": Row(OUR_HEAD, lambda house: (house.report.pk, "staff", extract_of(house, "staff"))),
    "reporting:edition-file": Row(OUR_PEOPLE, lambda house: (house.report.pk, 1, "pdf")),
}
MORE_ROWS: dict[str, Row] = {
    "reporting:report of a draft": Row(OUR_HEAD, lambda house: (house.draft_report.pk,)),
    "reporting:figure of a draft": Row(OUR_HEAD, lambda house: (house.draft_report.pk, "staff")),
    "reporting:edition-file full pack": Row(OUR_HEAD, lambda house: (house.report.pk, 1, "pack")),
    "reporting:edition-file facts": Row(OUR_HEAD, lambda house: (house.report.pk, 1, "facts")),
    "reporting:edition-file of a draft": Row(NOT_HERE, lambda house: (house.draft_report.pk, 1, "pdf")),
    "reporting:figure panel": Row(OUR_PEOPLE, lambda house: (house.report.pk, "staff"), query="?part=panel"),
}

SHELVED: dict[str, Callable[[str], Callable[[House], tuple[object, ...]]]] = {
    "documents:document": _shelf(lambda shelf: (shelf.document.pk,)),
    "documents:version-file": _shelf(lambda shelf: (shelf.document.pk, 1)),
    "documents:attachment-file": _shelf(lambda shelf: (shelf.document.pk, shelf.document.attachments.get().pk)),
    "documents:appendix-file": _shelf(lambda shelf: (shelf.document.pk, shelf.document.appendices.get().pk)),
    "documents:issue": _shelf(lambda shelf: (shelf.draft.pk,)),
    "documents:document of a draft": _shelf(lambda shelf: (shelf.draft.pk,)),
    "work:task": _shelf(lambda shelf: (shelf.task.pk,)),
    "work:start-task": _shelf(lambda shelf: (shelf.task.pk,)),
    "work:finish-task": _shelf(lambda shelf: (shelf.task.pk,)),
    "work:add-task-evidence": _shelf(lambda shelf: (shelf.task.pk,)),
    "work:activity": _shelf(lambda shelf: (shelf.activity.pk,)),
    "work:add-evidence": _shelf(lambda shelf: (shelf.activity.pk,)),
    "work:evidence": _shelf(lambda shelf: (shelf.evidence.pk,)),
    "work:evidence-file": _shelf(lambda shelf: (shelf.evidence.pk,)),
    "work:evidence-picture": _shelf(lambda shelf: (shelf.evidence.pk,)),
    "work:read": _shelf(lambda shelf: (shelf.briefing.pk,)),
    "work:page-picture": _shelf(lambda shelf: (shelf.briefing.pk, 1)),
    "work:briefing-file": _shelf(lambda shelf: (shelf.briefing.pk,)),
    "work:briefing": _shelf(lambda shelf: (shelf.briefing.pk,)),
}
"""Addresses of records of a shelf; who reaches which is said by `shelved_statuses`."""

_OTHERWISE = {
    ("documents:issue", "open"): "302 404 404 404 200",
    ("work:start-task", "open"): POST_ONLY,
    ("work:add-task-evidence", "open"): "302 404 404 403 200",
    ("work:add-evidence", "open"): "302 404 404 403 200",
    ("documents:document of a draft", "open"): OUR_HEAD,
    ("work:briefing", "open"): OUR_HEAD,
    ("work:page-picture", "open"): "302 404 404 404 404",
}


def shelved_statuses(name: str, shelf: str) -> str:
    """The statuses of GET: what is open, all of the agency read; what is not, its head alone; a foreign one, the outsider."""
    if name in ("work:start-task", "work:finish-task"):
        return POST_ONLY
    if name == "work:page-picture":  # a text has no pages to look at
        return NOT_HERE
    if shelf == "foreign":
        return "302 404 200 404 404"
    usual = OUR_PEOPLE if shelf == "open" else OUR_HEAD
    return _OTHERWISE.get((name, shelf), usual)


def rows() -> dict[str, Row]:
    """Every row with its label; the address is the label's first word."""
    shelved = {
        f"{name} @{shelf}": Row(shelved_statuses(name, shelf), pick(shelf))
        for name, pick in SHELVED.items()
        for shelf in SHELVES
    }
    return PLAIN | MORE_ROWS | shelved


def address(label: str, row: Row, house: House) -> str:
    """The address of a row in *house*."""
    from django.urls import reverse

    name = label.split()[0]
    return (name if name.startswith("/") else reverse(name, args=row.args(house))) + row.query


def extract_of(house: House, key: str) -> str:
    """The hash of the register extract behind a figure of the report."""
    import json

    from minhchung.reporting.models import Lineage

    lineage = Lineage.objects.filter(
        figure__key=key, figure__period=house.report.period, figure__withdrawn_at__isnull=True, kind="extract"
    )
    return str(json.loads(lineage.order_by("pk").first().content)["files"][0]["sha256"])
