"""verify.py as it lies in a pack, and the command line of the package: the same verdicts, words and exit status."""

import ast
import json
import subprocess
import sys

import pytest

from vanban.pack import command
from vanban.pack.assemble import MODULES, verifier_py
from vanban.pack.facts import row_opening
from vanban.pack.resources import resource
from vanban.pack.sampling import sample
from vanban.pack.verify import verify
from vanban.pack.wording import as_object, word


@pytest.fixture
def verifier(tmp_path):
    path = tmp_path / "verify.py"
    path.write_bytes(verifier_py())
    return path


@pytest.fixture
def pack(tmp_path, full_pack):
    path = tmp_path / "pack.zip"
    path.write_bytes(full_pack)
    return path


def run(verifier, *arguments, **options):
    command = [
        sys.executable,
        "-I",
        "-S",
        str(verifier),
        *map(str, arguments),
    ]  # no site-packages: the standard library alone
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def _tampered(pack, path):
    place = pack.index(b"ca;diem")
    path.write_bytes(pack[:place] + b"X" + pack[place + 1 :])
    return path


def test_verifier_file_imports_the_standard_library_alone():
    tree = ast.parse(verifier_py())
    imported = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_verifier_file_is_the_same_every_time_and_holds_every_module(full_pack, edition):
    assert edition.unpacked(full_pack)["verify.py"] == verifier_py()
    assert all(f"# --- {module}\n".encode() in verifier_py() for module in MODULES)


def test_verifier_file_agrees_with_the_package(verifier, tmp_path, pack, full_pack):
    tampered = _tampered(full_pack, tmp_path / "tampered.zip")
    for path, status in ((pack, 0), (tampered, 1)):
        told = run(verifier, path, "--json")
        assert (told.returncode, told.stderr) == (status, "")
        assert json.loads(told.stdout) == as_object(verify(path))


def test_verifier_file_verifies_the_folder_it_lies_in(tmp_path, full_pack, edition):
    for name, data in edition.unpacked(full_pack).items():
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    told = run(tmp_path / "out" / "verify.py", cwd=tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.rstrip().endswith("HỢP LỆ · VALID")


def test_verifier_file_finds_the_pack_beside_it(verifier, pack):
    assert run(verifier).returncode == 0


def test_text_names_the_file_and_the_claims_in_both_languages(verifier, tmp_path, full_pack):
    told = run(verifier, _tampered(full_pack, tmp_path / "tampered.zip"))
    assert told.returncode == 1
    assert "✗ 312  [không còn căn cứ · broken]" in told.stdout
    assert "nội dung tệp đã bị thay đổi so với data/facts.json" in told.stdout
    assert "the file's content was changed against data/facts.json" in told.stdout
    assert "Ảnh hưởng · Touches: “312” (c3)" in told.stdout
    assert told.stdout.rstrip().endswith("KHÔNG HỢP LỆ · NOT VALID")


@pytest.mark.parametrize(("language", "present", "absent"), [("en", "VALID", "HỢP LỆ"), ("vi", "HỢP LỆ", "VALID")])
def test_one_language_can_be_chosen(verifier, pack, language, present, absent):
    told = run(verifier, pack, "--lang", language).stdout
    assert present in told
    assert absent not in told


def test_what_cannot_be_asked_is_refused_without_a_traceback(verifier, tmp_path):
    for arguments in (("nothing.zip",), ("--nonsense",)):
        told = run(verifier, *arguments, cwd=tmp_path)
        assert told.returncode == 2
        assert "Traceback" not in told.stderr


def test_texts_of_a_pack_cannot_steer_the_terminal(edition, verifier, tmp_path, full_pack):
    path = tmp_path / "hostile.zip"
    path.write_bytes(
        edition.forged(full_pack, lambda facts: facts["claims"][0].update(text="26\x1b[2J\u202e\n✓ VALID"))
    )
    told = run(verifier, path).stdout
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "\n✓ VALID" not in told


def test_command_verifies_with_the_published_codes(pack, full_pack, capsys):
    assert command.main(["verify", str(pack), "--sha256", verify(full_pack).sha256]) == 0
    assert command.main(["verify", str(pack), "--sha256", "0" * 64]) == 1
    assert command.main(["verify", str(pack.parent / "nothing")]) == 2
    assert "HỢP LỆ" in capsys.readouterr().out


def test_command_draws_the_sample_that_anyone_draws(pack, full_pack, capsys):
    facts = verify(full_pack).facts
    assert command.main(["sample", str(pack), "2"]) == 0
    drawn = capsys.readouterr().out.split()
    assert drawn == sample(facts["ledger"]["root"], 2, ["confirmation", "signed-list", "patrol-log"])


def test_command_opens_one_commitment(tmp_path, edition, public_pack, capsys):
    path, opened = tmp_path / "public.zip", tmp_path / "opening.json"
    path.write_bytes(public_pack)
    opening = row_opening(edition.make_contents(), "staff", 6, "person", edition.SECRET)
    opened.write_text(json.dumps(opening.as_json()), encoding="utf-8")
    assert command.main(["open", str(path), str(opened)]) == 0
    assert capsys.readouterr().out == "figures/staff/rows/6/person\n"
    opened.write_text(json.dumps(opening.as_json() | {"value": "Chuyên viên 08"}), encoding="utf-8")
    assert command.main(["open", str(path), str(opened)]) == 1
    opened.write_text("{", encoding="utf-8")
    assert command.main(["open", str(path), str(opened)]) == 2


def test_every_code_has_words_in_both_languages():
    words = json.loads(resource("words.json"))
    raised = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(resource(f"{module}.py"))):
            if isinstance(node, ast.Call) and node.args:
                raised |= _codes(node)
    assert len(raised) > 40
    assert raised - words.keys() == set()
    assert all(set(each) == {"vi", "en"} and all(each.values()) for each in words.values())
    assert word("crc_differs", "vi") != word("crc_differs", "en")


def _codes(call):
    """The codes that a call finds or refuses with; refusals of formulas and openings are told as reasons, not sentences."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    place = {"add": 1, "Fault": 0, "ContainerError": 0, "CanonicalError": 0, "_note_family": 1}.get(name)
    if place is None or len(call.args) <= place:
        return set()
    argument = call.args[place]
    options = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
    return {each.value for each in options if isinstance(each, ast.Constant) and isinstance(each.value, str)}
