"""Promise P3: whatever is changed in a pack, it is not valid, and the file and the claims that are touched are named."""

import io
import json
import random
import shutil
import struct
import zipfile

import pytest

from vanban.pack.canonical import canonical
from vanban.pack.container import MOST_ENTRIES, is_safe_name
from vanban.pack.errors import ContainerError
from vanban.pack.layout import Entry, directory, end_records, local_header
from vanban.pack.verify import verify

EVERY_CLAIM = [f"c{n}" for n in range(1, 13)]


def touched(verdict):
    return [claim.id for claim in verdict.claims if claim.status == "broken"]


def codes(verdict):
    return {finding.code for finding in verdict.findings}


@pytest.mark.parametrize("seed", range(4))
def test_one_flipped_bit_is_never_valid_and_its_file_is_named(full_pack, seed):
    chance = random.Random(seed)
    spans = _spans(full_pack)
    for _ in range(250):
        place = chance.randrange(len(full_pack))
        changed = bytearray(full_pack)
        changed[place] ^= 1 << chance.randrange(8)
        verdict = verify(bytes(changed))
        name, is_content = next((n, is_content) for start, end, n, is_content in spans if start <= place < end)
        assert not verdict.is_valid, place
        if is_content:
            assert name in {finding.file for finding in verdict.findings}, (place, name)
        is_renamed = "extra_file" in {finding.code for finding in verdict.findings}  # perhaps one no claim rests on
        if name in ("data/facts.json", "data/report/page.html") or (name == "" and not is_renamed):
            assert touched(verdict), (place, name)


def _spans(pack):
    """(start, end, name, is content): which file each byte of a pack belongs to; "" for the directory at the end."""
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        spans = []
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename)
            spans += [
                (info.header_offset, start, info.filename, False),
                (start, start + info.file_size, info.filename, True),
            ]
        return [*spans, (archive.start_dir, len(pack), "", False)]


@pytest.mark.parametrize("back", range(1, 1600, 7))
def test_flips_in_the_central_directory_touch_every_claim(full_pack, back):
    changed = bytearray(full_pack)
    changed[-back] ^= 0x10
    verdict = verify(bytes(changed))
    assert not verdict.is_valid
    assert verdict.claims


CLAIMS_OF = {
    "so-tuan-tra": ["c3"],
    "84-KH": ["c8"],
    "ký nhận.pdf": ["c1", "c2"],
    "xac-nhan": ["c5", "c6", "c4", "c7", "c12"],
    "page.html": EVERY_CLAIM,
}


@pytest.mark.parametrize("name", CLAIMS_OF)
def test_changed_file_touches_the_claims_that_rest_on_it_and_no_other(full_pack, edition, name):
    files = edition.unpacked(full_pack)
    facts = json.loads(files["data/facts.json"])
    holders = [facts["edition"], *facts["evidence"], *facts["documents"]]
    path = next(file["path"] for holder in holders for file in holder["files"] if file["name"].startswith(name))
    verdict = verify(edition.packed(files | {path: files[path] + b" "}))
    assert path in {finding.file for finding in verdict.findings}
    assert sorted(touched(verdict)) == sorted(CLAIMS_OF[name])


def _renamed(files):
    path = next(name for name in files if name.endswith(".csv"))
    return {name if name != path else path.replace(".csv", ".txt"): data for name, data in files.items()}


STRUCTURES = {
    "extra payload": (lambda f: f | {"data/evidence/more.pdf": b"x"}, "extra_file"),
    "extra tag file": (lambda f: f | {"more.txt": b"x"}, "extra_file"),
    "missing evidence": (lambda f: {n: d for n, d in f.items() if not n.endswith(".csv")}, "missing_file"),
    "missing facts": (lambda f: {n: d for n, d in f.items() if n != "data/facts.json"}, "missing_file"),
    "missing verifier": (lambda f: {n: d for n, d in f.items() if n != "verify.py"}, "missing_file"),
    "missing manifest": (lambda f: {n: d for n, d in f.items() if n != "manifest-sha256.txt"}, "missing_file"),
    "renamed evidence": (_renamed, "missing_file"),
    "manifest order": (lambda f: f | {"manifest-sha256.txt": b"".join(reversed(f["manifest-sha256.txt"].splitlines(True)))}, "manifest_form"),
    "no bag": (lambda f: f | {"bagit.txt": b"BagIt-Version: 0.97\n"}, "not_bagit"),
    "wrong oxum": (lambda f: f | {"bag-info.txt": f["bag-info.txt"].replace(b"Payload-Oxum: ", b"Payload-Oxum: 1")}, "oxum_differs"),
}  # fmt: skip


