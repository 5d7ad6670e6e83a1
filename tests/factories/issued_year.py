"""A report about the year 2022, compiled, approved, issued; and its correction."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.minhchung.reporting.conftest import CLOSING, FOUNDED, NARRATIVE, World

from minhchung import clock
from minhchung.reporting.actions import (
    approve_report,
    close_period,
    compile_report,
    draft_report,
    issue_report,
    open_period,
    revise_report,
    submit_report,
)
from minhchung.reporting.models import Edition, Report

TITLE = "Kết quả công tác quốc phòng, quân sự địa phương năm 2022"
AFTER = CLOSING + timedelta(hours=1)


def draft_year(world: World, *, key: str = "bao-cao-2022", title: str = TITLE, narrative: str = NARRATIVE) -> Report:
    """The draft of the year's report, its figures computed."""
    with clock.at(FOUNDED + timedelta(days=30)):
        period = open_period(unit=world.unit, kind="year", year=2022, by=world.head)
    with clock.at(CLOSING):
        report = draft_report(
            key=key,
            period=period,
            title=title,
            narrative=narrative,
            by=world.clerk,
            recipients=["UBND tỉnh", "Bộ CHQS tỉnh"],
            signer_name="Giám đốc 1",
            signer_post="GIÁM ĐỐC",
            is_illustrative=True,
        )
        compile_report(report=report, by=world.clerk)
        close_period(period=period, by=world.head)
    return report


def issue_year(world: World, report: Report, *, at: datetime = AFTER, corrects: Edition | None = None) -> Edition:
    """The report with its number: submitted by the clerk, approved by the head, issued by the clerk."""
    with clock.at(at):
        submit_report(report=report, by=world.clerk)
        approve_report(report=report, by=world.head)
        return issue_report(report=report, by=world.clerk, corrects=corrects)


def correct_year(world: World, edition: Edition, *, days: int = 1) -> Edition:
    """An erratum of *edition*, *days* later."""
    at = AFTER + timedelta(days=days)
    with clock.at(at):
        report = revise_report(
            report=edition.report, narrative=NARRATIVE + f"\n\nBản đính chính.{' ' * days}", by=world.clerk
        )
    return issue_year(world, report, at=at, corrects=edition)
