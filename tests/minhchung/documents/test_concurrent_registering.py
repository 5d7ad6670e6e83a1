"""Two clerks, one document: whoever comes second is told, and no arrival number is lost or given twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.minhchung.documents.conftest import make_agency

from minhchung import clock
from minhchung.documents.actions import register_incoming
from minhchung.documents.errors import DuplicateDocumentError
from minhchung.documents.models import RegisterEntry

pytestmark = pytest.mark.django_db(transaction=True)


def run_together(*calls):
    """What each call returned or raised, all begun at the same moment, each in a thread of its own."""
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        except DuplicateDocumentError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def register(agency, number):
    return register_incoming(
        unit=agency.unit,
        by=agency.keeper,
        number=number,
        issued_on=clock.today(),
        issuer="Ủy ban nhân dân tỉnh Mẫu",
        document_type="cong_van",
        subject="V/v phối hợp",
        received_on=clock.today(),
    )


def test_one_of_two_identical_registrations_is_refused():
    agency = make_agency()
    answers = run_together(*[lambda: register(agency, "1024/UBND-NC")] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["DuplicateDocumentError", "RegisterEntry"]
    assert list(RegisterEntry.objects.values_list("serial", flat=True)) == [1]


def test_different_documents_at_once_get_numbers_that_follow_each_other():
    agency = make_agency()
    run_together(*[lambda ordinal=ordinal: register(agency, f"{ordinal}/UBND-NC") for ordinal in range(1, 9)])
    assert sorted(RegisterEntry.objects.values_list("serial", flat=True)) == list(range(1, 9))
