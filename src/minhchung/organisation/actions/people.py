from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.audit.recording import Recorded, replace, withdraw
from minhchung.errors import NotAllowedError
from minhchung.organisation.enums import StaffCategory
from minhchung.organisation.errors import (
    AlreadyMemberError,
    AlreadyRegisteredError,
    CategoryConflictError,
    DatesReversedError,
    UnitNotThereError,
)
from minhchung.organisation.models import Absence, Membership, Person, Post, Unit
from minhchung.organisation.permissions import KEEPS_PEOPLE, can_keep, may_fill, require
from minhchung.organisation.queries import present_name, standing_version
from minhchung.texts import line

_Row = TypeVar("_Row", bound=Recorded)


@transaction.atomic
def register_person(
    *, code: str, name: str, category: StaffCategory, by: User | None, user: User | None = None
) -> Person:
    """Write down a person under a *code* that is theirs alone."""
    require(by, KEEPS_PEOPLE)
    if user is not None:
        require(by, Role.ADMINISTRATOR)
    code, name = line(code, field=_("Mã người"), most=40), line(name, field=_("Họ tên"), most=160)
    if Person.objects.filter(code=code).exists():
        raise AlreadyRegisteredError(code=code)
    person = Person.objects.create(code=code, name=name, category=category, user=user)
    facts = {"code": code, "category": str(category), "user": user.pk if user else None}
    record("person.registered", target=person, by=by, facts=facts)
    return person


@transaction.atomic
def link_user(*, person: Person, user: User, by: User | None) -> Person:
    """Let *user* sign in as *person*: what the person's posts allow, the user may from now on."""
    require(by, Role.ADMINISTRATOR)
    for unit in Unit.objects.filter(posts__memberships__in=Membership.objects.standing().filter(person=person)):
        require(by, Role.ADMINISTRATOR, unit)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.user_id is not None or Person.objects.filter(user=user).exists():
        raise AlreadyRegisteredError(code=user.username)
    person.user = user
    person.save(update_fields=["user"])
    record("person.linked", target=person, by=by, facts={"user": user.pk})
    return person


@transaction.atomic
def open_post(*, unit: Unit, title: str, role: Role, by: User | None) -> Post:
    """Open a position in *unit*; whoever holds it has *role* over the unit and all below it."""
    require(by, Role.ADMINISTRATOR, unit)
    title = line(title, field=_("Tên vị trí"), most=160)
    if Post.objects.filter(unit=unit, title=title).exists():
        raise AlreadyRegisteredError(code=title)
    post = Post.objects.create(unit=unit, title=title, role=role)
    record("post.opened", target=post, by=by, facts={"unit": unit.pk, "title": title, "role": str(role)})
    return post


@transaction.atomic
def join(
    *,
    person: Person,
    post: Post,
    since: date,
    by: User | None,
    until: date | None = None,
    category: StaffCategory | None = None,
) -> Membership:
    """Let *person* hold *post* from *since* to *until* (no end), in *category* (their present one)."""
    _require_filling(post, by)
    _check_order(since, until)
    if standing_version(post.unit, since) is None:
        raise UnitNotThereError(unit=present_name(post.unit), on=f"{since:%d/%m/%Y}")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    category = StaffCategory(category or person.category)
    _check_others(person, post, category, since, until)
    membership = Membership.objects.create(
        person=person, post=post, category=category, since=since, until=until, recorded_at=clock.now()
    )
    record("person.joined", target=membership, by=by, facts=_facts(membership))
    return membership


@transaction.atomic
def leave(*, membership: Membership, until: date, by: User | None) -> Membership:
    """Let the person hold the post for the last time on *until*; return the row that says so from now on."""
    _require_filling(membership.post, by)
    Person.objects.select_for_update(of=("self",)).get(pk=membership.person_id)
    membership = _locked(Membership.objects.all(), membership)
    _check_order(membership.since, until)
    if membership.until == until:
        return membership
    if membership.until is None or until > membership.until:
        _check_others(membership.person, membership.post, membership.category, membership.since, until, membership)
    closed = replace(membership, until=until)
    record("person.left", target=closed, by=by, facts=_facts(closed) | {"replaces": membership.pk})
    return closed


