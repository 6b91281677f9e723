"""Triggers by which the database itself refuses to change or remove audit rows, for SQLite and PostgreSQL."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("foundation_auditentry", "foundation_auditbatch", "foundation_auditsealed")
REFUSAL = "the audit record is append-only"
BODY = f" BEGIN RAISE EXCEPTION '{REFUSAL}'; END "
LISTING = {  # name, definition, what it runs; of AuditPersonal too, which has none of ours
    "sqlite": "SELECT name, sql, '' FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'foundation_audit%'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(t.oid, true), l.lanname || ':' || p.prosrc FROM pg_trigger t "
    "JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang "
    "WHERE tgrelid::regclass::text LIKE 'foundation_audit%' AND NOT tgisinternal AND tgenabled IN ('O', 'A')",
}
RUNS = {"sqlite": "", "postgresql": f"plpgsql:{BODY}"}


def create_statements(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (f"CREATE OR REPLACE FUNCTION sanggar_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$")
    yield from (_create(vendor, table, act) for table, act, _name in _all(vendor))


def drop_statements(vendor: str) -> Iterator[str]:
    for table, _act, name in _all(vendor):
        where = f" ON {table}" if vendor == "postgresql" else ""
        yield f"DROP TRIGGER IF EXISTS {name}{where}"


def changed(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are missing, switched off, or not as we make them."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(LISTING[vendor])
        there = {tuple(row) for row in cursor.fetchall()}
    ours = {(name, _create(vendor, table, act), RUNS[vendor]) for table, act, name in _all(vendor)}
    return sorted({name for name, _definition, _runs in there ^ ours})


def _all(vendor: str) -> Iterator[tuple[str, str, str]]:
    """(table, act, name) of every trigger."""
    acts = ("UPDATE", "DELETE", "TRUNCATE") if vendor == "postgresql" else ("UPDATE", "DELETE")
    return ((table, act, f"{table}_no_{act.lower()}") for table in TABLES for act in acts)


def _create(vendor: str, table: str, act: str) -> str:
    """Written as both databases tell it back, so that `changed` can compare word by word."""
    name = f"{table}_no_{act.lower()}"
    if vendor == "postgresql":
        each = "STATEMENT" if act == "TRUNCATE" else "ROW"
        does = f"FOR EACH {each} EXECUTE FUNCTION sanggar_refuse_change()"
        return f"CREATE TRIGGER {name} BEFORE {act} ON {table} {does}"
    return f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
