import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from vanban.pack.build import Built, build, build_bytes, build_file, content_digest
from vanban.pack.commitment import commitment, open_commitment
from vanban.pack.contents import Both, Evidence, File, Kind, Overlap
from vanban.pack.errors import ContentsError, OpeningError
from vanban.pack.facts import file_opening, row_opening
from vanban.pack.verify import verify


def test_pack_is_valid_and_vouched_for_by_the_seal(full_pack, public_pack):
    for pack in (full_pack, public_pack):
        verdict = verify(pack)
        assert verdict.findings == ()
        assert verdict.is_bound
        assert {claim.status for claim in verdict.claims} == {"proved", "declared", "not-a-claim"}


def test_any_zip_reader_reads_the_pack(full_pack, edition):
    with zipfile.ZipFile(io.BytesIO(full_pack)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}
    assert edition.packed(edition.unpacked(full_pack)) == full_pack


def test_bag_lists_every_file(full_pack, edition):
    files = edition.unpacked(full_pack)
    listed = dict(reversed(line.split("  ")) for line in files["manifest-sha256.txt"].decode().splitlines())
    assert listed == {name: sha256(data).hexdigest() for name, data in files.items() if name.startswith("data/")}
    tags = dict(reversed(line.split("  ")) for line in files["tagmanifest-sha256.txt"].decode().splitlines())
    assert set(files) - set(listed) - set(tags) == {"tagmanifest-sha256.txt"}


def test_crate_and_provenance_name_every_file_and_figure(full_pack, edition):
    files = edition.unpacked(full_pack)
    crate = {each["@id"]: each for each in json.loads(files["ro-crate-metadata.json"])["@graph"]}
    assert crate["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert {part["@id"] for part in crate["./"]["hasPart"]} == {name for name in files if name.startswith("data/")} | {
        "verify.html",
        "verify.py",
    }
    prov = json.loads(files["data/prov.json"])
    derived = {(each["prov:generatedEntity"], each["prov:usedEntity"]) for each in prov["wasDerivedFrom"].values()}
    assert ("mc:figures/staff", "mc:evidence/signed-list") in derived
    assert ("mc:figures/shifts", "mc:record/work.shift:1") in derived
    named = {name for pair in derived for name in pair}
    assert named <= prov["entity"].keys()


_BUILD_ELSEWHERE = """
import importlib.util, locale, sys
locale.setlocale(locale.LC_ALL, "")
spec = importlib.util.spec_from_file_location("pack_edition", sys.argv[1])
edition = importlib.util.module_from_spec(spec); sys.modules["pack_edition"] = edition; spec.loader.exec_module(edition)
from pathlib import Path
from vanban.pack.build import build_file
from vanban.pack.contents import Kind
build_file(edition.make_contents(), Path("pack.zip"))
build_file(edition.make_contents(kind=Kind.PUBLIC), Path("public.zip"), kind=Kind.PUBLIC, secret=edition.SECRET)
"""


@pytest.mark.parametrize(
    ("zone", "language", "seed"),
    [("Asia/Ho_Chi_Minh", "C.UTF-8", "0"), ("America/Anchorage", "C", "1"), ("UTC-14", "tr_TR.UTF-8", "77")],
)
def test_same_contents_give_the_same_bytes_in_any_zone_language_and_folder(
    tmp_path, full_pack, public_pack, edition, zone, language, seed
):
    folder = tmp_path / seed
    folder.mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "TZ": zone,
        "LC_ALL": language if seed != "77" else "C.UTF-8",
        "LANG": language,
        "PYTHONHASHSEED": seed,
    }
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    subprocess.run([sys.executable, "-c", _BUILD_ELSEWHERE, edition.__file__], cwd=folder, env=environment, check=True)
    assert (folder / "pack.zip").read_bytes() == full_pack
    assert (folder / "public.zip").read_bytes() == public_pack


def test_build_streams_to_what_cannot_seek_and_says_what_it_wrote(contents, full_pack):
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.written = b""

        def write(self, data):
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    built = build(contents, pipe)
    assert pipe.written == full_pack
    assert built == Built(len(full_pack), sha256(full_pack).hexdigest(), verify(full_pack).fingerprint)


