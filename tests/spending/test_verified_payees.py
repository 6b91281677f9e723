"""What was verified stays as it was seen, whatever is learnt about the payee afterwards."""

import pytest
from django.db import DatabaseError, transaction

from factories.funding import make_adopted_line
from factories.spending import asked, attach, close, make_payee, make_payment, pay, verify
from sanggar.foundation import clock
from sanggar.foundation.rotation import seal_anew
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.actions import PayeeFacts
from sanggar.spending.documents.receipt import receipt_data
from sanggar.spending.models import Payee, PayeeKind, Payment, RankGroup, VerifiedPayee
from sanggar.spending.payee_words import bank_account_words, tax_number_words

pytestmark = pytest.mark.django_db
THEN = PayeeFacts(
    "Raka Nugraha",
    PayeeKind.CIVIL_SERVANT,
    RankGroup.III,
    employer="Dinas Contoh",
    has_tax_number=True,
    tax_number="3573011501909001",
    bank_name="Bank Contoh",
    bank_account="1234509876",
)
NOW = PayeeFacts("Raka Nugroho", PayeeKind.NON_EMPLOYEE, bank_name="Bank Lain", bank_account="9990001111")


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=5_000_000)


@pytest.fixture
def payee(programme: Programme, pptk: Account) -> Payee:
    return actions.add_payee(programme.organisation, THEN, by=pptk.actor, at=clock.now())


def told(payment: Payment) -> tuple[str, ...]:
    """Name, rank, tax number and bank account as papers tell them."""
    payment = Payment.objects.get(pk=payment.pk)
    receiver = payment.receiver
    name = receipt_data(payment, at=clock.now())["payee"]
    return name, receiver.rank_group, tax_number_words(receiver), bank_account_words(receiver, whole=True)


def test_a_paid_payment_keeps_the_payee_that_was_verified(
    line: BudgetLine, payee: Payee, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    payment = pay(verify(make_payment(line, pptk, payee=payee), verifier), treasurer)
    before = told(payment), list(payment.taxes.values_list("kind", "amount", "superseded_at"))
    actions.change_payee(payee, NOW, by=pptk.actor, at=clock.now())
    close(payment, verifier)
    after = told(payment), list(payment.taxes.values_list("kind", "amount", "superseded_at"))
    assert after == before
    assert after[0] == ("Raka Nugraha", "III", "357301…", "Bank Contoh 1234509876")
    assert told(make_payment(line, pptk, payee=payee)) == ("Raka Nugroho", "", "tidak ada", "Bank Lain 9990001111")


def test_what_is_returned_is_verified_on_what_is_known_then(
    line: BudgetLine, payee: Payee, pptk: Account, verifier: Account, budget_authority: Account
) -> None:
    payment = verify(make_payment(line, pptk, payee=payee), verifier)
    actions.return_payment(payment, reason="Golongannya keliru.", by=budget_authority.actor, at=clock.now())
    actions.change_payee(payee, NOW, by=pptk.actor, at=clock.now())
    actions.amend_payment(payment, asked(line, payee=payee), by=pptk.actor, at=clock.now())
    attach(payment, pptk)
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    assert told(payment)[:2] == ("Raka Nugroho", "")
    assert list(payee.as_verified.order_by("pk").values_list("name", flat=True)) == ["Raka Nugraha", "Raka Nugroho"]


def test_the_copy_is_kept_by_the_database_and_still_sealed_anew(
    line: BudgetLine, payee: Payee, pptk: Account, verifier: Account
) -> None:
    payment = verify(make_payment(line, pptk, payee=payee), verifier)
    copy = VerifiedPayee.objects.get()
    for break_it in (
        lambda: VerifiedPayee.objects.update(name="Orang lain"),
        lambda: VerifiedPayee.objects.update(rank_group=RankGroup.IV),
        lambda: Payment.objects.filter(pk=payment.pk).update(verified_payee=None),
        copy.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            break_it()
    seal_anew()
    sealed = VerifiedPayee.objects.get()
    assert sealed.bank_account_sealed != copy.bank_account_sealed
    assert bank_account_words(sealed, whole=True) == "Bank Contoh 1234509876"


def test_an_account_that_was_paid_to_two_payees_stays_a_finding_after_one_is_changed(
    line: BudgetLine, programme: Programme, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    pair = [make_payee(programme.organisation, name, bank_account="1234509876") for name in ("Toko Satu", "Toko Dua")]
    for payee in pair:
        pay(verify(make_payment(line, pptk, 1000, payee=payee), verifier), treasurer)
    actions.change_payee(
        pair[1], PayeeFacts("Toko Dua", PayeeKind.VENDOR, bank_account="777"), by=pptk.actor, at=clock.now()
    )
    actions.review_findings(programme, at=clock.now())
    assert programme.findings.filter(rule="rekening-sama", state="open").count() == 2
