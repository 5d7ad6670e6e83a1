"""The report on the screen: who sees it, and that every figure explains itself."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from tests.minhchung.reporting.conftest import FOUNDED, NARRATIVE, World, make_user

from minhchung import clock
from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.reporting.actions import (
    approve_report,
    close_period,
    compile_report,
    draft_report,
    issue_report,
    submit_report,
)
from minhchung.reporting.models import Period, Report
from minhchung.work.line import line_of
from minhchung.work.models import Activity


@pytest.fixture
def report(world: World, period: Period, closing: datetime) -> Report:
    report = draft_report(
        key="bc-2022", period=period, title="Kết quả <b>năm</b> 2022", narrative=NARRATIVE, by=world.clerk,
        signer_name="Giám đốc 1", signer_post="GIÁM ĐỐC",
    )  # fmt: skip
    compile_report(report=report, by=world.clerk)
    return report


def issued(report: Report, world: World) -> Report:
    close_period(period=report.period, by=world.head)
    submit_report(report=report, by=world.clerk)
    approve_report(report=report, by=world.head)
    issue_report(report=report, by=world.clerk)
    report.refresh_from_db()
    return report


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses(report: Report) -> list[str]:
    figures = [reverse("reporting:figure", args=[report.pk, key]) for key in ("staff", "shifts", "briefing_coverage")]
    return [report.get_absolute_url(), *figures, f"{figures[0]}?part=panel"]


def test_anonymous_is_asked_to_sign_in(report: Report) -> None:
    for address in [reverse("reporting:reports"), *addresses(report)]:
        assert Client().get(address).status_code == 302


def test_a_stranger_finds_nothing(report: Report, world: World) -> None:
    issued(report, world)
    client = as_(world.stranger)
    assert escape(report.title) not in client.get(reverse("reporting:reports")).content.decode()
    for address in [*addresses(report), reverse("reporting:edition-file", args=[report.pk, 1, "pdf"])]:
        assert client.get(address).status_code == 404


def test_a_colleague_reads_what_is_issued_and_no_draft(report: Report, world: World) -> None:
    with clock.at(FOUNDED):
        colleague = make_user("nhan-vien", Role.STAFF, world.unit)
    assert as_(colleague).get(report.get_absolute_url()).status_code == 404
    issued(report, world)
    for address in addresses(report):
        assert as_(colleague).get(address).status_code == 200
    page = as_(colleague).get(reverse("reporting:figure", args=[report.pk, "staff"])).content.decode()
    assert "CV01" not in page
    assert as_(colleague).get(reverse("reporting:edition-file", args=[report.pk, 1, "pack"])).status_code == 404
    assert as_(colleague).get(reverse("reporting:edition-file", args=[report.pk, 1, "public_pack"])).status_code == 200


def test_the_head_walks_from_every_figure_to_its_evidence(report: Report, world: World) -> None:
    client = as_(world.head)
    page = client.get(report.get_absolute_url()).content.decode()
    for figure in report.period.figures.standing():
        address = reverse("reporting:figure", args=[report.pk, figure.key])
        assert f'href="{address}"' in page
        told = client.get(address).content.decode()
        assert escape(figure.sentence) in told
        assert "khớp" in told and f"định nghĩa bản {figure.version}" in told
    panel = client.get(f"{address}?part=panel").content.decode()
    assert "<html" not in panel and escape(figure.sentence) in panel


def test_an_extract_opens_for_whom_it_may(report: Report, world: World) -> None:
    with clock.at(FOUNDED):
        colleague = make_user("nhan-vien", Role.STAFF, world.unit)
    issued(report, world)
    told = as_(world.head).get(reverse("reporting:figure", args=[report.pk, "staff"]))
    extract = next(each for each in told.context["told"].proofs if each.proof.kind == "extract")
    address = reverse("reporting:proof-file", args=[report.pk, "staff", extract.sha256])
    assert b"CV01" in b"".join(as_(world.head).get(address))
    assert as_(colleague).get(address).status_code == 404


def test_hostile_text_is_shown_and_never_runs(report: Report, world: World) -> None:
    Report.objects.filter(pk=report.pk).update(narrative="<script>alert(1)</script> " + "x" * 100_000)
    page = as_(world.head).get(report.get_absolute_url())
    assert page.status_code == 200 and "<script>alert" not in page.content.decode()
    assert "Kết quả <b>năm</b>" not in page.content.decode()


def test_an_orphan_stands_beside_the_report_with_its_candidates(report: Report, world: World) -> None:
    Report.objects.filter(pk=report.pk).update(narrative="Tổng số cán bộ, công chức, viên chức là 6 người.")
    page = as_(world.head).get(report.get_absolute_url()).content.decode()
    assert "1 chỗ chưa có nguồn" in page and "{figure:staff}" in page


def test_a_report_goes_round_on_the_screen(report: Report, world: World) -> None:
    clerk, head = as_(world.clerk), as_(world.head)
    close_period(period=report.period, by=world.head)
    assert clerk.post(reverse("reporting:submit", args=[report.pk])).status_code == 302
    assert clerk.post(reverse("reporting:approve", args=[report.pk])).status_code == 403
    assert head.post(reverse("reporting:return", args=[report.pk]), {"text": ""}).status_code == 302
    head.post(reverse("reporting:return", args=[report.pk]), {"text": "Bổ sung"})
    report.refresh_from_db()
    assert report.state == "returned"
    clerk.post(reverse("reporting:submit", args=[report.pk]))
    head.post(reverse("reporting:approve", args=[report.pk]))
    assert clerk.get(reverse("reporting:issue", args=[report.pk])).status_code == 200
    clerk.post(reverse("reporting:issue", args=[report.pk]))
    report.refresh_from_db()
    assert (report.state, report.editions.count()) == ("issued", 1)


def test_lists_and_figures_ask_the_same_however_many_there_are(report: Report, world: World) -> None:
    client = as_(world.head)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("reporting:reports"))
            client.get(report.get_absolute_url())
        counts.append(len(asked))
        for more in range(2):
            draft_report(
                key=f"thêm-{number}-{more}", period=report.period, title="Thêm", narrative="Ổn.", by=world.clerk
            )
        Report.objects.filter(pk=report.pk).update(narrative=NARRATIVE + "\n\n" + NARRATIVE)
    assert counts[0] == counts[1]


def test_an_activity_leads_to_the_figure_and_the_report_that_count_it(report: Report, world: World) -> None:
    activity = Activity.objects.standing().filter(type="patrol").first()
    stations = {str(each.name): each.url for each in line_of(activity, world.head)}
    assert stations["Số liệu"] == reverse("reporting:figure", args=[report.pk, "shifts"])
    assert stations["Báo cáo"] == report.get_absolute_url()
    assert {each.url for each in line_of(activity, world.stranger)} == {""}
