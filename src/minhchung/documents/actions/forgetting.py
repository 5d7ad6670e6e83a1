"""Forget what was read out of a file that was purged: the text of its versions, their citations, the subject."""

from __future__ import annotations

from django.db import transaction

from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.models import Citation, Document, DocumentVersion
from minhchung.files.models import StoredFile

FORGOTTEN = "(nội dung đã bị loại bỏ khỏi hệ thống)"


@transaction.atomic
def forget_file(*, file: StoredFile, by: User | None) -> None:
    """Empty every version that was read from *file*, and the subject of its document; number and dates stay."""
    versions = DocumentVersion.objects.filter(file=file)
    for document in Document.objects.select_for_update(of=("self",)).filter(pk__in=versions.values("document")):
        document.subject, document.folded_subject, document.folded_title = FORGOTTEN, "", ""
        document.save(update_fields=["subject", "folded_subject", "folded_title"])
        ledger.record("document.forgotten", target=document, by=by, facts={"sha256": file.sha256})
    Citation.objects.filter(version__in=versions).delete()
    versions.update(text="", note="")


def forget_purged(*, file: StoredFile, by: User | None, **_signal: object) -> None:
    """Receive `files.signals.purged`."""
    forget_file(file=file, by=by)
