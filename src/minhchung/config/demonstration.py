"""The main job on an example year: import, compile, approve, issue, publish, export; each step at its own instant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.documents.models import Document
from minhchung.imports.replaying import Example
from minhchung.portal.actions import open_section, publish_document, publish_edition
from minhchung.portal.models import Publication
from minhchung.reporting.actions import (
    approve_report,
    close_period,
    compile_report,
    issue_report,
    submit_report,
)
from minhchung.reporting.enums import ReportState
from minhchung.reporting.errors import OrphansError
from minhchung.reporting.models import Edition, Report

SECTION = ("thong-tin-chi-dao-dieu-hanh", "Thông tin chỉ đạo, điều hành")
PAPERS = ("van-ban", "Văn bản")
Tell = Callable[[str], None]


def issue_example(example: Example, tell: Tell) -> Edition:
    """The edition of the example's report: drafted, approved and issued now, or as it was issued before."""
    report = Report.objects.select_related("period").get(key=example.report)
    issued = Edition.objects.filter(report=report).order_by("ordinal").first()
    if issued is not None:
        tell(f"Báo cáo đã ban hành trước đó: số {issued.number}")
        return issued
    drafter, approver, records = (_user(example, role) for role in ("drafter", "approver", "records_officer"))
    with clock.at(example.instants["compiled_at"]):
        linted = compile_report(report=report, by=drafter)
        if not linted.is_clean:
            raise OrphansError(**linted.data())
        tell(f"Đã tính {len(linted.bound.figures)} số liệu; không con số nào thiếu nguồn")
        submit_report(report=report, by=drafter, text="Trình lãnh đạo duyệt báo cáo năm.")
    with clock.at(example.instants["approved_at"]):
        report.refresh_from_db()
        if report.state == ReportState.SUBMITTED:
            approve_report(report=report, by=approver, text="Đồng ý ban hành.")
        close_period(period=report.period, by=approver)
        tell(f"{approver} đã duyệt; đã chốt kỳ {report.period}")
    with clock.at(example.instants["issued_at"]):
        edition = issue_report(report=report, by=records)
        tell(f"Đã ban hành số {edition.number} ngày {edition.issued_on:%d/%m/%Y}")
    return edition


def publish_example(example: Example, edition: Edition, papers: list[str], tell: Tell) -> Publication:
    """The publication of the edition, with the *papers* (keys of documents) it speaks of; done once."""
    source = f"reporting.edition:{edition.pk}"
    published = Publication.objects.filter(source=source).first()
    if published is not None:
        tell(f"Đã công bố trước đó: /cong-bo/{published.slug}/")
        return published
    editor = _user(example, "editor")
    with clock.at(example.instants["published_at"]):
        news = open_section(slug=SECTION[0], name=SECTION[1], by=editor)
        shelf = open_section(slug=PAPERS[0], name=PAPERS[1], by=editor, ordinal=2)
        for document in Document.objects.filter(key__in=papers).order_by("key"):
            publish_document(document=document, section=shelf, by=editor)
        published = publish_edition(edition=edition, section=news, by=editor)
    tell(f"Đã công bố: /cong-bo/{published.slug}/")
    return published


def write_if_new(path: Path, content: bytes) -> bool:
    """Write *content* unless the file holds it already; a second run leaves even the file's date alone."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _user(example: Example, role: str) -> User:
    return User.objects.get(username=example.users[role])