@transaction.atomic
def withdraw_membership(*, membership: Membership, reason: str, by: User | None) -> Membership:
    """Take back a membership that was written down by mistake; what was known before stays known."""
    _require_filling(membership.post, by)
    membership = _locked(Membership.objects.all(), membership)
    withdraw(membership)
    record("membership.withdrawn", target=membership, by=by, facts={"reason": reason})
    return membership


@transaction.atomic
def change_category(*, person: Person, category: StaffCategory, on: date, by: User | None) -> Person:
    """Let *person* stand in *category* from *on*: their memberships are split at that day."""
    require(by, KEEPS_PEOPLE)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    reaching = Membership.objects.standing().filter(Q(until__isnull=True) | Q(until__gte=on), person=person)
    for membership in reaching.exclude(category=category).select_related("post__unit").order_by("pk"):
        require(by, KEEPS_PEOPLE, membership.post.unit)
        if membership.since >= on:
            replace(membership, category=category)
            continue
        until = membership.until
        before = replace(membership, until=on - timedelta(days=1))
        Membership.objects.create(
            person=person,
            post=membership.post,
            category=category,
            since=on,
            until=until,
            recorded_at=before.recorded_at,
        )
    facts = {"from": person.category, "to": str(category), "on": on.isoformat()}
    person.category = category
    person.save(update_fields=["category"])
    record("person.category_changed", target=person, by=by, facts=facts)
    return person


@transaction.atomic
def record_absence(*, person: Person, since: date, until: date, reason: str, by: User | None) -> Absence:
    """Write down that *person* is excused from *since* to *until* (both inclusive); absences may overlap."""
    _require_over(person, by)
    _check_order(since, until)
    reason = line(reason, field=_("Lý do"), most=200)
    absence = Absence.objects.create(person=person, since=since, until=until, reason=reason, recorded_at=clock.now())
    facts = {"person": person.pk, "since": since.isoformat(), "until": until.isoformat()}
    record("absence.recorded", target=absence, by=by, facts=facts)
    return absence


@transaction.atomic
def withdraw_absence(*, absence: Absence, reason: str, by: User | None) -> Absence:
    """Take back an absence that was written down by mistake; what was known before stays known."""
    _require_over(absence.person, by)
    absence = _locked(Absence.objects.all(), absence)
    withdraw(absence)
    record("absence.withdrawn", target=absence, by=by, facts={"reason": reason})
    return absence


def _require_over(person: Person, by: User | None) -> None:
    if not can_keep(by, person):
        raise NotAllowedError()


def _require_filling(post: Post, by: User | None) -> None:
    if not may_fill(by, post):
        raise NotAllowedError()


def _locked(rows: QuerySet[_Row], row: _Row) -> _Row:
    return rows.select_for_update(of=("self",)).get(pk=row.pk)


def _check_order(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise DatesReversedError(since=f"{since:%d/%m/%Y}", until=f"{until:%d/%m/%Y}")


def _check_others(
    person: Person,
    post: Post,
    category: str,
    since: date,
    until: date | None,
    membership: Membership | None = None,
) -> None:
    """Refuse the same post twice, or two categories, on one day; the person's row is locked by the caller."""
    others = Membership.objects.standing().filter(Q(until__isnull=True) | Q(until__gte=since), person=person)
    if until is not None:
        others = others.filter(since__lte=until)
    if membership is not None:
        others = others.exclude(pk=membership.pk)
    if others.filter(post=post).exists():
        raise AlreadyMemberError(person=str(person), post=str(post))
    if other := others.exclude(category=category).first():
        raise CategoryConflictError(person=str(person), category=other.get_category_display())


def _facts(membership: Membership) -> dict[str, object]:
    return {
        "person": membership.person_id,
        "post": membership.post_id,
        "category": str(membership.category),
        "since": membership.since.isoformat(),
        "until": membership.until.isoformat() if membership.until else None,
    }
