"""Every POST: who may, that a token is asked for, and that ids of what one may not see are never taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from tests.factories.addresses import address, rows
from tests.factories.house import EVERYONE, PNG, House
from tests.security.test_every_page import visitor

from minhchung.audit.models import AuditEvent
from minhchung.documents.models import Document
from minhchung.organisation.models import Unit
from minhchung.work.models import Activity

ROWS = rows()
Data = dict[str, object]


@dataclass(frozen=True)
class Form:
    """What a person sends who means well, and the statuses of the five visitors."""

    statuses: str
    data: Callable[[House], Data] = field(default=lambda house: {})


def incoming(house: House, **given: object) -> Data:
    said: Data = {
        "unit": house.world.unit.pk, "issuer": "Sở Mẫu", "number": "9/CV-SM", "document_type": "cong_van",
        "subject": "Về việc phối hợp", "received_on": "2022-12-16", "urgency": "normal", "sensitivity": "0",
    }  # fmt: skip
    return said | given


def draft(house: House, **given: object) -> Data:
    said: Data = {
        "unit": house.world.unit.pk, "drafting_unit": house.division.pk, "document_type": "ke_hoach",
        "subject": "Kế hoạch mới", "sensitivity": "0",
    }  # fmt: skip
    return said | given


def activity(house: House, **given: object) -> Data:
    said: Data = {
        "title": "Tuần tra", "unit": house.division.pk, "happened_on": "2022-12-16", "received_on": "2022-12-16",
        "detail_scope": "both", "detail_shift": "night", "detail_checkpoints": "Cổng chính", "detail_missed": "",
        "detail_incidents": "0",
    }  # fmt: skip
    return said | given


def evidence(house: House, **given: object) -> Data:
    said: Data = {
        "title": "Ảnh mới", "happened_on": "2022-12-16", "received_on": "2022-12-16",
        "file": SimpleUploadedFile("anh.png", PNG),
    }  # fmt: skip
    return said | given


SIGNED = {"signer": "Giám đốc", "signer_title": "Giám đốc", "issued_on": "2022-12-16", "cap-so": "1"}
OURS, NOT_COLLEAGUE = "302 404 404 302 302", "302 404 404 403 302"
FORMS: dict[str, Form] = {
    "set_language": Form("302 302 302 302 302", lambda house: {"language": "en"}),
    "accounts:sign-in": Form("401 302 302 302 302", lambda house: {"username": "x", "password": "y"}),
    "accounts:sign-out": Form("302 302 302 302 302"),
    "accounts:change-password": Form("302 422 422 422 422", lambda house: {"current": "x"}),
    "documents:register-incoming": Form("302 403 422 403 302", incoming),
    "documents:draft": Form("302 403 422 422 302", draft),
    "documents:issue @open": Form("302 404 404 404 302", lambda house: SIGNED),
    "documents:issue @restricted": Form("302 404 404 404 302", lambda house: SIGNED),
    "documents:issue @foreign": Form("302 404 302 404 404", lambda house: SIGNED),
    "work:record-activity": Form("302 422 422 422 302", activity),
    "work:start-task @open": Form(NOT_COLLEAGUE),
    "work:start-task @restricted": Form("302 404 404 404 302"),
    "work:start-task @foreign": Form("302 404 302 404 404"),
    "work:finish-task @open": Form(NOT_COLLEAGUE, lambda house: {"finished_on": "2022-12-16", "reason": "Xong"}),
    "work:finish-task @restricted": Form("302 404 404 404 302", lambda house: {"finished_on": "2022-12-16"}),
    "work:finish-task @foreign": Form("302 404 302 404 404", lambda house: {"finished_on": "2022-12-16"}),
    "work:add-task-evidence @open": Form(NOT_COLLEAGUE, evidence),
    "work:add-task-evidence @restricted": Form("302 404 404 404 302", evidence),
    "work:add-task-evidence @foreign": Form("302 404 302 404 404", evidence),
    "work:add-evidence @open": Form(NOT_COLLEAGUE, evidence),
    "work:add-evidence @restricted": Form("302 404 404 404 302", evidence),
    "work:add-evidence @foreign": Form("302 404 302 404 404", evidence),
    "work:read @open": Form("302 404 404 403 403", lambda house: {"sha256": house.file.sha256}),
    "work:read @restricted": Form("302 404 404 404 403", lambda house: {"sha256": house.file.sha256}),
    "work:read @foreign": Form("302 404 403 404 404", lambda house: {"sha256": house.file.sha256}),
    "reporting:submit": Form("302 404 404 403 302"),
    "reporting:return": Form("302 404 404 403 302", lambda house: {"text": "Bổ sung"}),
    "reporting:approve": Form("302 404 404 403 302"),
    "reporting:issue": Form("302 404 404 404 404"),
}
"""The head's 302 of a report that is issued leads back to it with the refusal; what is issued is not moved."""


def test_every_address_that_takes_a_post_has_its_row(house: House) -> None:
    client = visitor(house, "head")
    taking = {
        label.split()[0] for label, row in ROWS.items() if client.post(address(label, row, house)).status_code != 405
    }
    assert taking - {"/favicon.ico"} == {label.split()[0] for label in FORMS}


