"""Triggers by which the database itself refuses to change or remove a numbered decree, for SQLite and PostgreSQL.

From numbering on, only `state` may still move, and never back to a draft. SQLite drops triggers when a later migration
rebuilds the table, so such a migration has to create them again.
"""

from collections.abc import Iterator

TABLE = "selection_decree"
REFUSAL = "a numbered decree is fixed"
FIXED = (
    *("draw_id", "organisation_id", "ordinal", "revision", "about", "considering", "legal_bases", "noting", "orders"),
    *("copies", "place", "signer_title", "signer_name", "signer_rank", "signer_nip", "drafted_at", "drafted_by"),
    *("number", "year", "dated_on", "annex", "pdf_id", "numbered_at", "numbered_by"),
)
FUNCTION = "selection_refuse_decree_change"


def create_statements(vendor: str) -> Iterator[str]:
    """The triggers; on PostgreSQL with the function that they call."""
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    numbered = "OLD.state <> 'draft'"
    yield _create(vendor, "UPDATE", f"{numbered} AND ({_changes(vendor)} OR NEW.state = 'draft')")
    yield _create(vendor, "DELETE", numbered)


def drop_statements(vendor: str) -> Iterator[str]:
    where = f" ON {TABLE}" if vendor == "postgresql" else ""
    for act in ("update", "delete"):
        yield f"DROP TRIGGER IF EXISTS {TABLE}_no_{act}{where}"


def _changes(vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FIXED)


def _create(vendor: str, act: str, when: str) -> str:
    refuse = (
        f"EXECUTE FUNCTION {FUNCTION}()" if vendor == "postgresql" else f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    return f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} FOR EACH ROW WHEN ({when}) {refuse}"
