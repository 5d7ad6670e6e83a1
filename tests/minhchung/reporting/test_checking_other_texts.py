"""`minhchung check`: what the records say of a text that somebody else wrote."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.minhchung.reporting.conftest import World

from minhchung.documents.actions import register_instrument
from minhchung.reporting.check import check_text
from minhchung.reporting.models import Period

TEXT = """Năm 2022, cơ quan gồm 02 phòng chuyên môn, nghiệp vụ và 01 đơn vị trực thuộc. Tổng số cán bộ, công chức,
viên chức và người lao động là 6 người. Đã tổ chức quán triệt Nghị định số 04/NĐ-CP ngày 16/01/1995 của Chính phủ đến
100% cán bộ, công chức, viên chức và người lao động (5/5 người). Ban hành Kế hoạch số 84/KH-STTTT ngày 22/01/2022 và
Công văn số 118/STTTT-VP ngày 27/01/2022; tổ chức bốn ca tuần tra, canh gác, 80% ca đủ điểm kiểm tra; mua 12 xe.
Khẳng định chủ quyền đối với 2 quần đảo Hoàng Sa và Trường Sa; thực hiện Nghị quyết TW 04 (khóa XII) và Chỉ thị 05.
"""


def verdicts(text: str, period: Period) -> list[tuple[str, str, str]]:
    return [(each.text, each.verdict, each.key) for each in check_text(text, period)]


def test_each_figure_and_document_has_its_verdict(world: World, period: Period, closing: datetime) -> None:
    assert verdicts(TEXT, period) == [
        ("02", "supported", "divisions"),
        ("01", "supported", "subordinate_units"),
        ("6", "contradicted", "staff"),
        ("Nghị định số 04/NĐ-CP ngày 16/01/1995 của Chính phủ", "supported", "nd-04"),
        ("100%", "supported", "briefing_coverage"),
        ("5/5", "supported", "briefing_coverage"),
        ("Kế hoạch số 84/KH-STTTT ngày 22/01/2022", "contradicted", "kh-84"),
        ("Công văn số 118/STTTT-VP ngày 27/01/2022", "not_found", ""),
        ("bốn", "supported", "shifts"),
        ("80%", "contradicted", "shifts_complete_percent"),
        ("12", "not_found", ""),
        ("Nghị quyết TW 04 (khóa XII)", "not_found", ""),
        ("Chỉ thị 05", "not_found", ""),
    ]


def test_a_contradiction_shows_both_values_and_the_evidence(world: World, period: Period, closing: datetime) -> None:
    found = {each.text: each for each in check_text(TEXT, period)}
    assert (found["80%"].said, found["80%"].recorded) == ("80%", "75% (3/4)")
    assert found["80%"].evidence[0].files[0].sha256
    assert found["Kế hoạch số 84/KH-STTTT ngày 22/01/2022"].recorded.startswith(
        "Kế hoạch số 84/KH-STTTT ngày 21/01/2022"
    )


def test_the_command_prints_a_table_or_json(
    world: World, period: Period, closing: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bai.txt"
    path.write_text(TEXT)
    out = StringIO()
    call_command("check", str(path), period="2022", json=True, stdout=out)
    assert [each["verdict"] for each in json.loads(out.getvalue())].count("supported") == 6
    call_command("check", str(path))
    assert "75%" in capsys.readouterr().out


def test_an_unreadable_file_or_period_is_refused_in_words(
    world: World, period: Period, closing: datetime, tmp_path: Path
) -> None:
    empty = tmp_path / "rong.pdf"
    empty.write_bytes(b"%PDF-1.7 broken")
    for path, code in ((empty, "2022"), (tmp_path / "khong-co.txt", "2022"), (__file__, "2031")):
        with pytest.raises(CommandError):
            call_command("check", str(path), period=code)


def test_an_instrument_named_by_serial_and_body_is_found_and_its_issuer_compared(
    world: World, period: Period, closing: datetime
) -> None:
    register_instrument(
        unit=world.unit, by=world.head, document_type="nghi_quyet", subject="về xây dựng Đảng", key="nq-tw4",
        number="04-NQ/TW", issued_on=date(2016, 10, 30), issuer="Ban Chấp hành Trung ương Đảng",
    )  # fmt: skip
    text = "Thực hiện {} về xây dựng Đảng."
    said = {
        "Nghị quyết TW 4 (khóa XII)": "supported",
        "Nghị quyết TW 04 (khóa XII) của Bộ Chính trị": "contradicted",
        "Nghị quyết TW 5 (khóa XII)": "not_found",
    }
    assert {name: check_text(text.format(name), period)[0].verdict for name in said} == said
