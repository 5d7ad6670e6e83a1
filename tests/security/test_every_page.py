"""Every page: anonymous, somebody without any right, another agency's head, a colleague, the head."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.addresses import address, names, rows
from tests.factories.house import EVERYONE, House

ROWS = rows()


def visitor(house: House, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if user := house.people[who]:
        client.force_login(user)
    return client


def body_of(answer: object) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_every_address_has_its_row() -> None:
    assert {label.split()[0] for label in ROWS} == names()


@pytest.mark.parametrize("label", ROWS)
def test_each_visitor_gets_what_is_theirs(house: House, label: str) -> None:
    row = ROWS[label]
    url = address(label, row, house)
    found = {who: visitor(house, who).get(url) for who in EVERYONE}
    assert " ".join(str(found[who].status_code) for who in EVERYONE) == row.statuses, url
    if found["anonymous"].status_code == 302 and "dang-nhap" in found["anonymous"].url:
        assert found["anonymous"].url.startswith("/tai-khoan/dang-nhap/?next=/")
    for who, answer in found.items():
        body = body_of(answer).decode(errors="replace")
        for shelf in hidden_from(who):
            assert house.shelves[shelf].mark not in body, (who, shelf, url)


def hidden_from(who: str) -> tuple[str, ...]:
    """The shelves of which *who* must meet no word, anywhere."""
    ours = ("open", "internal", "restricted")
    return {"colleague": ("internal", "restricted", "foreign"), "head": ("foreign",), "outsider": ours}.get(
        who, (*ours, "foreign")
    )


@pytest.mark.parametrize("label", ROWS)
def test_every_answer_carries_the_headers_under_which_nothing_runs(house: House, label: str) -> None:
    url = address(label, ROWS[label], house)
    for who in ("anonymous", "head"):
        answer = visitor(house, who).get(url)
        policy = answer.headers["Content-Security-Policy"]
        is_verifier = label == "portal:verifier"  # it brings a policy of its own, in a sandbox
        assert (
            "default-src 'none'" in policy and "'unsafe-inline'" not in policy.partition("style-src")[0]
        ) or is_verifier
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        if who == "head" and not label.startswith("portal:file"):
            assert "private" in answer.headers["Cache-Control"], url
