"""P6 and P9: an erratum knows who quoted the old value, and next year's report answers this year's commitments."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests.minhchung.reporting.conftest import CLOSING, World

from minhchung import clock
from minhchung.files.queries import read
from minhchung.reporting.actions import (
    answer_commitment,
    approve_report,
    close_period,
    compile_report,
    draft_report,
    issue_report,
    open_period,
    record_commitment,
    restate_figure,
    revise_report,
    submit_report,
)
from minhchung.reporting.editions import require_replay
from minhchung.reporting.errors import DeclaredWithoutEvidenceError, UnansweredCommitmentsError
from minhchung.reporting.models import Edition, Period, Report
from minhchung.reporting.queries import quoting_editions, unanswered_commitments

TEXT = "Đã tổ chức {figure:shifts} ca tuần tra, canh gác và {figure:meetings} cuộc họp."
NEXT = datetime(2023, 12, 15, 2, tzinfo=CLOSING.tzinfo)


def go_round(report: Report, world: World, corrects: Edition | None = None) -> Edition:
    submit_report(report=report, by=world.clerk)
    approve_report(report=report, by=world.head)
    return issue_report(report=report, by=world.clerk, corrects=corrects)


def first_report(world: World, period: Period) -> Report:
    report = draft_report(
        key="bc-2022",
        period=period,
        title="Kết quả năm 2022",
        narrative=TEXT,
        by=world.clerk,
        signer_name="Giám đốc 1",
        signer_post="GIÁM ĐỐC",
    )
    compile_report(report=report, by=world.clerk)
    close_period(period=period, by=world.head)
    return report


def test_an_erratum_lists_every_edition_that_quoted_the_old_value(
    world: World, period: Period, closing: datetime
) -> None:
    report = first_report(world, period)
    edition = go_round(report, world)
    figure = period.figures.standing().get(key="shifts")
    with clock.at(CLOSING + timedelta(days=10)):
        world.patrol(date(2022, 9, 9))
        restatement = restate_figure(figure=figure, reason="sổ trực bổ sung", by=world.head)
        assert list(restatement.quoted_in.all()) == [edition] == list(quoting_editions(figure))
        revise_report(report=report, narrative=TEXT, by=world.clerk)
        erratum = go_round(report, world, corrects=edition)
    assert (erratum.ordinal, erratum.corrects) == (2, edition)
    assert "5 ca tuần tra" not in printed(edition) and "4" in printed(edition)
    assert [q.printed for q in erratum.quotations.order_by("pk")] == ["5", "1"]
    require_replay(edition)
    require_replay(erratum)


def printed(edition: Edition) -> str:
    return read(edition.parts.get(kind="html").file).decode()


def test_next_year_s_report_waits_for_every_commitment(world: World, period: Period, closing: datetime) -> None:
    report = first_report(world, period)
    commitment = record_commitment(
        report=report,
        key="ck-1",
        text="Tiếp tục quán triệt, tuyên truyền các văn bản",
        owner=world.unit,
        measure="Tỷ lệ người được quán triệt",
        due_on=date(2023, 11, 30),
        by=world.clerk,
    )
    later = record_commitment(
        report=report,
        key="ck-2",
        text="Xây trụ sở",
        owner=world.unit,
        measure="Xong",
        due_on=date(2025, 1, 1),
        by=world.clerk,
    )
    go_round(report, world)
    with clock.at(NEXT):
        year = open_period(unit=world.unit, kind="year", year=2023, by=world.head)
        following = draft_report(
            key="bc-2023", period=year, title="Kết quả năm 2023", narrative="Ổn định.", by=world.clerk
        )
        close_period(period=year, by=world.head)
        assert list(unanswered_commitments(following)) == [commitment] != [later]
        with pytest.raises(UnansweredCommitmentsError):
            go_round(following, world)
        with pytest.raises(DeclaredWithoutEvidenceError):
            answer_commitment(commitment=commitment, report=following, verdict="kept", text="Đã làm", by=world.clerk)
        answer_commitment(
            commitment=commitment,
            report=following,
            verdict="kept",
            text="Đã quán triệt",
            by=world.clerk,
            documents=[world.documents["kh-84"]],
        )
        following.refresh_from_db()
        assert issue_report(report=following, by=world.clerk).number.endswith("/BC-STTTT")
