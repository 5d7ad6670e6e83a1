"""Bytes are stored once, under their hash, read-only; what is refused leaves nothing on disk."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.test import RequestFactory
from docx import Document as Docx
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from minhchung.accounts.models import User
from minhchung.audit.models import AuditEvent
from minhchung.clock import now
from minhchung.errors import MinhChungError
from minhchung.files import blobs, errors, queries
from minhchung.files.actions import store, store_bytes
from minhchung.files.kinds import PDF, kind_of
from minhchung.files.models import StoredFile
from minhchung.files.names import LONGEST, clean_name

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8) + "WordDocument".encode("utf-16-le") + bytes(8)
TEXT = "Biên bản buổi quán triệt".encode()


def pdf(*lines: str) -> bytes:
    return typst.compile(" \\\n".join(lines).encode(), format="pdf")


def png(width: int = 40, height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return out.getvalue()


def docx(*lines: str) -> bytes:
    document, out = Docx(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def xlsx(cell: str) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = cell
    book.save(out)
    return out.getvalue()


def archive(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as file:
        file.writestr(name, content)
    return out.getvalue()


def on_disk(data: Path) -> list[Path]:
    return [path for path in data.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_store_writes_read_only_bytes_under_their_hash(data_folder: Path) -> None:
    file = store(TEXT, name="Biên bản.txt", by=None)

    digest = hashlib.sha256(TEXT).hexdigest()
    place = data_folder / "files" / digest[:2] / digest[2:]
    assert (file.sha256, file.size, file.media_type, file.name) == (digest, len(TEXT), "text/plain", "Biên bản.txt")
    assert place.read_bytes() == queries.read(file) == TEXT
    assert stat.S_IMODE(place.stat().st_mode) == 0o444
    assert on_disk(data_folder) == [place]
    assert AuditEvent.objects.get().verb == "file.stored"


@pytest.mark.django_db
def test_store_takes_a_stream() -> None:
    assert queries.read(store(io.BytesIO(TEXT), name="a.txt", by=None)) == TEXT


@pytest.mark.django_db
def test_the_same_bytes_are_stored_once() -> None:
    first = store(TEXT, name="a.txt", by=None)
    again = store(TEXT, name="b.txt", by=None)

    assert again == first
    assert StoredFile.objects.count() == AuditEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_are_stored_once_by_many_at_a_time(data_folder: Path) -> None:
    found, gate = [], threading.Barrier(8)

    def bring(number: int) -> None:
        try:
            gate.wait()
            for turn in range(5):
                found.append(store(b"turn %d" % turn, name=f"{number}.txt", by=None).pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=bring, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 40
    assert StoredFile.objects.count() == len(set(found)) == len(on_disk(data_folder)) == 5


@pytest.mark.django_db
def test_a_damaged_blob_is_healed_by_the_same_bytes() -> None:
    file = store(TEXT, name="a.txt", by=None)
    place = queries.path_of(file)
    place.chmod(0o600)
    place.write_bytes(b"damaged")

    store(TEXT, name="a.txt", by=None)

    assert queries.read(file) == TEXT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (pdf("Kế hoạch"), "kế hoạch.pdf", "application/pdf"),
        (png(), "ảnh.png", "image/png"),
        (docx("Kế hoạch"), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (xlsx("Kế hoạch"), "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"a;b\n1;2\n", "a.csv", "text/csv"),
        (b"ID3\x04" + bytes(50), "phát thanh.mp3", "audio/mpeg"),
    ],
)
def test_store_tells_the_kind_by_the_bytes(content: bytes, name: str, media_type: str) -> None:
    assert store(content, name="không rõ" + Path(name).suffix, by=None).media_type == media_type


def bomb() -> bytes:
    return archive(**{"[Content_Types]_dot_xml": b" " * 40_000_000, **{f"x{n}": bytes(50_000_000) for n in range(11)}})


def large_picture() -> bytes:
    content = bytearray(png())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


REFUSED: list[tuple[str, Callable[[], bytes], type[MinhChungError]]] = [
    ("rỗng.txt", lambda: b"", errors.FileEmptyError),
    ("chạy.pdf", lambda: b"MZ" + bytes(200), errors.KindRefusedError),
    ("chạy.txt", lambda: b"\x7fELF" + bytes(200), errors.KindRefusedError),
    ("lệnh.txt", lambda: b"#!/bin/sh\nrm -rf /\n", errors.KindRefusedError),
    ("trang.txt", lambda: b"\xef\xbb\xbf \n<!DOCTYPE html><script>alert(1)</script>", errors.KindRefusedError),
    ("hình.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", errors.KindRefusedError),
    ("nén.docx", lambda: archive(readme_dot_txt=b"hello"), errors.KindRefusedError),
    ("hỏng.docx", lambda: docx("x")[:-200], errors.KindRefusedError),
    ("macro.docx", lambda: with_part(docx("x"), "word/vbaProject.bin", b"x"), errors.KindRefusedError),
    (
        "macro.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"),
        errors.KindRefusedError,
    ),
    ("bom.docx", bomb, errors.HidingTooMuchError),
    ("ảnh.png", lambda: png()[:20], errors.KindRefusedError),
    ("ảnh lớn.png", large_picture, errors.HidingTooMuchError),
    ("nhị phân.txt", lambda: b"abc\x00def", errors.KindRefusedError),
    ("hỏng.pdf", lambda: pdf("Kế hoạch")[:200], errors.KindRefusedError),
    ("latin.txt", lambda: "Kế".encode("utf-16"), errors.KindRefusedError),
    ("văn bản (TUYỆT MẬT).txt", lambda: TEXT, errors.StateSecretError),
    ("a.txt", lambda: "UBND TỈNH MẪU\nTỐI MẬT\nKẾ HOẠCH".encode(), errors.StateSecretError),
    ("a.pdf", lambda: pdf("UBND TỈNH MẪU", "MẬT", "KẾ HOẠCH"), errors.StateSecretError),
    ("a.docx", lambda: docx("UBND TỈNH MẪU", "TUYỆT MẬT", "KẾ HOẠCH"), errors.StateSecretError),
    ("a.xlsx", lambda: xlsx("TỐI MẬT"), errors.StateSecretError),
    ("a.doc", lambda: OLD_WORD + "\rTỐI MẬT\rKẾ HOẠCH".encode("utf-16-le"), errors.StateSecretError),
    ("KH-84 (M).txt", lambda: TEXT, errors.SecrecyToConfirmError),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "refusal"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused_leaves_nothing(
    name: str, content: Callable[[], bytes], refusal: type[MinhChungError], data_folder: Path
) -> None:
    with pytest.raises(refusal) as refused:
        store(content(), name=name, by=None)

    assert str(refused.value)
    assert on_disk(data_folder) == []
    assert not StoredFile.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_a_secret_is_refused_whoever_confirms(data_folder: Path) -> None:
    user = User.objects.create(username="van-thu", display_name="Văn thư", created_at=now())
    with pytest.raises(errors.StateSecretError):
        store(b"x\n" + "MẬT".encode(), name="a.txt", by=user, confirmed_not_secret_by=user)

    assert on_disk(data_folder) == []


@pytest.mark.django_db
def test_a_doubtful_mark_passes_when_a_person_answers_for_it() -> None:
    user = User.objects.create(username="van-thu", display_name="Văn thư", created_at=now())
    store(TEXT, name="KH-84 (M).txt", by=user, confirmed_not_secret_by=user)

    assert f'"confirmed_by":"accounts.user:{user.pk}"' in AuditEvent.objects.get().facts


@pytest.mark.django_db
def test_ordinary_words_of_secrecy_pass() -> None:
    assert store("Về bảo vệ bí mật nhà nước; mật độ dân số".encode(), name="bảo mật.txt", by=None).pk


@pytest.mark.django_db
@pytest.mark.parametrize("as_stream", [False, True])
def test_a_file_above_the_bound_is_refused(settings: object, data_folder: Path, as_stream: bool) -> None:
    settings.MAX_UPLOAD = 1000
    content = b"a" * 1001
    with pytest.raises(errors.FileTooLargeError):
        store(io.BytesIO(content) if as_stream else content, name="a.txt", by=None)

    assert on_disk(data_folder) == []
    assert store(content[:1000], name="a.txt", by=None).size == 1000


@pytest.mark.django_db
def test_a_rolled_back_store_leaves_no_row_and_its_bytes_are_swept(data_folder: Path) -> None:
    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        orphan = queries.path_of(store(TEXT, name="a.txt", by=None))
        raise Stop
    kept = queries.path_of(store(b"kept", name="b.txt", by=None))
    leftover = blobs.folder() / ".0123"
    leftover.write_bytes(b"left by a crash")
    for path in (kept, leftover):
        os.utime(path, (0, 0))

    call_command("files", "sweep", stdout=io.StringIO())
    assert sorted(on_disk(data_folder)) == sorted([orphan, kept])  # the orphan may still be wanted

    os.utime(orphan, (0, 0))
    call_command("files", "sweep", stdout=io.StringIO())
    assert on_disk(data_folder) == [kept]


@pytest.mark.django_db
def test_store_bytes_takes_what_the_system_made() -> None:
    page = store_bytes(b"<!doctype html><p>26", name="page.html", media_type="text/html")

    assert (page.media_type, queries.read(page)) == ("text/html", b"<!doctype html><p>26")


@pytest.mark.django_db
def test_verify_names_the_missing_and_the_changed() -> None:
    whole, missing, changed = (store(text, name="a.txt", by=None) for text in (b"1", b"2", b"3"))
    call_command("files", "verify", stdout=io.StringIO(), stderr=io.StringIO())
    queries.path_of(missing).unlink()
    queries.path_of(changed).chmod(0o600)
    queries.path_of(changed).write_bytes(b"4")
    out = io.StringIO()

    with pytest.raises(CommandError) as failed:
        call_command("files", "verify", stdout=out, stderr=io.StringIO())

    assert failed.value.returncode == 1
    assert [line.split()[-2] for line in out.getvalue().splitlines()] == [missing.sha256, changed.sha256]
    with pytest.raises(errors.FileMissingError):
        queries.read(missing)
    with pytest.raises(errors.FileChangedError):
        queries.read(changed)
    assert queries.readable([whole.sha256, missing.sha256, "f" * 64]) == {whole.sha256}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kế hoạch 84.pdf", "Kế hoạch 84.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\a.PDF", "a.pdf"),
        ("hóa đơn\u202efdp.exe", "hóa đơnfdp.exe.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie- x.pdf"),
        ("Ke\u0302\u0301 hoa\u0323ch.pdf", "Kế hoạch.pdf"),
        ("", "tệp.pdf"),
        ("...", "tệp.pdf"),
        ("con.pdf", "tệp con.pdf"),
        ("a/", "tệp.pdf"),
    ],
)
def test_clean_name_is_harmless(name: str, shown: str) -> None:
    assert clean_name(name, PDF) == shown


@given(st.text(max_size=400))
def test_clean_name_of_any_text_is_short_printable_and_ends_right(name: str) -> None:
    shown = clean_name(name, PDF)

    assert shown.endswith(".pdf")
    assert shown.isprintable()
    assert len(shown.encode()) <= LONGEST
    assert not set(shown) & set('/\\<>:"|?*')
    assert clean_name(shown, PDF) == shown


@given(st.binary(max_size=300), st.text(max_size=20))
def test_kind_of_any_bytes_is_a_kind_or_a_refusal(content: bytes, name: str) -> None:
    from minhchung.files.kinds import Refused

    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"RIFF", b"xxxxftyp"):
        try:
            assert kind_of(start + content, name).endings
        except Refused as refusal:
            assert refusal.reason


@pytest.mark.parametrize(("size", "kept"), [(10, 10), (1000, 1000), (1001, 1001), (3000, 1001)])
def test_an_upload_waits_in_memory_up_to_the_bound(settings: object, size: int, kept: int) -> None:
    settings.MAX_UPLOAD = 1000
    sent = {"first": io.BytesIO(b"a" * size), "second": io.BytesIO(b"b")}
    request = RequestFactory().post("/", sent)

    assert request.FILES["first"].size == len(request.FILES["first"].read()) == kept
    assert request.FILES["second"].read() == b"b"


def test_a_request_of_too_many_bytes_is_cut_off(settings: object) -> None:
    settings.MAX_UPLOAD = 1000
    request = RequestFactory().post("/", {"file": io.BytesIO(b"a" * 100_000)})

    assert not request.FILES
