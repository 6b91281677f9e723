"""Triggers by which the database itself keeps what is only ever added, for SQLite and PostgreSQL.

Each table stands with its columns that never change; the others are what a new key seals anew, or what is told later in
its own column (that a row was superseded). No trigger asks
another table, so that SQLite can rebuild one without the other; the migration that rebuilds one of these has to create
its triggers again.
"""

from collections.abc import Iterator, Mapping

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TAXES, REPAYMENT = "spending_paymenttax", "spending_repayment"
ONCE: Mapping[str, tuple[str, ...]] = {
    TAXES: ("superseded_at",),
    REPAYMENT: ("taken_back_at", "taken_back_by_id", "taken_back_label", "taken_back_reason"),
}
"""What is told of a row later, once: by the first of these columns it has been."""
REFUSAL = "the record of spending is only added to"
PAYEES: Mapping[str, tuple[str, ...]] = {
    "spending_verifiedpayee": (
        *("id", "payee_id", "verified_at", "name", "kind", "rank_group", "employer", "is_of_this_office"),
        *("has_tax_number", "is_vat_registered", "bank_name"),
    )
}


SINCE_PAID: Mapping[str, tuple[str, ...]] = {
    "spending_paymentcorrection": (
        *("id", "payment_id", "paid_on_before", "proof_number_before", "paid_on", "proof_number", "reason"),
        *("at", "by_id", "by_label"),
    ),
}
REPAYMENTS: Mapping[str, tuple[str, ...]] = {
    REPAYMENT: (*("id", "payment_id", "amount", "dated", "number", "frees_line", "reason", "at", "by_id", "by_label"),)
}
STEPS: Mapping[str, tuple[str, ...]] = {
    "spending_paymentevent": (
        *("id", "payment_id", "at", "by_id", "by_label", "from_state", "to_state", "amount", "line_id"),
        *("commitment_id", "reason"),
    ),
    "spending_commitmentevent": (
        *("id", "commitment_id", "at", "by_id", "by_label", "from_state", "to_state", "amount", "reason"),
    ),
    "spending_findingevent": ("id", "finding_id", "at", "by_id", "to_state", "figures", "explanation"),
    "spending_evidencewaiver": ("id", "payment_id", "kind", "kind_name", "reason", "waived_at", "waived_by_id"),
    TAXES: (
        *("id", "payment_id", "kind", "effect", "rule", "rates", "legal_basis", "base", "computed", "amount"),
        *("computed_at", "overridden_at", "overridden_by_id", "reason"),
    ),
}
ASKED: Mapping[str, tuple[str, ...]] = {
    "spending_paymentasked": (
        *("id", "event_id", "payee_id", "description", "mode", "meeting_id", "hours", "portions", "tariff", "people"),
        *("mentor_id", "contacts_from", "contacts_until", "contacts_paid"),
    )
}
KEPT = {**PAYEES, **SINCE_PAID, **REPAYMENTS, **STEPS, **ASKED}


def create_statements(
    vendor: str, kept: Mapping[str, tuple[str, ...]] = KEPT, once: Mapping[str, tuple[str, ...]] = ONCE
) -> Iterator[str]:
    """The triggers; on PostgreSQL with the function that they call."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    if vendor == "postgresql":
        refuse = "EXECUTE FUNCTION spending_refuse_change()"
        yield (
            "CREATE OR REPLACE FUNCTION spending_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table, columns in kept.items():
        if told := once.get(table):
            revival = f"CREATE TRIGGER {table}_no_revival BEFORE UPDATE OF {', '.join(told)} ON {table} FOR EACH ROW"
            yield f"{revival} WHEN (OLD.{told[0]} IS NOT NULL) {refuse}"
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {', '.join(columns)} ON {table} FOR EACH ROW {refuse}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}"


def drop_statements(vendor: str, kept: Mapping[str, tuple[str, ...]] = KEPT) -> Iterator[str]:
    for table in kept:
        where = f" ON {table}" if vendor == "postgresql" else ""
        acts = ("update", "delete", *(["revival"] if table in ONCE else []))
        yield from (f"DROP TRIGGER IF EXISTS {table}_no_{act}{where}" for act in acts)


def protect(editor: BaseDatabaseSchemaEditor, kept: Mapping[str, tuple[str, ...]]) -> None:
    for statement in create_statements(editor.connection.vendor, kept):
        editor.execute(statement)


def unprotect(editor: BaseDatabaseSchemaEditor, kept: Mapping[str, tuple[str, ...]]) -> None:
    for statement in drop_statements(editor.connection.vendor, kept):
        editor.execute(statement)
