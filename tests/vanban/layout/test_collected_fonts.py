import json
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from vanban.layout import glyphs
from vanban.layout.errors import MissingFontError

ROOT = Path(__file__).parents[3]
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


def test_every_vietnamese_letter_can_be_printed():
    letters = VIETNAMESE + VIETNAMESE.upper() + "–—“”‘’…•≥≤×₫№½²"

    assert set(letters) <= glyphs.printable()
    assert set(unicodedata.normalize("NFD", letters)) <= glyphs.printable()


def test_no_character_that_hides_or_turns_text_is_printable():
    hidden = {chr(code) for code in (0, 7, 0x1B, 0x7F, 0x85, 0x200E, 0x202E, 0x2028, 0x2066, 0xFEFF, 0xE000)}

    assert hidden.isdisjoint(glyphs.printable())


def test_a_missing_font_is_named_and_never_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr(glyphs, "FOLDER", tmp_path)
    with pytest.raises(MissingFontError) as caught:
        glyphs.require_fonts()

    assert caught.value.data == {"path": "Tinos-Regular.ttf"}


def test_widths_are_those_of_times_new_roman():
    assert [glyphs.width(letter, 1000) for letter in "aMn0."] == [44400, 88900, 50000, 50000, 25000]


def test_the_licence_of_the_font_goes_with_it():
    assert "SIL Open Font License" in (glyphs.FOLDER / "OFL.txt").read_text()


def test_the_npm_lock_names_versions_and_hashes_but_no_addresses_to_fetch_from():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert len(packages) == 4
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())
    wanted = json.loads((ROOT / "package.json").read_text())
    assert all(
        re.fullmatch(r"\d+\.\d+\.\d+", version)
        for version in {**wanted["dependencies"], **wanted["devDependencies"]}.values()
    )


def test_page_fonts_are_declared_for_latin_and_vietnamese_and_are_there():
    folder = ROOT / "src/minhchung/look/static/look/vendor/fonts"
    css = (folder / "fonts.css").read_text()
    files = re.findall(r"url\(([^)]+)\)", css)

    assert len(files) == 21
    assert all((folder / name).is_file() for name in files)
    assert all(re.search(r"-(latin|latin-ext|vietnamese)-", name) for name in files)
    assert set(re.findall(r"font-family: '([^']+)'", css)) == {"Be Vietnam Pro", "Source Serif 4 Variable"}


def test_collecting_again_changes_nothing():
    before = {path: path.stat().st_mtime_ns for path in glyphs.FOLDER.iterdir()}
    ran = subprocess.run([ROOT / "script/assets", "--fonts"], capture_output=True, text=True, check=True)

    assert "as locked" in ran.stderr
    assert {path: path.stat().st_mtime_ns for path in glyphs.FOLDER.iterdir()} == before


def test_the_script_says_what_it_does_and_refuses_what_it_does_not_know():
    helped = subprocess.run([ROOT / "script/assets", "--help"], capture_output=True, text=True, check=True)
    refused = subprocess.run([ROOT / "script/assets", "--everything"], capture_output=True, text=True, check=False)

    assert "Usage: script/assets" in helped.stdout
    assert refused.returncode == 2
