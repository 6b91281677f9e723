"""Triggers by which the database itself refuses to change or remove audit rows, for SQLite and PostgreSQL."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("foundation_auditentry", "foundation_auditbatch", "foundation_auditsealed")
REFUSAL = "the audit record is append-only"
LISTING = {  # of AuditPersonal too, which has none of ours
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'foundation_audit%'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid::regclass::text LIKE 'foundation_audit%' "
    "AND NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def create_statements(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION sanggar_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            yield _create(vendor, table, act)
        if vendor == "postgresql":
            yield (
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION sanggar_refuse_change()"
            )


def drop_statements(vendor: str) -> Iterator[str]:
    for table, name in _names(vendor):
        where = f" ON {table}" if vendor == "postgresql" else ""
        yield f"DROP TRIGGER IF EXISTS {name}{where}"


def changed(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are missing, switched off, or not ours."""
    with connection.cursor() as cursor:
        cursor.execute(LISTING[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return sorted(there ^ {name for _table, name in _names(connection.vendor)})


def _names(vendor: str) -> Iterator[tuple[str, str]]:
    acts = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    return ((table, f"{table}_no_{act}") for table in TABLES for act in acts)


def _create(vendor: str, table: str, act: str) -> str:
    name = f"{table}_no_{act.lower()}"
    if vendor == "postgresql":
        return f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION sanggar_refuse_change()"
    return f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