@pytest.mark.parametrize("name", STRUCTURES)
def test_extra_missing_and_renamed_files_are_refused(full_pack, edition, name):
    change, code = STRUCTURES[name]
    verdict = verify(edition.packed(change(edition.unpacked(full_pack))))
    assert not verdict.is_valid
    assert code in codes(verdict)


@pytest.mark.parametrize("name", ["extra payload", "missing evidence", "renamed evidence"])
def test_forger_who_makes_the_manifests_anew_is_found(full_pack, edition, name):
    verdict = verify(edition.reissued(STRUCTURES[name][0](edition.unpacked(full_pack))))
    assert not verdict.is_valid
    assert codes(verdict) & {"extra_file", "missing_file"}


CONTAINERS = {
    "trailing byte": (lambda p: p + b"\0", "no_end_record"),
    "prepended bytes": (lambda p: b"#!/bin/sh\n" + p, "bytes_outside_entries"),
    "cut": (lambda p: p[:-1000], "no_end_record"),
    "cut to nothing": (lambda p: b"", "no_end_record"),
    "not a zip": (lambda p: b"%PDF-1.7" * 100, "no_end_record"),
    "comment": (lambda p: p[:-2] + b"\x02\x00hi", "no_end_record"),
    "gap": (lambda p: _with_gap(p), "bytes_outside_entries"),
    "twice": (lambda p: p + p, "bytes_outside_entries"),
}  # fmt: skip


def _with_gap(pack):
    start = pack.index(b"PK\x01\x02")
    return pack[:start] + b"\0" * 10 + pack[start:]


@pytest.mark.parametrize("name", CONTAINERS)
def test_bytes_that_zip_readers_ignore_are_refused(full_pack, name):
    change, code = CONTAINERS[name]
    verdict = verify(change(full_pack))
    assert not verdict.is_valid
    assert code in codes(verdict)


def _zipped(files, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_pack_zipped_anew_is_refused_as_zip_and_valid_as_folder(tmp_path, full_pack, edition):
    verdict = verify(_zipped(edition.unpacked(full_pack), compression=zipfile.ZIP_DEFLATED))
    assert "compressed_entry" in codes(verdict)
    assert not verify(_zipped(edition.unpacked(full_pack))).is_valid
    shutil.unpack_archive(_saved(tmp_path / "pack.zip", full_pack), tmp_path / "folder")
    unpacked = verify(tmp_path / "folder")
    assert unpacked.is_valid
    assert unpacked.fingerprint == verify(full_pack).fingerprint


def _saved(path, data):
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../up.txt",
        "/etc/passwd",
        "data/../../up",
        "C:\\up.txt",
        "data/.hidden",
        "data//x",
        "data/x/",
        "data/con",
        "data/x.",
        "đ.txt",
        "a" * 300,
    ],
)
def test_names_that_leave_the_folder_or_trouble_a_system_are_refused(full_pack, edition, name):
    verdict = verify(edition.packed(edition.unpacked(full_pack) | {name: b"x"}))
    assert not is_safe_name(name)
    assert "unsafe_name" in codes(verdict)


def test_two_entries_of_one_name_are_refused(full_pack, edition):
    files = edition.unpacked(full_pack)
    pairs = sorted([*files.items(), ("data/facts.json", files["data/facts.json"])])
    assert "duplicate_entry" in codes(verify(_raw(pairs)))
    pairs = sorted([*files.items(), ("DATA/facts.json", b"{}")])
    assert "duplicate_entry" in codes(verify(_raw(pairs)))


