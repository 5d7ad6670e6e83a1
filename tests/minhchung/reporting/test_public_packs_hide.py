"""P12: the public pack proves without naming people, and nothing in it can be found out by trying names."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.minhchung.reporting.conftest import NARRATIVE, World

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.files.actions import store_bytes
from minhchung.files.queries import read
from minhchung.reporting import masking
from minhchung.reporting.actions import (
    approve_report,
    close_period,
    compile_report,
    draft_report,
    issue_report,
    submit_report,
)
from minhchung.reporting.editions import replay
from minhchung.reporting.enums import EditionFile
from minhchung.reporting.models import Edition, Period
from minhchung.work.actions import add_evidence
from vanban.layout.glyphs import FOLDER
from vanban.masking import HIDDEN, MOST_BYTES
from vanban.pack.verify import verify

SHOWN_NAME = "danh-sach-Chuyen-vien-CV03"


@dataclass(frozen=True, slots=True)
class Packs:
    """Both packs of one edition, unpacked, and their facts."""

    edition: Edition
    full: dict[str, bytes]
    public: dict[str, bytes]

    @property
    def facts(self) -> dict:
        return json.loads(self.public["data/facts.json"])

    def files(self) -> list[tuple[dict, dict]]:
        """Each file of the evidence as the full and as the public pack speak of it."""
        full = json.loads(self.full["data/facts.json"])
        return [
            (whole, shown)
            for one, other in zip(full["evidence"], self.facts["evidence"], strict=True)
            for whole, shown in zip(one["files"], other["files"], strict=True)
        ]


def prove(world: World, key: str, content: bytes, media_type: str, sensitivity: int = Sensitivity.OPEN) -> str:
    from minhchung.work.models import Activity

    activity = Activity.objects.standing().filter(type="patrol").order_by("pk").first()
    with clock.at(world.at(date(2022, 5, 2))):
        file = store_bytes(content, name=f"{SHOWN_NAME}-{key}", media_type=media_type, by=world.head)
        add_evidence(
            key=key,
            title=f"Danh sách {key}",
            happened_on=activity.happened_on,
            received_on=date(2022, 5, 2),
            by=world.head,
            file=file,
            activity=activity,
            sensitivity=sensitivity,
            is_illustrative=True,
        )
    return sha256(content).hexdigest()


def signed_list(form: str, note: str = "") -> bytes:
    sheet = Image.new("RGB", (600, 800), "white")
    font = ImageFont.truetype(FOLDER / "Tinos-Bold.ttf", 28)
    for line in range(12):
        ImageDraw.Draw(sheet).text(
            (60, 60 + 50 * line), f"Chuyên viên CV{line + 1:02} có mặt {note}", fill=0, font=font
        )
    out = io.BytesIO()
    sheet.save(out, form)
    return out.getvalue()


@pytest.fixture
def originals(world: World) -> dict[str, str]:
    """Lists of people as evidence, of every type that is masked and some that are not: key → SHA-256."""
    return {
        "anh": prove(world, "anh", signed_list("PNG"), "image/png"),
        "chup": prove(world, "chup", signed_list("JPEG"), "image/jpeg"),
        "quet": prove(world, "quet", signed_list("PDF"), "application/pdf"),
        "hong": prove(world, "hong", signed_list("PDF", "hỏng")[:300], "application/pdf"),
        "bang": prove(world, "bang", b"ho_ten\r\nChuy\xc3\xaan vi\xc3\xaan CV01\r\n", "text/csv"),
        "kin": prove(world, "kin", signed_list("PNG", "kín"), "image/png", Sensitivity.RESTRICTED),
    }


@pytest.fixture
def packs(world: World, period: Period, originals: dict[str, str], closing: datetime) -> Packs:
    report = draft_report(
        key="bao-cao-2022",
        period=period,
        title="Kết quả công tác năm 2022",
        narrative=NARRATIVE,
        by=world.clerk,
        recipients=["UBND tỉnh"],
        signer_name="Giám đốc 1",
        signer_post="GIÁM ĐỐC",
    )
    compile_report(report=report, by=world.clerk)
    close_period(period=period, by=world.head)
    submit_report(report=report, by=world.clerk)
    approve_report(report=report, by=world.head)
    edition = issue_report(report=report, by=world.clerk)
    both = [unpacked(read(edition.parts.get(kind=kind).file)) for kind in (EditionFile.PACK, EditionFile.PUBLIC_PACK)]
    return Packs(edition, *both)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(files: dict[str, bytes]) -> str:
    """All that can be read in a pack: every byte, the words of DOCX parts and of PDF pages."""
    found = [content.decode("utf-8", "replace") for content in files.values()]
    for name, content in files.items():
        if name.endswith(".docx"):
            parts = unpacked(content).values()
            found += [re.sub(r"<[^>]+>", "", part.decode("utf-8", "replace")) for part in parts]
        if name.endswith(".pdf"):
            document = pypdfium2.PdfDocument(content)
            found += [page.get_textpage().get_text_range() for page in document]
            document.close()
    return "\n".join(found)


def test_what_is_shown_of_each_file(packs: Packs, originals: dict[str, str]) -> None:
    shown = {whole["sha256"]: file for whole, file in packs.files()}
    types = {key: (shown[digest]["masked"] or {}).get("media_type") for key, digest in originals.items()}
    assert types == {
        "anh": "image/png",
        "chup": "image/png",
        "quet": "image/png",
        "hong": None,
        "bang": None,
        "kin": None,
    }
    for file in shown.values():
        copy = file["masked"]
        assert copy is None or copy["size"] == len(packs.public[copy["path"]]) <= MOST_BYTES


def test_both_packs_verify_with_every_verifier(packs: Packs, tmp_path: Path) -> None:
    for kind in (EditionFile.PACK, EditionFile.PUBLIC_PACK):
        path = tmp_path / f"{kind}.zip"
        path.write_bytes(read(packs.edition.parts.get(kind=kind).file))
        assert verify(path).is_valid
        (tmp_path / "verify.py").write_bytes(packs.public["verify.py"])
        done = subprocess.run([sys.executable, "-I", tmp_path / "verify.py", path], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode()


def test_no_name_and_no_code_stands_anywhere(packs: Packs, world: World) -> None:
    said = everything(packs.public)
    assert [each for person in world.people for each in (person.code, person.name) if each in said] == []
    assert SHOWN_NAME not in said
    assert all(person.code in everything(packs.full) for person in world.people)


def test_no_hash_of_a_hidden_file_stands_anywhere(packs: Packs) -> None:
    said = everything(packs.public).replace("\r\n", "")
    hidden = {whole["sha256"] for whole, shown in packs.files() if "commitment" in shown}
    # Legal instruments, and extracts that name nobody: nothing in them had to be hidden.
    shown_whole = {name.partition(".")[0].removeprefix("data/evidence/") for name in packs.public}
    assert {digest for digest in hidden if digest in said} <= shown_whole
    assert len(hidden - shown_whole) > 10


def test_the_report_prints_the_commitment_of_a_hidden_file(packs: Packs) -> None:
    page = packs.public["data/report/page.html"].decode()
    committed = {shown["commitment"] for _, shown in packs.files()}
    assert len([each for each in committed if f"Mã cam kết: {each}" in page]) > 5
    assert set(re.findall(r"Mã cam kết: ([0-9a-f]{64})", page)) <= committed | {
        file["commitment"] for each in packs.facts["documents"] for file in each["files"] if "commitment" in file
    }


def test_trying_every_order_of_names_opens_no_extract(packs: Packs, world: World) -> None:
    """The attack: put the roster into the masked extract until some published hash matches; it works only unsalted."""
    codes = [person.code for person in world.people]
    said = everything(packs.public)
    hashes = set(re.findall(r"[0-9a-f]{64}", said))
    tried = 0
    for whole, shown in packs.files():
        copy = shown["masked"]
        if not copy or copy["media_type"] != "text/csv" or HIDDEN.encode() not in packs.public[copy["path"]]:
            continue
        masked = packs.public[copy["path"]].decode()
        for order in itertools.permutations(codes, masked.count(HIDDEN)):
            guess = sha256(masked.replace(HIDDEN, "{}").format(*order).encode()).hexdigest()
            assert guess not in hashes
            tried += guess == whole["sha256"]
    assert tried  # the right guess was among them


def test_trying_names_opens_no_commitment(packs: Packs, world: World) -> None:
    committed = set(re.findall(r"[0-9a-f]{64}", json.dumps(packs.facts)))
    values = [
        each for person in world.people for each in (person.code, person.name, f"organisation.person:{person.pk}")
    ]
    values += [whole["sha256"] for whole, _ in packs.files()]
    for value in values:
        for field, salt in itertools.product(("person", "file"), ("", "00" * 32)):
            opening = {"field": field, "format": "minh-chung/commitment/1", "salt": salt, "value": value}
            guess = json.dumps(opening, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
            assert sha256(guess).hexdigest() not in committed
        assert sha256(value.encode()).hexdigest() not in committed


def test_extracts_keep_their_rows_and_lose_their_people(packs: Packs) -> None:
    pairs = [(whole, shown["masked"]) for whole, shown in packs.files() if whole["name"].startswith("trich-")]
    assert pairs
    for whole, copy in pairs:
        before, after = (
            list(csv.DictReader(io.StringIO(data.decode(), newline="")))
            for data in (packs.full[whole["path"]], packs.public[copy["path"]])
        )
        assert [{**row, "person": ""} for row in before] == [{**row, "person": ""} for row in after]
        assert {row.get("person", HIDDEN) for row in after} <= {HIDDEN}


def test_the_full_pack_and_a_replay_know_nothing_of_masked_copies(packs: Packs, monkeypatch) -> None:
    monkeypatch.setattr(masking, "_mosaics", lambda papers: pytest.fail("a replay draws nothing"))
    assert b"ban-che" not in packs.full["data/facts.json"]
    assert sha256(replay(packs.edition)).hexdigest() == packs.edition.facts_sha256


def test_a_file_that_ends_the_process_costs_only_its_own_copy(tmp_path: Path, monkeypatch) -> None:
    killer = (
        "import os, sys\n"
        "paths = sys.stdin.buffer.read().split(b'\\0')[1::2]\n"
        "for path in paths:\n"
        "    if b'bomb' in path:\n"
        "        os.kill(os.getpid(), 9)\n"
        "    sys.stdout.buffer.write((4).to_bytes(4, 'big') + path[-4:])\n"
        "    sys.stdout.buffer.flush()\n"
    )
    run = subprocess.run
    monkeypatch.setattr(
        masking.subprocess, "run", lambda command, **given: run([sys.executable, "-c", killer], **given)
    )
    monkeypatch.setattr(masking, "path_of", Path)
    papers = dict.fromkeys(["a001", "b-bomb", "c003", "d-bomb", "e-bomb", "f006"], "image/png")
    assert list(masking._mosaics(papers)) == [("a001", b"a001"), ("c003", b"c003"), ("f006", b"f006")]


def test_a_fault_of_ours_is_not_taken_for_a_hostile_file(monkeypatch) -> None:
    run = subprocess.run
    monkeypatch.setattr(
        masking.subprocess, "run", lambda command, **given: run([sys.executable, "-c", "raise SystemExit(1)"], **given)
    )
    with pytest.raises(subprocess.CalledProcessError):
        list(masking._mosaics({"a" * 64: "image/png"}))
