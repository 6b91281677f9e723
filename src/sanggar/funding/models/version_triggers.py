"""Triggers by which the database itself refuses to change or remove a version of the budget that is adopted or
withdrawn, its lines, and what stands in the budget's history, for SQLite and PostgreSQL.

SQLite drops triggers when a later migration rebuilds their table, so such a migration has to create them again.
"""

from collections.abc import Iterator

VERSIONS, LINES, EVENTS = "funding_budgetversion", "funding_versionline", "funding_budgetevent"
ALL = (
    (VERSIONS, ("UPDATE", "DELETE")),
    (LINES, ("INSERT", "UPDATE", "DELETE")),
    (EVENTS, ("UPDATE", "DELETE")),
)
REFUSAL = "a version of the budget that is adopted or withdrawn is fixed"
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def create_statements(vendor: str) -> Iterator[str]:
    """The triggers; on PostgreSQL with the functions that they call."""
    for table, acts in ALL:
        for act in acts:
            fixed = " OR ".join(_is_fixed(table, row) for row in ROWS[act] if row == "OLD" or table == LINES)
            yield from _create(vendor, table, act, fixed)


def drop_statements(vendor: str) -> Iterator[str]:
    for table, acts in ALL:
        for act in acts:
            yield f"DROP TRIGGER IF EXISTS {_name(table, act)}{f' ON {table}' if vendor == 'postgresql' else ''}"


def _is_fixed(table: str, row: str) -> str:
    if table == EVENTS:
        return "TRUE"
    if table == VERSIONS:
        return f"{row}.state <> 'draft'"
    return f"EXISTS (SELECT 1 FROM {VERSIONS} WHERE id = {row}.version_id AND state <> 'draft')"  # noqa: S608 - our own names


def _create(vendor: str, table: str, act: str, fixed: str) -> Iterator[str]:
    name = _name(table, act)
    head = f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW"
    if vendor != "postgresql":
        yield f"{head} WHEN ({fixed}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        return
    answer = "OLD" if act == "DELETE" else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {fixed} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN {answer}; END $$"
    )
    yield f"{head} EXECUTE FUNCTION {name}()"


def _name(table: str, act: str) -> str:
    return f"{table}_no_{act.lower()}"
