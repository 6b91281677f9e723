"""Triggers by which the database itself refuses to change a reference list that is in, for SQLite and PostgreSQL.

A list may be verified, once; its rows stay as they came. SQLite drops triggers when a later migration rebuilds a table,
so such a migration has to create them again.
"""

from collections.abc import Iterator

LISTS, ENTRIES, PRACTICES = "funding_referencelist", "funding_referenceentry", "funding_taxpractice"
REFUSAL = "a reference list is append-only"
FUNCTION = "funding_refuse_reference_change"
FIXED = (
    *("kind", "version", "valid_from", "valid_to", "legal_basis", "is_whole", "is_shipped", "source_name"),
    *("source_digest", "imported_at", "imported_by_id"),
)


def create_statements(vendor: str) -> Iterator[str]:
    """The triggers; on PostgreSQL with the function that they call."""
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table in (LISTS, ENTRIES, PRACTICES):
        yield _create(vendor, table, "DELETE")
    for table in (ENTRIES, PRACTICES):
        yield _create(vendor, table, "UPDATE")
    yield _create(vendor, LISTS, "UPDATE", f"OLD.verified_at IS NOT NULL OR {_changes(vendor)}")


def drop_statements(vendor: str) -> Iterator[str]:
    for table in (LISTS, ENTRIES, PRACTICES):
        where = f" ON {table}" if vendor == "postgresql" else ""
        for act in ("update", "delete"):
            yield f"DROP TRIGGER IF EXISTS {table}_no_{act}{where}"


def _changes(vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FIXED)


def _create(vendor: str, table: str, act: str, when: str = "") -> str:
    refuse = (
        f"EXECUTE FUNCTION {FUNCTION}()" if vendor == "postgresql" else f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    condition = f" WHEN ({when})" if when else ""
    return f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} FOR EACH ROW{condition} {refuse}"
