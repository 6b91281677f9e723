"""Taxes of a payment: what the table comes to with its rule beside it, what an officer sets, and who is paid."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from factories.funding import make_adopted_line
from factories.people import make_account
from factories.spending import asked, make_payee, make_payment, verify
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.sealed import lookup
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payee, PayeeKind, Payment, PaymentTax, RankGroup
from sanggar.spending.models.payees import BANK_PLACE
from sanggar.spending.queries import payees_of_one_account, taxes_of, withheld

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SPENDING = "/desk/diskominfo-malang/youtuber-tiktok/belanja/"
ACCOUNT, NUMBER = "0099001234567890", "3573024107959001"
HONORARIUM, CATERING = "5.1.02.02.01.0003", "5.1.02.01.01.0052"


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=50_000_000)


def taxed(line: BudgetLine, by: Account, amount: int, code: str, **payee: Any) -> Payment:
    BudgetLine.objects.filter(pk=line.pk).update(account_code=code)
    line.refresh_from_db()
    office = line.budget.programme.organisation
    return make_payment(line, by, amount, payee=make_payee(office, f"Penerima {Payee.objects.count()}", **payee))


@pytest.mark.parametrize(
    ("amount", "code", "payee", "taxes"),
    [
        (3_600_000, HONORARIUM, {"kind": "non_employee", "has_tax_number": True}, {"pph21": 90_000}),
        (900_000, HONORARIUM, {"kind": "civil_servant", "rank_group": RankGroup.III}, {"pph21": 45_000}),
        (900_000, HONORARIUM, {"kind": "civil_servant", "rank_group": RankGroup.STATE}, {"pph21": 135_000}),
        (7_800_000, CATERING, {"kind": "vendor", "has_tax_number": True}, {"pph23": 156_000}),
        (7_800_000, CATERING, {"kind": "vendor"}, {"pph23": 312_000}),
        (1_000_000, HONORARIUM, {"kind": "group"}, {}),
    ],
)
def test_a_request_comes_with_the_taxes_of_its_account_and_payee(
    amount: int, code: str, payee: dict[str, Any], taxes: dict[str, int], line: BudgetLine, pptk: Account
) -> None:
    payment = taxed(line, pptk, amount, code, **payee)
    taken = taxes_of(payment).filter(effect__in=["potong", "pungut"])
    assert {tax.kind: tax.amount for tax in taken} == taxes
    assert all(tax.rule and tax.legal_basis for tax in taken)
    assert withheld(payment) == sum(taxes.values())


def test_an_officer_sets_another_amount_with_a_reason_and_the_rule_stays_beside_it(
    line: BudgetLine, pptk: Account, treasurer: Account, signed_in: SignIn
) -> None:
    payment = taxed(line, pptk, 3_600_000, HONORARIUM, kind=PayeeKind.NON_EMPLOYEE, has_tax_number=True)
    tax = taxes_of(payment).get(kind="pph21")
    page, browser = f"{SPENDING}pajak/{tax.pk}/", signed_in(treasurer)
    given = {"amount": "180.000", "once": str(uuid.uuid4())}
    assert browser.post(page, given).status_code == 422
    browser.post(page, given | {"reason": "Menurut KPP setempat."})
    shown = browser.get(f"{SPENDING}{payment.pk}/").content.decode()
    for words in ("Rp180.000", "Menurut aturan Rp90.000", "Menurut KPP setempat.", "Rp3.420.000", "PMK 168/2023"):
        assert words in shown
    set_anew = taxes_of(payment).get(kind="pph21")
    with pytest.raises(actions.TaxesAboveAmount), transaction.atomic():
        actions.override_tax(set_anew, amount=3_600_001, reason="Salah.", by=treasurer.actor, at=clock.now())


def test_taxes_are_fixed_once_the_payment_is_verified_and_begin_anew_with_an_amendment(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, treasurer: Account
) -> None:
    payment = taxed(line, pptk, 3_600_000, HONORARIUM, kind=PayeeKind.NON_EMPLOYEE, has_tax_number=True)
    verify(payment, verifier)
    tax = taxes_of(payment).get(kind="pph21")
    with pytest.raises(actions.TaxesFixed):
        actions.override_tax(tax, amount=1, reason="Terlambat.", by=treasurer.actor, at=clock.now())
    actions.return_payment(payment, reason="Terlalu banyak.", by=treasurer.actor, at=clock.now())
    request = asked(line, 1_800_000, payee=payment.payee)
    actions.amend_payment(payment, request, by=pptk.actor, at=clock.now())
    assert taxes_of(payment).get(kind="pph21").amount == 45_000
    assert payment.taxes.filter(kind="pph21").count() == 2
    with pytest.raises(actions.TaxSuperseded):
        actions.override_tax(tax, amount=1, reason="Yang lama.", by=treasurer.actor, at=clock.now())


def test_a_tax_that_no_rule_found_is_added_once(line: BudgetLine, pptk: Account) -> None:
    payment = taxed(line, pptk, 1_000_000, HONORARIUM, kind=PayeeKind.GROUP)
    given: dict[str, Any] = {"kind": "pph21", "base": 1_000_000, "amount": 50_000, "reason": "Menurut daftar."}
    actions.add_tax(payment, **given, by=pptk.actor, at=clock.now())
    with pytest.raises(actions.TaxNotedBefore), transaction.atomic():
        actions.add_tax(payment, **given, by=pptk.actor, at=clock.now())
    assert withheld(payment) == 50_000


@pytest.mark.parametrize("broken", [{"amount": 1}, {"amount": -1}, {"kind": "x"}, {"effect": "x"}, {"rule": ""}])
def test_the_database_refuses_a_tax_that_nobody_accounts_for(
    broken: dict[str, Any], line: BudgetLine, pptk: Account
) -> None:
    tax = taxes_of(taxed(line, pptk, 3_600_000, HONORARIUM, kind=PayeeKind.NON_EMPLOYEE)).get(kind="pph21")
    kept = {field.attname: getattr(tax, field.attname) for field in PaymentTax._meta.fields if field.attname != "id"}
    PaymentTax.objects.filter(pk=tax.pk).update(superseded_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentTax.objects.create(**kept | broken)


# --- who is paid
def payee_form(**answers: str) -> dict[str, str]:
    given = {"name": "Raka Uji", "kind": "non_employee", "has_tax_number": "on", "tax_number": NUMBER}
    bank = {"bank_name": "Bank Uji", "bank_account": "0099-0012-3456-7890"}
    return given | bank | answers | {"once": str(uuid.uuid4())}


def test_a_payee_s_numbers_are_sealed_and_shown_to_who_needs_them(
    programme: Programme, pptk: Account, inspector: Account, signed_in: SignIn
) -> None:
    response = signed_in(pptk).post(f"{SPENDING}penerima/daftarkan/", payee_form())
    payee = Payee.objects.get()
    assert response["Location"] == f"{SPENDING}penerima/{payee.pk}/"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM spending_payee")
        row = repr(cursor.fetchall())
    assert (NUMBER in row, ACCOUNT in row, "Raka Uji" in row) == (False, False, True)
    assert "Raka" not in str(list(AuditEntry.objects.values_list("subject_label", "details")))
    mine, theirs = (signed_in(who).get(f"{SPENDING}penerima/{payee.pk}/").content.decode() for who in (pptk, inspector))
    assert (ACCOUNT in mine, ACCOUNT in theirs, "…7890" in theirs) == (True, False, True)
    assert (NUMBER in mine, "357302…" in mine) == (False, True)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"tax_number": "12"}, "NPWP berisi 15 atau 16 angka"),
        ({"bank_account": "12a"}, "Nomor rekening berisi 5 sampai 20 angka"),
        ({"kind": "civil_servant"}, "Pilih golongannya"),
        ({"rank_group": "III"}, "Golongan hanya untuk ASN"),
        ({"bank_name": ""}, "Isi nama banknya"),
        ({"kind": "unstated"}, "Pilih salah satu yang tertera."),
        ({"name": NUMBER}, "NIK"),
    ],
)
def test_a_payee_that_can_not_be_is_told(
    answer: dict[str, str], told: str, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    response = signed_in(pptk).post(f"{SPENDING}penerima/daftarkan/", payee_form(**answer))
    assert (response.status_code, told in response.content.decode(), Payee.objects.count()) == (422, True, 0)


def test_what_is_left_empty_stays_and_the_same_account_is_told(
    office: Organisation, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    browser = signed_in(pptk)
    browser.post(f"{SPENDING}penerima/daftarkan/", payee_form())
    other = make_payee(office, "Nadia Uji", bank_name="Bank Uji", bank_account=ACCOUNT)
    payee = Payee.objects.get(name="Raka Uji")
    browser.post(f"{SPENDING}penerima/{payee.pk}/ubah/", payee_form(name="Raka P", tax_number="", bank_account=""))
    payee.refresh_from_db()
    assert (payee.name, payee.bank_account_sealed != "", payee.tax_number_sealed != "") == ("Raka P", True, True)
    assert list(payees_of_one_account(payee)) == [other]
    assert "Rekeningnya sama dengan penerima lain" in browser.get(f"{SPENDING}penerima/{payee.pk}/").content.decode()
    assert BANK_PLACE not in payee.bank_account_lookup


def test_a_payee_does_not_change_between_verification_and_money(
    line: BudgetLine, pptk: Account, verifier: Account
) -> None:
    payment = verify(make_payment(line, pptk), verifier)
    facts = actions.PayeeFacts("Warung Uji", PayeeKind.VENDOR, bank_name="Bank Lain", bank_account="123456")
    with pytest.raises(actions.PayeeInUse):
        actions.change_payee(payment.payee, facts, by=pptk.actor, at=clock.now())


def test_nobody_changes_what_is_known_of_themselves_as_a_payee(
    line: BudgetLine, pptk: Account, treasurer: Account
) -> None:
    """Cut off from the own account, the money would no longer be one's own to the rules."""
    payee = make_payee(line.budget.programme.organisation, account=treasurer)
    with pytest.raises(actions.OwnMoney):
        actions.change_payee(payee, actions.PayeeFacts(payee.name, payee.kind), by=treasurer.actor, at=clock.now())
    actions.change_payee(payee, actions.PayeeFacts(payee.name, payee.kind), by=pptk.actor, at=clock.now())


