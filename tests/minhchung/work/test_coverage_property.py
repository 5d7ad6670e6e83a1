"""P1: for every history, done + excused + missing = roster as of the date, and what comes later never moves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.minhchung.work.conftest import HASH, join, make_agency, make_person, make_version

from minhchung import clock
from minhchung.audit.recording import withdraw
from minhchung.errors import MinhChungError
from minhchung.organisation.models import Absence, Membership, Person
from minhchung.work.actions import acknowledge, open_briefing, withdraw_acknowledgement
from minhchung.work.models import Acknowledgement, Activity, Briefing
from minhchung.work.queries import coverage

DAY_0 = date(2022, 1, 3)
OPENED, DUE = 4, 12
LAST_DAY = 20
FIRST_EVENT = datetime(2022, 2, 15, tzinfo=UTC)
CODES = ["p0", "p1", "p2"]

days = st.integers(0, LAST_DAY)
spans = st.one_of(st.none(), st.integers(0, 15))
people = st.integers(0, len(CODES) - 1)
events = st.one_of(
    st.tuples(st.just("join"), people, st.integers(0, 2), days, spans),
    st.tuples(st.just("leave"), st.integers(0, 20), days),
    st.tuples(st.just("withdraw membership"), st.integers(0, 20)),
    st.tuples(st.just("be absent"), people, days, st.integers(0, 20)),
    st.tuples(st.just("withdraw absence"), st.integers(0, 20)),
    st.tuples(st.just("acknowledge"), people, days),
    st.tuples(st.just("acknowledge"), people, days),
    st.tuples(st.just("withdraw acknowledgement"), st.integers(0, 20)),
)


def day(number: int) -> date:
    return DAY_0 + timedelta(days=number)


@dataclass
class World:
    """The database, and beside it a plain account of the same history to compare with."""

    briefing: Briefing
    sheet: Activity
    people: list[Person]
    units: list[object]
    by: object
    members: dict[int, tuple[int, int, int | None]] = field(default_factory=dict)  # row → person, since, until
    absent: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    confirmed: dict[int, tuple[int, int]] = field(default_factory=dict)

    def happen(self, event: tuple) -> None:
        {
            "join": self.join,
            "leave": self.leave,
            "withdraw membership": self.withdraw_membership,
            "be absent": self.be_absent,
            "withdraw absence": self.withdraw_absence,
            "acknowledge": self.acknowledge,
            "withdraw acknowledgement": self.withdraw_acknowledgement,
        }[event[0]](*event[1:])

    def join(self, person: int, unit: int, since: int, span: int | None) -> None:
        until = None if span is None else since + span
        row = join(
            self.people[person],
            self.units[unit],
            day(since),
            None if until is None else day(until),
            recorded_at=clock.now(),
            title=f"Vị trí {len(self.members)}-{Membership.objects.count()}",
        )
        self.members[row.pk] = (person, since, until)

    def leave(self, place: int, until: int) -> None:
        if not self.members:
            return
        pk = sorted(self.members)[place % len(self.members)]
        person, since, _until = self.members[pk]
        if until < since:
            return
        old = Membership.objects.get(pk=pk)
        withdraw(old)
        new = join(self.people[person], old.post.unit, day(since), day(until), clock.now(), title=old.post.title)
        del self.members[pk]
        self.members[new.pk] = (person, since, until)

    def withdraw_membership(self, place: int) -> None:
        self._withdraw(Membership, self.members, place)

    def be_absent(self, person: int, since: int, span: int) -> None:
        row = Absence.objects.create(
            person=self.people[person],
            since=day(since),
            until=day(since + span),
            reason="Nghỉ phép",
            recorded_at=clock.now(),
        )
        self.absent[row.pk] = (person, since, since + span)

    def withdraw_absence(self, place: int) -> None:
        self._withdraw(Absence, self.absent, place)

    def acknowledge(self, person: int, happened: int) -> None:
        may = (
            happened >= OPENED
            and person not in {other for other, _day in self.confirmed.values()}
            and self.is_member(person, happened)
        )
        try:
            row = acknowledge(
                briefing=self.briefing,
                person=self.people[person],
                sha256=HASH,
                pages_shown=0,
                method="paper",
                happened_on=day(happened),
                received_on=day(happened),
                activity=self.sheet,
                by=self.by,
            )
        except MinhChungError:
            assert not may
            return
        assert may
        self.confirmed[row.pk] = (person, happened)

    def withdraw_acknowledgement(self, place: int) -> None:
        if not self.confirmed:
            return
        pk = sorted(self.confirmed)[place % len(self.confirmed)]
        row = Acknowledgement.objects.get(pk=pk)
        withdraw_acknowledgement(acknowledgement=row, reason="Ghi nhầm người", by=self.by)
        del self.confirmed[pk]

    def _withdraw(self, model: type, rows: dict, place: int) -> None:
        if rows:
            pk = sorted(rows)[place % len(rows)]
            withdraw(model.objects.get(pk=pk))
            del rows[pk]

    def is_member(self, person: int, on: int) -> bool:
        return any(
            who == person and since <= on and (until is None or until >= on)
            for who, since, until in self.members.values()
        )

    def expected(self, on: int) -> dict[str, str]:
        return {CODES[person]: self.state(person, on) for person in range(len(CODES)) if self.is_member(person, on)}

    def state(self, person: int, on: int) -> str:
        if any(who == person and happened <= on for who, happened in self.confirmed.values()):
            return "done"
        if any(who == person and since <= on <= until for who, since, until in self.absent.values()):
            return "excused"
        joined = on
        while self.is_member(person, joined - 1):
            joined -= 1
        return "excused" if joined > DUE else "missing"


def make_world() -> World:
    agency = make_agency()
    version = make_version(agency.unit)
    briefing = open_briefing(unit=agency.unit, version=version, opened_on=day(OPENED), due_on=day(DUE), by=agency.head)
    sheet = Activity.objects.create(
        key="ky-nhan",
        type="briefing",
        unit=agency.unit,
        title="Danh sách ký nhận",
        happened_on=day(OPENED),
        received_on=day(OPENED),
        recorded_at=clock.now(),
    )
    people = [make_person(code) for code in CODES]
    return World(briefing, sheet, people, [agency.unit, agency.office, agency.division], agency.head)


def said(briefing: Briefing, on: int, known_at: datetime) -> tuple:
    found = coverage(briefing, on=day(on), known_at=known_at)
    rows = [(row.person.code, str(row.state), row.reason, row.acknowledgement) for row in found.roster]
    outside = [(row.person.code, str(row.state), row.reason, row.acknowledgement) for row in found.outside]
    return rows, outside


@pytest.mark.django_db
@settings(max_examples=80)
@given(history=st.lists(events, min_size=1, max_size=18), on=st.lists(days, min_size=1, max_size=3))
def test_every_history_splits_its_roster_and_stays_as_it_was_known(history: list[tuple], on: list[int]) -> None:
    with transaction.atomic():
        with clock.at(FIRST_EVENT):
            world = make_world()
        seen = []
        for minute, event in enumerate(history, start=1):
            instant = FIRST_EVENT + timedelta(minutes=minute)
            with clock.at(instant):
                world.happen(event)
            for number in on:
                found = coverage(world.briefing, on=day(number), known_at=instant)
                states = {row.person.code: str(row.state) for row in found.roster}
                assert states == world.expected(number)
                assert len(states) == len(found.roster), "several posts are one person"
                split = [row.person.code for part in (found.done, found.excused, found.missing) for row in part]
                assert sorted(split) == sorted(states)
                assert not states.keys() & {row.person.code for row in found.outside}
                seen.append((number, instant, said(world.briefing, number, instant)))

        assert [said(world.briefing, number, instant) for number, instant, _then in seen] == [then for *_, then in seen]
        transaction.set_rollback(True)