@pytest.mark.parametrize("label", FORMS)
def test_each_visitor_may_do_what_is_theirs(house: House, label: str) -> None:
    url, form = address(label, ROWS[label], house), FORMS[label]
    found = []
    for who in EVERYONE:
        before = AuditEvent.objects.count()
        answer = visitor(house, who).post(url, form.data(house))
        found.append(answer.status_code)
        if answer.status_code >= 400 or who == "anonymous":
            assert AuditEvent.objects.count() == before, (who, "wrote something")
        if who == "anonymous" and answer.status_code == 302 and "ngon-ngu" not in url:
            assert "dang-nhap" in answer.url
    assert " ".join(map(str, found)) == form.statuses


@pytest.mark.parametrize("label", [label for label in FORMS if "@" not in label or label.endswith("@open")])
def test_no_post_counts_without_its_token(house: House, label: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(house.head)
    url, data = address(label, ROWS[label], house), FORMS[label].data(house)
    before = AuditEvent.objects.count()
    for headers in ({}, {"origin": "https://evil.example"}, {"referer": "https://evil.example/"}):
        answer = client.post(url, data | {"csrfmiddlewaretoken": "a" * 64}, headers=headers)
        assert answer.status_code == 403
        assert "Phiên làm việc đã hết" in answer.content.decode()
    assert AuditEvent.objects.count() == before


def other_agency(house: House) -> Unit:
    return Unit.objects.get(versions__symbol="SNV")


Hidden = Callable[[House], Data]
HIDDEN_FOR_HEAD: dict[str, tuple[str, Callable[..., Data], Hidden, type[Model]]] = {
    "a foreign unit's register": ("documents:register-incoming", incoming, lambda h: {"unit": other_agency(h).pk}, Document),
    "a foreign unit's draft": ("documents:draft", draft, lambda h: {"unit": other_agency(h).pk}, Document),
    "a foreign drafting unit": ("documents:draft", draft, lambda h: {"drafting_unit": other_agency(h).pk}, Document),
    "a foreign unit's activity": ("work:record-activity", activity, lambda h: {"unit": other_agency(h).pk}, Activity),
    "a foreign task": ("work:record-activity", activity, lambda h: {"tasks": h.shelves["foreign"].task.pk}, Activity),
    "a foreign document by key": ("work:record-activity", activity, lambda h: {"documents": "kh-foreign"}, Activity),
    "a foreign document by number": (
        "work:record-activity", activity, lambda h: {"documents": h.shelves["foreign"].document.number + "/x"}, Activity,
    ),
    "a task of no number": ("work:record-activity", activity, lambda h: {"tasks": "1 OR 1=1"}, Activity),
    "a topic of no number": ("work:record-activity", activity, lambda h: {"topics": 2**70}, Activity),
    "a partner that is none": ("work:record-activity", activity, lambda h: {"partners": "-1"}, Activity),
}  # fmt: skip


@pytest.mark.parametrize("case", HIDDEN_FOR_HEAD)
def test_the_head_cannot_send_the_id_of_what_is_not_hers(house: House, case: str) -> None:
    label, make, hidden, model = HIDDEN_FOR_HEAD[case]
    client, url, before = visitor(house, "head"), address(label, ROWS[label], house), model._default_manager.count()
    answer = client.post(url, make(house, **hidden(house)))
    assert answer.status_code == 422
    assert house.shelves["foreign"].mark not in answer.content.decode()
    assert model._default_manager.count() == before


@pytest.mark.parametrize("shelf", ["internal", "restricted", "foreign"])
@pytest.mark.parametrize("what", ["tasks", "documents"])
def test_a_colleague_learns_nothing_from_the_refusal_of_a_hidden_id(house: House, what: str, shelf: str) -> None:
    """The answer to the id of a hidden record and to that of none are the same, but for what was typed."""
    client, url = visitor(house, "colleague"), reverse("work:record-activity", args=["patrol"])
    unit = Unit.objects.get(versions__symbol="P1")
    hidden = {"tasks": house.shelves[shelf].task.pk, "documents": house.shelves[shelf].document.key}[what]
    none = {"tasks": 987_654, "documents": "kh-khong-co"}[what]
    answers = []
    for value in (hidden, none):
        answer = client.post(url, activity(house, unit=unit.pk, **{what: value}))
        assert answer.status_code == 422
        alert = re.search(r'role="alert".*?</div>', answer.content.decode(), re.DOTALL)[0]
        answers.append(re.sub(rf"(?<![h\w]){value}\b", "…", alert))
    assert answers[0] == answers[1]
    assert not Activity.objects.filter(unit=unit).exists()


def test_a_colleague_links_what_is_open_to_her(house: House) -> None:
    url = reverse("work:record-activity", args=["patrol"])
    unit = Unit.objects.get(versions__symbol="P1")
    shown = {"tasks": house.shelves["open"].task.pk, "documents": house.shelves["open"].document.key}
    assert visitor(house, "colleague").post(url, activity(house, unit=unit.pk, **shown)).status_code == 302


def test_confirming_needs_the_bytes_that_were_shown(house: House) -> None:
    """The hash comes from the client, so it is compared; the pages shown are counted by the server."""
    from minhchung.work.models import Acknowledgement

    before = Acknowledgement.objects.count()
    for sha256 in ("", "0" * 64, "a" * 1_000, "\0", house.file.sha256.upper()):
        answer = visitor(house, "head").post(
            reverse("work:read", args=[house.shelves["open"].briefing.pk]), {"sha256": sha256}
        )
        assert 400 <= answer.status_code < 500
    assert Acknowledgement.objects.count() == before