def test_build_file_leaves_nothing_when_it_is_refused(tmp_path, contents):
    broken = replace(contents, claims=(replace(contents.claims[0], text="27"), *contents.claims[1:]))
    with pytest.raises(ContentsError):
        build_file(broken, tmp_path / "pack.zip")
    assert [each for each in tmp_path.iterdir() if each.is_file()] == []


def test_evidence_on_disk_is_packed_and_a_changed_file_is_refused(tmp_path, edition, contents):
    path = tmp_path / "evidence.bin"
    path.write_bytes(b"x" * 3_000_000)
    file = File(sha256(path.read_bytes()).hexdigest(), 3_000_000, "evidence.bin", "application/octet-stream", path)
    more = replace(
        contents, evidence=(*contents.evidence, Evidence("big", "Tệp lớn", None, None, edition.WHEN, (file,)))
    )
    more = edition.sealed(more)
    assert verify(build_bytes(more)).is_valid
    path.write_bytes(b"y" * 3_000_000)
    with pytest.raises(ContentsError) as refusal:
        build_bytes(more)
    assert refusal.value.code == "inconsistent"
    path.unlink()
    with pytest.raises(ContentsError) as refusal:
        build_bytes(more)
    assert refusal.value.code == "cannot_read"


def _with_figure(contents, name, **changes):
    return replace(
        contents, figures=tuple(replace(each, **changes) if each.id == name else each for each in contents.figures)
    )


REFUSED = {
    "value": (lambda c: _with_figure(c, "shifts", value=313), "value_differs"),
    "text": (lambda c: replace(c, claims=(replace(c.claims[2], text="313"), *c.claims[:2], *c.claims[3:])), "text_differs"),
    "not printed": (lambda c: replace(c, claims=(replace(c.claims[2], anchor="elsewhere", id="c99"), *c.claims)), "anchor_missing"),
    "unknown figure": (lambda c: replace(c, claims=(replace(c.claims[2], figure="nothing"), *c.claims[:2], *c.claims[3:])), "unknown_reference"),
    "unknown evidence": (lambda c: _with_figure(c, "shifts", evidence=("nothing",)), "unknown_reference"),
    "unbound": (lambda c: replace(c, claims=(replace(c.claims[2], figure=""), *c.claims[:2], *c.claims[3:])), "not_bound"),
    "citation": (lambda c: replace(c, documents=(replace(c.documents[0], number="184/KH-STTTT", printed="Kế hoạch số 184"), c.documents[1])), "text_differs"),
    "citation date": (lambda c: replace(c, documents=(replace(c.documents[0], issued_on="2022-01-22", printed="x"), c.documents[1])), "text_differs"),
    "date": (lambda c: replace(c, dates=(replace(c.dates[0], value="2022-12-15"),)), "text_differs"),
    "union": (lambda c: replace(c, families=(replace(c.families[0], union=32),)), "union_differs"),
    "hidden overlap": (lambda c: replace(c, families=(replace(c.families[0], overlaps=c.families[0].overlaps[:1]),)), "overlap_not_declared"),
    "false overlap": (lambda c: replace(c, families=(replace(c.families[0], overlaps=(*c.families[0].overlaps, Overlap("work.activity:1", ("radio", "press"), "?"))),)), "overlap_not_declared"),
    "family of sums": (lambda c: replace(_with_figure(c, "minutes", family="outreach"), families=(replace(c.families[0], figures=("minutes", "press")),)), "family_not_countable"),
    "id twice": (lambda c: replace(c, evidence=(*c.evidence, c.evidence[0])), "id_twice"),
    "seal": (lambda c: replace(c, ledger=replace(c.ledger, seal=replace(c.ledger.seal, date="2022-12-16"))), "seal_broken"),
    "event": (lambda c: replace(c, ledger=replace(c.ledger, events=(replace(c.ledger.events[0], event={"forged": True}), *c.ledger.events[1:]))), "root_differs"),
    "later change": (lambda c: replace(c, edition=replace(c.edition, title="Báo cáo khác")), "issue_differs"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_build_refuses_what_the_verifier_would(contents, name):
    change, code = REFUSED[name]
    with pytest.raises(ContentsError) as refusal:
        build_bytes(change(contents))
    assert code in {finding.code for finding in refusal.value.data["findings"]}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda c: replace(c, report=c.report[1:]), "no_page"),
        (lambda c: replace(c, report=(*c.report, File.of(b"x", "../up.pdf", "application/pdf"))), "report_name"),
        (lambda c: replace(c, edition=replace(c.edition, issued_on="15/12/2022")), "facts_shape"),
    ],
)
def test_build_refuses_what_is_no_pack(contents, change, code):
    with pytest.raises(ContentsError) as refusal:
        build_bytes(change(contents))
    assert refusal.value.code == code


