"""Name what work is counted by: topics, partners, standards with criteria, and an agency's own types of activity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.documents.models import Document
from minhchung.organisation.models import Unit
from minhchung.work import texts
from minhchung.work.activity_types import definitions
from minhchung.work.errors import KeyTakenError
from minhchung.work.models import ActivityType, Criterion, Partner, Standard, Topic
from minhchung.work.own_types import clean_declaration
from minhchung.work.permissions import can_name, can_record, require


@transaction.atomic
def add_activity_type(*, code: str, name: str, fields: Sequence[object], by: User) -> ActivityType:
    """Add a type of the agency's own: a name and typed *fields*, checked like those of the types in the folder.

    A field is {"name", "label", "kind", "required", "choices": [{"code", "label"}]}.
    """
    require(can_name(by))
    if code in definitions():
        raise KeyTakenError(key=code)
    own = ActivityType.objects.create(
        code=_free_code(ActivityType, code),
        name=texts.line(name, field=_("Tên loại"), most=160),
        fields=clean_declaration(fields),
        recorded_at=clock.now(),
    )
    record("activity_type.added", target=own, by=by, facts={"code": code, "fields": own.fields})
    return own


@transaction.atomic
def add_topic(*, code: str, name: str, by: User, document: Document | None = None) -> Topic:
    """Add a topic that public information, tasks and publications are counted by."""
    require(can_name(by))
    topic = Topic.objects.create(
        code=_free_code(Topic, code), name=texts.line(name, field=_("Tên chủ đề"), most=300), document=document
    )
    record("topic.added", target=topic, by=by, facts={"code": code, "name": topic.name})
    return topic


@transaction.atomic
def add_partner(*, code: str, name: str, by: User, level: str = "") -> Partner:
    """Add a body outside the agency that work is done with."""
    require(can_name(by))
    partner = Partner.objects.create(
        code=_free_code(Partner, code),
        name=texts.line(name, field=_("Tên đơn vị"), most=300),
        level=texts.line(level, field=_("Cấp"), most=20, required=False),
    )
    record("partner.added", target=partner, by=by, facts={"code": code, "name": partner.name})
    return partner


@transaction.atomic
def open_standard(
    *, code: str, name: str, by: User, legal_basis: str = "", document: Document | None = None
) -> Standard:
    """Open the checklist of a standard that the agency registers for."""
    require(can_name(by))
    standard = Standard.objects.create(
        code=_free_code(Standard, code),
        name=texts.line(name, field=_("Tên tiêu chuẩn"), most=300),
        legal_basis=texts.line(legal_basis, field=_("Căn cứ"), most=300, required=False),
        document=document,
    )
    record("standard.opened", target=standard, by=by, facts={"code": code, "name": standard.name})
    return standard


@transaction.atomic
def add_criterion(
    *,
    standard: Standard,
    code: str,
    text: str,
    by: User,
    required_evidence: str = "",
    owner: Unit | None = None,
    due_on: date | None = None,
) -> Criterion:
    """Add one thing that *standard* asks for: the evidence it needs, who owns it, by when."""
    require(can_record(by, owner) if owner else can_name(by))
    code = texts.line(code, field=_("Mã tiêu chí"), most=20)
    if standard.criteria.filter(code=code).exists():
        raise KeyTakenError(key=code)
    criterion = Criterion.objects.create(
        standard=standard,
        code=code,
        text=texts.line(text, field=_("Nội dung tiêu chí"), most=500),
        required_evidence=texts.line(required_evidence, field=_("Minh chứng cần có"), most=300, required=False),
        owner=owner,
        due_on=due_on,
    )
    record("criterion.added", target=criterion, by=by, facts={"standard": standard.code, "code": code})
    return criterion


def _free_code(model: type[ActivityType | Topic | Partner | Standard], code: str) -> str:
    """Return *code* when it is well formed, short enough for its column and no row of *model* has it."""
    if model.objects.filter(code=texts.key(code, most=model._meta.get_field("code").max_length)).exists():
        raise KeyTakenError(key=code)
    return code
