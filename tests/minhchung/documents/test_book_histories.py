"""Whatever happens to a book, in any order: no number twice, none unaccounted for."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.conftest import NOON
from tests.minhchung.documents.conftest import make_agency

from minhchung import clock
from minhchung.documents import actions
from minhchung.documents.errors import BookInUseError, NumberSettledError, NumberTakenError, ReservationExpiredError
from minhchung.documents.models import BookNumber
from minhchung.documents.queries.books import gap_report


class BookHistory(RuleBasedStateMachine):
    """A model of one book beside the book: what each serial became."""

    numbers = Bundle("numbers")

    @initialize(taken_over_to=st.sampled_from([0, 0, 12]))
    def open(self, taken_over_to):
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.agency = make_agency()
        self.now = NOON
        self.book = actions.open_book(
            unit=self.agency.unit,
            type_group="ke_hoach",
            year=2022,
            by=None,
            taken_over_to=taken_over_to,
            reason="Sổ giấy" if taken_over_to else "",
        )
        self.begins, self.fates, self.taken = taken_over_to, {}, set()

    @property
    def own(self):
        return max((serial for serial in self.fates if serial > self.begins), default=0)

    @rule(target=numbers, minutes=st.integers(1, 90))
    def reserve(self, minutes):
        with clock.at(self.now):
            number = actions.reserve_number(book=self.book, by=None, minutes=minutes)
        assert number.serial == (self.own or self.begins) + 1
        self.fates[number.serial] = ("reserved", self.now + timedelta(minutes=minutes))
        return number

    @rule(number=numbers)
    def issue(self, number):
        state, until = self.fates[number.serial]
        with clock.at(self.now):
            document = draft(self.agency)
            if state != "reserved":
                with pytest.raises(NumberSettledError):
                    actions.issue_number(reservation=number, document=document, by=None)
            elif until <= self.now:
                with pytest.raises(ReservationExpiredError):
                    actions.issue_number(reservation=number, document=document, by=None)
            else:
                actions.issue_number(reservation=number, document=document, by=None)
                self.fates[number.serial] = ("issued", None)

    @rule(number=numbers)
    def void(self, number):
        with clock.at(self.now):
            if self.fates[number.serial][0] == "reserved":
                actions.void_number(reservation=number, reason="Không dùng", by=None)
                self.fates[number.serial] = ("void", None)
            else:
                with pytest.raises(NumberSettledError):
                    actions.void_number(reservation=number, reason="Không dùng", by=None)

    @rule(minutes=st.integers(1, 120))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def expire(self):
        late = [serial for serial, (state, until) in self.fates.items() if state == "reserved" and until <= self.now]
        with clock.at(self.now):
            assert actions.expire_reservations() == len(late)
        self.fates |= dict.fromkeys(late, ("void", None))

    @rule(serial=st.integers(1, 20))
    def take_over(self, serial):
        expected = None
        if serial > self.begins and self.own:
            expected = BookInUseError
        elif serial in self.taken:
            expected = NumberTakenError
        with clock.at(self.now):
            if expected:
                with pytest.raises(expected):
                    take_over(self.agency, serial)
                return
            take_over(self.agency, serial)
        self.taken.add(serial)
        self.begins = max(self.begins, serial)

    @invariant()
    def every_number_is_accounted_for(self):
        if not hasattr(self, "book"):
            return
        report = gap_report(self.book)
        by_state = {
            state: {s for s, (was, _) in self.fates.items() if was == state} for state in ("issued", "void", "reserved")
        }
        silent = {serial for first, last in report.taken_over for serial in range(first, last + 1)}
        assert report.unexplained == ()
        assert {serial for serial, _reason in report.voided} == by_state["void"]
        assert {serial for serial, _until in report.reserved} == by_state["reserved"]
        assert report.issued == len(by_state["issued"]) + len(self.taken)
        assert silent == set(range(1, self.begins + 1)) - self.taken
        assert report.last == max(self.own, self.begins)
        serials = list(BookNumber.objects.values_list("serial", flat=True))
        assert len(serials) == len(set(serials))

    def teardown(self):
        if hasattr(self, "atom"):
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)


@pytest.mark.django_db
def test_every_history_of_a_book_leaves_each_number_accounted_for(noon):
    run_state_machine_as_test(BookHistory, settings=settings(max_examples=40, stateful_step_count=25, deadline=None))


def draft(agency):
    return actions.draft_document(unit=agency.unit, by=None, document_type="ke_hoach", subject="Kế hoạch")


def take_over(agency, serial):
    actions.record_outgoing(
        unit=agency.unit,
        by=None,
        number=f"{serial:02d}/KH-STTTT",
        issued_on=date(2022, 1, 21),
        document_type="ke_hoach",
        subject="Kế hoạch",
        taken_over="Sổ giấy",
    )
