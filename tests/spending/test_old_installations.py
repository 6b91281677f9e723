"""Rows of an installation from before budgets had versions and payments had payees come through the migrations."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps

from factories.databases import empty_database
from sanggar.funding.models import ListKind

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("funding", "0002_reference_lists"), ("spending", "0001_squashed_0002_contacts_paid")]
AFTER = [("funding", "0004_ages"), ("spending", "0006_evidence_kinds")]
UNSQUASHED = [("funding", "0001_initial"), ("spending", "0001_squashed_0002_contacts_paid")]
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


def migrated(targets: list[tuple[str, str]]) -> StateApps:
    """Step by step, as such an installation goes: not by the squashed migrations of a new one."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    first = [key for key in UNSQUASHED if key not in recorder.applied_migrations()]
    for key in first:
        recorder.record_applied(*key)
    executor = MigrationExecutor(connection)
    for key in first:
        recorder.record_unapplied(*key)
        del executor.loader.applied_migrations[key]
    apps: StateApps = executor.migrate(targets).apps
    return apps


def fill(apps: StateApps) -> None:
    """An adopted budget with a payment in each state, and one that nobody adopted, of two lines with one in use."""
    regions, offices, accounts, programmes = (
        apps.get_model(*name.split(".")).objects
        for name in ("foundation.Region", "people.Organisation", "people.Account", "planning.Programme")
    )
    region = regions.get_or_create(code="35.73", defaults={"name": "Kota Uji", "level": "city"})[0]
    office = offices.create(region=region, name="Dinas Uji", short_name="Dinas Uji", slug="dinas-uji")
    hands = [accounts.create(name=name, email=f"{name}@contoh.example") for name in ("pptk", "ppk", "bendahara")]
    told: dict[str, Any] = {"fiscal_year": 2026, "organisation": office, "created_at": AT}
    for number, adopted in enumerate((True, False)):
        programme = programmes.create(name=f"Program {number}", slug=f"uji-{number}", code=f"U{number}", **told)
        _budget(apps, programme, hands, adopted=adopted)


def _budget(apps: StateApps, programme: Any, hands: list[Any], *, adopted: bool) -> None:
    document = {"adopted_at": AT, "adopted_by": hands[1]} if adopted else {}
    codes = {"sub_activity_code": "2.16.02.2.01.0015", "sub_activity_name": "Uji", "code_list": "2025"}
    budget = apps.get_model("funding", "Budget").objects.create(
        programme=programme, ceiling=9_000, allocated=5_000, **codes, **document
    )
    sums = ((2_000, 400), (3_000, 0))
    line, _unused = (
        budget.lines.create(
            account_code="5.1.02.01.01.0052", description=f"Belanja {amount}", factors=[[1, "paket"]], volume=1,
            unit_price=amount, amount=amount, committed=used if adopted else 0, paid=0 if adopted else used,
        )
        for amount, used in sums
    )  # fmt: skip
    if adopted:
        _payments(apps, line, *hands)


def _payments(apps: StateApps, line: Any, pptk: Any, ppk: Any, treasurer: Any) -> None:
    rows = apps.get_model("spending", "Payment").objects
    asked = {"line": line, "payee": "Warung Uji", "proposed_at": AT, "proposed_by": pptk}
    seen = {"verified_at": AT, "verified_by": ppk}
    proof = {"paid_at": AT, "paid_by": treasurer, "paid_on": date(2026, 3, 2), "proof_number": "SP2D-1"}
    rows.create(amount=100, description="Diajukan", state="proposed", **asked)
    rows.create(amount=200, description="Terverifikasi", state="verified", **asked, **seen)
    paid = rows.create(amount=300, description="Dibayar", state="paid", **asked, **seen, **proof)
    files = apps.get_model("foundation", "StoredFile").objects
    file = files.create(
        digest="0" * 64, name="a.pdf", media_type="application/pdf", size=1, stored_at=AT, stored_by="uji"
    )
    kept = {"attached_at": AT, "attached_by": "uji", "file": file}
    apps.get_model("spending", "Evidence").objects.create(payment=paid, kind="tax", **kept)


def test_old_budgets_and_payments_come_through_step_by_step(tmp_path: Path) -> None:
    with empty_database(tmp_path):
        fill(migrated(BEFORE))
        apps = migrated(AFTER)
        budgets, versions, payments, payees, evidence, lists = (
            apps.get_model(*name.split(".")).objects.order_by("pk")
            for name in (
                *("funding.Budget", "funding.BudgetVersion", "spending.Payment", "spending.Payee"),
                *("spending.Evidence", "funding.ReferenceList"),
            )
        )
        assert [(each.state, each.kind, each.ceiling, each.allocated) for each in versions] == [
            ("adopted", "dpa", 9_000, 5_000),
            ("draft", "dpa", 9_000, 5_000),
        ]
        assert [set(each.lines.values_list("amount", flat=True)) for each in versions] == [{2_000, 3_000}] * 2
        in_force = [list(each.lines.order_by("pk").values_list("amount", "committed", "paid")) for each in budgets]
        assert in_force == [[(2_000, 400, 0), (3_000, 0, 0)], [(2_000, 0, 400), (0, 0, 0)]]
        assert [each.ceiling for each in budgets] == [9_000, 2_000]
        keys = [[set(each.lines.values_list("key", flat=True)) for each in rows] for rows in (budgets, versions)]
        assert keys[0] == keys[1]
        (payee,) = payees
        assert (payee.name, payee.kind, payee.account) == ("Warung Uji", "unstated", None)
        states = [(each.state, each.payee, each.before_approval) for each in payments]
        assert states == [("proposed", payee, False), ("verified", payee, False), ("paid", payee, True)]
        assert [(each.kind, each.kind_name) for each in evidence] == [("bukti-setor-pajak", "Bukti setor pajak")]
        assert lists.filter(kind=ListKind.AGE).exists()
