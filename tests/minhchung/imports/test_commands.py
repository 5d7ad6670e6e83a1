"""The command line: check without writing, record, undo, export, replay."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from tests.minhchung.imports.conftest import TOPICS

from minhchung.imports.findings import to_do, what
from minhchung.imports.models import ImportBatch
from minhchung.work.models import Topic

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options: object) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_check_shows_and_writes_nothing(workbook, agency):
    said = run("import", str(workbook({"Chủ đề": [TOPICS, ("a", "Luật Quốc phòng")]})), check=True)

    assert "Chủ đề" in said and "chưa ghi gì" in said
    assert Topic.objects.count() == 0


def test_import_then_undo_then_again(workbook, agency):
    path = str(workbook({"Chủ đề": [TOPICS, ("a", "Luật Quốc phòng")]}))

    assert "đã ghi 1 dòng" in run("import", path, yes=True)
    assert "Không có gì để làm" in run("import", path, yes=True)
    batch = ImportBatch.objects.get()
    assert "Đã hoàn tác" in run("import", "undo", str(batch.pk))


def test_errors_end_the_command_with_one(workbook, agency):
    path = str(workbook({"Chủ đề": [TOPICS, ("a", None)]}))

    with pytest.raises(CommandError) as refusal:
        run("import", path, yes=True)
    assert refusal.value.returncode == 1
    assert Topic.objects.count() == 0


@pytest.mark.parametrize("arguments", [("import", "/khong/co.xlsx"), ("import", "undo", "x"), ("export", "x.csv")])
def test_what_cannot_be_done_is_one_sentence(db, arguments):
    with pytest.raises(CommandError):
        run(*arguments)


def test_export_writes_what_there_is(workbook, agency, tmp_path):
    run("import", str(workbook({"Chủ đề": [TOPICS, ("a", "Luật Quốc phòng")]})), yes=True)
    first, second = tmp_path / "mot.xlsx", tmp_path / "hai.xlsx"

    assert "Chủ đề: 1" in run("export", str(first))
    run("export", str(second))
    assert first.read_bytes() == second.read_bytes()


def test_findings_are_told_in_english_too():
    with translation.override("en"):
        assert what("required", {}) == "A required cell is empty."
        assert to_do("reference", {"sheet": "Đơn vị", "near": "SM"}).endswith("Did you mean “SM”?")
