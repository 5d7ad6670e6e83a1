import io
import json
import sys

import pytest

from vanban.command import main

SENTENCE = "Kế hoạch số 84/KH-STTTT ngày 21/01/2022 giao 04 phòng."


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def test_cite_prints_a_line_a_citation(page, capsys):
    assert main(["cite", str(page)]) == 0
    assert capsys.readouterr().out.split("\t")[1:4] == ["0", "ke_hoach", "84/KH-STTTT"]


def test_cite_prints_json_and_marked_html(page, capsys):
    assert main(["cite", "--format", "json", str(page)]) == 0
    assert json.loads(capsys.readouterr().out)["citations"][0]["date"] == "2022-01-21"
    assert main(["cite", "--format", "html", str(page)]) == 0
    assert capsys.readouterr().out.startswith("<cite ")


def test_cite_reads_rows_and_writes_rows(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 7, "text": SENTENCE}) + "\n\n", encoding="utf-8")
    assert main(["cite", "--jsonl", str(source), str(target)]) == 0
    row = json.loads(target.read_text(encoding="utf-8"))
    assert (row["id"], row["citations"][0]["number"], set(row["citations"][0])) == (
        7, "84/KH-STTTT", {"start", "end", "type", "number", "date", "issuer", "title", "articles"},
    )  # fmt: skip


def test_cite_refuses_a_row_without_text(tmp_path, capsys):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1}\n', encoding="utf-8")
    assert main(["cite", "--jsonl", str(source), str(tmp_path / "out.jsonl")]) == 2
    assert ":1:" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["[1, 2]", '{"id": 1, "text": null}', '{"text": "a"}', "{", "[" * 100_000])
def test_a_refused_row_leaves_what_was_there(tmp_path, capsys, line):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 7, "text": SENTENCE}) + "\n" + line + "\n", encoding="utf-8")
    target.write_text("before", encoding="utf-8")
    assert main(["cite", "--jsonl", str(source), str(target)]) == 2
    assert ":2:" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_rows_that_are_no_utf8_are_refused(tmp_path, capsys):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"id": 1, "text": "\xff"}\n')
    assert main(["cite", "--jsonl", str(source), str(tmp_path / "out.jsonl")]) == 2
    assert "UTF-8" in capsys.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()


def test_rows_go_through_standard_streams(monkeypatch, capsys):
    row = json.dumps({"id": "a", "text": SENTENCE + " Của Sở \ud800."})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(row.encode())))
    assert main(["cite", "--jsonl", "-", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["citations"][0]["number"] == "84/KH-STTTT"


def test_cite_reads_standard_input_in_every_shape(monkeypatch, capsys):
    for shape, sign in (("table", "84/KH-STTTT"), ("json", '"citations"'), ("html", "<cite ")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
        assert main(["cite", "--format", shape, "-"]) == 0
        assert sign in capsys.readouterr().out


def test_progress_is_shown_on_a_terminal_and_not_when_quiet(page, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["cite", *[str(page)] * 6]) == 0
    assert "100%" in capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["cite", "--quiet", *[str(page)] * 6]) == 0
    assert capsys.readouterr().err == ""


def test_commands_read_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    assert main(["claims"]) == 0
    assert capsys.readouterr().out.split("\t")[2:5] == ["count", "4", "phòng"]


def test_claims_tells_what_is_none_when_asked(page, capsys):
    assert main(["claims", "--all", "--format", "json", str(page)]) == 0
    kinds = [row["kind"] for row in json.loads(capsys.readouterr().out)["claims"]]
    assert kinds == ["not-a-claim", "not-a-claim", "count"]


def test_many_files_are_read_in_order(page, capsys):
    assert main(["cite", "--quiet", *[str(page)] * 6]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_an_unreadable_file_is_told_and_the_others_go_on(page, tmp_path, capsys):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0")
    assert main(["cite", str(picture), str(page)]) == 2
    printed = capsys.readouterr()
    assert "reading.unsupported" in printed.err
    assert "84/KH-STTTT" in printed.out


def test_a_missing_file_is_told(tmp_path, capsys):
    assert main(["claims", str(tmp_path / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err


def test_number_judges_and_mends(capsys):
    assert main(["number", "42/2022/NĐCP"]) == 0
    assert capsys.readouterr().out.split("\t")[5].strip() == "42/2022/NĐ-CP"
    assert main(["number", "--own", "1/QĐ-BNV"]) == 1


def test_laws_lists_the_catalogue(capsys):
    assert main(["laws", "list"]) == 0
    assert capsys.readouterr().out.startswith("type,number,name,issued_on,in_force_on,status,amended_by,source\n")
