"""The example year is made, imported without an error, written out, and read back to the same bytes (P15)."""

from __future__ import annotations

import csv
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit.models import AuditEvent
from minhchung.documents.models import Document
from minhchung.imports.actions import commit, stage, undo
from minhchung.imports.errors import UndoBlockedError
from minhchung.imports.exporting import export
from minhchung.imports.importers import importers
from minhchung.imports.importing import Scope
from minhchung.imports.models import Finding, ImportBatch
from minhchung.imports.replaying import read_example, replay
from minhchung.organisation.models import Membership, Unit
from minhchung.reporting.actions.reports import compile_report
from minhchung.reporting.models import Report
from minhchung.work.models import Acknowledgement, Activity, Evidence

EXAMPLE = Path(__file__).resolve().parents[3] / "example/2022"
AFTER = datetime(2023, 1, 5, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def replayed(example, tmp_path_factory, django_db_setup, django_db_blocker):
    """The example imported once for this module, in a transaction of its own; where its files lie."""
    data = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr("django.conf.settings.DATA", data)
        replay(example)
        yield data
        transaction.set_rollback(True)


@pytest.fixture
def year(replayed: Path, example: Path, settings, db: None) -> Path:
    settings.DATA = replayed
    return example


def test_making_it_twice_gives_the_same_bytes(example, make_example):
    again = make_example("again")

    assert {path.name: path.read_bytes() for path in example.iterdir()} == {
        path.name: path.read_bytes() for path in again.iterdir()
    }


def test_it_is_imported_without_a_finding_that_is_an_error(year):
    assert list(Finding.objects.filter(severity="error")) == []
    assert Membership.objects.standing().filter(until__isnull=True).count() == 26
    assert Acknowledgement.objects.standing().filter(method="system").count() == 6
    assert Activity.objects.standing().filter(type__in=("patrol", "guard")).count() == 302
    assert not Activity.objects.standing().exclude(pk__in=Evidence.objects.standing().values("activity")).exists()


def test_everything_the_agency_invented_is_marked_as_illustrative(year):
    assert not Document.objects.filter(is_illustrative=False).exists()
    assert not Activity.objects.filter(is_illustrative=False).exists()
    assert not Evidence.objects.filter(is_illustrative=False).exists()


def test_each_record_is_dated_by_its_own_step(year):
    declared = {step["at"].astimezone(UTC) for step in tomllib.loads((year / "example.toml").read_text())["step"]}

    assert set(AuditEvent.objects.values_list("recorded_at", flat=True)) == declared


def test_replaying_again_changes_nothing(year):
    before = AuditEvent.objects.count()

    assert replay(year) == []
    assert AuditEvent.objects.count() == before


def test_the_narrative_compiles_without_an_orphan(year):
    example = read_example(year)
    report = Report.objects.get(key=example.report)
    with clock.at(example.instants["compiled_at"]):
        linted = compile_report(report=report, by=User.objects.get(username=example.users["drafter"]))

    assert [orphan.text for orphan in linted.orphans] == []
    assert linted.gaps == ()


def test_every_fact_of_the_table_names_files_and_keys_that_exist():
    table = (EXAMPLE / "README.md").read_text(encoding="utf-8")

    assert [f"| F{number} |" in table for number in range(1, 19)] == [True] * 18
    for name in {path.name for path in (EXAMPLE / "data").iterdir()}:
        assert name in table, name


def test_persons_stand_as_roles():
    with (EXAMPLE / "data/nhan-su.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    assert len(rows) == 27  # 26 at any time but the summer: one left in May, one came in September
    assert all(row["Họ và tên"][0].isupper() and len(row["Họ và tên"].split()) <= 5 for row in rows)


def test_export_of_a_unit_and_a_period_holds_only_theirs(year, tmp_path):
    report = Report.objects.select_related("period").get()
    division = Unit.objects.get(versions__code="STTTT-VP")
    whole, part = tmp_path / "tat-ca.xlsx", tmp_path / "van-phong.xlsx"

    with clock.at(AFTER):
        assert export(part, Scope.of(division, report.period)) < export(whole, Scope())
    outreach = importers()["activity_outreach"]
    assert list(outreach.exported(Scope(division))) == []
    assert len(list(outreach.exported(Scope()))) == 45


def test_undoing_a_quarter_that_later_ones_stand_on_is_refused(year):
    first_quarter = ImportBatch.objects.get(name="04-quy-1.zip")

    with clock.at(AFTER), pytest.raises(UndoBlockedError):
        undo(batch=first_quarter, by=None)


def test_last_quarter_may_be_undone_and_imported_again(year, tmp_path):
    before, after = tmp_path / "truoc.xlsx", tmp_path / "sau.xlsx"
    with clock.at(AFTER):
        export(before, Scope())
        undo(batch=ImportBatch.objects.get(name="08-quy-4.zip"), by=None)
        assert not Activity.objects.standing().filter(happened_on__month=11, happened_on__year=2022).exists()

        batch = stage(path=year / "08-quy-4.zip", by=None)
        assert batch.error_count == 0
        commit(batch=batch, by=None)
        export(after, Scope())

    assert before.read_bytes() == after.read_bytes()
