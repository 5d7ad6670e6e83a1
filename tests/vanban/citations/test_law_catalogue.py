"""The catalogue of laws and its update."""

import csv
import io

import pytest

from vanban.citations import Catalogue, Resolved, Unknown, find, resolve
from vanban.citations.law_updates import merged, read_update
from vanban.citations.laws import COLUMNS, Law, laws, write_laws
from vanban.command import main

HEAD = "type,number,name,issued_on,in_force_on,status,amended_by,source\n"
NEW = HEAD + "luat,99/2030/QH16,Thử nghiệm,2030-11-20,2031-01-01,not_yet,,vbpl\n"


def test_catalogue_passes_its_own_judgement():
    read, faults = read_update(write_laws(laws()))
    assert faults == []
    assert set(read) == set(laws())


def test_every_fact_says_where_it_was_read():
    assert {law.source for law in laws()} == {"vbpl", "vbpl, date unverified", "unverified"}
    assert sum(law.source.startswith("vbpl") for law in laws()) >= 200


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("nghi_dinh,1/2025/QH15,Tên,,,,,", "type", "unknown_type"),
        ("luat,1/2025/QH13,Tên,,,,,", "number", "no_number"),
        ("luat,1/2025/NĐ-CP,Tên,,,,,", "number", "no_number"),
        ("luat,1/2025/QH15,,,,,,", "name", "no_name"),
        ("luat,1/2025/QH15,Tên này.,,,,,", "name", "no_name"),
        ("luat,1/2025/QH15,Tên,2025-02-30,,,,", "issued_on", "no_date"),
        ("luat,1/2025/QH15,Tên,2022-02-20,,,,", "issued_on", "not_the_year_of_the_number"),
        ("luat,1/2025/QH15,Tên,2025-02-20,2025-01-01,,,", "in_force_on", "before_issue"),
        ("luat,1/2025/QH15,Tên,,,maybe,,", "status", "unknown_status"),
        ("luat,1/2025/QH15,Tên,,,,1/2025/QH15,", "amended_by", "no_number"),
        ("luat,1/2025/QH15,Tên,,,,,\nluat,1/2025/QH15,Tên,,,,,", "number", "twice"),
        ("luat,1/2025/QH15,Tên,,,,,,thừa", "", "too_many_cells"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_read(row, column, code):
    read, faults = read_update(HEAD + row + "\n")
    assert read == ()
    assert [(fault.column, fault.code) for fault in faults] == [(column, code)]


@pytest.mark.parametrize(
    ("header", "code"),
    [("a,b\n1,2\n", "missing_column"), ("", "missing_column"), ("type,number,name,x\n", "unknown_column")],
)
def test_a_table_without_the_columns_is_refused(header, code):
    assert {fault.code for fault in read_update(header)[1]} == {code}


def test_merging_fills_cells_and_keeps_what_is_known():
    known = [Law("luat", "1/2025/QH15", "Tên", None, status="in_force", amended_by=("2/2025/QH15",), source="vbpl")]
    (newer,), _ = read_update(HEAD + "luat,1/2025/QH15,Tên,2025-02-20,,,3/2025/QH15,\n")
    (law,) = merged(known, [newer])
    assert (str(law.issued_on), law.status, law.amended_by, law.source) == (
        "2025-02-20",
        "in_force",
        ("2/2025/QH15", "3/2025/QH15"),
        "vbpl",
    )


def test_update_prints_the_merged_catalogue(tmp_path, capsys):
    table = tmp_path / "new.csv"
    table.write_text(NEW, encoding="utf-8")
    assert main(["laws", "update", str(table)]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(laws()) + 2
    assert ["luat", "99/2030/QH16", "Thử nghiệm", "2030-11-20", "2031-01-01", "not_yet", "", "vbpl"] in rows


def test_update_refuses_without_printing(tmp_path, capsys):
    table = tmp_path / "new.csv"
    table.write_text(NEW + "luat,x,y,,,,,\n", encoding="utf-8")
    assert main(["laws", "update", str(table)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert ":3: number: no_number" in printed.err
    table.write_bytes(b"\xff\xfe\x00")
    assert main(["laws", "update", str(table)]) == 2


def test_update_replaces_the_catalogue_when_asked(tmp_path, monkeypatch, capsys):
    (tmp_path / "laws.csv").write_text(HEAD, encoding="utf-8")
    table = tmp_path / "new.csv"
    table.write_text(NEW, encoding="utf-8")
    monkeypatch.setattr("vanban.commands.laws.files", lambda package: tmp_path)
    assert main(["laws", "update", "--write", str(table)]) == 0
    assert "99/2030/QH16" in (tmp_path / "laws.csv").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["laws.csv", "new.csv"]


def test_a_law_without_date_is_not_linked_from_another_year():
    catalogue = Catalogue([Law("luat", "13/2003/QH11", "Đất đai", None)])
    assert isinstance(resolve(find("Luật Đất đai ngày 29/11/2013")[0], catalogue), Unknown)
    assert isinstance(resolve(find("Luật Đất đai ngày 26/11/2003")[0], catalogue), Resolved)
