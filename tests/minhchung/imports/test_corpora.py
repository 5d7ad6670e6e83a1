"""Texts as incoming documents: read from their own heads, findings for what could not be read."""

from __future__ import annotations

import gzip
import json
import zipfile

import pytest
from tests.minhchung.imports.conftest import found

from minhchung.documents.models import Document, RegisterEntry
from minhchung.imports.actions import commit
from minhchung.imports.errors import SourceUnreadableError
from minhchung.imports.models import ImportBatch

pytestmark = pytest.mark.django_db

DECREE = """CHÍNH PHỦ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 09/2019/NĐ-CP\tHà Nội, ngày 24 tháng 01 năm 2019
NGHỊ ĐỊNH
Quy định về chế độ báo cáo của cơ quan hành chính nhà nước
Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về chế độ báo cáo.
"""


@pytest.fixture
def corpus(tmp_path, agency):
    def write(*texts: str, name: str = "van-ban.jsonl.gz"):
        lines = "".join(
            json.dumps({"id": f"vb-{n}", "url": "", "text": text}) + "\n" for n, text in enumerate(texts, 1)
        )
        path = tmp_path / name
        path.write_bytes(gzip.compress(lines.encode(), mtime=0) if name.endswith(".gz") else lines.encode())
        return path

    return write


def test_head_of_a_document_fills_the_register(corpus, staged):
    commit(batch=staged(corpus(DECREE)), by=None)

    document = Document.objects.get()
    assert (document.number, document.issuer, document.document_type) == ("09/2019/NĐ-CP", "Chính phủ", "nghi_dinh")
    assert document.issued_on.isoformat() == "2019-01-24"
    assert document.subject == "Quy định về chế độ báo cáo của cơ quan hành chính nhà nước"
    assert document.versions.get().text == DECREE
    assert RegisterEntry.objects.get().serial == 1


def test_what_cannot_be_read_is_told_document_by_document(corpus, staged):
    batch = staged(corpus(DECREE, "Một đoạn văn không có đầu đề."))

    codes = {code for sheet, row, _column, code in found(batch) if (sheet, row) == ("vb-2", 2)}
    assert {"number_unread", "date_unread", "issuer_unread", "type_unread"} <= codes
    assert [sheet for sheet, *_ in found(batch) if sheet == "vb-1"] == []
    commit(batch=batch, by=None)
    assert Document.objects.count() == 2


def test_same_document_twice_is_registered_twice_and_told(corpus, staged):
    batch = staged(corpus(DECREE, DECREE))
    commit(batch=batch, by=None)

    assert ("vb-2", 2, "", "text_twice") in found(batch)
    assert RegisterEntry.objects.count() == 2


def test_document_with_a_stamp_of_secrecy_stops_the_batch_and_nothing_of_it_is_kept(corpus, staged):
    batch = staged(corpus(DECREE, "TỐI MẬT\n" + DECREE.replace("09/2019", "11/2019")))

    assert ("vb-2", 2, "", "secret") in found(batch)
    assert batch.rows.count() == 1 and batch.error_count == 1


@pytest.mark.parametrize("name", ["van-ban", "van-ban.zip"])
def test_folder_and_zip_of_texts_are_read_in_the_order_of_their_names(tmp_path, agency, staged, name):
    texts = {"b.txt": DECREE, "a/c.txt": DECREE.replace("09/2019", "10/2019")}
    path = tmp_path / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as archive:
            for entry, text in texts.items():
                archive.writestr(entry, text)
    else:
        for entry, text in texts.items():
            (path / entry).parent.mkdir(parents=True, exist_ok=True)
            (path / entry).write_text(text, encoding="utf-8")

    commit(batch=staged(path), by=None)

    assert list(RegisterEntry.objects.values_list("document__number", flat=True)) == ["10/2019/NĐ-CP", "09/2019/NĐ-CP"]


@pytest.mark.parametrize("content", [b"\x1f\x8b broken", b"{not json}\n", b'{"id": 1}\n', b"[" * 100_000])
def test_broken_corpus_is_refused_and_leaves_nothing(tmp_path, agency, staged, content):
    path = tmp_path / ("x.jsonl.gz" if content.startswith(b"\x1f") else "x.jsonl")
    path.write_bytes(content)

    with pytest.raises(SourceUnreadableError):
        staged(path)
    assert ImportBatch.objects.count() == 0
