"""Number books: reserve, issue, void, take over. No number is given twice and none disappears (NĐ 30/2020 Art. 15)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit import ledger
from minhchung.documents import symbols
from minhchung.documents.actions.locking import lock, turn
from minhchung.documents.enums import DocumentState, NumberState
from minhchung.documents.errors import (
    BookExistsError,
    BookInUseError,
    HasNumberError,
    ImpossibleDateError,
    ImpossibleReservationError,
    NotDraftError,
    NumberSettledError,
    NumberTakenError,
    OpeningReasonMissingError,
    ReservationExpiredError,
    UnreadableNumberError,
    WrongBookError,
)
from minhchung.documents.models import BookNumber, Document, NumberBook, SeriesRule
from minhchung.documents.permissions import require_can_keep
from minhchung.documents.queries.books import series_of
from minhchung.documents.reading import clean_line, known_type, number_parts
from minhchung.organisation.models import Unit

EXPIRED = "hết hạn giữ chỗ"
LONGEST_RESERVATION = 24 * 60
LAST_SERIAL = 99_999  # far above what any agency issues in a year; a typing error must not make a book of millions


@transaction.atomic
def set_series_rule(
    *, unit: Unit, type_group: str, legal_basis: str, valid_from: date, by: User | None, document_type: str = ""
) -> SeriesRule:
    """Let *document_type* (empty: every type without a rule of its own) take numbers from the series *type_group*.

    The rule before it for the same type ends the day before. *legal_basis* names the decision of the unit's head.
    """
    require_can_keep(by, unit)
    basis = clean_line(legal_basis, field=_("căn cứ pháp lý"), limit=300, required=True)
    group = clean_line(type_group, field=_("nhóm loại văn bản"), limit=40, required=True)
    if document_type:
        known_type(document_type)
    ledger.hold()
    before = SeriesRule.objects.filter(unit=unit, document_type=document_type, valid_to__isnull=True).first()
    if before is not None:
        if before.valid_from >= valid_from:
            raise ImpossibleDateError(
                day=valid_from, field=_("ngày áp dụng"), reason=_("đã có quy định áp dụng sau ngày này")
            )
        before.valid_to = valid_from - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    rule = SeriesRule.objects.create(
        unit=unit,
        document_type=document_type,
        type_group=group,
        legal_basis=basis,
        valid_from=valid_from,
        recorded_at=clock.now(),
    )
    facts = {"document_type": document_type, "type_group": group, "valid_from": valid_from.isoformat()}
    ledger.record("series_rule.set", target=rule, by=by, facts=facts)
    return rule


@transaction.atomic
def open_book(
    *, unit: Unit, type_group: str, year: int, by: User | None, taken_over_to: int = 0, reason: str = ""
) -> NumberBook:
    """Open the series of *type_group* of *unit* in *year*, beginning at 1.

    Only a book that goes on from one kept before may begin later: *taken_over_to* is the last number given there and
    *reason* says where that book is. Once open, the beginning does not change by choice.
    """
    require_can_keep(by, unit)
    if taken_over_to and not reason.strip():
        raise OpeningReasonMissingError
    ledger.hold()
    if NumberBook.objects.filter(unit=unit, type_group=type_group, year=year).exists():
        raise BookExistsError(type_group=type_group, year=year)
    return _open(unit, type_group, year, by, taken_over_to, reason)


@turn()
def reserve_number(*, book: NumberBook, by: User | None, minutes: int = 60) -> BookNumber:
    """The next number of *book*, held for *minutes*; unless issued by then it becomes void and is never given again."""
    require_can_keep(by, book.unit)
    if not 1 <= minutes <= LONGEST_RESERVATION:
        raise ImpossibleReservationError(limit=LONGEST_RESERVATION)
    with transaction.atomic():
        book = lock(book)
        now = clock.now()
        reservation = BookNumber.objects.create(
            book=book,
            serial=book.next_serial,
            reserved_at=now,
            expires_at=now + timedelta(minutes=minutes),
            reserved_by=by,
        )
        book.next_serial += 1
        book.save(update_fields=["next_serial"])
        facts = {"serial": reservation.serial, "expires_at": ledger.stamp(reservation.expires_at)}
        ledger.record("number.reserved", target=reservation, by=by, facts=_of_book(book) | facts)
    return reservation


@turn()
def issue_number(
    *, reservation: BookNumber, document: Document, by: User | None, issued_on: date | None = None
) -> BookNumber:
    """Give the reserved number to the draft *document*, dated *issued_on* (default today), with the symbol of that day.

    The document stays a draft until `issue_document` enters it in the outgoing register.
    """
    require_can_keep(by, document.unit)
    day = issued_on or clock.today()
    _require_right_book(reservation.book, document, day)
    printed = symbols.own_number(reservation.serial, document, day)
    with transaction.atomic():
        number = _reserved(reservation)
        if number.expires_at <= clock.now():
            raise ReservationExpiredError(serial=number.serial)
        document = lock(document)
        if document.state != DocumentState.DRAFT:
            raise NotDraftError(number=document.number or document.key, state=document.get_state_display())
        if document.number:
            raise HasNumberError(number=document.number)

        _write_number(document, printed, day)
        return _settle(number, NumberState.ISSUED, by, document=document)


@turn()
def void_number(*, reservation: BookNumber, reason: str, by: User | None) -> BookNumber:
    """Give up a reserved number for a stated *reason*; it stays in the book as void."""
    require_can_keep(by, reservation.book.unit)
    said = clean_line(reason, field=_("lý do huỷ số"), limit=300, required=True)
    with transaction.atomic():
        return _settle(_reserved(reservation), NumberState.VOID, by, reason=said)


def expire_reservations(*, by: User | None = None) -> int:
    """Make every reservation whose time is over void, book by book in short transactions; how many there were."""
    late = BookNumber.objects.filter(state=NumberState.RESERVED, expires_at__lte=clock.now())
    books = NumberBook.objects.filter(pk__in=late.order_by().values("book")).order_by("pk")
    return sum(_expire_in(book, by) for book in books)


def take_over_number(*, book: NumberBook, serial: int, document: Document, by: User | None, reason: str) -> BookNumber:
    """Write into *book* that the book kept before it gave *serial* to *document*; inside the caller's transaction.

    Raises BookInUseError once this system has given a number of its own below or at *serial*.
    """
    if not 1 <= serial <= LAST_SERIAL:
        raise UnreadableNumberError(number=str(serial)[:40])
    book = lock(book)
    if serial >= book.first_serial:
        if book.next_serial > book.first_serial:
            raise BookInUseError(first=book.first_serial, serial=serial)
        book.first_serial = book.next_serial = serial + 1
    book.opening_reason = book.opening_reason or reason
    book.save(update_fields=["first_serial", "next_serial", "opening_reason"])
    now = clock.now()
    number = BookNumber.objects.filter(book=book, serial=serial).first() or BookNumber(book=book, serial=serial)
    if number.document_id:
        raise NumberTakenError(serial=serial)
    number.reserved_at = number.expires_at = number.settled_at = now
    number.state, number.document, number.reserved_by, number.reason = NumberState.ISSUED, document, by, ""
    number.save()
    facts = {"serial": serial, "document": ledger.target_name(document)}
    ledger.record("number.taken_over", target=number, by=by, facts=_of_book(book) | facts)
    return number


def release_taken_over_number(*, document: Document, reason: str, by: User | None) -> None:
    """Undo `take_over_number` for *document*; inside the caller's transaction."""
    number = BookNumber.objects.filter(document=document).select_related("book").first()
    if number is None:
        return
    book = lock(number.book)
    if number.serial >= book.first_serial:
        raise NumberSettledError(serial=number.serial, state=number.get_state_display())
    number.document = None
    _settle(number, NumberState.VOID, by, reason=reason)


