"""Triggers by which both engines refuse to change what was issued, whoever speaks SQL to them.

Editions, their files and quotations, and the lineage of figures are written once. A migration that rebuilds one of
these tables on SQLite drops its trigger and must call `install` again.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("reporting_edition", "reporting_editionpart", "reporting_quotation", "reporting_lineage")
_REFUSAL = "what was issued is never changed"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on *connection*'s tables; those that are there already stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION reporting_refuse() RETURNS trigger LANGUAGE plpgsql AS $frozen$ BEGIN"
                f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $frozen$"
            )
        for table in TABLES:
            cursor.execute(_statement(connection, table))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off again: the way back of the migration."""
    with connection.cursor() as cursor:
        for table in TABLES:
            place = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen{place}")


def _statement(connection: BaseDatabaseWrapper, table: str) -> str:
    if connection.vendor == "postgresql":
        return (
            f"CREATE OR REPLACE TRIGGER {table}_frozen BEFORE UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION reporting_refuse()"
        )
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_frozen BEFORE UPDATE ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )
