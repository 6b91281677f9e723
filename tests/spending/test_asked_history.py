"""What was changed of a payment while it was asked for stands in its history, old beside new, and stays there."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from factories.funding import make_adopted_line
from factories.planning import make_cohort, make_meeting, make_stage
from factories.spending import asked, attach, make_commitment, make_payee, make_payment
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme
from sanggar.spending import actions
from sanggar.spending.asked_history import changes_of_steps, taxes_set
from sanggar.spending.documents.bundle import cover_data
from sanggar.spending.models import PayeeKind, Payment, PaymentAsked

pytestmark = pytest.mark.django_db
FEES = "5.1.02.02.01.0003"


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    line = make_adopted_line(programme, amount=50_000_000)
    BudgetLine.objects.filter(pk=line.pk).update(account_code=FEES)
    line.refresh_from_db()
    return line


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    return make_meeting(make_cohort(make_stage(programme)), in_days=-2)


@pytest.fixture
def amended(line: BudgetLine, meeting: Meeting, pptk: Account, verifier: Account) -> Payment:
    """Asked for with four hours, sent back, and handed in again with three, for another receiver and less money."""
    office = line.budget.programme.organisation
    first = make_payee(office, "Tono Uji", kind=PayeeKind.NON_EMPLOYEE)
    second = make_payee(office, "Tini Uji", kind=PayeeKind.NON_EMPLOYEE)
    payment = make_payment(line, pptk, 3_600_000, payee=first, meeting=meeting, hours=4, mode="GU")
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        actions.return_payment(payment, reason="Jamnya tiga.", by=verifier.actor, at=clock.now())
        request = asked(line, 2_700_000, payee=second, meeting=meeting, hours=3, mode="GU")
        actions.amend_payment(payment, request, by=pptk.actor, at=clock.now())
    return payment


def lines_of(payment: Payment) -> list[str]:
    return [line for lines in changes_of_steps(payment).values() for line in lines]


def test_an_amendment_tells_what_it_changed_and_nothing_else(amended: Payment) -> None:
    assert lines_of(amended) == [
        "Jumlah: Rp3.600.000 → Rp2.700.000",
        "Penerima: Tono Uji → Tini Uji",
        "Jam: 4 → 3",
        "PPh 21: Rp108.000 → Rp81.000",
    ]


def test_a_tax_set_by_an_officer_is_told_beside_what_it_was(amended: Payment, pptk: Account) -> None:
    tax = amended.taxes.get(kind="pph21", superseded_at=None)
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        actions.override_tax(tax, amount=135_000, reason="Menurut KPP.", by=pptk.actor, at=clock.now())
        actions.reckon_again(amended, by=pptk.actor, at=clock.now() + timedelta(hours=1))
    told = [(each.title, each.text, each.by) for each in taxes_set(amended)]
    assert told == [
        ("Pajak ditetapkan", "PPh 21: Rp81.000 → Rp135.000. Menurut KPP.", pptk.name),
        ("Pajak dihitung ulang", "PPh 21: Rp135.000 → Rp81.000", pptk.name),
    ]
    changes = [
        json.loads(entry.details)["changes"]
        for entry in AuditEntry.objects.filter(verb__in=("spending.override_tax", "spending.reckon_taxes")).order_by(
            "pk"
        )
    ]
    assert changes == [{"pph21": {"from": 81_000, "to": 135_000}}, {"pph21": {"from": 135_000, "to": 81_000}}]


def test_a_tax_confirmed_as_it_was_leaves_its_trace(amended: Payment, pptk: Account) -> None:
    tax = amended.taxes.get(kind="pph21", superseded_at=None)
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        actions.override_tax(tax, amount=tax.amount, reason="Dicek ke KPP.", by=pptk.actor, at=clock.now())
    told = [(each.title, each.text, each.by) for each in taxes_set(amended)]
    assert told == [("Pajak ditetapkan", "PPh 21 tetap Rp81.000. Dicek ke KPP.", pptk.name)]


def test_who_had_taxes_worked_out_again_is_left_out_where_the_record_does_not_say(amended: Payment) -> None:
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        amended.taxes.filter(superseded_at=None).update(superseded_at=clock.now())
    told = [(each.title, each.text, each.by) for each in taxes_set(amended)]
    assert told == [("Pajak dihitung ulang", "PPh 21: Rp81.000 → tidak ada", "")]


def test_the_record_holds_the_changes_without_a_name(amended: Payment) -> None:
    entry = AuditEntry.objects.get(verb="spending.amend_payment")
    changes = json.loads(entry.details)["changes"]
    assert {name: tuple(each.values()) for name, each in changes.items() if name != "payee"} == {
        "amount": (3_600_000, 2_700_000),
        "hours": (4, 3),
        "pph21": (108_000, 81_000),
    }
    assert changes["payee"]["to"] == str(amended.payee)
    assert "Uji" not in entry.details


def test_a_step_from_before_the_record_tells_what_is_known_of_it(amended: Payment, pptk: Account) -> None:
    last = amended.events.order_by("pk").last()
    assert last is not None
    amended.events.create(at=last.at + timedelta(days=1), by=pptk, to_state="proposed", amount=1, line=last.line)
    assert lines_of(amended)[4:] == [
        "Jumlah: Rp2.700.000 → Rp1",
        "Perubahan lain waktu itu tidak dicatat satu per satu",
    ]


@pytest.mark.parametrize("amount", [3_600_000, None])
def test_a_step_from_before_its_columns_is_not_taken_for_one_without(
    line: BudgetLine, pptk: Account, verifier: Account, amount: int | None
) -> None:
    """Asked for before lines were kept, handed in again with line and commitment."""
    payment = make_payment(line, pptk, 2_700_000, commitment=make_commitment(line, pptk, 5_000_000))
    first = payment.events.get()
    payment.events.create(at=first.at - timedelta(days=1), by=pptk, to_state="proposed", amount=amount)
    unknown = "Perubahan lain waktu itu tidak dicatat satu per satu"
    expected = [unknown] if amount is None else ["Jumlah: Rp3.600.000 → Rp2.700.000", unknown]
    assert changes_of_steps(payment)[first.pk][: len(expected)] == expected
    assert not any("Rincian" in told or "Komitmen" in told for told in changes_of_steps(payment)[first.pk])


def test_the_database_keeps_what_was_asked_for(amended: Payment) -> None:
    rows = PaymentAsked.objects.filter(event__payment=amended)
    assert rows.count() == 2
    for act in (lambda: rows.update(hours=4), lambda: rows.update(description="Lain"), lambda: rows.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_it_is_read_on_the_page_of_the_payment(
    amended: Payment, pptk: Account, signed_in: Callable[[Account], Client]
) -> None:
    address = f"/desk/diskominfo-malang/youtuber-tiktok/belanja/{amended.pk}/"
    page = signed_in(pptk).get(address)
    assert "Penerima: Tono Uji → Tini Uji" in page.content.decode()
    printed = str(cover_data(amended, [], 1, at=clock.now())["steps"])
    assert "Penerima: Tono Uji menjadi Tini Uji" in printed  # our fonts have no arrow


def test_payment_and_record_lead_to_each_other(
    amended: Payment, budget_authority: Account, pptk: Account, signed_in: Callable[[Account], Client]
) -> None:
    """All that happened to the payment and to what stands on it, and to no other."""
    attach(amended, pptk)
    make_payment(amended.line, pptk)
    address = f"/desk/diskominfo-malang/youtuber-tiktok/belanja/{amended.pk}/"
    assert "Rekaman audit pembayaran ini" not in signed_in(pptk).get(address).content.decode()
    browser = signed_in(budget_authority)
    record = browser.get(browser.get(address).context["record_url"])
    entries = list(record.context["listing"].page)
    acts = [entry.verb.partition(".")[2] for entry in entries]
    assert acts == ["amend_payment", "return_payment", "attach_evidence", "propose_payment"]
    for entry in entries:
        assert browser.get(f"/desk/rekaman/{entry.ref}/").context["page"] == address
    told = {str(name): value for name, value in browser.get(f"/desk/rekaman/{entries[0].ref}/").context["facts"]}
    assert "Jumlah: Rp3.600.000 → Rp2.700.000" in told["Yang berubah"]
    assert "PPh 21: Rp108.000 → Rp81.000" in told["Yang berubah"]
