"""Every page of the room: anonymous, stranger, colleague, head; hostile text; constant numbers of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.minhchung.work.conftest import EARLY, HASH, make_person, make_user, make_version
from tests.minhchung.work.test_tasks_and_directives import PNG, prove

from minhchung.accounts.enums import Role, Sensitivity
from minhchung.organisation.models import Absence
from minhchung.work import actions
from minhchung.work.models import Acknowledgement, Activity, Evidence

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}"


@pytest.fixture
def page_of(agency, noon):
    def get(user: object, name: str, *args: object, **query: object):
        client = Client()
        if user is not None:
            client.force_login(user)
        return client.get(reverse(f"work:{name}", args=args), query)

    return get


@pytest.fixture
def world(agency, recorded):
    """A record of each kind, seen only inside the office: a secret title that must not leak."""
    version = make_version(agency.office, text="Giao Văn phòng báo cáo.", key="ke-hoach")
    task = actions.create_task(
        key="viec", unit=agency.office, title="Việc kín 4711", lead=agency.office, source=version.document,
        due_on=date(2022, 6, 10), sensitivity=Sensitivity.INTERNAL, by=agency.head,
    )  # fmt: skip
    activity = recorded(title="Hoạt động kín 4711", sensitivity=Sensitivity.INTERNAL, tasks=[task])
    evidence = prove(agency, title="Ảnh kín 4711", activity=activity)
    reader = make_person("p1", agency.office, agency.officer)
    briefing = actions.open_briefing(unit=agency.office, version=version, opened_on=date(2022, 2, 1), by=agency.head)
    return {"task": task, "activity": activity, "evidence": evidence, "briefing": briefing, "reader": reader}


LISTS = ["desk", "tasks", "activities", "acknowledgements", "briefings", "choose-type"]
RECORDS = [
    ("task", "task"),
    ("activity", "activity"),
    ("evidence", "evidence"),
    ("evidence-file", "evidence"),
    ("evidence-picture", "evidence"),
    ("add-evidence", "activity"),
    ("add-task-evidence", "task"),
    ("briefing", "briefing"),
]


@pytest.mark.parametrize("name", LISTS)
def test_lists_need_a_sign_in_and_show_only_what_one_may_see(agency, world, page_of, name) -> None:
    assert page_of(None, name).status_code == 302
    for user in (agency.colleague, agency.stranger):
        page = page_of(user, name)
        assert page.status_code == 200
        assert "4711" not in page.content.decode()
    assert page_of(agency.head, name).status_code == 200


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_records_are_reached_by_head_and_not_by_stranger_or_colleague(agency, world, page_of, name, record) -> None:
    pk = world[record].pk
    assert page_of(None, name, pk).status_code == 302
    assert page_of(agency.head, name, pk).status_code == 200
    assert [page_of(user, name, pk).status_code for user in (agency.colleague, agency.stranger)] == [404, 404]
    assert page_of(agency.head, name, 999_999).status_code == 404


@pytest.mark.parametrize("name", ["read", "briefing-file", "page-picture"])
def test_document_is_read_by_its_roster_only(agency, world, page_of, name) -> None:
    args = [world["briefing"].pk] + ([1] if name == "page-picture" else [])
    restricted = world["briefing"].version.document
    restricted.sensitivity = Sensitivity.RESTRICTED
    restricted.save()

    assert [page_of(user, name, *args).status_code for user in (agency.colleague, agency.stranger)] == [404, 404]
    if name == "read":
        assert page_of(agency.officer, name, *args).status_code == 200


def test_person_named_in_an_activity_may_open_it_and_its_evidence(agency, world, page_of) -> None:
    guest = make_user("khach", Role.STAFF, agency.other)
    person = make_person("p9", user=guest)
    actions.record_participation(activity=world["activity"], person=person, state="present", by=agency.head)

    assert page_of(guest, "activity", world["activity"].pk).status_code == 200
    assert page_of(guest, "evidence-file", world["evidence"].pk).getvalue() == PNG
    assert page_of(guest, "task", world["task"].pk).status_code == 404


def test_withdrawn_records_are_gone_from_the_pages(agency, world, page_of) -> None:
    actions.withdraw_activity(activity=world["activity"], reason="Không diễn ra", by=agency.head)

    assert page_of(agency.head, "activity", world["activity"].pk).status_code == 404
    assert page_of(agency.head, "evidence", world["evidence"].pk).status_code == 404


def test_desk_says_what_waits_and_how_late(agency, world, page_of) -> None:
    page = page_of(agency.officer, "desk").content.decode()

    assert "Hôm nay có 2 việc cần bạn" in page
    assert "trễ 5 ngày" in page
    assert reverse("work:read", args=[world["briefing"].pk]) in page


def test_task_page_shows_the_line_and_what_one_may_do(agency, world, page_of) -> None:
    page = page_of(agency.head, "task", world["task"].pk).content.decode()

    assert world["activity"].get_absolute_url() in page
    assert world["evidence"].get_absolute_url() in page
    assert 'aria-current="step"' in page


def test_head_starts_and_finishes_a_task(agency, world) -> None:
    client, task = Client(), world["task"]
    client.force_login(agency.head)

    assert client.get(reverse("work:start-task", args=[task.pk])).status_code == 405
    assert client.post(reverse("work:start-task", args=[task.pk])).status_code == 302
    answer = client.post(reverse("work:finish-task", args=[task.pk]), {"finished_on": "2022-06-14"})
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.state, task.finished_on) == ("done", date(2022, 6, 14))
    assert client.post(reverse("work:start-task", args=[task.pk])).status_code == 409


def test_colleague_cannot_move_a_task_that_is_not_hers(agency, world) -> None:
    world["task"].sensitivity = Sensitivity.OPEN
    world["task"].save()
    client = Client()
    client.force_login(agency.colleague)

    for name in ("start-task", "finish-task"):
        assert (
            client.post(reverse(f"work:{name}", args=[world["task"].pk]), {"finished_on": "2022-06-14"}).status_code
            == 403
        )
    assert client.get(reverse("work:add-task-evidence", args=[world["task"].pk])).status_code == 403


def said(agency, **given: object) -> dict[str, object]:
    return {
        "title": "Tuần tra đêm",
        "unit": agency.office.pk,
        "happened_on": "2022-06-14",
        "received_on": "2022-06-15",
        "detail_scope": "both",
        "detail_shift": "night",
        "detail_started": "19:00",
        "detail_checkpoints": "Cổng chính\nKho thiết bị\n",
        "detail_missed": "Kho thiết bị | Đang sửa khoá\n",
        "detail_incidents": "0",
    } | given


def test_activity_is_recorded_with_its_first_evidence(agency, noon) -> None:
    client = Client()
    client.force_login(agency.officer)
    url = reverse("work:record-activity", args=["patrol"])
    assert client.get(url).status_code == 200

    answer = client.post(url, said(agency, file=SimpleUploadedFile("anh.png", PNG), file_title="Sổ trực"))

    activity = Activity.objects.get()
    assert answer.status_code == 302
    assert answer.url == activity.get_absolute_url()
    assert activity.details == {
        "scope": "both",
        "shift": "night",
        "started": "19:00",
        "checkpoints": ["Cổng chính", "Kho thiết bị"],
        "missed": [{"point": "Kho thiết bị", "reason": "Đang sửa khoá"}],
        "incidents": 0,
    }
    assert Evidence.objects.get().title == "Sổ trực"
    page = client.get(answer.url).content.decode()
    assert "Kho thiết bị: Đang sửa khoá" in page
    assert "Ca đêm" in page


@pytest.mark.parametrize(
    "given",
    [
        {"title": ""},
        {"title": "a\u202eb"},
        {"happened_on": "2022-06-31"},
        {"received_on": "2022-06-13"},
        {"received_on": "2023-06-13"},
        {"detail_shift": "dawn"},
        {"detail_missed": "Nơi khác | mưa"},
        {"detail_incidents": "-1"},
        {"documents": "không có số này"},
        {"unit": "999999"},
        {"unit": "x"},
        {"tasks": "999999"},
    ],
)
def test_wrong_form_says_what_is_wrong_and_writes_nothing(agency, noon, given) -> None:
    client = Client()
    client.force_login(agency.officer)

    answer = client.post(reverse("work:record-activity", args=["patrol"]), said(agency, **given))

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Activity.objects.exists()


def test_refused_file_takes_its_activity_back(agency, noon) -> None:
    client = Client()
    client.force_login(agency.officer)
    bad = SimpleUploadedFile("virus.exe", b"MZ\x00\x00" + b"\x00" * 64)

    answer = client.post(reverse("work:record-activity", args=["patrol"]), said(agency, file=bad))

    assert answer.status_code in (415, 422)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_form_offers_no_unit_one_may_not_record_in(agency, noon, who) -> None:
    client = Client()
    client.force_login(getattr(agency, who))

    assert client.post(reverse("work:record-activity", args=["patrol"]), said(agency)).status_code == 422
    assert not Activity.objects.exists()


@pytest.mark.parametrize("code", ["none", "_duty", "utils"])
def test_unknown_type_has_no_form(agency, page_of, code) -> None:
    assert page_of(agency.head, "record-activity", code).status_code == 404


@pytest.mark.parametrize("code", ["briefing", "outreach", "coordination", "training", "guard", "incident", "model"])
def test_every_type_has_a_form(agency, page_of, code) -> None:
    assert page_of(agency.officer, "record-activity", code).status_code == 200


def test_evidence_is_added_to_an_activity(agency, world) -> None:
    client = Client()
    client.force_login(agency.officer)
    url = reverse("work:add-evidence", args=[world["activity"].pk])
    form = {"title": "Biên bản", "happened_on": "2022-06-01", "received_on": "2022-06-02"}

    assert client.post(url, form).status_code == 422
    assert client.post(url, form | {"file": SimpleUploadedFile("a.png", PNG)}).status_code == 302
    assert Evidence.objects.filter(title="Biên bản", activity=world["activity"]).exists()


def test_document_is_confirmed_only_after_every_page_was_shown(agency, world) -> None:
    client = Client()
    client.force_login(agency.officer)
    url = reverse("work:read", args=[world["briefing"].pk])

    assert "Xác nhận đã đọc" not in client.get(url).content.decode()
    assert client.post(url, {"sha256": HASH}).status_code == 400
    client.get(url, {"trang": 1})
    client.get(url, {"trang": 3})
    assert "2/3" in client.get(url, {"trang": 3}).content.decode()
    assert client.post(url, {"sha256": HASH}).status_code == 400
    assert "Xác nhận đã đọc" in client.get(url, {"trang": 2}).content.decode()
    assert client.post(url, {"sha256": "b" * 64}).status_code == 409
    assert not Acknowledgement.objects.exists()
    assert client.post(url, {"sha256": HASH}).status_code == 302
    found = Acknowledgement.objects.get()
    assert (found.person, found.pages_shown, found.method) == (world["reader"], 3, "system")
    assert client.post(url, {"sha256": HASH}).status_code == 400


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "1" * 5000, "²"])
def test_any_page_number_is_answered(agency, world, page_of, page) -> None:
    assert page_of(agency.officer, "read", world["briefing"].pk, trang=page).status_code == 200


def test_head_without_a_person_cannot_confirm(agency, world) -> None:
    client = Client()
    client.force_login(agency.head)

    assert client.post(reverse("work:read", args=[world["briefing"].pk]), {"sha256": HASH}).status_code == 403


def test_board_names_who_is_missing_and_why(agency, world, page_of) -> None:
    away = make_person("p2", agency.office)
    Absence.objects.create(
        person=away, since=date(2022, 6, 1), until=date(2022, 6, 30), reason="Nghỉ thai sản", recorded_at=EARLY
    )

    page = page_of(agency.head, "briefing", world["briefing"].pk).content.decode()

    assert "0 người đã xác nhận, 1 người vắng có lý do, 1 người còn thiếu" in page
    assert "Nghỉ thai sản (01/06/2022 – 30/06/2022)" in page


@pytest.mark.parametrize(
    "query",
    [
        {"truoc": "2022-06-01.1"},
        {"truoc": "x"},
        {"truoc": "2022-06-01." + "9" * 400},
        {"loai": "x" * 9000},
        {"loai": "outreach"},
    ],
)
def test_any_place_in_the_list_is_answered(agency, world, page_of, query) -> None:
    assert page_of(agency.head, "activities", **query).status_code == 200


def test_hostile_text_is_shown_as_text(agency, world, recorded, page_of) -> None:
    person = make_person("x1", agency.office)
    person.name = HOSTILE[:160]
    person.save()
    activity = recorded("la", title=HOSTILE, place=HOSTILE, details={"outlet": HOSTILE, "level": "commune", "medium": "radio", "items": 1})  # fmt: skip
    actions.record_participation(activity=activity, person=person, state="excused", reason=HOSTILE, by=agency.head)
    evidence = prove(agency, key="la", title=HOSTILE, activity=activity, name=HOSTILE + ".png")
    task = actions.create_task(
        key="la", unit=agency.office, title=HOSTILE, description=HOSTILE, lead=person,
        source=world["briefing"].version.document, by=agency.head,
    )  # fmt: skip

    for name, args in (
        ("desk", []),
        ("tasks", []),
        ("activities", []),
        ("activity", [activity.pk]),
        ("evidence", [evidence.pk]),
        ("task", [task.pk]),
        ("briefing", [world["briefing"].pk]),
        ("add-evidence", [activity.pk]),
        ("record-activity", ["outreach"]),
    ):
        page = page_of(agency.head, name, *args).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_lists_take_the_same_queries_for_one_and_three_rows(agency, world, recorded, page_of) -> None:
    pages = [
        ("desk", []),
        ("tasks", []),
        ("activities", []),
        ("acknowledgements", []),
        ("briefings", []),
        ("activity", [world["activity"].pk]),
        ("task", [world["task"].pk]),
        ("briefing", [world["briefing"].pk]),
    ]
    counts = []
    for number in range(3):
        version = make_version(agency.office, key=f"vb-{number}", sha256=str(number) * 64)
        actions.open_briefing(unit=agency.office, version=version, opened_on=date(2022, 2, 1), by=agency.head)
        actions.create_task(
            key=f"v-{number}",
            unit=agency.office,
            title="Việc",
            lead=agency.office,
            source=version.document,
            by=agency.head,
        )
        recorded(f"h-{number}", tasks=[world["task"]])
        prove(agency, key=f"m-{number}", activity=world["activity"])
        person = make_person(f"n{number}", agency.office)
        actions.record_participation(activity=world["activity"], person=person, state="present", by=agency.head)
        counts.append({})
        client = Client()
        client.force_login(agency.officer)
        for name, args in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse(f"work:{name}", args=args)).status_code == 200
            counts[-1][name] = len(captured)
    assert counts[0] == counts[2]
    assert max(counts[0].values()) <= 50, counts[0]
