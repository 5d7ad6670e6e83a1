"""A hostile text put through every action into every field that people fill: refused by name, or shown and never run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from tests.factories.addresses import address, rows
from tests.factories.house import NOW, PNG, TODAY, House, make_shelf
from tests.factories.issued_year import AFTER

from minhchung import clock
from minhchung.accounts.actions import create_user
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.documents import actions as papers
from minhchung.errors import MinhChungError
from minhchung.files.actions import store
from minhchung.organisation import actions as people
from minhchung.organisation.enums import StaffCategory, UnitKind
from minhchung.portal import actions as portal
from minhchung.portal.enums import TagKind
from minhchung.portal.related import Tag
from minhchung.reporting import actions as reporting
from minhchung.work import actions as work

PAYLOADS = {
    "script": '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"><svg/onload=window.hacked=1>',
    "attribute": "\" onmouseover=\"window.hacked=1\" x='y' autofocus onfocus='window.hacked=1'",
    "template": "{{ settings.SECRET_KEY }}{% debug %}${7*7}<%= 7*7 %>#{7*7} %(x)s {0} {x.__class__}",
    "address": "javascript:window.hacked=1//<a href=javascript:window.hacked=1>",
    "bidi": "Báo cáo \u202egnp.exe\u202c \u2066ẩn\u2069",
    "nul": "a\0b",
    "marks": "a" + "\u0323\u0302\u0301" * 400,
    "rtl": "تقرير سنوي عن العمل",
    "emoji": "🛡️👩🏽‍🚒👨‍👩‍👧‍👦" * 5,
    "surrogate": "a\ud800b",
    "long": "x" * 1_000_000,
    "long words": "Việt Nam " * 120_000,
    "markdown": "![x](javascript:window.hacked=1) <style>*{display:none}</style> [y](data:text/html,<script>1</script>)",
    "comment": "--><!--<script>window.hacked=1</script>]]>&lt;script&gt;",
    "spaces": " \t\u00a0\u2003\n ",
}
RUNS = ("window.hacked=1</script>", "<img src=x", "<svg/onload")


def attempts(house: House, text: str, tag: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each field of each record that people fill, with the action that would write *text* there; *tag* ends new keys."""
    head, unit, division, shelf = house.head, house.world.unit, house.division, house.shelves["open"]
    keeper = house.world.clerk
    incoming = {
        "unit": unit, "by": keeper, "document_type": "cong_van", "subject": "Về việc phối hợp", "received_on": TODAY,
        "issuer": "Sở Mẫu", "number": f"{ord(tag[0])}{len(tag)}/CV-SM", "duplicate_confirmed": True,
    }  # fmt: skip
    for name in ("subject", "issuer", "number", "handled_by", "signed_for", "note", "signer", "signer_title", "text"):
        yield f"incoming.{name}", lambda name=name: papers.register_incoming(**incoming | {name: text})
    yield "document.type", lambda: papers.register_incoming(**incoming | {"document_type": text})
    yield "draft.subject", lambda: papers.draft_document(unit=unit, by=head, document_type="ke_hoach", subject=text)
    yield (
        "draft.issuer",
        lambda: papers.draft_document(unit=unit, by=head, document_type="ke_hoach", subject="Kế", issuer=text),
    )
    yield "version.text", lambda: papers.add_version(document=shelf.draft, by=head, text=text)
    yield "version.note", lambda: papers.add_version(document=shelf.draft, by=head, text="Nội dung", note=text)
    yield "attachment.title", lambda: papers.attach_file(document=shelf.draft, file=house.file, title=text, by=head)
    yield "appendix.label", lambda: papers.add_appendix(document=shelf.draft, label=text, title="Tên", by=head)
    yield "appendix.title", lambda: papers.add_appendix(document=shelf.draft, label="Phụ lục", title=text, by=head)
    yield "recipient.name", lambda: papers.add_recipient(document=shelf.draft, name=text, by=head)
    for name in ("signer", "signer_title", "archived_by", "note"):
        said = {"signer": "Giám đốc", "signer_title": "Giám đốc"} | {name: text}
        yield f"issue.{name}", lambda said=said: papers.issue_document(document=shelf.draft, by=keeper, **said)
    instrument = {"unit": unit, "by": keeper, "document_type": "luat", "subject": "Luật Mẫu", "number": f"{ord(tag[0])}{len(tag)}/2020/QH14",
                  "issued_on": date(2020, 1, 1), "issuer": "Quốc hội"}  # fmt: skip
    for name in ("subject", "number", "issuer"):
        yield f"instrument.{name}", lambda name=name: papers.register_instrument(**instrument | {name: text})

    task = {
        "key": f"viec-moi-{tag}",
        "unit": division,
        "title": "Việc",
        "lead": division,
        "by": head,
        "source": shelf.document,
    }
    for name in ("title", "description", "key"):
        yield f"task.{name}", lambda name=name: work.create_task(**task | {"key": f"viec-{tag}-{name}"} | {name: text})
    patrol = {"scope": "both", "shift": "night", "checkpoints": ["Cổng"], "missed": [], "incidents": 0}
    act = {"key": f"hd-moi-{tag}", "type": "patrol", "unit": division, "title": "Tuần tra", "happened_on": TODAY,
           "received_on": TODAY, "by": head, "details": patrol}  # fmt: skip
    for name in ("title", "place", "key", "type"):
        yield (
            f"activity.{name}",
            lambda name=name: work.record_activity(**act | {"key": f"hd-{tag}-{name}"} | {name: text}),
        )
    details = {
        "checkpoints": {"checkpoints": [text]},
        "missed": {"missed": [{"point": "Cổng", "reason": text}]},
        "shift": {"shift": text},
        "incidents": {"incidents": text},
        "unknown": {text: text},
    }
    for name, changed in details.items():
        yield (
            f"activity.details.{name}",
            lambda changed=changed, name=name: work.record_activity(
                **act | {"key": f"hd-{tag}-d-{name}", "details": patrol | changed}
            ),
        )
    outreach = {"outlet": text, "level": "commune", "medium": "radio", "minutes": 30, "items": 1}
    yield (
        "outreach.outlet",
        lambda: work.record_activity(
            **act | {"key": f"hd-{tag}-o", "type": "outreach", "details": outreach, "topics": [house.topic]}
        ),
    )
    yield (
        "participation.reason",
        lambda: work.record_participation(
            activity=shelf.activity, person=house.world.people[0], state="absent", reason=text, by=head
        ),
    )
    proof = {"key": f"mc-moi-{tag}", "title": "Ảnh", "happened_on": TODAY, "received_on": TODAY, "by": head, "content": PNG,
             "name": "anh.png", "activity": shelf.activity}  # fmt: skip
    for name in ("title", "name", "key"):
        yield (
            f"evidence.{name}",
            lambda name=name: work.add_evidence(**proof | {"key": f"mc-{tag}-{name}"} | {name: text}),
        )
    yield (
        "shift.checkpoint",
        lambda: work.plan_shift(
            key=f"ca-moi-{tag}", unit=division, type="patrol", day=TODAY, shift="night", by=head, checkpoints=[text]
        ),
    )
    yield "topic.name", lambda: work.add_topic(code=f"chu-de-{tag}", name=text, by=head)
    yield "partner.name", lambda: work.add_partner(code=f"doi-tac-{tag}", name=text, by=head)
    yield "partner.level", lambda: work.add_partner(code=f"doi-tac-{tag}-2", name="Tên", level=text, by=head)
    yield "standard.name", lambda: work.open_standard(code=f"tieu-chuan-{tag}", name=text, by=head)
    yield (
        "standard.basis",
        lambda: work.open_standard(code=f"tieu-chuan-{tag}-2", name="Tên", legal_basis=text, by=head),
    )
    field = {"name": "noi_dung", "label": "Nội dung", "kind": "text", "required": True}
    yield "type.name", lambda: work.add_activity_type(code=f"loai-moi-{tag}", name=text, fields=[field], by=head)
    yield (
        "type.label",
        lambda: work.add_activity_type(code=f"loai-{tag}-2", name="Loại", fields=[field | {"label": text}], by=head),
    )

    report = {
        "key": f"bc-moi-{tag}",
        "period": house.report.period,
        "title": "Báo cáo",
        "narrative": "Ổn định.",
        "by": keeper,
    }
    for name in ("title", "narrative", "signer_name", "signer_post", "signing_principal", "signing_capacity", "key"):
        yield (
            f"report.{name}",
            lambda name=name: reporting.draft_report(**report | {"key": f"bc-{tag}-{name}"} | {name: text}),
        )
    yield "report.recipients", lambda: reporting.draft_report(**report | {"key": f"bc-{tag}-r", "recipients": [text]})
    yield (
        "report.revised",
        lambda: reporting.revise_report(report=house.draft_report, narrative="Ổn.", title=text, by=keeper),
    )
    yield "report.note", lambda: reporting.submit_report(report=house.draft_report, text=text, by=keeper)
    promise = {"report": house.draft_report, "key": f"cam-ket-{tag}", "text": "Làm", "owner": division, "measure": "Đủ",
               "due_on": date(2023, 6, 1), "by": keeper}  # fmt: skip
    for name in ("text", "measure", "key"):
        yield (
            f"commitment.{name}",
            lambda name=name: reporting.record_commitment(**promise | {"key": f"ck-{tag}-{name}"} | {name: text}),
        )
    yield (
        "period.reopened",
        lambda: reporting.reopen_period(period=house.report.period, exception="inspection", reason=text, by=head),
    )

    yield "section.name", lambda: portal.open_section(slug=f"moi-{tag}", name=text, by=head)
    yield (
        "article.title",
        lambda: portal.publish_article(title=text, body=["Nội dung"], section=house.publication.section, by=head),
    )
    yield (
        "article.body",
        lambda: portal.publish_article(title="Tin", body=[text], section=house.publication.section, by=head),
    )
    yield (
        "article.tag",
        lambda: portal.publish_article(
            title="Tin",
            body=["Nội dung"],
            section=house.publication.section,
            by=head,
            tags=[Tag(TagKind.TOPIC, text[:50], text[:50])],
        ),
    )

    unit_ = {"kind": UnitKind.DIVISION, "name": "Phòng mới", "short_name": "Phòng", "symbol": "PM", "since": TODAY,
             "by": None, "parent": unit}  # fmt: skip
    for name in ("name", "short_name", "symbol", "code", "place", "legal_basis"):
        yield f"unit.{name}", lambda name=name: people.found_unit(**unit_ | {name: text})
    yield (
        "unit.renamed",
        lambda: people.rename_unit(unit=division, effective_on=TODAY, legal_basis="Quyết định", by=None, name=text),
    )
    yield (
        "unit.basis",
        lambda: people.rename_unit(unit=division, effective_on=TODAY, legal_basis=text, by=None, name="Mới"),
    )
    yield (
        "person.name",
        lambda: people.register_person(code=f"CV{tag}", name=text, category=StaffCategory.WORKER, by=head),
    )
    yield "person.code", lambda: people.register_person(code=text, name="Tên", category=StaffCategory.WORKER, by=head)
    yield "post.title", lambda: people.open_post(unit=division, title=text, role=Role.STAFF, by=None)
    yield (
        "absence.reason",
        lambda: people.record_absence(person=house.world.people[0], since=TODAY, until=TODAY, reason=text, by=head),
    )
    yield "user.name", lambda: create_user(username=f"nguoi-moi-{tag}", display_name=text, by=None)
    yield "user.username", lambda: create_user(username=text, display_name="Tên", by=None)
    yield "file.name", lambda: store(PNG, name=text, by=head)
    yield "task.extended", lambda: work.extend_task(task=shelf.task, due_on=date(2023, 1, 1), reason=text, by=head)
    yield "recall.reason", lambda: papers.recall_document(document=shelf.document, reason=text, by=keeper)
    yield "task.finished", lambda: work.finish_task(task=shelf.task, reason=text, by=head)
    yield "task.cancelled", lambda: work.cancel_task(task=shelf.task, reason=text, by=head)
    yield "activity.withdrawn", lambda: work.withdraw_activity(activity=shelf.activity, reason=text, by=head)


