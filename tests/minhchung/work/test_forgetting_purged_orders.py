"""What was read out of a purged file is forgotten with it: text, citations, subject, and the words of orders."""

from __future__ import annotations

import pytest
from tests.minhchung.work.conftest import make_version

from minhchung.audit.models import AuditEvent
from minhchung.documents.actions.citing import index_citations
from minhchung.documents.actions.forgetting import FORGOTTEN
from minhchung.documents.models import Citation, Document
from minhchung.files.actions import purge
from minhchung.work import actions

TEXT = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ, yêu cầu các sở báo cáo kết quả."


@pytest.mark.django_db
def test_words_of_a_purged_file_are_forgotten_and_those_of_others_stay(agency, noon) -> None:
    purged = make_version(agency.unit, text=TEXT, key="van-ban-nham")
    kept = make_version(agency.unit, text=TEXT, key="van-ban-khac", sha256="b" * 64)
    for version in (purged, kept):
        index_citations(version)
    orders = [actions.mark_directive(version=each, start=0, end=20, by=agency.head) for each in (purged, kept)]

    purge(sha256=purged.file.sha256, reason="Không thuộc hệ thống này", by=agency.head)

    for row in (purged, kept, *orders):
        row.refresh_from_db()
    assert [purged.text, orders[0].text] == ["", FORGOTTEN]
    assert [kept.text, orders[1].text] == [TEXT, TEXT[:20]]
    assert Document.objects.get(key="van-ban-nham").subject == FORGOTTEN
    assert {citation.version_id for citation in Citation.objects.all()} == {kept.pk}
    verbs = {"file.purged", "document.forgotten", "directive.forgotten"}
    assert {event.verb for event in AuditEvent.objects.filter(verb__in=verbs)} == verbs
    assert not [event for event in AuditEvent.objects.all() if "30/2020" in event.facts or "báo cáo" in event.facts]
