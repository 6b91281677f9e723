"""The record: one row an act, in the act's own transaction, and the database itself refuses to change it."""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from factories.people import SETUP
from sanggar.foundation import audit, clock
from sanggar.foundation.audit.entries import canonical, commitment_of, moment
from sanggar.foundation.models import AuditBatch, AuditEntry, AuditPersonal, AuditSealed
from sanggar.people.models import Organisation

pytestmark = pytest.mark.django_db
TABLES = ("foundation_auditentry", "foundation_auditbatch", "foundation_auditsealed")


@pytest.fixture
def entry(office: Organisation) -> AuditEntry:
    made = audit.record(
        "people.test",
        office,
        by=SETUP,
        at=clock.now(),
        place=office.place,
        details={"seats": 50},
        personal={"name": "Siti Uji", "phone": "+6281234567890"},
    )
    audit.seal_pending(clock.now())
    return made


def test_an_entry_says_who_did_what_where_and_when(office: Organisation, entry: AuditEntry) -> None:
    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.actor_kind, kept.actor_label, kept.verb) == ("system", "sistem: persiapan uji", "people.test")
    assert (kept.organisation_id, kept.organisation_label) == (str(office.pk), "Diskominfo Kota Malang")
    assert (kept.subject, kept.subject_label) == (f"people.organisation:{office.pk}", "Diskominfo Kota Malang")
    assert kept.details == '{"seats":50}'


def test_no_personal_value_stands_in_the_entry_itself(entry: AuditEntry) -> None:
    row = str(AuditEntry.objects.filter(pk=entry.pk).values().get())
    assert [value for value in ("Siti", "Uji", "81234567890") if value in row] == []


def test_personal_values_are_sealed_beside_it_and_can_be_read_with_the_key(entry: AuditEntry) -> None:
    assert "Siti" not in AuditPersonal.objects.get(entry=entry).sealed_values
    assert audit.personal_of(entry) == {"name": "Siti Uji", "phone": "+6281234567890"}


def test_who_knows_the_values_and_the_salt_can_prove_what_was_recorded(entry: AuditEntry) -> None:
    salt = AuditPersonal.objects.get(entry=entry).salt
    values = {"phone": "+6281234567890", "name": "Siti Uji"}
    assert commitment_of(canonical(values), salt) == entry.commitment
    assert commitment_of(canonical(values | {"name": "Siti Lain"}), salt) != entry.commitment
    assert re.fullmatch("[0-9a-f]{64}", salt)


def test_equal_values_leave_unequal_traces(office: Organisation) -> None:
    """Else a phone number could be guessed from the record by trying them all."""
    both = [audit.record("people.test", office, by=SETUP, at=clock.now(), personal={"sex": "P"}) for _ in range(2)]
    assert both[0].commitment != both[1].commitment


def test_an_act_that_is_undone_leaves_no_entry(office: Organisation) -> None:
    before = AuditEntry.objects.count()

    @transaction.atomic
    def act() -> None:
        audit.record("people.test", office, by=SETUP, at=clock.now(), personal={"name": "Siti Uji"})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert (AuditEntry.objects.count(), AuditPersonal.objects.count()) == (before, 0)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"],
)
def test_the_database_refuses_to_change_or_remove_a_row(entry: AuditEntry, table: str, statement: str) -> None:
    column = "batch_id" if table.endswith("sealed") else "id"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, column=column))


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_empty_or_replace(entry: AuditEntry, table: str) -> None:
    connection.check_constraints()  # PostgreSQL does not even try while foreign keys are still to be checked
    emptying = f"TRUNCATE {table} CASCADE"
    replacing = f"REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608 - our own table names
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(emptying if connection.vendor == "postgresql" else replacing)


def test_the_record_can_not_be_changed_through_django_either(entry: AuditEntry) -> None:
    for change in (
        lambda: AuditEntry.objects.update(verb="people.other"),
        entry.save,
        lambda: AuditSealed.objects.all().delete(),
        lambda: AuditBatch.objects.update(size=1),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.parametrize("microsecond", [0, 1, 499_999, 999_999])
def test_the_same_moment_is_the_same_text_in_every_zone(microsecond: int) -> None:
    at = datetime(2026, 11, 23, 2, 0, 0, microsecond, tzinfo=UTC)
    zones = [ZoneInfo("Asia/Jakarta"), timezone(timedelta(hours=-3)), UTC]
    assert {moment(at.astimezone(zone)) for zone in zones} == {f"2026-11-23T02:00:00.{microsecond:06}+00:00"}


def test_a_row_read_back_from_the_database_is_still_authentic(entry: AuditEntry) -> None:
    from sanggar.foundation.audit.entries import canonical_row, is_authentic

    kept = AuditEntry.objects.get(pk=entry.pk)
    assert canonical_row(kept) == canonical_row(entry)
    assert is_authentic(kept)