def test_entries_out_of_order_are_refused(full_pack, edition):
    pairs = sorted(edition.unpacked(full_pack).items(), reverse=True)
    assert "entries_not_sorted" in codes(verify(_raw(pairs)))


def _raw(pairs):
    entries = [Entry(name, len(data), 0) for name, data in pairs]
    return b"".join(local_header(e) + data for e, (_, data) in zip(entries, pairs, strict=True)) + directory(entries)


def test_zip_bomb_of_nested_or_declared_size_is_refused_at_once(edition):
    bomb = _zipped({"data/facts.json": b"0" * 50_000_000}, compression=zipfile.ZIP_DEFLATED)
    assert "compressed_entry" in codes(verify(bomb))
    entry = Entry("data/facts.json", 2**40, 0)
    assert "bytes_outside_entries" in codes(verify(local_header(entry) + directory([entry])))
    assert "too_many_entries" in codes(verify(end_records(MOST_ENTRIES + 1, 0, 0)))


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [(8, 0x0801, "encrypted_entry"), (10, 8, "compressed_entry"), (40, 0o120777, "not_a_regular_file")],
)
def test_encrypted_compressed_and_linked_entries_are_refused(full_pack, at, value, code):
    changed = bytearray(full_pack)
    struct.pack_into("<H", changed, full_pack.index(b"PK\x01\x02") + at, value)
    verdict = verify(bytes(changed))
    assert code in codes(verdict)
    assert touched(verdict) == EVERY_CLAIM


def test_links_in_a_folder_are_refused_and_not_followed(tmp_path, full_pack):
    shutil.unpack_archive(_saved(tmp_path / "pack.zip", full_pack), tmp_path / "folder")
    (tmp_path / "folder" / "data" / "evidence" / "link").symlink_to("/etc/hostname")
    (tmp_path / "folder" / "more").symlink_to("/etc", target_is_directory=True)
    verdict = verify(tmp_path / "folder")
    assert {finding.file for finding in verdict.findings} == {"data/evidence/link", "more"}
    assert codes(verdict) == {"not_a_regular_file"}


def test_what_is_not_there_cannot_be_asked_about(tmp_path):
    with pytest.raises(ContainerError):
        verify(tmp_path / "nothing.zip")


def _figure(facts, name):
    return next(each for each in facts["figures"] if each["id"] == name)