def test_public_pack_names_nobody(public_pack, edition):
    everything = b"".join(edition.unpacked(public_pack).values())
    assert "Chuyên viên".encode() not in everything
    assert b"organisation.person" not in everything
    assert b"signed list " not in everything
    assert edition.make_contents().evidence[0].files[0].sha256.encode() not in everything
    assert b"record.made" not in everything
    assert b"masked" in everything


def test_public_pack_needs_a_secret(contents):
    with pytest.raises(OpeningError):
        build_bytes(contents, kind=Kind.PUBLIC)


def test_public_pack_refuses_a_condition_on_a_personal_field(contents, edition):
    with pytest.raises(ContentsError) as refusal:
        build_bytes(
            _with_figure(contents, "coverage", personal=("acknowledged",)), kind=Kind.PUBLIC, secret=edition.SECRET
        )
    assert refusal.value.code == "personal_field_in_condition"


def test_one_redacted_row_and_one_redacted_file_can_be_opened(edition, public_pack):
    contents = edition.make_contents(kind=Kind.PUBLIC)
    facts = json.loads(edition.unpacked(public_pack)["data/facts.json"])
    staff = next(figure for figure in facts["figures"] if figure["id"] == "staff")
    opened = row_opening(contents, "staff", 6, "person", edition.SECRET)
    assert opened.value == "Chuyên viên 07"
    assert [number for number, row in enumerate(staff["rows"]) if open_commitment(row["person"], opened)] == [6]
    file = contents.evidence[0].files[0]
    committed = facts["evidence"][0]["files"][0]["commitment"]
    assert committed == commitment(file_opening(contents, file, edition.SECRET))
    with pytest.raises(ContentsError):
        row_opening(contents, "staff", 6, "acknowledged", edition.SECRET)


def test_the_same_person_cannot_be_linked_across_figures(edition, public_pack):
    facts = json.loads(edition.unpacked(public_pack)["data/facts.json"])
    people = {
        figure["id"]: {row["person"] for row in figure["rows"]} for figure in facts["figures"] if figure["committed"]
    }
    assert len(people["staff"]) == len(people["coverage"]) == 26
    assert people["staff"].isdisjoint(people["coverage"])


def test_content_digest_does_not_depend_on_the_ledger(contents, edition):
    later = edition.sealed(contents, extra_events=5)
    assert content_digest(contents, Kind.FULL) == content_digest(later, Kind.FULL)
    changed = replace(contents, edition=replace(contents.edition, agency="Sở khác"))
    assert content_digest(contents, Kind.FULL) != content_digest(changed, Kind.FULL)


def test_large_ledger_is_proved_in_few_hashes(edition):
    contents = edition.make_contents(extra_events=2000)
    assert len(contents.ledger.proof) < 12
    assert verify(build_bytes(contents)).is_valid


def test_unfinished_name_is_beside_the_pack(tmp_path, contents):
    path = tmp_path / "out" / "pack.zip"
    with pytest.raises(FileNotFoundError):
        build_file(contents, path)
    path.parent.mkdir()
    build_file(contents, path)
    assert [each.name for each in Path(path.parent).iterdir()] == ["pack.zip"]


def test_definition_in_both_languages_is_in_the_facts(contents, full_pack, edition):
    facts = json.loads(edition.unpacked(full_pack)["data/facts.json"])
    shifts = next(figure for figure in facts["figures"] if figure["id"] == "shifts")
    assert (
        Both(**shifts["definition"]["sentence"])
        == next(f for f in contents.figures if f.id == "shifts").definition.sentence
    )
