"""Take bytes in. Nothing is written before the size, the kind and the gate are passed."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.files import blobs, kinds, thumbnails
from minhchung.files.errors import (
    FileEmptyError,
    FilePurgedError,
    FileTooLargeError,
    HidingTooMuchError,
    KindRefusedError,
    NoSuchFileError,
    PurgeReasonMissingError,
)
from minhchung.files.first_page import is_open_pdf
from minhchung.files.gate import pass_gate
from minhchung.files.kinds import Kind
from minhchung.files.models import StoredFile
from minhchung.files.names import clean_name
from minhchung.files.signals import purged

_YOUNG = timedelta(days=1)
"""Bytes this young may belong to a transaction that is still under way."""


@transaction.atomic
def store(
    content: bytes | BinaryIO,
    *,
    name: str,
    by: User | None,
    text: str | None = None,
    confirmed_not_secret_by: User | None = None,
) -> StoredFile:
    """Store bytes that somebody brought, once, and return their row; the same bytes give the same row.

    *text*: that of the first page, when the caller has read it. Raises FileTooLargeError, FileEmptyError,
    KindRefusedError, HidingTooMuchError, StateSecretError or SecrecyToConfirmError, with nothing written.
    """
    content = _bounded(content, name)
    kind = _kind(content, name)
    confirmed = pass_gate(content, kind=kind, name=name, text=text, confirmed_not_secret_by=confirmed_not_secret_by)
    facts: dict[str, object] = {"size": len(content), "media_type": kind.media_type}
    if confirmed and confirmed_not_secret_by is not None:
        facts |= {"not_secret": confirmed, "confirmed_by": ledger.actor_name(confirmed_not_secret_by)}
    return _keep(content, clean_name(name, kind), kind.media_type, by, facts)


@transaction.atomic
def store_bytes(
    content: bytes, *, name: str, media_type: str = "application/octet-stream", by: User | None = None
) -> StoredFile:
    """Store bytes that the system itself has made (a report, a pack, an extract of records), once."""
    return _keep(content, name, media_type, by, {"size": len(content), "media_type": media_type, "made_here": True})


@transaction.atomic
def purge(*, sha256: str, reason: str, by: User | None) -> StoredFile:
    """Remove the bytes with this hash for good (a state secret that got in); the row and a wordless event stay.

    *reason* goes into the ledger, which forgets nothing: it must not repeat the content. Later rooms forget what they
    had read out of the file. A file purged before is erased from the disk once more, as after a restored backup.
    Raises NoSuchFileError or PurgeReasonMissingError.
    """
    if not reason.strip():
        raise PurgeReasonMissingError()
    ledger.hold()
    file = StoredFile.objects.select_for_update(of=("self",)).filter(sha256=sha256.lower()).first()
    if file is None:
        raise NoSuchFileError(sha256=sha256[:64])
    if not file.purged_at:
        file.purged_at, file.name = clock.now(), f"da-loai-bo-{file.sha256[:8]}"
        file.save(update_fields=["purged_at", "name"])
        ledger.record("file.purged", target=file, by=by, facts={"sha256": file.sha256, "reason": reason.strip()[:300]})
        purged.send(sender=StoredFile, file=file, by=by)
    transaction.on_commit(lambda: _erase(file.sha256))
    return file


def sweep(*, is_rehearsal: bool = False) -> int:
    """Erase bytes older than a day that no row holds, left by acts that failed, and return how many there are."""
    before = (clock.now() - _YOUNG).timestamp()
    swept = 0
    for sha256, path in blobs.stored_paths():
        if path.stat().st_mtime >= before or StoredFile.objects.filter(sha256=sha256).exists():
            continue
        swept += 1
        if not is_rehearsal:
            path.unlink()
    return swept


def _erase(sha256: str) -> None:
    blobs.erase(sha256)
    thumbnails.forget(sha256)


def _keep(content: bytes, name: str, media_type: str, by: User | None, facts: dict[str, object]) -> StoredFile:
    _refuse_purged(content)
    sha256 = blobs.write(content)
    ledger.hold()
    if existing := StoredFile.objects.filter(sha256=sha256).first():
        return existing
    file = StoredFile.objects.create(
        sha256=sha256, size=len(content), media_type=media_type, name=name, recorded_at=clock.now()
    )
    ledger.record("file.stored", target=file, by=by, facts=facts | {"sha256": sha256})
    return file


def _refuse_purged(content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    if StoredFile.objects.filter(sha256=sha256, purged_at__isnull=False).exists():
        raise FilePurgedError(sha256=sha256)


def _bounded(content: bytes | BinaryIO, name: str) -> bytes:
    most = settings.MAX_UPLOAD
    given = content if isinstance(content, bytes) else content.read(most + 1)
    if len(given) > most:
        raise FileTooLargeError(name=name[:80], limit=most // 1024 // 1024)
    if not given:
        raise FileEmptyError(name=name[:80])
    return given


def _kind(content: bytes, name: str) -> Kind:
    try:
        kind = kinds.kind_of(content, name)
    except kinds.Refused as refusal:
        if refusal.hides_too_much:
            raise HidingTooMuchError(name=name[:80]) from refusal
        raise KindRefusedError(name=name[:80], reason=refusal.reason) from refusal
    if kind.is_image:
        _check_picture(content, name)
    if kind == kinds.PDF and not is_open_pdf(content):
        raise KindRefusedError(name=name[:80], reason=_("PDF hỏng hoặc có mật khẩu"))
    return kind


def _check_picture(content: bytes, name: str) -> None:
    """Refuse a picture that Pillow cannot open, or that has too many points; nothing is unpacked for it."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    except Image.DecompressionBombError as error:
        raise HidingTooMuchError(name=name[:80]) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise KindRefusedError(name=name[:80], reason=_("ảnh hỏng")) from error
    if width * height > kinds.MOST_PIXELS:
        raise HidingTooMuchError(name=name[:80])