FORGERIES = {
    "value": (lambda f: _figure(f, "shifts").update(value=313), "value_differs", ["c3"]),
    "value and text": (lambda f: (_figure(f, "shifts").update(value=313), f["claims"][2].update(text="313")), "value_differs", ["c3"]),
    "value as text": (lambda f: _figure(f, "shifts").update(value="312"), "value_differs", ["c3"]),
    "a row less": (lambda f: _figure(f, "shifts")["rows"].pop(), "value_differs", ["c3"]),
    "text and rows": (lambda f: (_figure(f, "shifts")["rows"].pop(), _figure(f, "shifts").update(value=311), f["claims"][2].update(text="311")), "page_differs", ["c3"]),
    "formula": (lambda f: _figure(f, "shifts")["definition"].update(formula={"op": "count", "where": {"x": [[]]}}), "formula_refused", ["c3"]),
    "no formula": (lambda f: _figure(f, "shifts")["definition"].update(formula=None), "formula_refused", ["c3"]),
    "row evidence": (lambda f: _figure(f, "shifts")["rows"][0].update(evidence="plan"), "row_evidence_unknown", ["c3"]),
    "anchor": (lambda f: f["claims"][2].update(anchor="c-press"), "anchor_twice", None),
    "other figure": (lambda f: f["claims"][2].update(figure="staff"), "text_differs", ["c3"]),
    "percent of a count": (lambda f: f["claims"][1].update(figure="staff", text="26%"), "text_differs", ["c2"]),
    "document": (lambda f: f["claims"][7].update(document="law"), "text_differs", ["c8"]),
    "unknown document": (lambda f: f["claims"][7].update(document="none"), "unknown_reference", ["c8"]),
    "date": (lambda f: f["dates"][0].update(value="2022-12-13"), "text_differs", ["c10"]),
    "reason": (lambda f: f["claims"][10].pop("reason"), "not_bound", ["c11"]),
    "family": (lambda f: f["families"][0]["overlaps"].pop(), "overlap_not_declared", ["c5", "c6"]),
    "event": (lambda f: f["ledger"]["events"][0]["event"].update(verb="forged"), "root_differs", EVERY_CLAIM),
    "event order": (lambda f: f["ledger"]["events"].reverse(), "events_not_ordered", EVERY_CLAIM),
    "tree size": (lambda f: f["ledger"].update(tree_size=10), "seal_broken", EVERY_CLAIM),
    "proof": (lambda f: f["ledger"]["proof"].pop(), "root_differs", EVERY_CLAIM),
    "key": (lambda f: f["ledger"]["seal"].update(public_key="00" * 32), "seal_broken", EVERY_CLAIM),
    "title": (lambda f: f["edition"].update(title="Khác"), "issue_differs", EVERY_CLAIM),
    "issue elsewhere": (lambda f: f["ledger"].update(issue=1), "issue_differs", EVERY_CLAIM),
    "evidence hash": (lambda f: f["evidence"][1]["files"][0].update(sha256="00" * 32), "hash_differs", ["c3"]),
    "evidence folder": (lambda f: f["evidence"][1]["files"][0].update(path="data/facts.json"), "wrong_folder", ["c3"]),
    "unknown member": (lambda f: f.update(more=1), "facts_shape", EVERY_CLAIM),
    "wrong type": (lambda f: f["claims"][0].update(text=26), "facts_shape", None),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_facts_are_found_although_every_hash_is_made_anew(full_pack, edition, name):
    change, code, claims = FORGERIES[name]
    verdict = verify(edition.forged(full_pack, change))
    assert not verdict.is_valid
    assert code in codes(verdict)
    if claims is not None:
        found = {claim.id for claim in verdict.claims if code in {finding.code for finding in claim.findings}}
        assert sorted(found) == sorted(claims)


def test_forger_with_the_key_who_leaves_out_the_issue_is_not_vouched_for(full_pack, edition):
    verdict = verify(edition.forged(full_pack, lambda facts: facts["edition"].update(title="Khác"), sign=True))
    assert verdict.is_valid
    assert not verdict.is_bound


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"[" * 50_000,
        b"\xff\xfe",
        b'{"a":1.5}',
        b'{"claims":[' + b"9" * 6000,
        canonical({"format": "\u202e"}),
    ],
)
def test_facts_that_are_none_are_refused_without_a_traceback(full_pack, edition, data):
    verdict = verify(edition.reissued(edition.unpacked(full_pack) | {"data/facts.json": data}))
    assert not verdict.is_valid
    assert verdict.facts is None


def test_hostile_page_is_refused_without_a_traceback(full_pack, edition):
    files = edition.unpacked(full_pack)
    for page in (b"", b"<b>" * 100_000, b"\xff" * 1000, b"<!doctype html><p id='c-staff'>27</p>"):
        assert not verify(edition.reissued(files | {"data/report/page.html": page})).is_valid


def test_published_codes_are_compared(full_pack, edition):
    valid = verify(full_pack)
    key = edition.KEY.public_key().public_bytes_raw().hex()
    assert verify(full_pack, expected=valid.sha256, key=key).is_valid
    assert verify(full_pack, expected=valid.fingerprint.upper()).is_valid
    assert codes(verify(full_pack, expected="00" * 32)) == {"not_the_expected_pack"}
    assert codes(verify(full_pack, key="00" * 32)) == {"not_the_expected_key"}


def test_facts_under_a_damaged_name_still_tell_which_claims_are_touched(full_pack, edition):
    files = edition.unpacked(full_pack)
    files["data/fects.json"] = files.pop("data/facts.json")
    assert touched(verify(edition.packed(files))) == EVERY_CLAIM


def test_facts_that_are_no_json_still_tell_which_claims_are_touched(full_pack, edition):
    files = edition.unpacked(full_pack)
    damaged = files["data/facts.json"].replace(b'"dates":[', b'"dates"{[', 1)
    assert touched(verify(edition.packed(files | {"data/facts.json": damaged}))) == EVERY_CLAIM
