"""Wrong types, huge numbers, NUL, bytes that are no text, pages before the first: refused, never an error of the server."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.addresses import address, rows
from tests.factories.house import House
from tests.security.test_every_form import FORMS
from tests.security.test_every_page import body_of, visitor

from minhchung.audit.models import AuditEvent

ROWS = rows()
NUMBERS = ("0", "2147483648", "9223372036854775808", "1" + "0" * 400)
WORDS = ("x", "%00", "%FF%FE", "a" * 3_000, "..%2F..%2Fetc", "%E2%80%AE", "'--", "%0D%0AX-Evil:1")
NASTY = ("", "-1", "0", "99999999999999999999", "9" * 5_000, "\0", "a\0b", "\udcff".encode("utf-8", "surrogateescape"), "1.5",
         "1e9", "２", "٣", "None", "[]", "x" * 10_000, "2022-02-31", "0000-00-00", "9999-12-31", "10000-01-01", "%", "_%\\",
         "'; DROP TABLE x; --", "{{ 7*7 }}", "\u202e", "2022-12-16.99999999999999999999")  # fmt: skip
QUERY_NAMES = ("trang", "truoc", "loai", "q", "ma", "words", "document_type", "since", "until", "part", "co", "next",
               "download", "tat-ca")  # fmt: skip


def numbered_and_named() -> list[str]:
    return [label for label in ROWS if " " not in label or label.endswith("@open")]


@pytest.mark.parametrize("label", numbered_and_named())
def test_parts_of_an_address_that_name_nothing_are_not_found(house: House, label: str) -> None:
    head, row = visitor(house, "head"), ROWS[label]
    args = row.args(house)
    if label.startswith("/") or not args:
        return
    real = reverse(label.split()[0], args=args)
    for place, value in enumerate(args):
        for nasty in NUMBERS if isinstance(value, int) else WORDS:
            url = replaced(real, args, place, nasty)
            statuses = {head.get(url).status_code, head.post(url).status_code, Client().get(url).status_code}
            assert statuses <= {200, 301, 302, 400, 404, 405, 410, 415, 422}, (url[:120], statuses)
            assert head.get(url).status_code in (400, 404, 405) or nasty == "x", url[:120]


def replaced(url: str, args: tuple[object, ...], place: int, nasty: str) -> str:
    """*url* with its argument at *place* replaced by something nobody would send who means well."""
    parts = url.split("/")
    spots, start = [], 0
    for value in args:
        start = parts.index(str(value), start)
        spots.append(start)
        start += 1
    parts[spots[place]] = nasty
    return "/".join(parts)


@pytest.mark.parametrize("label", [label for label in numbered_and_named() if "set_language" not in label])
def test_queries_that_make_no_sense_change_nothing_of_the_status(house: House, label: str) -> None:
    head, url = visitor(house, "head"), address(label, ROWS[label], house).partition("?")[0]
    usual = head.get(url).status_code
    for nasty in ("", *NASTY[1::2]):
        answer = head.get(url, dict.fromkeys(QUERY_NAMES, nasty))
        assert answer.status_code in {usual, 200, 302, 404}, (url, nasty)
        body_of(answer)
    assert head.get(f"{url}?trang=%FF&truoc=%C3%28&q=%ED%A0%80&words=%00&ma=%FE").status_code in {usual, 200, 302}


@pytest.mark.parametrize("label", [label for label in FORMS if "@" not in label or label.endswith("@open")])
def test_fields_that_make_no_sense_are_refused(house: House, label: str) -> None:
    head, url = visitor(house, "head"), address(label, ROWS[label], house)
    meant = FORMS[label].data(house)
    for place, name in enumerate(meant):
        for nasty in NASTY[place % 4 :: 4]:
            answer = head.post(url, FORMS[label].data(house) | {name: nasty})
            assert answer.status_code < 500, (name, nasty)
            if label == "accounts:sign-out":
                break


@pytest.mark.parametrize("label", ["documents:register-incoming", "work:record-activity", "work:add-evidence @open"])
def test_bodies_that_are_no_forms_are_refused(house: House, label: str) -> None:
    head, url = visitor(house, "head"), address(label, ROWS[label], house)
    before = AuditEvent.objects.count()
    bodies = [
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00=\x00", "application/x-www-form-urlencoded"),
        (b"a=1&" * 2_001, "application/x-www-form-urlencoded"),
        (b"x" * 100, "multipart/form-data"),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b"),
        (b"--b\r\n" * 50, "multipart/form-data; boundary=\xc3\xa9"),
        (b'{"unit": 1}', "application/json"),
        (b"<x/>", "text/xml; charset=klingon"),
    ]
    for body, content_type in bodies:
        answer = head.generic("POST", url, body, content_type=content_type)
        assert answer.status_code in (200, 400, 422), (body[:20], content_type, answer.status_code)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "X" * 200])
def test_other_methods_do_nothing(house: House, method: str) -> None:
    before = AuditEvent.objects.count()
    head = visitor(house, "head")
    for label in ROWS:
        if label.endswith(("@internal", "@restricted", "@foreign")):
            continue
        answer = head.generic(method, address(label, ROWS[label], house))
        assert answer.status_code in (200, 301, 302, 403, 404, 405), (label, answer.status_code)
    assert AuditEvent.objects.count() == before


def test_a_cookie_that_is_none_is_nobody(house: House) -> None:
    for value in ("", "x" * 5_000, "'; --", "\xff", "../../x"):
        client = Client(raise_request_exception=False)
        client.cookies["minhchung"] = value
        assert client.get(reverse("work:desk")).status_code == 302
