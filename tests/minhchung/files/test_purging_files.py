"""A file that should never have come in is removed for good: bytes, pictures, name; its hash and one event stay."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from minhchung.accounts.models import User
from minhchung.audit.models import AuditEvent
from minhchung.clock import now
from minhchung.files import blobs, errors, queries
from minhchung.files.actions import purge, store, store_bytes
from minhchung.files.models import StoredFile
from minhchung.files.views import serve

CONTENT = "Một văn bản lẽ ra không được vào hệ thống".encode()
REASON = "Văn bản thuộc diện phải quản lý riêng"


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("files", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def stored(transactional_db: None) -> StoredFile:
    return store(CONTENT, name="ten-noi-dung.txt", by=None)


def test_purged_bytes_are_gone_and_the_row_says_only_that_they_were_here(stored: StoredFile, data_folder: Path) -> None:
    picture = data_folder / "thumbnails" / stored.sha256[:2] / f"{stored.sha256[2:]}-0-320.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"jpeg")

    purge(sha256=stored.sha256, reason=REASON, by=None)

    kept = StoredFile.objects.get(pk=stored.pk)
    event = AuditEvent.objects.get(verb="file.purged")
    assert (kept.sha256, kept.size, kept.name) == (stored.sha256, len(CONTENT), f"da-loai-bo-{stored.sha256[:8]}")
    assert json.loads(event.facts) == {"reason": REASON, "sha256": stored.sha256}
    assert [path for path in data_folder.rglob("*") if path.is_file()] == []


def test_purged_bytes_are_neither_shown_nor_taken_again(stored: StoredFile, data_folder: Path) -> None:
    purged = purge(sha256=stored.sha256, reason=REASON, by=None)
    request = RequestFactory().get("/", HTTP_IF_NONE_MATCH=f'"{stored.sha256}"')

    for ask in (
        lambda: queries.read(purged),
        lambda: queries.open_file(purged),
        lambda: serve(purged, request),
        lambda: store(CONTENT, name="lai.txt", by=None),
        lambda: store_bytes(CONTENT, name="lai.bin"),
    ):
        with pytest.raises(errors.FilePurgedError):
            ask()
    assert queries.readable([stored.sha256]) == set()
    assert queries.thumbnail(purged) is None
    assert not blobs.path_of(stored.sha256).exists()


def test_purge_that_is_refused_leaves_everything(stored: StoredFile) -> None:
    with pytest.raises(errors.PurgeReasonMissingError):
        purge(sha256=stored.sha256, reason="  ", by=None)
    with pytest.raises(errors.NoSuchFileError):
        purge(sha256="0" * 64, reason=REASON, by=None)

    assert queries.read(stored) == CONTENT
    assert not AuditEvent.objects.filter(verb="file.purged").exists()


def test_bytes_that_a_backup_brought_back_are_named_and_erased_again(stored: StoredFile) -> None:
    purge(sha256=stored.sha256, reason=REASON, by=None)
    blobs.write(CONTENT)

    with pytest.raises(CommandError):
        run("verify", "--quiet")
    run("purge", stored.sha256, "--reason", REASON)

    assert "Nguyên vẹn" in run("verify", "--quiet")
    assert AuditEvent.objects.filter(verb="file.purged").count() == 1


def test_purge_command_names_the_actor_and_the_archives_that_hold_the_bytes_too(stored: StoredFile) -> None:
    administrator = User.objects.create(username="quan-tri", display_name="Quản trị viên", created_at=now())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("data/evidence/1.txt", CONTENT)
    pack = store_bytes(packed.getvalue(), name="pack.zip", media_type="application/zip")
    other = store_bytes(b"PK broken", name="broken.zip", media_type="application/zip")

    printed = run("purge", stored.sha256, "--reason", REASON, "--by", "quan-tri")

    assert pack.sha256 in printed
    assert other.sha256 not in printed
    assert AuditEvent.objects.get(verb="file.purged").actor == f"accounts.user:{administrator.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [("f" * 64, "--reason", REASON), ("x", "--reason", REASON, "--by", "ai-do")])
def test_purge_command_says_what_it_does_not_know(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="Không có"):
        run("purge", *arguments)