def test_a_payment_knows_whose_account_its_payee_is_at_that_moment(line: BudgetLine, pptk: Account) -> None:
    other = make_account("Putri PPTK", Role.PPTK, line.budget.programme.organisation)
    known_before = make_payee(line.budget.programme.organisation)
    linked = actions.PayeeFacts(known_before.name, known_before.kind, account=pptk)
    actions.change_payee(make_payee(line.budget.programme.organisation), linked, by=other.actor, at=clock.now())
    with pytest.raises(actions.OwnMoney):
        make_payment(line, pptk, payee=known_before)


def test_what_somebody_else_put_right_meanwhile_is_not_written_back(line: BudgetLine, pptk: Account) -> None:
    """A form that was opened before leaves the account number empty, which leaves what is kept."""
    office = line.budget.programme.organisation
    stale = make_payee(office, bank_name="Bank Uji", bank_account="1111111111")
    fresh = Payee.objects.get(pk=stale.pk)
    facts = {"bank_name": "Bank Uji", "bank_account": "2222222222"}
    actions.change_payee(fresh, actions.PayeeFacts(fresh.name, fresh.kind, **facts), by=pptk.actor, at=clock.now())
    actions.change_payee(stale, actions.PayeeFacts("Warung Baru", stale.kind), by=pptk.actor, at=clock.now())
    kept = Payee.objects.get(pk=stale.pk)
    assert (kept.name, kept.bank_account_lookup) == ("Warung Baru", lookup("2222222222", BANK_PLACE))
