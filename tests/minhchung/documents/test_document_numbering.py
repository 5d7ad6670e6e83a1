"""Number books: what is reserved, issued, void or taken over, and what is refused (P4)."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from tests.conftest import NOON

from minhchung import clock
from minhchung.audit.models import AuditEvent
from minhchung.documents import actions
from minhchung.documents.enums import DocumentState, NumberState
from minhchung.documents.errors import (
    BookExistsError,
    BookInUseError,
    HasNumberError,
    ImpossibleReservationError,
    NotNumberedHereError,
    NumberSettledError,
    NumberTakenError,
    OpeningReasonMissingError,
    ReservationExpiredError,
    SymbolMissingError,
    UnreadableNumberError,
    WrongBookError,
)
from minhchung.documents.models import NumberBook
from minhchung.documents.queries.books import gap_report, series_of
from minhchung.errors import NotAllowedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(agency, noon):
    return actions.open_book(unit=agency.unit, type_group="ke_hoach", year=2022, by=agency.keeper)


def draft(agency, **given):
    said = {"document_type": "ke_hoach", "subject": "Kế hoạch bảo đảm an ninh, trật tự năm 2022"}
    return actions.draft_document(unit=agency.unit, by=agency.colleague, **(said | given))


def test_numbers_run_from_one_without_a_gap(agency, book):
    serials = [actions.reserve_number(book=book, by=agency.keeper).serial for _ in range(3)]
    assert serials == [1, 2, 3]


def test_issued_number_is_printed_with_two_digits_type_and_unit(agency, book):
    document = draft(agency)
    number = actions.reserve_number(book=book, by=agency.keeper)
    actions.issue_number(reservation=number, document=document, by=agency.keeper)
    document.refresh_from_db()
    assert (document.number, document.symbol, document.issued_on) == ("01/KH-STTTT", "KH-STTTT", date(2022, 6, 15))
    assert document.state == DocumentState.DRAFT


def test_cong_van_is_printed_with_the_drafting_unit(agency, noon):
    document = draft(agency, document_type="cong_van", drafting_unit=agency.office)
    entry = actions.issue_document(document=document, by=agency.keeper, signer="Giám đốc", signer_title="Giám đốc")
    assert entry.document.number == "01/STTTT-VP"


def test_symbol_is_that_of_the_day_of_issue(agency, noon):
    version = agency.unit.versions.get()
    version.valid_to = date(2022, 6, 1)
    version.save()
    document = draft(agency)
    with pytest.raises(SymbolMissingError):
        actions.issue_document(document=document, by=agency.keeper, signer="Giám đốc", signer_title="Giám đốc")
    entry = actions.issue_document(
        document=document, by=agency.keeper, signer="Giám đốc", signer_title="Giám đốc", issued_on=date(2022, 5, 30)
    )
    assert entry.document.number == "01/KH-STTTT"


def test_type_without_abbreviation_is_refused_and_takes_no_number(agency, noon):
    document = draft(agency, document_type="hien_phap")
    with pytest.raises(NotNumberedHereError):
        actions.issue_document(document=document, by=agency.keeper, signer="Giám đốc", signer_title="Giám đốc")
    assert not NumberBook.objects.exists()


def test_expired_reservation_becomes_void_and_its_number_is_never_given_again(agency, book):
    late = actions.reserve_number(book=book, by=agency.keeper, minutes=10)
    document = draft(agency)
    with clock.at(NOON + timedelta(minutes=10)):
        with pytest.raises(ReservationExpiredError):
            actions.issue_number(reservation=late, document=document, by=agency.keeper)
        assert actions.expire_reservations() == 1
        assert actions.expire_reservations() == 0
        assert actions.reserve_number(book=book, by=agency.keeper).serial == 2
    late.refresh_from_db()
    assert (late.state, late.reason) == (NumberState.VOID, "hết hạn giữ chỗ")
    assert AuditEvent.objects.filter(verb="number.voided", actor="system").count() == 1


def test_void_number_needs_a_reason_and_stays_void(agency, book):
    number = actions.reserve_number(book=book, by=agency.keeper)
    with pytest.raises(Exception) as refusal:
        actions.void_number(reservation=number, reason="  ", by=agency.keeper)
    assert refusal.value.code == "missing_field"
    actions.void_number(reservation=number, reason="Dự thảo không ban hành", by=agency.keeper)
    with pytest.raises(NumberSettledError):
        actions.void_number(reservation=number, reason="Lần nữa", by=agency.keeper)
    with pytest.raises(NumberSettledError):
        actions.issue_number(reservation=number, document=draft(agency), by=agency.keeper)


def test_document_is_numbered_once(agency, book):
    document = draft(agency)
    first, second = (actions.reserve_number(book=book, by=agency.keeper) for _ in range(2))
    actions.issue_number(reservation=first, document=document, by=agency.keeper)
    with pytest.raises(HasNumberError):
        actions.issue_number(reservation=second, document=document, by=agency.keeper)


def test_number_of_another_series_year_or_unit_is_refused(agency, book):
    number = actions.reserve_number(book=book, by=agency.keeper)
    with pytest.raises(WrongBookError):
        actions.issue_number(reservation=number, document=draft(agency, document_type="bao_cao"), by=agency.keeper)
    with pytest.raises(WrongBookError):
        actions.issue_number(reservation=number, document=draft(agency), by=agency.keeper, issued_on=date(2021, 12, 31))


@pytest.mark.parametrize("minutes", [0, -1, 24 * 60 + 1])
def test_reservation_of_impossible_length_is_refused(agency, book, minutes):
    with pytest.raises(ImpossibleReservationError):
        actions.reserve_number(book=book, by=agency.keeper, minutes=minutes)
    assert gap_report(book).last == 0


def test_book_is_opened_once_and_begins_at_one_unless_taken_over_for_a_reason(agency, book):
    with pytest.raises(BookExistsError):
        actions.open_book(unit=agency.unit, type_group="ke_hoach", year=2022, by=agency.keeper)
    with pytest.raises(OpeningReasonMissingError):
        actions.open_book(unit=agency.unit, type_group="bao_cao", year=2022, by=agency.keeper, taken_over_to=119)
    with pytest.raises(UnreadableNumberError):
        actions.open_book(
            unit=agency.unit, type_group="bao_cao", year=2022, by=agency.keeper, taken_over_to=10**9, reason="Sổ cũ"
        )
    taken = actions.open_book(
        unit=agency.unit, type_group="bao_cao", year=2022, by=agency.keeper, taken_over_to=119, reason="Sổ giấy 2022"
    )
    assert actions.reserve_number(book=taken, by=agency.keeper).serial == 120
    report = gap_report(taken)
    assert (report.taken_over, report.taken_over_reason, report.is_whole) == (((1, 119),), "Sổ giấy 2022", True)


def take_over(agency, number, **given):
    said = {
        "issued_on": date(2022, 1, 21),
        "document_type": "ke_hoach",
        "subject": "Kế hoạch bảo đảm an ninh, trật tự năm 2022",
        "taken_over": "Sổ đăng ký văn bản đi năm 2022",
    }
    return actions.record_outgoing(unit=agency.unit, by=agency.keeper, number=number, **(said | given))


def test_taken_over_numbers_explain_the_gaps_between_them(agency, noon):
    for number in ("84/KH-STTTT", "02/KH-STTTT", "12a/KH-STTTT"):
        take_over(agency, number)
    book = NumberBook.objects.get()
    report = gap_report(book)
    assert (report.last, report.issued, report.taken_over, report.unexplained) == (84, 2, ((1, 1), (3, 83)), ())
    assert actions.reserve_number(book=book, by=agency.keeper).serial == 85


def test_number_is_taken_over_once_and_never_after_our_own(agency, noon):
    take_over(agency, "84/KH-STTTT")
    with pytest.raises(NumberTakenError):
        take_over(agency, "84/KH-STTTT")
    actions.reserve_number(book=NumberBook.objects.get(), by=agency.keeper)
    with pytest.raises(BookInUseError):
        take_over(agency, "90/KH-STTTT")
    take_over(agency, "83/KH-STTTT")  # a page of the old book found late
    with pytest.raises(UnreadableNumberError):
        take_over(agency, "9999999999/KH-STTTT")
    assert gap_report(NumberBook.objects.get()).is_whole


def test_missing_row_is_an_unexplained_gap(agency, book):
    numbers = [actions.reserve_number(book=book, by=agency.keeper) for _ in range(3)]
    numbers[1].delete()
    assert gap_report(book).unexplained == (2,)


def test_series_follow_the_rule_of_the_unit_as_of_the_day(agency, noon):
    assert series_of(agency.unit, "bao_cao", date(2022, 6, 1)) == "bao_cao"
    rule = {"unit": agency.unit, "by": agency.head, "legal_basis": "Quyết định số 10/QĐ-STTTT"}
    actions.set_series_rule(type_group="chung", valid_from=date(2022, 1, 1), **rule)
    actions.set_series_rule(type_group="quyet_dinh", document_type="quyet_dinh", valid_from=date(2022, 1, 1), **rule)
    actions.set_series_rule(type_group="hanh_chinh", valid_from=date(2023, 1, 1), **rule)
    days = (date(2021, 12, 31), date(2022, 12, 31), date(2023, 1, 1))
    assert [series_of(agency.unit, "bao_cao", day) for day in days] == ["bao_cao", "chung", "hanh_chinh"]
    assert series_of(agency.unit, "quyet_dinh", days[1]) == "quyet_dinh"


def test_colleague_and_stranger_take_no_number(agency, book):
    number = actions.reserve_number(book=book, by=agency.head)
    for person in (agency.colleague, agency.stranger):
        with pytest.raises(NotAllowedError):
            actions.reserve_number(book=book, by=person)
        with pytest.raises(NotAllowedError):
            actions.void_number(reservation=number, reason="Nhầm", by=person)
        with pytest.raises(NotAllowedError):
            actions.open_book(unit=agency.unit, type_group="bao_cao", year=2022, by=person)
        with pytest.raises(NotAllowedError):
            actions.issue_number(reservation=number, document=draft(agency), by=person)
    assert gap_report(book).last == 1


def test_command_voids_what_is_late_and_names_what_is_missing(agency, book, capsys):
    for _ in range(3):
        actions.reserve_number(book=book, by=agency.keeper, minutes=10)
    with clock.at(NOON + timedelta(minutes=11)):
        call_command("numbers", "expire")
    call_command("numbers", "verify")
    assert capsys.readouterr().out.splitlines() == [
        "3 số hết hạn giữ chỗ đã ghi huỷ",
        "1 sổ cấp số, không số nào thiếu",
    ]
    book.numbers.get(serial=2).delete()
    with pytest.raises(CommandError):
        call_command("numbers", "verify")
    assert "không giải thích được 2" in capsys.readouterr().err
