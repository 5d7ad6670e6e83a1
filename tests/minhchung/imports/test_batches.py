"""A batch from staging to undo: the difference is shown, one transaction commits, one undo takes back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests.minhchung.imports.conftest import NOW, TOPICS, found

from minhchung import clock
from minhchung.accounts.actions import create_user
from minhchung.accounts.enums import Role
from minhchung.audit.ledger import target_name
from minhchung.audit.models import AuditEvent
from minhchung.documents.models import Document, DocumentVersion, RegisterEntry
from minhchung.errors import NotAllowedError
from minhchung.imports.actions import commit, stage, undo
from minhchung.imports.enums import BatchState
from minhchung.imports.errors import (
    BatchNotCommittedError,
    BatchNotStagedError,
    NothingToDoError,
    RowRefusedError,
    SourceChangedError,
    UndoBlockedError,
)
from minhchung.imports.models import ImportBatch
from minhchung.organisation.actions import grant_role
from minhchung.work.actions.activities import record_participation
from minhchung.work.models import Activity, Participation, Topic

pytestmark = pytest.mark.django_db

INCOMING = ("Khóa", "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Tên loại", "Trích yếu", "Tệp")
LETTER = ("den-1", "14/01/2022", 37, "UBND tỉnh Mẫu", "12/UBND-NC", "12/01/2022", "Công văn", "về việc thử", "thu.txt")
ACTIVITY = ("Khóa", "Đơn vị thực hiện", "Tên hoạt động", "Ngày diễn ra", "Lĩnh vực", "Mức độ", "Xử lý")
INCIDENT = ("vv-1", "SM", "Mất điện", "03/02/2022", "Việc khác", "Ít nghiêm trọng", "Đã khắc phục")


@pytest.fixture
def letter(workbook, agency):
    path = workbook({"Sổ văn bản đến": [INCOMING, LETTER]})
    (path.parent / "thu.txt").write_text("Kính gửi Sở Mẫu.\n", encoding="utf-8")
    return path


def test_commit_writes_through_actions_and_the_ledger(letter, staged):
    batch = commit(batch=staged(letter), by=None)

    entry = RegisterEntry.objects.select_related("document").get()
    assert (entry.serial, entry.registered_on, entry.document.number) == (37, date(2022, 1, 14), "12/UBND-NC")
    assert DocumentVersion.objects.get().text == "Kính gửi Sở Mẫu.\n"
    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
    started = verbs.index("import.started")
    assert verbs[-1] == "import.committed"
    assert {"file.stored", "document.recorded", "entry.registered"} <= set(verbs[started:])
    assert batch.state == BatchState.COMMITTED and batch.committed_at == NOW


def test_same_file_again_has_nothing_to_do(letter, staged):
    commit(batch=staged(letter), by=None)

    with pytest.raises(NothingToDoError):
        staged(letter)


def test_same_rows_in_another_file_are_the_same(letter, workbook, staged):
    commit(batch=staged(letter), by=None)
    longer = workbook(
        {"Sổ văn bản đến": [INCOMING, LETTER], "Chủ đề": [TOPICS, ("a", "Luật Quốc phòng")]}, name="hai.xlsx"
    )

    batch = staged(longer)

    assert (batch.create_count, batch.change_count, batch.same_count) == (1, 0, 1)


def test_staging_again_replaces_the_staging_before(letter, staged):
    first = staged(letter)
    second = staged(letter)

    assert list(ImportBatch.objects.values_list("pk", flat=True)) == [second.pk] != [first.pk]


def test_change_is_shown_and_recorded_as_a_correction(workbook, agency, staged):
    commit(batch=staged(workbook({"Vụ việc": [ACTIVITY, INCIDENT]})), by=None)
    corrected = (*INCIDENT[:2], "Mất điện toàn trụ sở", *INCIDENT[3:])

    batch = staged(workbook({"Vụ việc": [ACTIVITY, corrected]}, name="hai.xlsx"))
    assert batch.rows.get().difference == {"title": ["Mất điện", "Mất điện toàn trụ sở"]}
    commit(batch=batch, by=None)

    old, new = Activity.objects.order_by("pk")
    assert (new.title, new.replaces_id, old.withdrawn_at) == ("Mất điện toàn trụ sở", old.pk, NOW)


def test_change_of_what_never_changes_is_an_error(letter, workbook, staged):
    commit(batch=staged(letter), by=None)
    other = (*LETTER[:7], "về việc khác", LETTER[8])

    batch = staged(workbook({"Sổ văn bản đến": [INCOMING, other]}, name="hai.xlsx"))

    assert found(batch) == [("Sổ văn bản đến", 2, "Trích yếu", "fixed")]


def test_row_that_an_action_refuses_leaves_nothing(workbook, agency, staged):
    twin = (*INCIDENT[:3], "03/02/2023", *INCIDENT[4:])  # in the future
    batch = staged(workbook({"Chủ đề": [TOPICS, ("a", "Luật Quốc phòng")], "Vụ việc": [ACTIVITY, ("vv-2", *twin[1:])]}))
    events = AuditEvent.objects.count()

    with pytest.raises(RowRefusedError) as refusal:
        commit(batch=batch, by=None)

    assert (refusal.value.data["sheet"], refusal.value.data["row"]) == ("Vụ việc", 2)
    assert (Topic.objects.count(), Activity.objects.count(), AuditEvent.objects.count()) == (0, 0, events)
    batch.refresh_from_db()
    assert batch.state == BatchState.STAGED


def test_source_that_changed_after_staging_is_refused(letter, staged):
    batch = staged(letter)
    letter.write_bytes(letter.read_bytes() + b" ")

    with pytest.raises(SourceChangedError):
        commit(batch=batch, by=None)


def test_file_beside_the_workbook_that_changed_after_staging_is_refused(letter, staged):
    batch = staged(letter)
    (letter.parent / "thu.txt").write_text("Nội dung khác", encoding="utf-8")

    with pytest.raises(SourceChangedError):
        commit(batch=batch, by=None)
    assert Document.objects.count() == 0


def test_undo_withdraws_what_the_batch_made_and_says_so(letter, staged):
    batch = commit(batch=staged(letter), by=None)

    undo(batch=batch, by=None)

    assert RegisterEntry.objects.standing().count() == 0
    assert RegisterEntry.objects.count() == 1
    event = AuditEvent.objects.order_by("-sequence").first()
    assert (event.verb, event.target) == ("import.undone", target_name(batch))


def test_undone_file_may_be_imported_again(letter, staged):
    undo(batch=commit(batch=staged(letter), by=None), by=None)

    commit(batch=staged(letter), by=None)

    assert RegisterEntry.objects.standing().count() == 1


def test_undo_brings_back_what_a_change_changed(workbook, agency, staged):
    commit(batch=staged(workbook({"Vụ việc": [ACTIVITY, INCIDENT]})), by=None)
    corrected = (*INCIDENT[:2], "Mất điện toàn trụ sở", *INCIDENT[3:])
    batch = commit(batch=staged(workbook({"Vụ việc": [ACTIVITY, corrected]}, name="hai.xlsx")), by=None)

    undo(batch=batch, by=None)

    assert Activity.objects.standing().get().title == "Mất điện"


def test_undo_is_refused_when_something_later_depends_on_it(workbook, agency, staged, db):
    people = {
        "Nhân sự": [("Mã nhân sự", "Họ và tên", "Nhóm"), ("NV01", "Chuyên viên 01", "Công chức")],
        "Vụ việc": [ACTIVITY, INCIDENT],
    }
    batch = commit(batch=staged(workbook(people)), by=None)
    activity = Activity.objects.get()
    with clock.at(NOW + timedelta(days=1)):
        person = Participation._meta.get_field("person").related_model.objects.get()
        record_participation(activity=activity, person=person, state="present", by=None)

        with pytest.raises(UndoBlockedError) as refusal:
            undo(batch=batch, by=None)

    assert "work.participation" in str(refusal.value.data["dependent"])
    assert Activity.objects.standing().count() == 1


def test_batch_is_committed_once_and_undone_once(letter, staged):
    batch = commit(batch=staged(letter), by=None)
    with pytest.raises(BatchNotStagedError):
        commit(batch=batch, by=None)
    undo(batch=batch, by=None)
    with pytest.raises(BatchNotCommittedError):
        undo(batch=batch, by=None)


def test_stranger_and_officer_may_not_import_and_records_officer_may(letter, agency, staged):
    stranger, _ = create_user(username="nguoi-la", display_name="Người lạ", by=None)
    officer, _ = create_user(username="chuyen-vien", display_name="Chuyên viên", by=None)
    records, _ = create_user(username="van-thu", display_name="Văn thư", by=None)
    grant_role(user=officer, role=Role.OFFICER, unit=agency, by=None)
    grant_role(user=records, role=Role.RECORDS, unit=agency, by=None)

    for user in (stranger, officer):
        with pytest.raises(NotAllowedError):
            stage(path=letter, by=user)
    commit(batch=stage(path=letter, by=records), by=records)
    assert RegisterEntry.objects.get().register.unit == agency


def test_register_goes_on_after_the_lines_taken_over(letter, workbook, staged):
    commit(batch=staged(letter), by=None)
    following = (
        "den-2",
        "15/01/2022",
        None,
        "UBND tỉnh Mẫu",
        "13/UBND-NC",
        "14/01/2022",
        "Công văn",
        "về việc sau",
        None,
    )

    commit(batch=staged(workbook({"Sổ văn bản đến": [INCOMING, following]}, name="hai.xlsx")), by=None)

    assert RegisterEntry.objects.get(document__key="den-2").serial == 38


def test_confirmation_on_the_system_is_never_imported_for_somebody(workbook, agency, staged):
    header = ("Đợt quán triệt", "Mã nhân sự", "Hình thức", "Ngày xác nhận")
    batch = staged(workbook({"Xác nhận": [header, ("qt", "NV01", "Xác nhận trên hệ thống", datetime(2022, 3, 1))]}))

    assert ("Xác nhận", 2, "Hình thức", "system_confirmation") in found(batch)
