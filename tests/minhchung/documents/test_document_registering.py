"""Registers: what is captured, in which order, what is refused before anything is stored."""

from datetime import date, timedelta

import pytest
from tests.conftest import NOON

from minhchung import clock
from minhchung.audit.models import AuditEvent
from minhchung.documents import actions
from minhchung.documents.enums import Direction, DocumentState, NumberState, RecipientPurpose
from minhchung.documents.errors import (
    DuplicateDocumentError,
    FrozenDocumentError,
    ImpossibleDateError,
    KeyTakenError,
    LineTakenError,
    LongFieldError,
    MissingFieldError,
    NotDraftError,
    NotIssuedError,
    NotStandingError,
    OpeningReasonMissingError,
    RegisterInUseError,
    SecretDocumentError,
    UnknownTypeError,
)
from minhchung.documents.models import BookNumber, Document, DocumentVersion, Register, RegisterEntry
from minhchung.errors import NotAllowedError

pytestmark = pytest.mark.django_db


def test_arrival_numbers_follow_the_order_of_registration(agency, incoming):
    first = incoming("1/BCH-TM", received_on=date(2022, 6, 15))
    late = incoming("2/BCH-TM", received_on=date(2022, 6, 10))
    with clock.at(NOON + timedelta(days=365)):
        next_year = incoming("3/BCH-TM", received_on=date(2023, 6, 15))
    assert [entry.serial for entry in (first, late, next_year)] == [1, 2, 1]
    assert [register.year for register in Register.objects.order_by("year")] == [2022, 2023]


def test_registered_document_keeps_its_printed_number_and_what_was_read_of_it(incoming):
    document = incoming("Số: 05 / BNV - VP").document
    assert (document.number, document.serial, document.symbol) == ("Số: 05 / BNV - VP", "05", "BNV-VP")
    assert (document.folded_number, document.number_key) == ("5 bnv vp", "5/bnvvp")
    assert incoming("không số").document.number == "không số"


def test_registration_leaves_its_events_in_the_ledger(incoming):
    incoming(text="Căn cứ kế hoạch.")
    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["document.recorded", "version.added", "entry.registered"]


@pytest.mark.parametrize("again", ["1024/BCH-TM", "Số: 1024/BCH-TM", "1024 / bch-tm"])
def test_same_number_symbol_and_issuer_is_a_duplicate_unless_confirmed(incoming, again):
    first = incoming()
    with pytest.raises(DuplicateDocumentError) as refusal:
        incoming(again, issuer="BỘ CHỈ HUY QUÂN SỰ TỈNH MẪU")
    assert refusal.value.data["document"] == first.document_id
    assert Document.objects.count() == 1
    assert incoming(again, duplicate_confirmed=True).serial == 2


def test_same_number_of_another_issuer_year_or_receiving_unit_is_no_duplicate(agency, incoming):
    incoming()
    incoming(issuer="Bộ Chỉ huy quân sự tỉnh khác")
    incoming(issued_on=date(2021, 6, 10))
    incoming(unit=agency.other, by=agency.stranger)
    assert RegisterEntry.objects.count() == 4


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "ỦY BAN NHÂN DÂN\nMẬT\nSố: 12/KH-UBND"),
        ("text", "TUYỆT MẬT"),
        ("subject", "TỐI MẬT"),
        ("note", "MẬT"),
        ("handled_by", "TUYỆT MẬT"),
        ("issuer", "MẬT"),
    ],
)
def test_mark_of_secrecy_is_refused_before_anything_is_stored(incoming, field, value):
    with pytest.raises(SecretDocumentError) as refusal:
        incoming(**{field: value})
    assert value not in str(refusal.value)
    counts = [model.objects.count() for model in (Document, DocumentVersion, RegisterEntry, Register, AuditEvent)]
    assert counts == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("subject", ["V/v bảo mật thông tin", "Kế hoạch phòng chống lộ bí mật", "Mật độ dân số"])
def test_words_that_only_resemble_a_mark_are_accepted(incoming, subject):
    assert incoming(subject=subject, text=f"{subject}\n{subject}").document.subject == subject


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"subject": "   "}, MissingFieldError),
        ({"subject": "\u202e\u200b"}, MissingFieldError),
        ({"issuer": ""}, MissingFieldError),
        ({"subject": "x" * 1001}, LongFieldError),
        ({"subject": "x" * 1_000_000}, LongFieldError),
        ({"number": "9" * 121}, LongFieldError),
        ({"document_type": "khong_co"}, UnknownTypeError),
        ({"received_on": date(2022, 6, 16)}, ImpossibleDateError),
        ({"received_on": date(2022, 6, 9)}, ImpossibleDateError),
        ({"registered_on": date(2022, 6, 13)}, ImpossibleDateError),
        ({"serial": 7}, OpeningReasonMissingError),
        ({"serial": 0, "taken_over": "Sổ giấy"}, LineTakenError),
        ({"serial": 10**9, "taken_over": "Sổ giấy"}, LineTakenError),
        ({"key": "không phải mã"}, KeyTakenError),
    ],
)
def test_impossible_registration_is_refused_and_leaves_nothing(incoming, given, error):
    with pytest.raises(error):
        incoming(**given)
    assert not Document.objects.exists()
    assert not AuditEvent.objects.exists()


