"""What one may not see changes nothing of what one sees: no row, no count, no gap, no next page, no link beside it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.factories.addresses import address, rows
from tests.factories.house import PNG, TODAY, House, make_shelf
from tests.security.test_every_page import body_of, hidden_from, visitor

from minhchung.accounts.enums import Sensitivity
from minhchung.documents import actions as papers
from minhchung.work import actions as work

ROWS = rows()
BOOKS = ("documents:book",)
"""A number book shows every number that was given: that a number is taken is no secret (NĐ 30/2020), what for is."""


def hide_much(house: House) -> None:
    """Restricted records of the division, tied in every way to the open ones."""
    open_, head = house.shelves["open"], house.head
    hidden = make_shelf(
        house.division, house.world.unit, head, "dấu-vết", Sensitivity.RESTRICTED, house.file, "dau-vet"
    )
    entry = papers.register_incoming(
        unit=house.world.unit, by=house.world.clerk, document_type="cong_van", subject="Công văn dấu-vết",
        received_on=TODAY, issuer="Sở dấu-vết", number="7/DAU-VET", sensitivity=Sensitivity.RESTRICTED,
        text=f"Theo Kế hoạch số {open_.document.number} về việc dấu-vết.",
    )  # fmt: skip
    papers.relate(source=entry.document, target=open_.document, kind="carries_out", by=head)
    papers.relate(source=hidden.draft, target=open_.document, kind="based_on", by=head)
    work.create_task(
        key="viec-dau-vet-2", unit=house.division, title="Việc dấu-vết", lead=house.division, source=open_.document,
        due_on=TODAY, sensitivity=Sensitivity.RESTRICTED, by=head,
    )  # fmt: skip
    for number in range(3):
        work.record_activity(
            key=f"hd-dau-vet-{number}", type="patrol", unit=house.division, title="Hoạt động dấu-vết", by=head,
            tasks=[open_.task], documents=[open_.document.versions.get()], happened_on=TODAY, received_on=TODAY,
            sensitivity=Sensitivity.RESTRICTED,
            details={"scope": "both", "shift": "day", "checkpoints": ["dấu-vết"], "missed": [], "incidents": 0},
        )  # fmt: skip
    for number, proved in enumerate(({"activity": open_.activity}, {"task": open_.task})):
        work.add_evidence(
            key=f"mc-dau-vet-{number}-x", title="Ảnh dấu-vết", happened_on=TODAY, received_on=TODAY, by=head,
            content=PNG + bytes([number]), name="dấu-vết.png", sensitivity=Sensitivity.RESTRICTED, **proved,
        )  # fmt: skip


def seen_by(house: House, who: str) -> dict[str, str]:
    """Every page that answers *who* with 200, without what differs from one answer to the next."""
    client, found = visitor(house, who), {}
    for label, row in ROWS.items():
        if label.endswith(tuple(f"@{shelf}" for shelf in hidden_from(who))) or label in BOOKS:
            continue
        answer = client.get(address(label, row, house))
        if answer.status_code == 200:
            body = body_of(answer).decode(errors="replace")
            found[label] = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)
    return found


@pytest.mark.parametrize("who", ["anonymous", "nobody", "outsider", "colleague"])
def test_hidden_records_change_no_page(house: House, who: str) -> None:
    papers.register_incoming(
        unit=house.world.unit, by=house.world.clerk, document_type="cong_van", subject="Công văn mở", received_on=TODAY,
        issuer="Sở khác", number="6/CV-SK",
    )  # fmt: skip
    before = seen_by(house, who)
    assert len(before) >= 8
    hide_much(house)
    after = seen_by(house, who)
    assert sorted(before) == sorted(after)
    assert [label for label in before if before[label] != after[label]] == []


def test_the_head_does_see_them(house: House) -> None:
    before = seen_by(house, "head")
    hide_much(house)
    after = seen_by(house, "head")
    changed = {label for label in before if before[label] != after[label]}
    assert changed >= {
        "documents:registers", "documents:register", "work:tasks", "work:activities", "work:desk",
        "documents:document @open", "work:task @open", "work:activity @open",
    }  # fmt: skip


@pytest.mark.parametrize("who", ["outsider", "colleague"])
def test_open_records_made_from_hidden_ones_do_not_name_them(house: House, who: str) -> None:
    """An open task of a restricted document, an open activity of a restricted task: the links stay unseen."""
    hidden, head = house.shelves["restricted"], house.head
    task = work.create_task(
        key="viec-mo", unit=house.division, title="Việc mở", lead=house.division, source=hidden.document,
        due_on=TODAY, by=head,
    )  # fmt: skip
    activity = work.record_activity(
        key="hd-mo", type="patrol", unit=house.division, title="Hoạt động mở", tasks=[hidden.task, task], by=head,
        documents=[hidden.document.versions.get()], happened_on=TODAY, received_on=TODAY,
        details={"scope": "both", "shift": "day", "checkpoints": ["Cổng"], "missed": [], "incidents": 0},
    )  # fmt: skip
    evidence = work.add_evidence(
        key="mc-mo", title="Ảnh mở", happened_on=TODAY, received_on=TODAY, by=head, content=PNG + b"m", name="a.png",
        activity=activity,
    )  # fmt: skip
    client = visitor(house, who)
    urls = [task.get_absolute_url(), activity.get_absolute_url(), evidence.get_absolute_url(), reverse("work:tasks"),
            reverse("work:activities"), reverse("work:desk"), reverse("work:record-activity", args=["patrol"])]  # fmt: skip
    for url in urls:
        body = client.get(url).content.decode()
        assert hidden.mark not in body, url
        assert hidden.document.get_absolute_url() + '"' not in body
        assert hidden.task.get_absolute_url() + '"' not in body
