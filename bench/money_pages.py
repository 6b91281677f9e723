"""Fill an empty installation with payments and programmes and ask for the pages of money; run by money.py."""

import logging
import sys
import time
from datetime import date, timedelta
from typing import Any

from accompany_pages import ask, gather_statistics, told
from sanggar.cli.django import prepare, say

LINES = 10
PRICE = 1_000
HANDS = ("pptk", "ppk", "kpa", "bendahara", "inspektur", "pengelola")
CODES = [f"5.1.02.0{1 + number % 2}.01.{number + 20:04}" for number in range(LINES)]


def main(sizes: list[tuple[int, int]]) -> None:
    prepare()
    logging.disable()
    from django.test import Client

    office, hands = make_office()
    results: dict[str, list[tuple[int, list[float], float]]] = {}
    done = (0, 0)
    for payments, programmes in sizes:
        fill(office, hands, range(done[1], programmes))
        add_payments(hands, range(done[0], payments))
        review()
        done = payments, programmes
        say(f"  {payments} payments and {programmes} programmes are in")
        gather_statistics()
        for name, (hand, path) in PAGES.items():
            client = Client(SERVER_NAME="127.0.0.1")
            client.force_login(hands[hand])
            results.setdefault(name, []).append(ask(client, path))
    for name, found in results.items():
        say(told(name, found))


DESK = "/desk/dinas-uji/uji-0/"
FIRST = f"{DESK}belanja/"
PAGES = {
    "payments": ("inspektur", FIRST),
    "payments, last page": ("inspektur", f"{FIRST}?page=200"),
    "money cockpit": ("inspektur", f"{FIRST}realisasi/"),
    "realisation, file": ("inspektur", f"{FIRST}realisasi/?format=xlsx"),
    "all tables, file": ("inspektur", f"{FIRST}realisasi/uang.xlsx"),
    "realisation report": ("pptk", f"{FIRST}laporan/"),
    "findings": ("ppk", f"{FIRST}temuan/"),
    "budget": ("pptk", f"{DESK}anggaran/"),
    "cash plan": ("pptk", f"{DESK}anggaran/kas/"),
    "beside SIPD": ("bendahara", f"{FIRST}sipd/"),
    "cockpit, treasurer": ("bendahara", DESK),
    "desk, treasurer": ("bendahara", "/desk/"),
    "desk, PPK-SKPD": ("ppk", "/desk/"),
    "desk, PPTK": ("pptk", "/desk/"),
    "desk, PA/KPA": ("kpa", "/desk/"),
    "desk, officer": ("pengelola", "/desk/"),
    "desk, inspector": ("inspektur", "/desk/"),
    "office": ("inspektur", "/desk/uang/"),
    "office, absorption": ("inspektur", "/desk/uang/?sort=-serapan"),
    "office, file": ("inspektur", "/desk/uang/?format=xlsx"),
    "public": ("inspektur", "/dinas-uji/uji-0/uang/"),
    "open data": ("inspektur", "/dinas-uji/uji-0/uang.json"),
}
"""Who asks for which page."""


def make_office() -> tuple[Any, dict[str, Any]]:
    from sanggar.foundation import clock
    from sanggar.foundation.audit import Actor
    from sanggar.people import actions as people
    from sanggar.people.models import Organisation, Role

    by, at = Actor.system("bench"), clock.now()
    office = Organisation.objects.create(region_id="35.73", name="Dinas Uji", short_name="Dinas Uji", slug="dinas-uji")
    roles = (Role.PPTK, Role.PPK_SKPD, Role.BUDGET_AUTHORITY, Role.TREASURER, Role.INSPECTOR, Role.OFFICER)
    hands = {}
    for name, role in zip(HANDS, roles, strict=True):
        hands[name] = people.open_account(email=f"{name}@contoh.example", name=name, by=by, at=at)
        people.give_grant(hands[name], role, organisation=office, by=by, at=at)
    return office, hands