def test_hostile_characters_are_not_stored(incoming):
    document = incoming(subject="V/v\u202e <script>\x00alert(1)</script>\n kế hoạch").document
    assert document.subject == "V/v <script>alert(1)</script> kế hoạch"


def test_register_taken_over_keeps_its_lines_and_then_goes_on(incoming):
    for serial in (7, 3):
        incoming(f"{serial}/A-B", serial=serial, taken_over="Sổ giấy năm 2022")
    with pytest.raises(LineTakenError):
        incoming("8/A-B", serial=7, taken_over="Sổ giấy năm 2022")
    assert incoming("9/A-B").serial == 8
    with pytest.raises(RegisterInUseError):
        incoming("10/A-B", serial=20, taken_over="Sổ giấy năm 2022")
    incoming("11/A-B", serial=5, taken_over="Sổ giấy năm 2022")


def test_keys_are_made_from_the_number_and_stay_unique(incoming):
    keys = [incoming(issuer=f"Cơ quan {ordinal}").document.key for ordinal in range(3)]
    assert keys == ["1024-bch-tm-2022", "1024-bch-tm-2022-2", "1024-bch-tm-2022-3"]
    with pytest.raises(KeyTakenError):
        incoming("9/A-B", key=keys[0])
    assert len({incoming("", issuer=f"Cơ quan {ordinal}").document.key for ordinal in range(12)}) == 12


def draft(agency, **given):
    said = {"document_type": "ke_hoach", "subject": "Kế hoạch phối hợp"}
    return actions.draft_document(unit=agency.unit, by=agency.colleague, **(said | given))


def issue(agency, document, **given):
    said = {"by": agency.keeper, "signer": "Phó Giám đốc 1", "signer_title": "Phó Giám đốc"}
    return actions.issue_document(document=document, **(said | given))


def test_issued_draft_has_a_number_a_line_and_its_recipients(agency, noon):
    document = draft(agency)
    for name, purpose in (("Công an tỉnh", RecipientPurpose.ACT), ("Lưu: VT", RecipientPurpose.FILE)):
        actions.add_recipient(document=document, name=name, purpose=purpose, by=agency.colleague)
    entry = issue(agency, document, copies=4)
    document.refresh_from_db()
    assert (document.number, document.state, document.signer) == ("01/KH-STTTT", DocumentState.ISSUED, "Phó Giám đốc 1")
    assert (entry.serial, entry.register.direction, entry.handled_by) == (
        1,
        Direction.OUTGOING,
        "Công an tỉnh; Lưu: VT",
    )
    assert entry.registered_on == document.issued_on == date(2022, 6, 15)


def test_issue_uses_the_number_reserved_before(agency, noon):
    book = actions.open_book(unit=agency.unit, type_group="ke_hoach", year=2022, by=agency.keeper)
    held, _other = (actions.reserve_number(book=book, by=agency.keeper) for _ in range(2))
    assert issue(agency, draft(agency), reservation=held).document.number == "01/KH-STTTT"
    assert issue(agency, draft(agency)).document.number == "03/KH-STTTT"


def test_refused_issue_takes_no_number(agency, noon):
    with pytest.raises(MissingFieldError):
        issue(agency, draft(agency), signer=" ")
    with pytest.raises(ImpossibleDateError):
        issue(agency, draft(agency), issued_on=date(2022, 6, 16))
    assert not BookNumber.objects.exists()


def test_issued_document_does_not_change(agency, noon):
    document = draft(agency, text="Điều 1.")
    issue(agency, document)
    document.refresh_from_db()
    with pytest.raises(NotDraftError):
        issue(agency, document)
    with pytest.raises(FrozenDocumentError):
        actions.add_version(document=document, by=agency.colleague, text="Điều 1. Sửa.")
    with pytest.raises(FrozenDocumentError):
        actions.add_appendix(document=document, label="Phụ lục", title="Danh sách", by=agency.colleague)
    with pytest.raises(FrozenDocumentError):
        actions.withdraw_entry(entry=document.entries.get(), by=agency.keeper, reason="Nhầm")


