"""Every upload form: what could run or hides something is refused, and of a state secret no byte reaches the disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from tests.factories.addresses import address, rows
from tests.factories.house import PNG, House
from tests.security.test_every_form import activity, draft, evidence, incoming
from tests.security.test_every_page import body_of, visitor

from minhchung.audit.models import AuditEvent
from minhchung.documents.models import Document
from minhchung.files.models import StoredFile
from minhchung.work.models import Activity, Evidence

ROWS = rows()
FORMS: dict[str, tuple[Callable[..., dict[str, object]], type[Model]]] = {
    "documents:register-incoming": (incoming, Document),
    "documents:draft": (draft, Document),
    "work:record-activity": (activity, Activity),
    "work:add-evidence @open": (evidence, Evidence),
    "work:add-task-evidence @open": (evidence, Evidence),
}


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(text: str) -> bytes:
    import docx as python_docx

    out, document = io.BytesIO(), python_docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


DANGEROUS = {
    "trang.html": b"<!doctype html><script>alert(1)</script>",
    "anh.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "anh.png": b"<script>alert(1)</script>",
    "bao-cao.pdf": b"<html><body onload=alert(1)></html>",
    "virus.exe": b"MZ\x90\x00" + bytes(64),
    "may.elf": b"\x7fELF" + bytes(64),
    "chay.sh": b"#!/bin/sh\nrm -rf /\n",
    "trang.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "macro.docm": zipped(**{"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x", "[Content_Types].xml": b"<x/>"}),
    "nen.zip": zipped(a=b"x" * 10),
    "trong.pdf": b"",
    "java.jar": b"\xca\xfe\xba\xbe" + bytes(64),
    "lnk.lnk": b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(64),
}
SECRETS = {
    "van-ban.txt": "ỦY BAN NHÂN DÂN TỈNH MẪU\n\nTUYỆT MẬT\n\nSố: 01/KH-UBND\nKẾ HOẠCH\n",
    "toi-mat.txt": "TỐI MẬT\nBÁO CÁO\n",
    "mat.txt": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nMẬT\nBÁO CÁO\n",
    "ke-hoach.docx": "TỐI MẬT\nKẾ HOẠCH\n",
}


def on_disk(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def untouched(house: House, data_folder: Path) -> Iterator[None]:
    """Whatever a test sends: no file, no row and no event more than before."""
    before = on_disk(data_folder), StoredFile.objects.count(), AuditEvent.objects.count()
    yield
    assert (on_disk(data_folder), StoredFile.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("label", FORMS)
@pytest.mark.parametrize("name", DANGEROUS)
def test_a_file_that_could_run_or_hide_something_is_refused(
    house: House, untouched: None, label: str, name: str
) -> None:
    make, model = FORMS[label]
    before = model._default_manager.count()
    data = make(house) | {"file": SimpleUploadedFile(name, DANGEROUS[name], content_type="image/png")}
    answer = visitor(house, "head").post(address(label, ROWS[label], house), data)
    if name == "chay.sh" and answer.status_code == 302:
        pytest.fail("a script was taken")
    assert 400 <= answer.status_code < 500
    assert model._default_manager.count() == before


@pytest.mark.parametrize("label", FORMS)
@pytest.mark.parametrize("name", SECRETS)
def test_of_a_state_secret_nothing_is_kept(house: House, untouched: None, label: str, name: str) -> None:
    text = SECRETS[name]
    content = docx(text) if name.endswith(".docx") else text.encode()
    make, model = FORMS[label]
    before = model._default_manager.count()
    for confirmed in ({}, {"not_secret_confirmed": "on"}):
        data = make(house) | {"file": SimpleUploadedFile(name, content)} | confirmed
        answer = visitor(house, "head").post(address(label, ROWS[label], house), data)
        assert 400 <= answer.status_code < 500
        assert "KẾ HOẠCH" not in answer.content.decode()
    assert model._default_manager.count() == before


@pytest.mark.parametrize("label", FORMS)
def test_a_file_larger_than_is_taken_is_refused(house: House, untouched: None, settings: object, label: str) -> None:
    settings.MAX_UPLOAD = 1_000
    data = FORMS[label][0](house) | {"file": SimpleUploadedFile("anh.png", PNG + bytes(2_000))}
    answer = visitor(house, "head").post(address(label, ROWS[label], house), data)
    assert answer.status_code in (413, 422)


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..\\..\\x.png", "a\0.png", "\u202egnp.exe", "x" * 5_000, ".htaccess"]
)
def test_the_name_of_a_file_leads_nowhere(house: House, data_folder: Path, name: str) -> None:
    """The name is shown, never used: bytes lie under their hash, and headers carry no line of the sender's."""
    url = address("work:add-evidence @open", ROWS["work:add-evidence @open"], house)
    head, before = visitor(house, "head"), {path.parent for path in on_disk(data_folder)}
    content = PNG + name.encode(errors="replace")[:64]
    upload = SimpleUploadedFile("anh.png", content)
    upload._name = name  # Django's own cleaning would hide what a hostile client sends
    answer = head.post(url, evidence(house) | {"file": upload})
    assert answer.status_code in (302, 400, 415, 422)
    assert all(parent.is_relative_to(data_folder) for parent in {path.parent for path in on_disk(data_folder)} - before)
    if answer.status_code != 302:
        return
    made = Evidence.objects.order_by("-pk").first()
    served = head.get(reverse("work:evidence-file", args=[made.pk]))
    assert b"\n" not in served.headers["Content-Disposition"].encode() and "\u202e" not in made.file.name
    body_of(served)


def test_what_is_handed_out_can_never_run(house: House) -> None:
    """Each kind that is taken comes back as data: shown in a sandbox, or to be kept."""
    url = address("work:add-evidence @open", ROWS["work:add-evidence @open"], house)
    head = visitor(house, "head")
    taken = {
        "a.png": PNG,
        "ghi-chu.txt": "<script>alert(1)</script> ghi chú".encode(),
        "bang.csv": "Tên,Số\n=1+1,2\n".encode(),
    }
    for name, content in taken.items():
        answer = head.post(url, evidence(house) | {"file": SimpleUploadedFile(name, content)})
        if answer.status_code != 302:
            continue
        made = Evidence.objects.order_by("-pk").first()
        served = head.get(reverse("work:evidence-file", args=[made.pk]))
        assert served.headers["Content-Type"].split(";")[0] in ("image/png", "text/plain", "text/csv")
        assert "sandbox" in served.headers["Content-Security-Policy"]
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        if not name.endswith(".png"):
            assert served.headers["Content-Disposition"].startswith("attachment")
        body_of(served)


def test_an_upload_without_a_right_is_refused_before_it_is_looked_at(house: House, untouched: None) -> None:
    for label, (make, _model) in FORMS.items():
        for who in ("anonymous", "nobody"):
            answer = visitor(house, who).post(
                address(label, ROWS[label], house), make(house) | {"file": SimpleUploadedFile("anh.png", PNG)}
            )
            assert answer.status_code in (302, 403, 404, 422)
            assert answer.status_code != 302 or "dang-nhap" in answer.url
    assert Client().get("/").status_code == 200
