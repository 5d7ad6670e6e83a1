"""The commands `report` and `period`, from an opened period to files in a folder."""

from __future__ import annotations

from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.minhchung.reporting.conftest import NARRATIVE, World

from minhchung.reporting.actions import approve_report, draft_report, submit_report
from minhchung.reporting.models import Period, Report


def run(*arguments: str, **options: object) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_a_report_goes_from_draft_to_files_on_the_command_line(world: World, closing: datetime, tmp_path: Path) -> None:
    run("period", "open", "2022", unit="STTTT")
    report = draft_report(
        key="bc", period=Period.objects.get(), title="Kết quả năm 2022", narrative=NARRATIVE, by=world.clerk,
        signer_name="Giám đốc 1", signer_post="GIÁM ĐỐC",
    )  # fmt: skip
    assert "số liệu" in run("report", "compile", "bc", by="van-thu")
    run("report", "lint", "bc")
    run("period", "close", "2022", by="giam-doc")
    submit_report(report=report, by=world.clerk)
    approve_report(report=report, by=world.head)
    assert "/BC-STTTT" in run("report", "issue", "bc", by="van-thu")
    run("report", "export", "bc", out=tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["pack-public.zip", "pack.zip", "page.html", "report.docx", "report.pdf"]


def test_lint_fails_and_lists_each_orphan(
    world: World, period: Period, closing: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    draft_report(key="bc", period=period, title="K", narrative="Có 12 xe.", by=world.clerk)
    with pytest.raises(CommandError):
        run("report", "lint", "bc")
    assert "Có 12 xe." in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "lint", "nothing"),
        ("report", "export", "bc"),
        ("report", "issue", "bc"),
        ("report", "compile", "bc", "--by", "nobody"),
        ("period", "open", "2022-Q9"),
        ("period", "open", "2022", "--unit", "NOWHERE"),
        ("period", "close", "2031"),
        ("period", "close", "2022", "--by", "nguoi-la"),
    ],
)
def test_a_wrong_request_is_refused_in_words(
    world: World, period: Period, closing: datetime, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    draft_report(key="bc", period=period, title="K", narrative="Ổn.", by=world.clerk)
    with pytest.raises(CommandError):
        run(*arguments)
    assert Report.objects.get().state == "draft" and not Period.objects.get().is_closed
