"""Mark the sentence that orders."""

from __future__ import annotations

from django.db import transaction

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.documents.models import DocumentVersion
from minhchung.work.checks import free_key, locked
from minhchung.work.errors import SpanMismatchError, SpanOverlapError
from minhchung.work.models import Directive
from minhchung.work.permissions import can_plan, require


@transaction.atomic
def mark_directive(
    *, version: DocumentVersion, start: int, end: int, by: User, text: str | None = None, key: str | None = None
) -> Directive:
    """Mark the code points [*start*, *end*) of *version*'s text as an order; *text*, when given, must be that slice."""
    require(can_plan(by, version.document.unit))
    version = locked(version)
    if not 0 <= start < end <= len(version.text):
        raise SpanMismatchError(start=start, end=end)
    slice_ = version.text[start:end]
    if not slice_.strip() or (text is not None and text != slice_):
        raise SpanMismatchError(start=start, end=end)
    if other := version.directives.filter(start__lt=end, end__gt=start).first():
        raise SpanOverlapError(other=str(other))

    directive = Directive.objects.create(
        key=free_key(Directive, key or f"{version.document.key[:50]}-v{version.ordinal}-{start}-{end}"),
        version=version,
        start=start,
        end=end,
        text=slice_,
        recorded_at=clock.now(),
    )
    record(
        "directive.marked",
        target=directive,
        by=by,
        facts={"key": directive.key, "document": version.document.key, "start": start, "end": end},
    )
    return directive