class Parts(HTMLParser):
    """What a browser would run or style: scripts, styles, handlers and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.wrong.append(f"<script {given}>")
        if tag in ("style", "iframe", "object", "embed", "base", "meta") and tag != "meta":
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "autofocus", "formaction"):
                self.wrong.append(f"{tag} {name}={value}"[:100])
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name in ("href", "src", "action") and address.startswith(("javascript:", "vbscript:", "data:")):
                self.wrong.append(f"{tag} {name}={value}"[:100])


def faults_of(page: str) -> list[str]:
    parts = Parts()
    parts.feed(page)
    return parts.wrong + [mark for mark in RUNS if mark in page]


def make_all(house: House, kind: str) -> dict[str, str]:
    """Put a payload everywhere; the outcome of each field: "taken", or the code of the refusal."""
    outcomes: dict[str, str] = {}
    for name, attempt in attempts(house, PAYLOADS[kind], kind.replace(" ", "-")):
        try:
            with transaction.atomic():
                attempt()
        except MinhChungError as refusal:
            assert str(refusal)
            outcomes[name] = refusal.code
        else:
            outcomes[name] = "taken"
    return outcomes


def pages(house: House) -> Iterator[str]:
    """Every address of the house, then those of whatever was made."""
    for label, row in rows().items():
        if not label.endswith(("@internal", "@foreign")) and "file" not in label and "picture" not in label:
            yield address(label, row, house)
    from minhchung.documents.models import Document, Register
    from minhchung.portal.models import Publication, Section
    from minhchung.reporting.models import Report
    from minhchung.work.models import Activity, Evidence, Task

    made = [
        Document,
        Register,
        Task,
        Activity.objects.standing(),
        Evidence.objects.standing(),
        Report,
        Publication,
        Section,
    ]
    for source in made:
        records = source.objects.all() if isinstance(source, type) else source
        yield from (record.get_absolute_url() for record in records.order_by("-pk")[:40])


REFUSED = ("nul", "surrogate", "long", "long words")


@pytest.mark.parametrize("kind", REFUSED)
def test_what_nobody_can_read_is_refused_by_name(house: House, kind: str) -> None:
    kept = {name for name, outcome in make_all(house, kind).items() if outcome == "taken"}
    assert kept <= MAY_KEEP[kind], sorted(kept - MAY_KEEP[kind])
    if kind == "long words":
        assert walked(house) > 60


def test_hostile_texts_are_shown_and_never_run(house: House) -> None:
    taken = {kind: sum(outcome == "taken" for outcome in make_all(house, kind).values()) for kind in SHOWN}
    assert taken["script"] > 60 and min(taken.values()) >= 5, taken
    assert walked(house) > 80


def walked(house: House) -> int:
    """Visit every page as the head and return how many could be looked into; none may break or run anything."""
    head, seen = Client(raise_request_exception=False), 0
    head.force_login(house.head)
    for url in dict.fromkeys(pages(house)):
        answer = head.get(url)
        if answer.streaming or answer.status_code in (301, 302, 405):
            continue
        assert answer.status_code in (200, 404), (url, answer.status_code)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"] or "cong-cu" in url
        if "html" in answer.headers["Content-Type"] and "cong-cu" not in url:
            assert faults_of(answer.content.decode()) == [], url
            seen += 1
    return seen


SHOWN = [kind for kind in PAYLOADS if kind not in REFUSED]
CLEANED = {"incoming.text", "version.text", "file.name", "evidence.name"}
"""Texts of documents and names of files lose their control marks instead of being refused."""
CLEANED_BY_DOCUMENTS = {
    f"{record}.{name}"
    for record, names in {
        "incoming": "subject issuer number handled_by signed_for note signer signer_title",
        "draft": "subject issuer",
        "version": "note",
        "attachment": "title",
        "appendix": "label title",
        "recipient": "name",
        "issue": "signer signer_title archived_by note",
        "recall": "reason",
        "instrument": "subject number issuer",
    }.items()
    for name in names.split()
}
MAY_KEEP = {
    "nul": CLEANED | CLEANED_BY_DOCUMENTS,
    "surrogate": CLEANED | CLEANED_BY_DOCUMENTS,
    "long": {"incoming.text", "version.text", "file.name", "evidence.name", "article.tag", "report.narrative"},
    "long words": {"incoming.text", "version.text", "file.name", "evidence.name", "article.tag", "report.narrative"},
}


def test_the_head_sees_the_payload_escaped(house: House) -> None:
    """The pages that were walked did show it: else the walk would prove nothing."""
    make_all(house, "script")
    shelf = make_shelf(house.division, house.world.unit, house.head, "<b>đậm</b>", Sensitivity.OPEN, house.file, "dam")
    head = Client()
    head.force_login(house.head)
    for url in (shelf.document.get_absolute_url(), shelf.task.get_absolute_url(), shelf.activity.get_absolute_url()):
        page = head.get(url).content.decode()
        assert "&lt;b&gt;đậm&lt;/b&gt;" in page and "<b>đậm" not in page
    assert "&lt;script&gt;window.hacked=1" in head.get(house.register.get_absolute_url()).content.decode()
    assert AFTER + timedelta(days=1) == NOW == clock.now()
