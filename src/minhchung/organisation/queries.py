"""Units and people as of a date, and as known on an instant (by default: as known now)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from minhchung import clock
from minhchung.organisation.enums import StaffCategory, UnitKind
from minhchung.organisation.models import Absence, Membership, Person, Unit, UnitVersion

_SUBTREE = """
    WITH RECURSIVE below(id) AS (
        SELECT v.unit_id FROM organisation_unitversion v WHERE v.unit_id = %s
            AND v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to >= %s)
            AND v.recorded_at <= %s AND (v.withdrawn_at IS NULL OR v.withdrawn_at > %s)
        UNION
        SELECT v.unit_id FROM organisation_unitversion v JOIN below b ON v.parent_id = b.id
            WHERE v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to >= %s)
            AND v.recorded_at <= %s AND (v.withdrawn_at IS NULL OR v.withdrawn_at > %s)
    ) SELECT id FROM below
"""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit of the tree of a date: its version and how deep it stands (0 = the top)."""

    version: UnitVersion
    depth: int


def valid_on(on: date, *, since: str = "valid_from", until: str = "valid_to") -> Q:
    """The condition that a dated row (both ends inclusive) covers *on*."""
    return Q(Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": on}), **{f"{since}__lte": on})


def unit_version(unit: Unit, on: date, known_at: datetime | None = None) -> UnitVersion | None:
    """What *unit* was called and where it stood on *on*; None when it was not there."""
    return versions_on(on, known_at).filter(unit=unit).first()


def standing_version(unit: Unit, on: date) -> UnitVersion | None:
    """`unit_version` for actions: the row that stands, whatever the clock says."""
    return UnitVersion.objects.standing().filter(valid_on(on), unit=unit).first()


def present_name(unit: Unit) -> str:
    """The short name of the latest version of *unit* that stands, for sentences that speak of it."""
    latest = UnitVersion.objects.standing().filter(unit=unit).order_by("-valid_from").first()
    return latest.short_name if latest else str(unit.pk)


def versions_on(on: date, known_at: datetime | None = None) -> QuerySet[UnitVersion]:
    """The versions of all units there on *on*, with their units, in the order of the units' numbers."""
    versions = UnitVersion.objects.known_on(known_at or clock.now()).filter(valid_on(on))
    return versions.select_related("unit").order_by("unit_id")


def tree(on: date, known_at: datetime | None = None) -> list[Node]:
    """All units there on *on*, each after its parent, siblings in the order of their numbers."""
    versions = list(versions_on(on, known_at))
    present = {version.unit_id for version in versions}
    below: dict[int | None, list[UnitVersion]] = {}
    for version in versions:
        below.setdefault(version.parent_id if version.parent_id in present else None, []).append(version)
    return list(_walk(below, None, 0))


def _walk(below: dict[int | None, list[UnitVersion]], parent: int | None, depth: int) -> Iterator[Node]:
    for version in below.get(parent, ()):
        yield Node(version, depth)
        yield from _walk(below, version.unit_id, depth + 1)


def subtree(unit: Unit, on: date, known_at: datetime | None = None) -> RawSQL:
    """The numbers of *unit* and of all units below it on *on*, for `unit__in=`; empty when it was not there."""
    day = connection.ops.adapt_datefield_value(on)
    known = connection.ops.adapt_datetimefield_value(known_at or clock.now())
    moment = (day, day, known, known)
    return RawSQL(_SUBTREE, (unit.pk, *moment, *moment))  # noqa: S611  constant text, values as parameters


def units_of_kind(
    agency: Unit, kind: UnitKind, on: date, *, until: date | None = None, known_at: datetime | None = None
) -> QuerySet[Unit]:
    """The units of *kind* below *agency* that were there on *on*, or on any day from *on* to *until*."""
    known = known_at or clock.now()
    there = UnitVersion.objects.known_on(known).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), unit=OuterRef("pk"), valid_from__lte=until or on
    )
    in_tree = Q(pk__in=subtree(agency, on, known))
    for day in _changes_between(on, until, known):
        in_tree |= Q(pk__in=subtree(agency, day, known))
    return Unit.objects.filter(in_tree, Exists(there), kind=kind).order_by("pk")


def _changes_between(since: date, until: date | None, known_at: datetime) -> list[date]:
    """The days after *since*, up to *until*, on which the tree looks different."""
    if until is None:
        return []
    starts = UnitVersion.objects.known_on(known_at).filter(valid_from__gt=since, valid_from__lte=until)
    return sorted(set(starts.values_list("valid_from", flat=True)))


def memberships_on(on: date, known_at: datetime | None = None) -> QuerySet[Membership]:
    """Who held which post on *on*, with person and post."""
    rows = Membership.objects.known_on(known_at or clock.now()).filter(valid_on(on, since="since", until="until"))
    return rows.select_related("person", "post").order_by("person__code", "since", "pk")


def people_on(unit: Unit, on: date, known_at: datetime | None = None) -> QuerySet[Membership]:
    """Who held a post in *unit* or below it on *on*, by the tree of that day; a person of two posts stands twice."""
    return memberships_on(on, known_at).filter(post__unit__in=subtree(unit, on, known_at))


def roster(unit: Unit, on: date, known_at: datetime | None = None) -> QuerySet[Person]:
    """The people of *unit* and below on *on*, each once, by code."""
    members = people_on(unit, on, known_at).order_by().values("person")
    return Person.objects.filter(pk__in=members).order_by("code")


def headcount(unit: Unit, on: date, known_at: datetime | None = None) -> dict[StaffCategory, int]:
    """How many people of each category (all four, 0 included) stand on the roster of *unit* on *on*."""
    counted = (
        people_on(unit, on, known_at).order_by("category").values("category").annotate(n=Count("person", distinct=True))
    )
    found = {row["category"]: row["n"] for row in counted}
    return {category: found.get(category.value, 0) for category in StaffCategory}


def absences_on(on: date, known_at: datetime | None = None) -> QuerySet[Absence]:
    """Who was excused on *on*, with the person."""
    rows = Absence.objects.known_on(known_at or clock.now()).filter(since__lte=on, until__gte=on)
    return rows.select_related("person").order_by("person__code", "since", "pk")


def person_of(user: Model) -> Person | None:
    """The person who signs in as *user*."""
    return Person.objects.filter(user=user.pk).first() if user.pk else None