def fill(office: Any, hands: dict[str, Any], numbers: range) -> None:
    """Programmes with an adopted budget of ten lines and a meeting in each of ten months, written in bulk."""
    from django.db import transaction

    from sanggar.foundation import clock
    from sanggar.funding.models import Budget, BudgetLine, BudgetVersion, VersionKind, VersionLine, VersionState
    from sanggar.planning.models import Cohort, Meeting, Programme, Stage

    at, year = clock.now(), clock.today().year
    with transaction.atomic():
        programmes = Programme.objects.bulk_create(
            Programme(
                organisation=office, name=f"Program {number}", slug=f"uji-{number}", code=f"U{number}",
                fiscal_year=year, published_at=at, created_at=at,
            )
            for number in numbers
        )  # fmt: skip
        amount = PRICE * 10_000
        stages = Stage.objects.bulk_create(
            Stage(programme=each, ordinal=1, name="Tahap 1", seats=50) for each in programmes
        )
        cohorts = Cohort.objects.bulk_create(Cohort(stage=each, name="Kelas A", seats=50) for each in stages)
        starts = [at.replace(month=month, day=10) for month in range(2, 12)]
        Meeting.objects.bulk_create(
            Meeting(
                cohort=cohort, topic="Sesi", starts_at=start, ends_at=start + timedelta(hours=3), venue="Aula",
                trainer_name="Tono",
            )
            for cohort in cohorts
            for start in starts
        )  # fmt: skip
        budgets = Budget.objects.bulk_create(
            Budget(
                programme=each, sub_activity_code="2.16.02.2.01.0015", sub_activity_name="Uji",
                ceiling=amount * LINES, allocated=amount * LINES, adopted_at=at, adopted_by=hands["kpa"],
            )
            for each in programmes
        )  # fmt: skip
        versions = BudgetVersion.objects.bulk_create(
            BudgetVersion(
                budget=each, kind=VersionKind.DPA, name="DPA", ceiling=amount * LINES, allocated=amount * LINES,
                shape={}, drafted_at=at, drafted_by="uji",
            )
            for each in budgets
        )  # fmt: skip
        drivers = ("meeting", "seat_meeting", "programme", "seat", "contact")
        lines = VersionLine.objects.bulk_create(
            VersionLine(
                version=each, account_code=code, description=f"Belanja {code}", factors=[[10_000, "paket"]],
                driver=drivers[place % len(drivers)], driven=1, volume=10_000, unit_price=PRICE, amount=amount,
            )
            for each in versions
            for place, code in enumerate(CODES)
        )  # fmt: skip
        BudgetVersion.objects.filter(pk__in=[each.pk for each in versions]).update(
            state=VersionState.ADOPTED, ordinal=1, number="900/1", dated=date(year, 1, 2), adopted_at=at,
            adopted_by=hands["kpa"],
        )  # fmt: skip
        BudgetLine.objects.bulk_create(
            BudgetLine(
                budget_id=line.version.budget_id, key=line.key, account_code=line.account_code,
                description=line.description, factors=line.factors, volume=line.volume, unit_price=PRICE, amount=amount,
                paid=amount // 4,
            )
            for line in lines
        )  # fmt: skip


def add_payments(hands: dict[str, Any], numbers: range) -> None:
    """Of the first programme: over its lines and the months of the year, each with its SP2D; half stand in SIPD."""
    from django.db import transaction

    from sanggar.foundation import clock
    from sanggar.funding.models import BudgetLine
    from sanggar.planning.models import Programme
    from sanggar.spending.models import (
        DisbursementDocument,
        Mode,
        Payee,
        Payment,
        PaymentTax,
        StatementEntry,
        StatementMatch,
        VerifiedPayee,
    )
    from sanggar.spending.states import PaymentState

    at, year = clock.now(), clock.today().year
    programme = Programme.objects.get(slug="uji-0")
    lines = list(BudgetLine.objects.filter(budget__programme=programme))
    payee, _made = Payee.objects.get_or_create(organisation=programme.organisation, name="Toko Uji", kind="vendor")
    with transaction.atomic():
        seen = VerifiedPayee.objects.bulk_create(
            VerifiedPayee(payee=payee, name=payee.name, kind=payee.kind, verified_at=at) for _number in numbers
        )
        payments = Payment.objects.bulk_create(
            Payment(
                line=lines[number % LINES], amount=PRICE, payee=payee, description=f"Pembayaran {number}",
                mode=Mode.GU, state=PaymentState.PAID, proposed_at=at, proposed_by=hands["pptk"], verified_at=at,
                verified_by=hands["ppk"], verified_payee=copy, approved_at=at, approved_by=hands["kpa"], paid_at=at,
                paid_by=hands["bendahara"], paid_on=date(year, 1 + number % 12, 5), proof_number=f"SP2D/{number}",
            )
            for number, copy in zip(numbers, seen, strict=True)
        )  # fmt: skip
        BudgetLine.objects.filter(budget__programme=programme).update(paid=PRICE * numbers.stop // LINES)
        told = {"noted_at": at, "noted_by": "uji"}
        DisbursementDocument.objects.bulk_create(
            DisbursementDocument(payment=each, kind="sp2d", number=each.proof_number, dated=each.paid_on, **told)
            for each in payments
        )
        PaymentTax.objects.bulk_create(
            PaymentTax(payment=each, kind="pph23", rule="PPh 23", base=PRICE, computed=20, amount=20, computed_at=at)
            for each in payments
        )
        entries = StatementEntry.objects.bulk_create(
            StatementEntry(
                programme=programme, number=each.proof_number, dated=each.paid_on,
                account_code=each.line.account_code, amount=PRICE, **told,
            )
            for each in payments[::2]
        )  # fmt: skip
        StatementMatch.objects.bulk_create(
            StatementMatch(entry=entry, payment=each, part=PRICE, matched_at=at, matched_by="uji")
            for entry, each in zip(entries, payments[::2], strict=True)
        )


def review() -> None:
    """What the worker does when the list of findings is opened: every rule asked of every payment."""
    from sanggar.foundation import clock
    from sanggar.planning.models import Programme
    from sanggar.spending.actions import review_findings

    programme = Programme.objects.get(slug="uji-0")
    for occasion in ("first", "next"):
        began = time.process_time()
        review_findings(programme, at=clock.now())
        say(f"  {occasion} review in the background: {time.process_time() - began:.2f} s of processor time")


if __name__ == "__main__":
    main([(int(size.partition("x")[0]), int(size.partition("x")[2])) for size in sys.argv[1:]])
