"""Registers and documents read: filters, pages, columns, who sees what."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.minhchung.documents.conftest import make_user

from minhchung.accounts.enums import Sensitivity
from minhchung.documents import actions
from minhchung.documents.enums import Direction
from minhchung.documents.models import Document, Register, RegisterEntry
from minhchung.documents.permissions import can_keep, can_see, visible_documents, visible_entries
from minhchung.documents.queries import EntryFilter, document_page, entries, register_rows, registers
from minhchung.documents.queries.registers import page_of
from minhchung.organisation.enums import StaffCategory
from minhchung.organisation.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(incoming):
    incoming("118/STTTT-VP", subject="V/v đăng ký khu dân cư, cơ quan an toàn về an ninh, trật tự")
    incoming("1180/UBND-NC", subject="V/v tuần tra, canh gác")
    incoming("04/KH-BCH", subject="Kế hoạch huấn luyện tự vệ", document_type="ke_hoach")
    return Register.objects.get()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", ["04/KH-BCH", "1180/UBND-NC", "118/STTTT-VP"]),
        ("118 STTTT", ["118/STTTT-VP"]),
        ("118/STTTT-VP", ["118/STTTT-VP"]),
        ("118", ["1180/UBND-NC", "118/STTTT-VP"]),
        ("dang ky AN NINH", ["118/STTTT-VP"]),
        ("Đăng ký", ["118/STTTT-VP"]),
        ("4 kh", ["04/KH-BCH"]),
        ("tuâ\u0300n tra", ["1180/UBND-NC"]),
        ("gác%", ["1180/UBND-NC"]),
        ("%", ["04/KH-BCH", "1180/UBND-NC", "118/STTTT-VP"]),
        ("không có gì", []),
    ],
)
def test_filter_finds_numbers_and_subjects_without_accents(register, words, numbers):
    found = entries(register, EntryFilter(words=words))
    assert [entry.document.number for entry in found] == numbers


def test_filter_by_type_and_days(register):
    assert [entry.serial for entry in entries(register, EntryFilter(document_type="ke_hoach"))] == [3]
    assert not entries(register, EntryFilter(since=date(2022, 6, 16))).exists()
    assert entries(register, EntryFilter(since=date(2022, 6, 15), until=date(2022, 6, 15))).count() == 3


def test_pages_follow_each_other_without_overlap(register):
    found = entries(register)
    first = page_of(found, size=2)
    second = page_of(found, before=first.older, size=2)
    assert [[entry.serial for entry in page.entries] for page in (first, second)] == [[3, 2], [1]]
    assert (first.older, second.older) == (2, None)
    assert page_of(found, size=3).older is None


def test_withdrawn_lines_are_not_listed(agency, register):
    actions.withdraw_entry(entry=entries(register).first(), by=agency.keeper, reason="Nhập nhầm")
    assert [entry.serial for entry in entries(register)] == [2, 1]
    assert [row.entry_count for row in registers(Register.objects.all())] == [2]


def test_incoming_register_has_its_ten_columns_in_order(agency, incoming):
    incoming(handled_by="Văn phòng", transferred_on=date(2022, 6, 15), signed_for="Chuyên viên 07", note="Bản giấy")
    assert list(register_rows(Register.objects.get())) == [
        (
            "15/06/2022",
            "1",
            "Bộ Chỉ huy quân sự tỉnh Mẫu",
            "1024/BCH-TM",
            "10/06/2022",
            "Công văn: V/v huấn luyện lực lượng tự vệ năm 2022",
            "Văn phòng",
            "15/06/2022",
            "Chuyên viên 07",
            "Bản giấy",
        )
    ]


def test_outgoing_register_has_its_ten_columns_in_order(agency, noon):
    actions.record_outgoing(
        unit=agency.unit,
        by=agency.keeper,
        number="84/KH-STTTT",
        issued_on=date(2022, 1, 21),
        document_type="ke_hoach",
        subject="Bảo đảm an ninh, trật tự năm 2022",
        taken_over="Sổ giấy",
        signer="Giám đốc",
        handled_by="Công an tỉnh",
        archived_by="Văn thư",
        copies=12,
        transferred_on=date(2022, 1, 24),
        signed_for="Bưu điện",
        note="",
    )
    assert list(register_rows(Register.objects.get(direction=Direction.OUTGOING))) == [
        (
            "84/KH-STTTT",
            "21/01/2022",
            "Kế hoạch: Bảo đảm an ninh, trật tự năm 2022",
            "Giám đốc",
            "Công an tỉnh",
            "Văn thư",
            "12",
            "24/01/2022",
            "Bưu điện",
            "",
        )
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_register_and_document_take_the_same_queries_for_one_row_and_for_three(
    agency, incoming, django_assert_num_queries, count
):
    for ordinal in range(count):
        document = incoming(f"{ordinal + 1}/A-B", text="Văn bản").document
        for name in ("Công an tỉnh", "Lưu: VT")[:count]:
            actions.add_recipient(document=document, name=name, by=agency.keeper)
    register = Register.objects.get()
    with django_assert_num_queries(1):
        assert len({entry.document.subject for entry in entries(register)}) == 1
    with django_assert_num_queries(7):
        page = document_page(Document.objects.all())[0]
        shown = [list(page.versions.all()), list(page.recipients.all()), list(page.entries.all()), page.unit]
    assert shown


def see(user):
    return set(visible_documents(user).values_list("number", flat=True))


@pytest.fixture
def shelf(agency, incoming):
    """One document of each sensitivity, and a draft."""
    for sensitivity in Sensitivity:
        incoming(f"{int(sensitivity) + 1}/A-B", sensitivity=sensitivity)
    actions.draft_document(unit=agency.unit, by=agency.colleague, document_type="bao_cao", subject="Dự thảo báo cáo")
    return agency


def test_head_sees_all_a_colleague_what_is_internal_and_a_stranger_nothing(shelf):
    assert see(shelf.head) == {"1/A-B", "2/A-B", "3/A-B", ""}
    assert see(shelf.keeper) == {"1/A-B", "2/A-B", "3/A-B", ""}
    assert see(shelf.colleague) == {"1/A-B", "2/A-B", ""}
    assert see(shelf.stranger) == set()
    assert see(AnonymousUser()) == set()


def test_draft_is_internal_to_its_unit(shelf):
    elsewhere = make_user("chuyen-vien-vp", "staff", shelf.office)
    assert see(elsewhere) == {"1/A-B"}
    own = actions.draft_document(
        unit=shelf.unit, drafting_unit=shelf.office, by=elsewhere, document_type="bao_cao", subject="Dự thảo"
    )
    assert can_see(elsewhere, own)
    assert can_see(shelf.head, own)
    assert not can_see(shelf.stranger, own)


def test_lines_of_a_register_are_seen_as_their_documents_are(shelf):
    for person in (shelf.head, shelf.colleague, shelf.stranger):
        numbers = {row.document.number for row in visible_entries(person, RegisterEntry.objects.all())}
        assert numbers == see(person) - {""}


def test_person_a_document_was_handed_to_sees_it(shelf):
    restricted = Document.objects.get(number="3/A-B")
    person = Person.objects.create(
        code="cv07", name="Chuyên viên 07", category=StaffCategory.CIVIL_SERVANT, user=shelf.colleague
    )
    assert not can_see(shelf.colleague, restricted)
    for _ in range(2):
        actions.hand_to(document=restricted, person=person, by=shelf.head)
    assert can_see(shelf.colleague, restricted)


def test_only_records_officers_and_heads_keep_the_books(shelf):
    people = (shelf.keeper, shelf.head, shelf.colleague, shelf.stranger)
    assert [can_keep(person, shelf.unit) for person in people] == [True, True, False, False]