def find_or_open_book(unit: Unit, document_type: str, day: date, by: User | None) -> NumberBook:
    """The book that numbers *document_type* of *unit* on *day*, opened at 1 when there is none yet."""
    ledger.hold()
    group = series_of(unit, document_type, day)
    book = NumberBook.objects.filter(unit=unit, type_group=group, year=day.year).first()
    return book or _open(unit, group, day.year, by, 0, "")


def _open(unit: Unit, type_group: str, year: int, by: User | None, taken_over_to: int, reason: str) -> NumberBook:
    if not 1945 <= year <= clock.today().year + 1:
        raise ImpossibleDateError(day=year, field=_("năm của sổ"), reason=_("ngoài khoảng được mở"))
    if not 0 <= taken_over_to <= LAST_SERIAL:
        raise UnreadableNumberError(number=str(taken_over_to)[:40])
    book = NumberBook.objects.create(
        unit=unit,
        type_group=clean_line(type_group, field=_("nhóm loại văn bản"), limit=40, required=True),
        year=year,
        first_serial=taken_over_to + 1,
        next_serial=taken_over_to + 1,
        opening_reason=clean_line(reason, field=_("lý do tiếp nhận"), limit=300),
    )
    facts = {"taken_over_to": taken_over_to, "reason": book.opening_reason}
    ledger.record("book.opened", target=book, by=by, facts=_of_book(book) | facts)
    return book


def _reserved(reservation: BookNumber) -> BookNumber:
    """*reservation* as it stands, held; raises NumberSettledError unless it is still reserved."""
    number = lock(reservation, "book")
    if number.state != NumberState.RESERVED:
        raise NumberSettledError(serial=number.serial, state=number.get_state_display())
    return number


def _require_right_book(book: NumberBook, document: Document, day: date) -> None:
    group = series_of(document.unit, document.document_type, day)
    if (book.unit_id, book.type_group, book.year) != (document.unit_id, group, day.year):
        raise WrongBookError(book=str(book))


def _write_number(document: Document, printed: str, day: date) -> None:
    parts = number_parts(printed)
    document.number, document.serial, document.year, document.symbol = printed, parts.serial, parts.year, parts.symbol
    document.folded_number, document.number_key, document.issued_on = parts.folded, parts.key, day
    document.save(update_fields=["number", "serial", "year", "symbol", "folded_number", "number_key", "issued_on"])


def _settle(
    number: BookNumber, state: NumberState, by: User | None, *, document: Document | None = None, reason: str = ""
) -> BookNumber:
    number.state, number.document, number.reason, number.settled_at = state, document, reason, clock.now()
    number.save(update_fields=["state", "document", "reason", "settled_at"])
    facts: dict[str, object] = {"serial": number.serial}
    if document is not None:
        facts |= {"document": ledger.target_name(document), "number": document.number}
    if reason:
        facts["reason"] = reason
    verb = "number.issued" if state == NumberState.ISSUED else "number.voided"
    ledger.record(verb, target=number, by=by, facts=_of_book(number.book) | facts)
    return number


@turn()
def _expire_in(book: NumberBook, by: User | None) -> int:
    with transaction.atomic():
        book = lock(book)
        late = book.numbers.filter(state=NumberState.RESERVED, expires_at__lte=clock.now()).order_by("serial")
        numbers = list(late)
        for number in numbers:
            number.book = book
            _settle(number, NumberState.VOID, by, reason=EXPIRED)
    return len(numbers)


def _of_book(book: NumberBook) -> dict[str, object]:
    return {"book": book.pk, "type_group": book.type_group, "year": book.year}
