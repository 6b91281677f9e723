"""Payments in each state, each step taken by another person."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.papers import paper
from factories.people import SETUP, make_account
from sanggar.foundation import clock, files
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account, Organisation, Role
from sanggar.spending import actions
from sanggar.spending.actions import PayeeFacts, PaymentRequest
from sanggar.spending.evidence_queries import missing_evidence
from sanggar.spending.models import Commitment, CommitmentKind, Evidence, EvidenceKind, Payee, PayeeKind, Payment

PAPER = paper()


def make_file(name: str = "kuitansi.pdf", content: bytes = PAPER) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def make_payee(office: Organisation, name: str = "Warung Uji", **facts: Any) -> Payee:
    """A shop, unless told otherwise; the same one when asked again."""
    facts = {"kind": PayeeKind.VENDOR, **facts}
    known = Payee.objects.filter(organisation=office, name=name).first()
    return known or actions.add_payee(office, PayeeFacts(name, **facts), by=SETUP, at=clock.now())


def asked(line: BudgetLine, amount: int = 1_000_000, **facts: Any) -> PaymentRequest:
    office = line.budget.programme.organisation
    given = {"payee": facts.pop("payee", None) or make_payee(office), "description": "Konsumsi sesi pertama", **facts}
    return PaymentRequest(line=line, amount=amount, **given)


def make_payment(line: BudgetLine, by: Account, amount: int = 1_000_000, **facts: Any) -> Payment:
    """Asked for, without evidence."""
    return actions.propose_payment(asked(line, amount, **facts), by=by.actor, at=clock.now())


def make_commitment(line: BudgetLine, by: Account, amount: int = 2_000_000, number: str = "027/1/SPK") -> Commitment:
    payee = make_payee(line.budget.programme.organisation)
    order = actions.Order(CommitmentKind.SPK, number, clock.today(), payee, "Konsumsi semua sesi", amount)
    return actions.make_commitment(line, order, by=by.actor, at=clock.now())


def attach(payment: Payment, by: Account, content: bytes = PAPER, kind: str = EvidenceKind.RECEIPT) -> Evidence:
    return actions.attach_evidence(
        payment, kind=kind, file=files.read(make_file(content=content)), by=by.actor, at=clock.now()
    )


def verify(payment: Payment, by: Account) -> Payment:
    """With a piece of evidence attached first."""
    attach(payment, by)
    actions.verify_payment(payment, by=by.actor, at=clock.now())
    return payment


def approve(payment: Payment, by: Account | None = None) -> Payment:
    """By a budget authority made for it, unless one is given."""
    by = by or make_account(f"Kuasa Bayar {payment.pk}", Role.BUDGET_AUTHORITY, payment.programme.organisation)
    actions.approve_payment(payment, by=by.actor, at=clock.now())
    return payment


def close(payment: Payment, by: Account) -> Payment:
    """A paid payment, with everything that its accounts still need."""
    for lacking in missing_evidence(payment):
        attach(payment, by, content=paper(lacking.kind), kind=lacking.kind)
    actions.close_payment(payment, by=by.actor, at=clock.now())
    return payment


def as_read(client: Client, address: str) -> dict[str, str]:
    """The hidden answers of the form on a page that was opened."""
    form = client.get(address).context["form"]
    return {name: str(form[name].value()) for name in ("once", "seen")}


def pay(payment: Payment, by: Account) -> Payment:
    """A verified payment, approved first, paid today."""
    if payment.state == "verified":
        approve(payment)
    actions.pay(payment, proof_number="SP2D-0001", paid_on=clock.today(), by=by.actor, at=clock.now())
    return payment
