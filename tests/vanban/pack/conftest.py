"""A small, whole edition to pack: 26 people, patrols, two outreach figures that overlap, three documents."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
import zlib
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from vanban.pack.bag import manifest
from vanban.pack.build import build_bytes, content_digest
from vanban.pack.canonical import canonical
from vanban.pack.contents import (
    Both,
    Claim,
    Definition,
    Document,
    Edition,
    Event,
    Evidence,
    Family,
    Figure,
    File,
    Kind,
    Ledger,
    NamedDate,
    Overlap,
    PackContents,
    Period,
    Seal,
)
from vanban.pack.layout import Entry, directory, local_header
from vanban.pack.merkle import Tree, leaf_hash
from vanban.pack.seal import seal_message

SECRET = b"an example secret of an example installation"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WHEN = "2022-12-15T01:00:00Z"


def _definition(code, formula, vi):
    return Definition(code, 1, Both(vi, code.lower()), Both(f"{vi}: đếm từ hồ sơ", f"{code}: counted"), formula)


def _figures():
    staff = [
        {
            "record": f"organisation.person:{n}",
            "person": f"Chuyên viên {n:02}",
            "acknowledged": n != 7,
            "evidence": "signed-list",
        }
        for n in range(1, 27)
    ]
    shifts = [{"record": f"work.shift:{n}", "is_full": n > 10, "evidence": "patrol-log"} for n in range(1, 313)]
    radio = [{"record": f"work.activity:{n}", "outlet": "phát thanh", "minutes": 5 * n} for n in range(1, 25)]
    press = [{"record": f"work.activity:{n}", "outlet": "báo", "minutes": 0} for n in range(23, 31)]
    people = Both("người", "people")
    outreach = {"evidence": ("confirmation",), "family": "outreach", "approved_by": "Trưởng phòng Tổng hợp"}
    return (
        Figure("staff", _definition("HEADCOUNT", {"op": "count_distinct", "field": "person"}, "Số người"), 26, "26", people,
               "Trưởng phòng Tổng hợp", staff, evidence=("signed-list",), personal=("person", "record"), events=(1,)),
        Figure("coverage", _definition("COVERAGE", {"op": "percent", "part": {"op": "count", "where": {"acknowledged": True}},
               "whole": {"op": "count"}, "digits": 1}, "Tỷ lệ quán triệt"), "96.2", "96,2%", Both("%", "%"),
               "Giám đốc", staff, evidence=("signed-list",), personal=("person", "record")),
        Figure("shifts", _definition("SHIFTS", {"op": "count"}, "Số ca"), 312, "312", Both("ca", "shifts"), "Giám đốc", shifts,
               evidence=("patrol-log",), events=(2, 3)),
        Figure("minutes", _definition("MINUTES", {"op": "sum", "field": "minutes"}, "Thời lượng"), 1500, "1.500",
               Both("phút", "minutes"), "Giám đốc", radio, evidence=("confirmation",)),
        Figure("radio", _definition("RADIO", {"op": "count", "where": {"outlet": "phát thanh"}}, "Số buổi phát"), 24, "24",
               Both("buổi", "broadcasts"), rows=radio, **outreach),
        Figure("press", _definition("PRESS", {"op": "count", "where": {"outlet": ["báo", "tạp chí"]}}, "Số tin, bài"), 8, "08",
               Both("bài", "articles"), rows=press, **outreach),
        Figure("waves", _definition("WAVES", None, "Số đợt"), 2, "hai", Both("đợt", "waves"), "Giám đốc", status="declared",
               evidence=("confirmation",)),
    )  # fmt: skip


CLAIMS = (
    Claim(
        "c1",
        "figure",
        "26",
        "Tổng số cán bộ, công chức, viên chức và người lao động là 26 người.",
        "c-staff",
        figure="staff",
    ),
    Claim("c2", "figure", "96,2%", "Quán triệt đến 96,2% cán bộ.", "c-coverage", figure="coverage", format="percent"),
    Claim("c3", "figure", "312", "Tổ chức 312 ca tuần tra.", "c-shifts", figure="shifts"),
    Claim("c4", "figure", "1.500", "Phát 1.500 phút.", "c-minutes", figure="minutes"),
    Claim("c5", "figure", "24", "24 buổi phát thanh.", "c-radio", figure="radio"),
    Claim("c6", "figure", "08", "08 tin, bài.", "c-press", figure="press", format="padded"),
    Claim("c7", "figure", "hai", "Chia làm hai đợt.", "c-waves", figure="waves", format="words"),
    Claim("c8", "document", "Kế hoạch số 84/KH-STTTT ngày 21/01/2022", "Ban hành Kế hoạch.", "c-plan", document="plan"),
    Claim("c9", "document", "Pháp lệnh bảo vệ công trình quốc phòng", "Quán triệt Pháp lệnh.", "c-law", document="law"),
    Claim("c10", "date", "14/12/2022", "Số liệu tính đến 14/12/2022.", "c-cutoff", date="cutoff"),
    Claim("c11", "not-a-claim", "2023", "Phương hướng năm 2023.", "c-next", reason="year-of-direction"),
    Claim("c12", "list", "báo, phát thanh", "Trên báo, phát thanh.", "c-list", evidence=("confirmation",)),
)


def _page(claims):
    lines = "".join(f'<p>{c.sentence} <span class="figure" id="{c.anchor}">{c.text}</span></p>\n' for c in claims)
    return f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>Báo cáo</title><body>\n{lines}</body></html>\n'.encode()


def make_contents(*, claims=CLAIMS, page=None, big=b"", extra_events=0, kind=Kind.FULL):
    """A whole edition whose issue is recorded in a sealed ledger; *big* adds bytes to one evidence file."""
    signed = File.of(b"%PDF-1.4 signed list " + b"s" * 900, "ký nhận.pdf", "application/pdf",
                     masked=File.of(b"\x89PNG masked" + b"m" * 300, "ký nhận, đã che.png", "image/png"))  # fmt: skip
    log = File.of(b"ca;diem\n1;6\n" * 400 + big, "so-tuan-tra.csv", "text/csv", is_public=True)
    confirmation = File.of(b"<script>alert(1)</script>", "xac-nhan.html", "text/html", is_public=True)
    plan = File.of(b"%PDF-1.4 plan 84", "84-KH-STTTT.pdf", "application/pdf", is_public=True)
    contents = PackContents(
        edition=Edition("156/BC-STTTT", "Kết quả công tác quốc phòng, quân sự địa phương năm 2022",
                        Period("Năm 2022", "2021-12-15", "2022-12-14"), WHEN, "2022-12-15", "Sở Thông tin và Truyền thông tỉnh Mẫu", "STTTT"),
        claims=claims,
        figures=_figures(),
        documents=(
            Document("plan", "Kế hoạch số 84/KH-STTTT ngày 21/01/2022", "84/KH-STTTT", "Kế hoạch", "Sở TTTT", "2022-01-21",
                     "Bảo đảm an ninh trật tự", (plan,), events=(4,)),
            Document("law", "Pháp lệnh bảo vệ công trình quốc phòng và khu quân sự", "32-L/CTN", "Pháp lệnh", "UBTVQH", "1994-05-19",
                     "Bảo vệ công trình quốc phòng và khu quân sự", names=("Pháp lệnh bảo vệ công trình quốc phòng",)),
        ),
        evidence=(
            Evidence("signed-list", "Danh sách ký của Chuyên viên 01–26", "2022-03-08", "2022-03-09", WHEN, (signed,), "Danh sách ký", (1,)),
            Evidence("patrol-log", "Sổ tuần tra năm 2022", "2022-12-14", "2022-12-14", WHEN, (log,), events=(2,)),
            Evidence("confirmation", "Xác nhận của đài, báo", None, "2022-12-01", WHEN, (confirmation,)),
        ),
        report=(
            File.of(page if page is not None else _page(claims), "page.html", "text/html"),
            File.of(b"%PDF-1.7 report", "report.pdf", "application/pdf"),
            File.of(b"PK report", "report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ),
        ledger=Ledger(0, "", Seal("", "", ""), (), ()),
        dates=(NamedDate("cutoff", "Ngày chốt số liệu", "2022-12-14"),),
        families=(
            Family("outreach", Both("Tuyên truyền", "Outreach"), "record", ("radio", "press"), 30,
                   (Overlap("work.activity:23", ("radio", "press"), "phát và đăng"), Overlap("work.activity:24", ("press", "radio"), "phát và đăng"))),
        ),
    )  # fmt: skip
    return sealed(contents, kind, extra_events)


def sealed(contents, kind=Kind.FULL, extra_events=0):
    """The same contents with a ledger that records and seals them."""
    said = [
        {"sequence": n + 1, "verb": "record.made", "actor": "accounts.user:1", "facts": f'{{"n":{n}}}'}
        for n in range(9 + extra_events)
    ]
    said.append(
        {
            "sequence": len(said) + 1,
            "verb": "edition.issued",
            "facts": f'{{"digest":"{content_digest(contents, kind, SECRET)}"}}',
        }
    )
    said.append({"sequence": len(said) + 1, "verb": "later.deed", "facts": "{}"})
    tree = Tree(leaf_hash(canonical(each)) for each in said)
    root = tree.root().hex()
    seal = Seal(
        "2022-12-15",
        KEY.public_key().public_bytes_raw().hex(),
        KEY.sign(seal_message(len(tree), root, "2022-12-15")).hex(),
    )
    issue = len(said) - 2
    events = [Event(n, said[n], is_public=n == issue) for n in (1, 2, 3, 4, *range(9, 9 + extra_events), issue)]
    return replace(contents, ledger=Ledger.of(tree, events, seal, issue=issue))


@pytest.fixture(scope="session")
def edition():
    """The functions of this file, for tests that make and break packs of their own."""
    return sys.modules[__name__]


@pytest.fixture(scope="session")
def contents():
    return make_contents()


@pytest.fixture(scope="session")
def full_pack(contents):
    return build_bytes(contents)


@pytest.fixture(scope="session")
def public_pack():
    return build_bytes(make_contents(kind=Kind.PUBLIC), kind=Kind.PUBLIC, secret=SECRET)


def packed(files):
    """A zip of these files (name → bytes) in the one form of a pack."""
    entries = [Entry(name, len(files[name]), zlib.crc32(files[name])) for name in sorted(files)]
    return b"".join(local_header(entry) + files[entry.name] for entry in entries) + directory(entries)


def unpacked(pack):
    """The files of a pack by name."""
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def reissued(files):
    """A zip of these files whose manifests and payload sum are made anew: a forger who does all but sign."""
    files = {name: data for name, data in files.items() if "manifest-sha256" not in name}
    payload = {name: data for name, data in files.items() if name.startswith("data/")}
    oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}"
    files["bag-info.txt"] = re.sub(r"Payload-Oxum: [0-9.]+", oxum, files["bag-info.txt"].decode()).encode()
    files["manifest-sha256.txt"] = manifest({name: sha256(data).hexdigest() for name, data in payload.items()})
    tags = {name: sha256(data).hexdigest() for name, data in files.items() if not name.startswith("data/")}
    return packed(files | {"tagmanifest-sha256.txt": manifest(tags)})


def forged(pack, change, *, sign=False):
    """The pack after *change* was made to its parsed facts; with *sign*, by somebody who has the agency's key."""
    files = unpacked(pack)
    facts = json.loads(files["data/facts.json"])
    change(facts)
    if sign:
        ledger = facts["ledger"]
        facts["ledger"]["issue"] = None
        message = seal_message(ledger["tree_size"], ledger["root"], ledger["seal"]["date"])
        ledger["seal"]["signature"] = KEY.sign(message).hex()
    return reissued(files | {"data/facts.json": canonical(facts)})
