"""Who of a roster has confirmed a document, who is excused and who is missing, as of a day and as known at an instant.

The roster is everybody who holds a post in the briefing's unit or below it on the day; several posts are one person.
A person of the roster is, in this order:

* done: confirmed the version of the briefing, by its hash, on that day or before;
* excused: on a recorded absence that day, or joined after the deadline;
* missing: everybody else.

All is read from rows as known at the instant, so what is recorded later never moves the answer (P1, P5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from minhchung.organisation.models import Absence, Membership, Person
from minhchung.organisation.queries import absences_on, people_on, roster, subtree
from minhchung.work.enums import RosterState
from minhchung.work.models import Acknowledgement, Briefing


@dataclass(frozen=True, slots=True)
class PersonState:
    """What stands beside one person, why, and the confirmation that proves it."""

    person: Person
    state: RosterState
    reason: str = ""
    acknowledgement: Acknowledgement | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A roster as of a day, each person in exactly one state; `outside` joined later or left and is no gap."""

    on: date
    known_at: datetime
    roster: tuple[PersonState, ...]
    outside: tuple[PersonState, ...]

    @property
    def done(self) -> tuple[PersonState, ...]:
        return self._in(RosterState.DONE)

    @property
    def excused(self) -> tuple[PersonState, ...]:
        return self._in(RosterState.EXCUSED)

    @property
    def missing(self) -> tuple[PersonState, ...]:
        return self._in(RosterState.MISSING)

    def _in(self, state: RosterState) -> tuple[PersonState, ...]:
        return tuple(found for found in self.roster if found.state == state)


def coverage(briefing: Briefing, *, on: date, known_at: datetime) -> Coverage:
    """Return the state of every person of *briefing*'s roster as of the day *on*, as known at *known_at*."""
    people = {person.pk: person for person in roster(briefing.unit, on, known_at)}
    spans = _spans(briefing, on, known_at)
    confirmed = {
        row.person_id: row
        for row in briefing.acknowledgements.known_on(known_at).filter(happened_on__lte=on).select_related("person")
    }
    absences = {row.person_id: row for row in absences_on(on, known_at)}
    return Coverage(
        on=on,
        known_at=known_at,
        roster=tuple(
            _state(person, confirmed.get(person.pk), absences.get(person.pk), _late_joiner(spans, person, briefing, on))
            for person in _in_order(people.values())
        ),
        outside=_outside(briefing, people, spans, confirmed, on),
    )


def is_on_roster(briefing: Briefing, person: Person, day: date, known_at: datetime) -> bool:
    """Does *person* hold a post in the unit of *briefing*, or below it, on *day*?"""
    return people_on(briefing.unit, day, known_at).filter(person=person).exists()


def _state(
    person: Person, confirmed: Acknowledgement | None, absence: Absence | None, joined: date | None
) -> PersonState:
    if confirmed:
        return PersonState(person, RosterState.DONE, acknowledgement=confirmed)
    if absence:
        reason = f"{absence.reason} ({absence.since:%d/%m/%Y} – {absence.until:%d/%m/%Y})"
        return PersonState(person, RosterState.EXCUSED, reason)
    if joined:
        return PersonState(
            person, RosterState.EXCUSED, _("vào cơ quan ngày %(day)s, sau hạn") % {"day": _printed(joined)}
        )
    return PersonState(person, RosterState.MISSING)


def _spans(briefing: Briefing, on: date, known_at: datetime) -> Mapping[int, list[Membership]]:
    """The memberships, at any time, in units that stood below the briefing's at its opening or on the day.

    Both trees, because a division that was merged away since must not make its people look newly joined.
    """
    spans: dict[int, list[Membership]] = {}
    below = Q(post__unit__in=subtree(briefing.unit, on, known_at))
    below |= Q(post__unit__in=subtree(briefing.unit, briefing.opened_on, known_at))
    held = Membership.objects.known_on(known_at).filter(below)
    for membership in held.select_related("person").order_by("since", "pk"):
        spans.setdefault(membership.person_id, []).append(membership)
    return spans


def _late_joiner(spans: Mapping[int, list[Membership]], person: Person, briefing: Briefing, on: date) -> date | None:
    """The day *person* joined without a break until *on*, when that is after the deadline."""
    if briefing.due_on is None:
        return None
    joined = on
    by_end = sorted(spans.get(person.pk, ()), key=lambda held: (held.until or date.max, held.since), reverse=True)
    for membership in by_end:
        has_no_gap = (membership.until or on).toordinal() + 1 >= joined.toordinal()
        if has_no_gap and membership.since < joined:
            joined = membership.since
    return joined if joined > briefing.due_on else None


def _outside(
    briefing: Briefing,
    roster: Mapping[int, Person],
    spans: Mapping[int, list[Membership]],
    confirmed: Mapping[int, Acknowledgement],
    on: date,
) -> tuple[PersonState, ...]:
    """People who are not on the roster that day but were since the opening, or will be, or confirmed."""
    people = {row.person_id: row.person for row in confirmed.values()}
    for held in spans.values():
        if any((membership.until or date.max) >= briefing.opened_on for membership in held):
            people[held[0].person_id] = held[0].person
    return tuple(
        _outsider(person, spans.get(person.pk, []), confirmed.get(person.pk), on)
        for person in _in_order(people.values())
        if person.pk not in roster
    )


def _outsider(person: Person, held: list[Membership], confirmed: Acknowledgement | None, on: date) -> PersonState:
    if held and held[0].since > on:
        reason = _("vào cơ quan ngày %(day)s") % {"day": _printed(held[0].since)}
        return PersonState(person, RosterState.JOINED_LATER, reason, confirmed)
    ended = [membership.until for membership in held if membership.until and membership.until < on]
    reason = _("rời cơ quan sau ngày %(day)s") % {"day": _printed(max(ended))} if ended else ""
    return PersonState(person, RosterState.LEFT, reason, confirmed)


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (person.code, person.pk))


def _printed(day: date) -> str:
    return f"{day:%d/%m/%Y}"
