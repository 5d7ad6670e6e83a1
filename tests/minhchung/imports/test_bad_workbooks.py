"""A bad workbook gives findings that say where and what to do, or a refusal; nothing is half-written."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.minhchung.imports.conftest import TOPICS, UNITS, found, zipped

from minhchung.audit.models import AuditEvent
from minhchung.imports.actions import commit
from minhchung.imports.cells import clean
from minhchung.imports.columns import Kind
from minhchung.imports.errors import (
    BatchHasErrorsError,
    ExternalLinksError,
    HostileArchiveError,
    MacrosError,
    NothingToImportError,
    OversizedError,
    SourceKindError,
    SourceRefusedError,
    SourceUnreadableError,
)
from minhchung.imports.findings import SENTENCES, to_do, what
from minhchung.imports.importers import importers
from minhchung.imports.models import ImportBatch
from minhchung.imports.workbook.archive import open_workbook_archive
from minhchung.imports.workbook.reading import Cell
from minhchung.work.models import Topic

pytestmark = pytest.mark.django_db


def test_wrong_column_is_named_with_the_one_that_was_meant(workbook, staged):
    batch = staged(workbook({"Chủ đề": [("Mã", "Tên chủ đềề"), ("a", "Luật Quốc phòng")]}))

    assert found(batch) == [
        ("Chủ đề", 1, "Tên chủ đềề", "column_unknown"),
        ("Chủ đề", 1, "Tên chủ đề", "column_missing"),
    ]
    missing = batch.findings.get(code="column_missing")
    assert "Tên chủ đềề" in to_do(missing.code, missing.data)


def test_header_without_accents_and_below_a_title_is_recognised(workbook, staged):
    rows = [("SỔ CHỦ ĐỀ NĂM 2022",), (), ("MA", "ten chu de"), ("a", "Luật Quốc phòng")]
    batch = staged(workbook({"CHU DE": rows}))

    assert (batch.create_count, batch.error_count) == (1, 0)


def test_formula_is_never_believed(workbook, staged):
    def tweak(book):
        book.get_worksheet_by_name("Chủ đề").write_formula(
            1, 1, '=CONCATENATE("Luật"," Quốc phòng")', value="Luật Quốc phòng"
        )

    batch = staged(workbook({"Chủ đề": [TOPICS, ("a", None)]}, tweak=tweak))

    assert found(batch) == [("Chủ đề", 2, "Tên chủ đề", "formula")]
    assert batch.rows.count() == 0


def test_merged_cells_below_the_header_are_an_error_and_above_it_are_not(workbook, staged):
    def tweak(book):
        page = book.get_worksheet_by_name("Chủ đề")
        page.merge_range(0, 0, 0, 1, "SỔ CHỦ ĐỀ")
        page.merge_range(2, 1, 3, 1, "Luật Quốc phòng")

    batch = staged(workbook({"Chủ đề": [(), TOPICS, ("a",), ("b",)]}, tweak=tweak))

    assert ("Chủ đề", 3, "", "merged") in found(batch)
    assert batch.findings.get(code="merged").data == {"reference": "B3:B4"}
    assert batch.findings.filter(code="merged").count() == 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("21/01/2022", "2022-01-21"),
        ("5-3-2022", "2022-03-05"),
        ("2022-03-05", "2022-03-05"),
        ("ngày 05 tháng 3 năm 2022", "2022-03-05"),
        (date(2022, 3, 5), "2022-03-05"),
    ],
)
def test_date_as_text_is_read(workbook, staged, written, expected):
    batch = staged(workbook({"Đơn vị": [UNITS, ("SM", "Cơ quan", "Sở Mẫu", "Sở", "SM", written)]}))

    assert batch.rows.get().values["valid_from"] == expected


@pytest.mark.parametrize("written", ["13/25/2022", "31/02/2022", "hôm qua", 44582, "01/2022", "1/1/22"])
def test_date_that_cannot_be_read_is_an_error(workbook, staged, written):
    batch = staged(workbook({"Đơn vị": [UNITS, ("SM", "Cơ quan", "Sở Mẫu", "Sở", "SM", written)]}))

    assert found(batch) == [("Đơn vị", 2, "Từ ngày", "date_form")]


def test_duplicate_rows_are_told_apart_from_repeated_ones(workbook, staged):
    rows = [TOPICS, ("a", "Luật Quốc phòng"), ("a", "Luật Biên giới"), ("a", "Luật Quốc phòng")]
    batch = staged(workbook({"Chủ đề": rows}))

    assert found(batch) == [("Chủ đề", 3, "", "duplicate"), ("Chủ đề", 4, "", "repeated")]
    assert batch.error_count == 1


def test_decomposed_text_is_composed_and_told(workbook, staged):
    batch = staged(workbook({"Chủ đề": [TOPICS, ("a", unicodedata.normalize("NFD", "Luật Quốc phòng"))]}))

    assert batch.rows.get().values["name"] == "Luật Quốc phòng"
    assert found(batch) == [("Chủ đề", 0, "Tên chủ đề", "decomposed")]
    assert batch.error_count == 0


def test_hidden_direction_marks_are_an_error(workbook, staged):
    batch = staged(workbook({"Chủ đề": [TOPICS, ("a", "Luật \u202eQuốc phòng")]}))

    assert found(batch) == [("Chủ đề", 2, "Tên chủ đề", "hidden_character")]


def test_reference_that_names_nothing_proposes_the_nearest(workbook, staged, agency):
    rows = [("Đơn vị", "Chức danh", "Vai trò"), ("SMM", "Giám đốc", "Lãnh đạo")]
    batch = staged(workbook({"Vị trí": rows}))

    finding = batch.findings.get()
    assert (finding.row, finding.column, finding.code) == (2, "Đơn vị", "reference")
    assert "“SM”" in to_do(finding.code, finding.data)


def test_unknown_sheet_is_passed_over_with_a_warning(workbook, staged):
    batch = staged(workbook({"Chủ đềề": [TOPICS], "Chủ đề": [TOPICS, ("a", "Luật Quốc phòng")]}))

    assert found(batch) == [("Chủ đềề", 0, "", "sheet_unknown")]
    assert batch.create_count == 1


def test_batch_with_an_error_is_not_committed(workbook, staged):
    batch = staged(workbook({"Chủ đề": [TOPICS, ("a", "Luật Quốc phòng"), ("b", None)]}))

    with pytest.raises(BatchHasErrorsError):
        commit(batch=batch, by=None)
    assert (Topic.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_workbook_without_anything_known_is_refused(workbook, staged):
    with pytest.raises(NothingToImportError):
        staged(workbook({"Hướng dẫn": [("Đọc trước khi điền",)]}))
    assert ImportBatch.objects.count() == 0


def test_macros_are_refused_by_name_and_by_content(workbook, repacked, staged, tmp_path):
    plain = workbook({"Chủ đề": [TOPICS, ("a", "b")]})
    disguised = repacked(plain, {"xl/vbaProject.bin": b"macro"})
    named = tmp_path / "so.xlsm"
    named.write_bytes(plain.read_bytes())

    for path in (disguised, named):
        with pytest.raises(MacrosError):
            staged(path)
    assert ImportBatch.objects.count() == 0


def test_links_to_other_files_are_refused(workbook, repacked, staged):
    path = repacked(
        workbook({"Chủ đề": [TOPICS, ("a", "b")]}), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    )

    with pytest.raises(ExternalLinksError):
        staged(path)


def test_zip_bomb_is_refused_before_it_is_unpacked(workbook, repacked, staged):
    path = repacked(workbook({"Chủ đề": [TOPICS, ("a", "b")]}), {"xl/worksheets/sheet1.xml": b" " * (64 << 20)})
    assert path.stat().st_size < 1 << 20

    with pytest.raises(HostileArchiveError, match="nén bất thường"):
        staged(path)


def test_size_that_lies_in_the_zip_is_refused(workbook, staged, tmp_path):
    path = workbook({"Chủ đề": [TOPICS, ("a", "b")]})
    content = bytearray(path.read_bytes())
    start = content.rfind(b"PK\x01\x02")
    while start >= 0:  # the central directory says that every part holds 3 GB
        content[start + 24 : start + 28] = struct.pack("<I", 3 << 30)
        start = content.rfind(b"PK\x01\x02", 0, start)
    lying = tmp_path / "doi.xlsx"
    lying.write_bytes(bytes(content))

    with pytest.raises(SourceRefusedError):
        staged(lying)


@pytest.mark.parametrize("entry", ["../xl/a.xml", "/etc/passwd", "C:/a.xml", "a/../../b"])
def test_entry_that_leaves_the_zip_is_refused(workbook, repacked, staged, entry):
    with pytest.raises(HostileArchiveError):
        staged(repacked(workbook({"Chủ đề": [TOPICS, ("a", "b")]}), {entry: b"x"}))


def test_entities_in_xml_are_refused(workbook, repacked, staged):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><sst>&b;</sst>'

    with pytest.raises(HostileArchiveError):
        staged(repacked(workbook({"Chủ đề": [TOPICS, ("a", "b")]}), {"xl/sharedStrings.xml": bomb}))


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"not a zip", zipped({"a.txt": b"x"})]
)
def test_file_that_is_no_workbook_is_refused(staged, tmp_path, content):
    path = tmp_path / "so.xlsx"
    path.write_bytes(content)

    with pytest.raises(SourceUnreadableError):
        staged(path)


def test_broken_sheet_is_refused_and_leaves_nothing(workbook, repacked, staged):
    with pytest.raises(SourceUnreadableError):
        staged(
            repacked(
                workbook({"Chủ đề": [TOPICS, ("a", "b")]}), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}
            )
        )
    assert ImportBatch.objects.count() == 0


def test_row_far_below_the_limit_is_refused(workbook, staged):
    def tweak(book):
        book.get_worksheet_by_name("Chủ đề").write_string(1_048_575, 0, "xa")

    with pytest.raises(OversizedError):
        staged(workbook({"Chủ đề": [TOPICS, ("a", "b")]}, tweak=tweak))


def test_other_kinds_of_file_are_refused(staged, tmp_path):
    path = tmp_path / "so.ods"
    path.write_bytes(b"x")

    with pytest.raises(SourceKindError):
        staged(path)


@pytest.mark.parametrize("path", ["../ngoai.pdf", "/etc/passwd", "C:\\x.pdf"])
def test_file_outside_the_folder_of_the_workbook_is_an_error(workbook, staged, agency, path):
    rows = [("Khóa", "Tên minh chứng", "Tệp", "Nhiệm vụ", "Ngày lập"), ("m", "Ảnh", path, "", "01/02/2022")]
    batch = staged(workbook({"Minh chứng": rows}))

    assert ("Minh chứng", 2, "Tệp", "file_outside") in found(batch)


def test_findings_are_counted_beyond_those_listed(workbook, staged):
    batch = staged(workbook({"Chủ đề": [TOPICS, *((f"k{number}", None) for number in range(700))]}))

    assert batch.error_count == 700
    assert batch.findings.filter(code="required").count() == 500
    assert batch.findings.get(code="more").data == {"count": 200}


def test_every_finding_says_what_to_do():
    for code, (happened, advice) in SENTENCES.items():
        assert str(happened).strip() and str(advice).strip(), code
        assert what(code, {}) and to_do(code, {})


@given(
    st.one_of(
        st.text(max_size=200),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.none(),
    )
)
def test_no_cell_breaks_any_column(value):
    seen = set()
    for importer in importers().values():
        for column in importer.columns:
            if column.kind in seen and not column.choices:
                continue
            seen.add(column.kind)
            clean(column, Cell(value))
    assert set(Kind) - seen == set()


@given(keep=st.integers(0, 300), tail=st.binary(max_size=400))
def test_damaged_zip_is_opened_or_refused_and_nothing_else(keep, tail):
    whole = zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        path.write_bytes(whole[:keep] + tail)
        try:
            open_workbook_archive(path).close()
        except SourceRefusedError as refusal:
            assert str(refusal)
        else:
            assert zipfile.is_zipfile(path)
