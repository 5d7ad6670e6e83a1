"""Forget the words of orders that stood in a file that was purged; the span and the tasks stay."""

from __future__ import annotations

from django.db import transaction

from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.actions.forgetting import FORGOTTEN
from minhchung.files.models import StoredFile
from minhchung.work.models import Directive


@transaction.atomic
def forget_file(*, file: StoredFile, by: User | None) -> None:
    """Empty the text of every directive marked in *file*."""
    for directive in Directive.objects.select_for_update(of=("self",)).filter(version__file=file):
        directive.text = FORGOTTEN
        directive.save(update_fields=["text"])
        ledger.record("directive.forgotten", target=directive, by=by, facts={"sha256": file.sha256})


def forget_purged(*, file: StoredFile, by: User | None, **_signal: object) -> None:
    """Receive `files.signals.purged`."""
    forget_file(file=file, by=by)
