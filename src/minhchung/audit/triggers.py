"""Triggers by which both engines keep the ledger and its seals append-only, whoever speaks SQL to them.

An event may only be added at the end of the chain; INSERT OR REPLACE, which SQLite does without firing DELETE
triggers, fails on the same rule.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_auditevent", "audit_seal")

_SQLITE = {
    "audit_auditevent_no_update": """BEFORE UPDATE ON audit_auditevent
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    "audit_auditevent_no_delete": """BEFORE DELETE ON audit_auditevent
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    "audit_seal_no_update": """BEFORE UPDATE ON audit_seal
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    "audit_seal_no_delete": """BEFORE DELETE ON audit_seal
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    "audit_auditevent_extends": """BEFORE INSERT ON audit_auditevent
        WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_auditevent)
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    "audit_seal_once": """BEFORE INSERT ON audit_seal
        WHEN EXISTS (SELECT 1 FROM audit_seal WHERE day = NEW.day OR id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
}

_POSTGRESQL_FUNCTIONS = {
    "audit_refuse": """BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation'; END""",
    "audit_extend": """BEGIN
        IF NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_auditevent) THEN
            RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END""",
}
_POSTGRESQL = {
    "audit_auditevent_no_change": "BEFORE UPDATE OR DELETE ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "audit_auditevent_no_truncate": "BEFORE TRUNCATE ON audit_auditevent EXECUTE FUNCTION audit_refuse()",
    "audit_seal_no_change": "BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "audit_seal_no_truncate": "BEFORE TRUNCATE ON audit_seal EXECUTE FUNCTION audit_refuse()",
    "audit_auditevent_extends": "BEFORE INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_extend()",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on *connection*'s ledger."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in _POSTGRESQL_FUNCTIONS.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $ledger$ {body} $ledger$"
                )
        for name, rule in _triggers(connection).items():
            cursor.execute(f"CREATE TRIGGER {name} {rule}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off again: the way back of the migration, and tests that play the intruder."""
    with connection.cursor() as cursor:
        for name, rule in _triggers(connection).items():
            table = next(table for table in TABLES if f"ON {table}" in rule)
            place = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[connection.vendor]
