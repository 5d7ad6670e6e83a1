"""The pages of documents: who may open which, what they show, and what a hostile text does to them (nothing)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.accounts.enums import Sensitivity
from minhchung.documents import actions, panels
from minhchung.documents.models import BookNumber, Document, NumberBook, Register
from minhchung.files.actions import store
from minhchung.files.models import StoredFile
from minhchung.look.stations import Stage

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\u202e\"'{{ 7|add:7 }}" + "x" * 300


@pytest.fixture
def enter(client):
    def as_user(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_user


@pytest.fixture
def shelf(agency, incoming):
    """An open and a restricted document with all that can hang on one, an issued one, a draft, a book."""
    file = store(b"N\xe1\xbb\x99i dung", name="ke-hoach.txt", by=agency.keeper)
    shown = incoming("1/A-B", file=file, text="Theo Nghị định số 04/NĐ-CP ngày 16/01/1995 của Chính phủ.").document
    secret = incoming(
        "2/A-B", sensitivity=Sensitivity.RESTRICTED, subject="Kế hoạch chỉ lãnh đạo biết", file=file
    ).document
    for document in (shown, secret):
        actions.attach_file(document=document, file=file, title="Bảng kê", by=agency.keeper)
        actions.add_appendix(document=document, label="Phụ lục I", title="Danh sách", file=file, by=agency.keeper)
    actions.relate(source=secret, target=shown, kind="carries_out", by=agency.keeper)
    draft = actions.draft_document(
        unit=agency.unit, by=agency.colleague, document_type="ke_hoach", subject="Kế hoạch phối hợp"
    )
    issued = actions.draft_document(
        unit=agency.unit, by=agency.keeper, document_type="bao_cao", subject="Báo cáo chỉ lãnh đạo biết", sensitivity=2
    )
    actions.issue_document(document=issued, by=agency.keeper, signer="Giám đốc", signer_title="Giám đốc")
    return {"shown": shown, "secret": secret, "draft": draft, "issued": issued}


def pages_of(document):
    files = [("version-file", 1), ("attachment-file", "attachments"), ("appendix-file", "appendices")]
    urls = [document.get_absolute_url()]
    for name, what in files:
        last = what if isinstance(what, int) else getattr(document, what).get().pk
        urls.append(reverse(f"documents:{name}", args=[document.pk, last]))
    return urls


def every_page():
    lists = [reverse(f"documents:{name}") for name in ("registers", "register-incoming", "draft")]
    books = [book.get_absolute_url() for book in NumberBook.objects.all()]
    for register in Register.objects.all():
        books += [register.get_absolute_url(), reverse("documents:register-print", args=[register.pk])]
    return lists + books + [document.get_absolute_url() for document in Document.objects.all()]


def test_anonymous_is_sent_to_sign_in_everywhere(client, shelf):
    for url in [*every_page(), *pages_of(shelf["shown"]), reverse("documents:issue", args=[shelf["draft"].pk])]:
        assert client.get(url).status_code == 302, url


def test_head_opens_every_page(agency, enter, shelf):
    for url in [*every_page(), *pages_of(shelf["secret"]), reverse("documents:issue", args=[shelf["draft"].pk])]:
        assert enter(agency.head).get(url).status_code == 200, url


def test_colleague_meets_nothing_of_what_is_restricted(agency, enter, shelf):
    client = enter(agency.colleague)
    for url in [*pages_of(shelf["secret"]), shelf["issued"].get_absolute_url()]:
        assert client.get(url).status_code == 404, url
    for url in [*every_page(), *pages_of(shelf["shown"])]:
        answer = client.get(url)
        if answer.streaming:
            continue
        assert b"ch\xe1\xbb\x89 l\xc3\xa3nh \xc4\x91\xe1\xba\xa1o bi\xe1\xba\xbft" not in answer.content, url
        assert b"2/A-B" not in answer.content, url
    for url in (reverse("documents:register-incoming"), reverse("documents:issue", args=[shelf["draft"].pk])):
        assert client.get(url).status_code == 403


def test_stranger_opens_no_register_book_or_document(agency, enter, shelf):
    client = enter(agency.stranger)
    for url in [*pages_of(shelf["shown"]), *every_page()[3:]]:
        assert client.get(url).status_code == 404, url
    assert "Sổ đăng ký văn bản" not in client.get(reverse("documents:registers")).content.decode()


def query_counts(client, document):
    """How many queries the list of registers, a register, its print and a document take."""
    register = Register.objects.get()
    urls = [
        reverse("documents:registers"),
        register.get_absolute_url(),
        reverse("documents:register-print", args=[register.pk]),
        document.get_absolute_url(),
    ]
    counts = []
    for url in urls:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    return counts


def test_pages_take_the_same_queries_for_one_row_and_for_three(agency, enter, incoming):
    first, other = (incoming(f"{ordinal}/A-B", text="Theo Công văn số 9/A-B.").document for ordinal in (1, 2))
    actions.relate(source=other, target=first, kind="based_on", by=agency.keeper)
    client = enter(agency.head)
    query_counts(client, first)
    with_few = query_counts(client, first)
    for ordinal in (3, 4):
        another = incoming(f"{ordinal}/A-B", text="Theo Công văn số 1/A-B, Công văn số 2/A-B.").document
        actions.relate(source=another, target=first, kind="based_on", by=agency.keeper)
        actions.add_recipient(document=first, name="Công an tỉnh", by=agency.keeper)
    assert query_counts(client, first) == with_few


def incoming_fields(agency, **given):
    said = {
        "unit": agency.unit.pk,
        "issuer": "Bộ Chỉ huy quân sự tỉnh Mẫu",
        "number": "1024/BCH-TM",
        "issued_on": "2022-06-10",
        "document_type": "cong_van",
        "subject": "V/v huấn luyện",
        "received_on": "2022-06-14",
        "urgency": "normal",
        "sensitivity": "0",
    }
    return said | given


def test_incoming_document_is_entered_with_its_file_and_text(agency, enter, noon):
    upload = SimpleUploadedFile("van-ban.txt", "Căn cứ Nghị định số 04/NĐ-CP ngày 16/01/1995 của Chính phủ".encode())
    answer = enter(agency.keeper).post(
        reverse("documents:register-incoming"), incoming_fields(agency, file=upload), follow=True
    )
    document = Document.objects.get()
    assert answer.redirect_chain[-1][0] == document.get_absolute_url()
    assert (document.entries.get().serial, document.versions.get().citations.get().number) == (1, "04/NĐ-CP")
    assert "04/NĐ-CP" in answer.content.decode()


def test_duplicate_asks_for_confirmation_and_is_then_entered(agency, enter, noon):
    client, url = enter(agency.keeper), reverse("documents:register-incoming")
    assert client.post(url, incoming_fields(agency)).status_code == 302
    answer = client.post(url, incoming_fields(agency))
    assert (answer.status_code, "duplicate_confirmed" in answer.content.decode()) == (422, True)
    assert client.post(url, incoming_fields(agency, duplicate_confirmed="on")).status_code == 302
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    "given",
    [
        {"subject": "TỐI MẬT"},
        {"note": "MẬT"},
        {"file": ("thu.txt", "ỦY BAN NHÂN DÂN\nTUYỆT MẬT\nSố: 1")},
        {"file": ("MẬT.txt", "Nội dung")},
    ],
)
def test_secret_leaves_neither_row_nor_file(agency, enter, noon, data_folder, given):
    said = dict(given)
    if "file" in said:
        name, text = said["file"]
        said["file"] = SimpleUploadedFile(name, text.encode())
    answer = enter(agency.keeper).post(reverse("documents:register-incoming"), incoming_fields(agency, **said))
    assert answer.status_code == 422
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()
    assert [path for path in data_folder.rglob("*") if path.is_file()] == []


def test_number_is_issued_only_after_the_check_page(agency, enter, shelf):
    client, url = enter(agency.keeper), reverse("documents:issue", args=[shelf["draft"].pk])
    said = {"signer": "Giám đốc", "signer_title": "Giám đốc", "issued_on": "2022-06-15"}
    before = BookNumber.objects.count()
    checked = client.post(url, said)
    assert "01/KH-STTTT" in checked.content.decode()
    assert client.post(url, said | {"sua": "1"}).status_code == 200
    assert BookNumber.objects.count() == before
    assert client.post(url, said | {"cap-so": "1"}).status_code == 302
    shelf["draft"].refresh_from_db()
    assert shelf["draft"].number == "01/KH-STTTT"
    assert client.post(url, said | {"cap-so": "1"}).status_code == 302
    assert BookNumber.objects.count() == before + 1


def test_draft_is_begun_by_a_colleague(agency, enter, noon):
    said = {
        "unit": agency.unit.pk,
        "drafting_unit": agency.office.pk,
        "document_type": "cong_van",
        "subject": "V/v đăng ký",
        "sensitivity": "0",
    }
    assert enter(agency.colleague).post(reverse("documents:draft"), said).status_code == 302
    assert Document.objects.get().drafting_unit == agency.office


def test_later_room_adds_its_panel_and_station(agency, enter, shelf, monkeypatch):
    monkeypatch.setattr(panels, "_makers", [])

    def maker(document, user):
        return panels.Panel("look/messages.html", {"messages": ["Nhiệm vụ 7"]}, {Stage.TASK: "/viec/7/"})

    panels.register(maker)
    panels.register(maker)
    page = enter(agency.head).get(shelf["shown"].get_absolute_url()).content.decode()
    assert page.count("Nhiệm vụ 7") == 1
    assert 'href="/viec/7/"' in page


def test_hostile_text_runs_nowhere(agency, enter, incoming):
    document = incoming(
        HOSTILE[:100], subject=HOSTILE, issuer=HOSTILE[:300], handled_by=HOSTILE, note=HOSTILE, text=HOSTILE * 100
    ).document
    actions.add_recipient(document=document, name=HOSTILE[:250], by=agency.keeper)
    client = enter(agency.head)
    for url in every_page():
        page = client.get(
            url, {"words": HOSTILE.replace("\u202e", ""), "truoc": "9" * 99, "since": "không phải ngày"}
        ).content.decode()
        assert "<script>alert" not in page, url
        assert "\u202e" not in page, url


def test_register_is_filtered_and_paged_by_its_address(agency, enter, incoming):
    for ordinal in range(60):
        incoming(f"{ordinal + 1}/A-B", received_on=date(2022, 6, 15))
    client, url = enter(agency.head), Register.objects.get().get_absolute_url()
    first = client.get(url).content.decode()
    assert "truoc=11" in first
    second = client.get(url, {"truoc": "11"}).content.decode()
    assert ("10/A-B" in second, "60/A-B" in second) == (True, False)
    assert "Không có văn bản nào khớp" in client.get(url, {"words": "khong co gi"}).content.decode()