def test_recall_freezes_a_document_and_keeps_its_number(agency, noon):
    document = draft(agency)
    with pytest.raises(NotIssuedError):
        actions.recall_document(document=document, reason="Sai thẩm quyền", by=agency.head)
    issue(agency, document)
    recalled = actions.recall_document(document=document, reason="Sai thẩm quyền", by=agency.head)
    assert (recalled.state, recalled.recall_reason, recalled.number) == ("recalled", "Sai thẩm quyền", "01/KH-STTTT")
    with pytest.raises(FrozenDocumentError):
        actions.add_recipient(document=recalled, name="Công an tỉnh", by=agency.colleague)
    assert BookNumber.objects.get().state == NumberState.ISSUED


def test_withdrawn_line_frees_key_line_and_taken_over_number(agency, noon):
    said = {
        "unit": agency.unit,
        "by": agency.keeper,
        "number": "84/KH-STTTT",
        "issued_on": date(2022, 1, 21),
        "document_type": "ke_hoach",
        "subject": "Kế hoạch bảo đảm an ninh, trật tự",
        "taken_over": "Sổ giấy",
        "key": "ke-hoach-84",
        "serial": 84,
    }
    entry = actions.record_outgoing(**said)
    actions.withdraw_entry(entry=entry, by=agency.keeper, reason="Hoàn tác nhập liệu")
    with pytest.raises(NotStandingError):
        actions.withdraw_entry(entry=entry, by=agency.keeper, reason="Hoàn tác nhập liệu")
    again = actions.record_outgoing(**said)
    assert (again.document.key, again.document.book_number.serial, again.serial) == ("ke-hoach-84", 84, 84)
    assert Document.objects.get(pk=entry.document_id).state == DocumentState.WITHDRAWN


def test_versions_count_on_and_keep_clean_text(agency, noon):
    document = draft(agency, text="Một\r\nhai\x00")
    second = actions.add_version(document=document, by=agency.colleague, text="Hai", is_significant=False)
    assert [version.text for version in document.versions.all()] == ["Một\nhai", "Hai"]
    assert (second.ordinal, second.is_significant) == (2, False)


def test_instrument_is_kept_once_with_its_status(agency, noon):
    said = {
        "unit": agency.unit,
        "document_type": "nghi_dinh",
        "number": "04/NĐ-CP",
        "issued_on": date(1995, 1, 16),
        "issuer": "Chính phủ",
        "subject": "Quy chế bảo vệ công trình quốc phòng",
    }
    decree = actions.register_instrument(by=agency.keeper, **said)
    with pytest.raises(KeyTakenError):
        actions.register_instrument(by=agency.keeper, **said)
    changed = actions.set_legal_status(document=decree, status="expired", reason="NĐ mới", by=agency.keeper)
    assert (decree.key, changed.legal_status) == ("04-nd-cp-1995", "expired")


def test_instrument_or_draft_is_taken_back_but_not_what_stands_in_a_register(agency, incoming):
    said = {"unit": agency.unit, "document_type": "luat", "subject": "Luật Quốc phòng", "key": "luat-quoc-phong"}
    law = actions.register_instrument(by=agency.keeper, **said)
    actions.withdraw_document(document=law, by=agency.keeper, reason="Nhập nhầm")
    with pytest.raises(NotStandingError):
        actions.withdraw_document(document=law, by=agency.keeper, reason="Nhập nhầm")
    assert actions.register_instrument(by=agency.keeper, **said).key == "luat-quoc-phong"
    actions.withdraw_document(document=draft(agency), by=agency.keeper, reason="Không làm nữa")
    entry = incoming()
    issued = draft(agency)
    issue(agency, issued)
    for document in (entry.document, issued):
        with pytest.raises(FrozenDocumentError):
            actions.withdraw_document(document=document, by=agency.keeper, reason="Nhầm")


def test_relation_is_said_once_and_not_of_itself(agency, incoming):
    source, target = draft(agency), incoming().document
    for _ in range(2):
        relation = actions.relate(source=source, target=target, kind="carries_out", by=agency.colleague)
    assert AuditEvent.objects.filter(verb="document.related").count() == 1
    assert list(source.relations_out.all()) == [relation]
    with pytest.raises(Exception) as refusal:
        actions.relate(source=source, target=source, kind="answers", by=agency.colleague)
    assert refusal.value.code == "self_relation"


def test_only_who_keeps_the_register_may_register_or_issue(agency, incoming):
    document = draft(agency)
    for person in (agency.colleague, agency.stranger):
        with pytest.raises(NotAllowedError):
            incoming("9/A-B", by=person)
        with pytest.raises(NotAllowedError):
            issue(agency, document, by=person)
    with pytest.raises(NotAllowedError):
        actions.draft_document(unit=agency.unit, by=agency.stranger, document_type="bao_cao", subject="Báo cáo")
    assert incoming("9/A-B", by=agency.head).serial == 1
