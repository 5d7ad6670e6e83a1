"""Take bytes in. Nothing is written before the size, the kind and the gate are passed."""

from __future__ import annotations

import io
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.files import blobs, kinds
from minhchung.files.errors import FileEmptyError, FileTooLargeError, HidingTooMuchError, KindRefusedError
from minhchung.files.first_page import is_open_pdf
from minhchung.files.gate import pass_gate
from minhchung.files.kinds import Kind
from minhchung.files.models import StoredFile
from minhchung.files.names import clean_name


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


def _keep(content: bytes, name: str, media_type: str, by: User | None, facts: dict[str, object]) -> StoredFile:
    sha256 = blobs.write(content)
    ledger.hold()
    if existing := StoredFile.objects.filter(sha256=sha256).first():
        return existing
    file = StoredFile.objects.create(
        sha256=sha256, size=len(content), media_type=media_type, name=name, recorded_at=clock.now()
    )
    ledger.record("file.stored", target=file, by=by, facts=facts | {"sha256": sha256})
    return file


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
