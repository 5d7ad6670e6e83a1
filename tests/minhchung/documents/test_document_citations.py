"""Citations of stored texts: found, linked when certain, and the same whatever arrives first."""

from datetime import date
from itertools import pairwise, permutations

import pytest
from django.db import transaction

from minhchung.documents import actions
from minhchung.documents.models import Citation
from minhchung.documents.queries import cited_by, cites, leads_from, leads_to

pytestmark = pytest.mark.django_db

TEXT = (
    "Căn cứ Luật Quốc phòng ngày 08 tháng 6 năm 2018;\n"
    "Căn cứ Nghị định số 04/NĐ-CP ngày 16 tháng 01 năm 1995 của Chính phủ;\n"
    "Thực hiện Kế hoạch số 84/KH-STTTT ngày 21/01/2022 của Sở Thông tin và Truyền thông tỉnh Mẫu,"
    " Công văn số 1024/BCH-TM và Công văn số 77/SNV-VP ngày 01/02/2022 của Sở Nội vụ, đơn vị báo cáo."
)


@pytest.fixture
def writers(agency, noon, incoming):
    def law(year, key, day):
        return actions.register_instrument(
            unit=agency.unit,
            by=agency.keeper,
            document_type="luat",
            number=f"{key}/{year}/QH14",
            issued_on=day,
            subject="Luật Quốc phòng",
        )

    return {
        "law": lambda: law(2018, "22", date(2018, 6, 8)),
        "older law": lambda: law(2005, "39", date(2005, 6, 14)),
        "decree": lambda: actions.register_instrument(
            unit=agency.unit,
            by=agency.keeper,
            document_type="nghi_dinh",
            number="04/NĐ-CP",
            issued_on=date(1995, 1, 16),
            issuer="Chính phủ",
            subject="Quy chế bảo vệ công trình quốc phòng",
        ),
        "plan": lambda: actions.record_outgoing(
            unit=agency.unit,
            by=agency.keeper,
            number="84/KH-STTTT",
            issued_on=date(2022, 1, 21),
            document_type="ke_hoach",
            subject="Kế hoạch",
            taken_over="Sổ giấy",
        ),
        "letter": lambda: incoming(issued_on=date(2022, 6, 1), text=TEXT).document,
    }


def links():
    return {row.text[:22]: row.target.key if row.target else None for row in Citation.objects.select_related("target")}


def test_certain_citations_are_linked_and_others_are_kept_without_a_link(writers):
    for name in ("law", "older law", "decree", "plan"):
        writers[name]()
    letter = writers["letter"]()
    found = [(row.number or row.title, row.target.key if row.target else None) for row in cites(letter)]
    assert found == [
        ("Quốc phòng", "22-2018-qh14-2018"),
        ("04/NĐ-CP", "04-nd-cp-1995"),
        ("84/KH-STTTT", "84-kh-stttt-2022"),
        ("1024/BCH-TM", None),  # the letter itself
        ("77/SNV-VP", None),
    ]
    texts = [letter.versions.get().text[row.start : row.end] for row in cites(letter)]
    assert texts == [row.text for row in cites(letter)]


def test_links_do_not_depend_on_what_arrived_first(writers):
    seen = set()
    for order in permutations(("law", "older law", "decree", "letter")):
        with transaction.atomic():
            for name in order:
                writers[name]()
            seen.add(tuple(sorted(links().items(), key=str)))
            transaction.set_rollback(True)
    assert len(seen) == 1


def test_later_document_is_not_what_an_earlier_one_cites(agency, writers, incoming):
    letter = writers["letter"]()
    later = incoming("77/SNV-VP", issued_on=date(2022, 6, 10), issuer="Sở Nội vụ tỉnh Mẫu").document
    assert not cited_by(later).exists()
    right = incoming("77/SNV-VP", issued_on=date(2022, 2, 1), issuer="Sở Nội vụ tỉnh Mẫu", duplicate_confirmed=True)
    assert [row.version.document for row in cited_by(right.document)] == [letter]


def test_two_documents_that_fit_leave_the_citation_without_a_link(writers, incoming):
    writers["letter"]()
    said = {"issued_on": date(2022, 2, 1), "issuer": "Sở Nội vụ"}
    first = incoming("77/SNV-VP", **said)
    assert cited_by(first.document).count() == 1
    incoming("77/SNV-VP", duplicate_confirmed=True, **said)
    assert cited_by(first.document).count() == 0


def test_withdrawn_document_is_cited_no_more(agency, writers):
    plan = writers["plan"]()
    writers["letter"]()
    assert cited_by(plan.document).count() == 1
    actions.withdraw_entry(entry=plan, by=agency.keeper, reason="Nhập nhầm")
    assert cited_by(plan.document).count() == 0


def test_arrival_costs_the_same_queries_however_many_texts_wait(
    agency, writers, incoming, django_assert_max_num_queries
):
    for ordinal in range(12):
        incoming(f"{ordinal + 1}/A-B", issued_on=date(2022, 6, 1), text=TEXT)
    with django_assert_max_num_queries(40):
        decree = writers["decree"]()
    assert cited_by(decree).count() == 12


def test_relations_are_walked_both_ways_and_circles_end(agency, writers, incoming):
    documents = [incoming(f"{ordinal + 1}/A-B").document for ordinal in range(4)]
    for earlier, later in pairwise(documents):
        actions.relate(source=later, target=earlier, kind="carries_out", by=agency.keeper)
    actions.relate(source=documents[0], target=documents[3], kind="based_on", by=agency.keeper)
    assert [(step.distance, step.document) for step in leads_from(documents[2])] == [
        (1, documents[1]),
        (2, documents[0]),
        (3, documents[3]),
    ]
    assert [step.document for step in leads_to(documents[2])] == [documents[3], documents[0], documents[1]]
