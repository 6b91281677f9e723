"""All that a database holds, in a form in which two can be compared."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

OWN = {"id", "content_type_id", "list_id", "imported_at", "applied"}
"""Columns that differ from one installation to the next."""
ON_POSTGRES = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, column_default, "
    "is_identity FROM information_schema.columns WHERE table_schema = 'public' "
    # Django's own table of groups, which nothing uses: migrations know nothing of the key its app prefers
    "AND (table_name, column_name) <> ('auth_group_permissions', 'id')",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "samples": "SELECT attrelid::regclass::text, attname, attstattarget FROM pg_attribute JOIN pg_class c ON c.oid = "
    "attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND attstattarget >= 0 AND NOT attisdropped",
    "unlogged": "SELECT relname FROM pg_class WHERE relpersistence = 'u'",
}


def everything_in(connection: BaseDatabaseWrapper) -> dict[str, list[Any]]:
    """(kind: rows) of tables, columns, indexes, constraints, triggers and of what the tables hold."""
    found = _on_postgres(connection) if connection.vendor == "postgresql" else _on_sqlite(connection)
    return {**found, "rows": _rows(connection)}


def _on_postgres(connection: BaseDatabaseWrapper) -> dict[str, list[Any]]:
    with connection.cursor() as cursor:
        return {kind: sorted(_asked(cursor, statement), key=repr) for kind, statement in ON_POSTGRES.items()}


def _on_sqlite(connection: BaseDatabaseWrapper) -> dict[str, list[Any]]:
    """What made each thing, a table's parts in the order of the alphabet: a column that came later stands last."""
    with connection.cursor() as cursor:
        made = _asked(cursor, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {"made": sorted((kind, name, _parts(sql) if kind == "table" else sql) for kind, name, sql in made)}


def _parts(statement: str) -> list[str]:
    """Of `CREATE TABLE x (a, b, …)`: a, b and so on, sorted."""
    inside, parts, depth = statement[statement.index("(") + 1 : statement.rindex(")")], [""], 0
    for sign in inside:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return sorted(part.strip() for part in parts)


def _rows(connection: BaseDatabaseWrapper) -> list[Any]:
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            names = [column[0] for column in cursor.description]
            rows = [{name: str(value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()]
            found.append((table, sorted(sorted((n, v) for n, v in row.items() if n not in OWN) for row in rows)))
    return found


def _asked(cursor: Any, statement: str) -> list[tuple[Any, ...]]:
    cursor.execute(statement)
    return list(cursor.fetchall())
