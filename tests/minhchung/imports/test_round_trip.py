"""Export → import → export is identical (P15), files and all, into an installation that never saw the records."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection

from minhchung import clock
from minhchung.audit import triggers
from minhchung.imports.actions import commit, stage
from minhchung.imports.exporting import export
from minhchung.imports.importers import importers
from minhchung.imports.importing import Scope
from minhchung.imports.replaying import replay

AFTER = datetime(2023, 1, 5, 1, 0, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_export_import_export_is_identical(example, tmp_path):
    replay(example)
    first, second = tmp_path / "mot.zip", tmp_path / "hai.zip"
    with clock.at(AFTER):
        rows = export(first, Scope())
    assert {importer.code for importer in importers().values() if importer.is_exported and any(importer.exported(Scope()))} >= {
        "units", "people", "incoming", "outgoing", "tasks", "activity_outreach", "evidence", "acknowledgements", "reports",
    }  # fmt: skip

    _empty_the_database()
    with clock.at(AFTER):
        batch = stage(path=first, by=None)
        assert (batch.error_count, batch.create_count) == (0, rows)
        commit(batch=batch, by=None)
        export(second, Scope())

    assert first.read_bytes() == second.read_bytes()


def _empty_the_database() -> None:
    triggers.remove(connection)
    call_command("flush", interactive=False, verbosity=0)
    triggers.install(connection)
