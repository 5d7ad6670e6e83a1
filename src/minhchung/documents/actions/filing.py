"""What travels with a document: attached files, appendices, recipients, relations, and who it was given to."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents.actions.frozen import require_open
from minhchung.documents.actions.locking import lock
from minhchung.documents.enums import DocumentState, RecipientPurpose, RelationKind
from minhchung.documents.errors import FrozenDocumentError, SelfRelationError
from minhchung.documents.guard import refuse_secrets
from minhchung.documents.models import Appendix, Attachment, Document, Handler, Recipient, Relation
from minhchung.documents.permissions import require_can_draft, require_can_keep, require_can_see
from minhchung.documents.reading import clean_line
from minhchung.files.models import StoredFile
from minhchung.organisation.models import Person, Unit


@transaction.atomic
def attach_file(*, document: Document, file: StoredFile, title: str, by: User | None) -> Attachment:
    """A file that travels with *document* without being part of its text."""
    document = _open_for_papers(document, by, title)
    attachment = Attachment.objects.create(
        document=document,
        file=file,
        title=clean_line(title, field=_("tên tệp đính kèm"), limit=300, required=True),
        recorded_at=clock.now(),
    )
    facts = {"document": ledger.target_name(document), "title": attachment.title, "sha256": file.sha256}
    ledger.record("file.attached", target=attachment, by=by, facts=facts)
    return attachment


@transaction.atomic
def add_appendix(
    *, document: Document, label: str, title: str, by: User | None, file: StoredFile | None = None
) -> Appendix:
    """A numbered part at the end of *document* (Phụ lục I), in the same file unless *file* is given."""
    document = _open_for_papers(document, by, title)
    appendix = Appendix.objects.create(
        document=document,
        label=clean_line(label, field=_("ký hiệu phụ lục"), limit=40, required=True),
        title=clean_line(title, field=_("tên phụ lục"), limit=300, required=True),
        file=file,
    )
    facts = {
        "document": ledger.target_name(document),
        "label": appendix.label,
        "title": appendix.title,
        "sha256": file.sha256 if file else None,
    }
    ledger.record("appendix.added", target=appendix, by=by, facts=facts)
    return appendix


@transaction.atomic
def add_recipient(
    *,
    document: Document,
    name: str,
    by: User | None,
    unit: Unit | None = None,
    purpose: str = RecipientPurpose.KNOW,
    copies: int = 1,
) -> Recipient:
    """One line of nơi nhận; a document may still be sent on after it was issued, not after it was recalled."""
    require_can_draft(by, document.drafting_unit or document.unit)
    refuse_secrets(name)
    document = lock(document)
    if document.state in (DocumentState.RECALLED, DocumentState.WITHDRAWN):
        raise FrozenDocumentError(number=document.number or document.key, state=document.get_state_display().lower())
    recipient = Recipient.objects.create(
        document=document,
        name=clean_line(name, field=_("nơi nhận"), limit=300, required=True),
        unit=unit,
        purpose=RecipientPurpose(purpose),
        copies=max(copies, 0),
    )
    facts = {"document": ledger.target_name(document), "name": recipient.name, "purpose": str(recipient.purpose)}
    ledger.record("recipient.added", target=recipient, by=by, facts=facts)
    return recipient


@transaction.atomic
def relate(*, source: Document, target: Document, kind: str, by: User | None) -> Relation:
    """*source* is based on, carries out, amends, replaces or answers *target*; said once however often it is asked."""
    require_can_draft(by, source.drafting_unit or source.unit)
    require_can_see(by, target)
    if source.pk == target.pk:
        raise SelfRelationError
    lock(source)
    relation, is_new = Relation.objects.get_or_create(
        source=source, target=target, kind=RelationKind(kind), defaults={"recorded_at": clock.now()}
    )
    if is_new:
        facts = {"source": ledger.target_name(source), "target": ledger.target_name(target), "kind": str(kind)}
        ledger.record("document.related", target=relation, by=by, facts=facts)
    return relation


@transaction.atomic
def hand_to(*, document: Document, person: Person, by: User | None) -> Handler:
    """Give an incoming document to *person*, who may then see it; given once however often it is asked."""
    require_can_keep(by, document.unit)
    lock(document)
    handler, is_new = Handler.objects.get_or_create(
        document=document, person=person, defaults={"recorded_at": clock.now()}
    )
    if is_new:
        facts = {"document": ledger.target_name(document), "person": ledger.target_name(person)}
        ledger.record("document.handed", target=handler, by=by, facts=facts)
    return handler


def _open_for_papers(document: Document, by: User | None, title: str) -> Document:
    require_can_draft(by, document.drafting_unit or document.unit)
    refuse_secrets(title)
    document = lock(document)
    require_open(document)
    return document
