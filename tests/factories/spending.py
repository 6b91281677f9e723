"""Payments in each state, each step taken by another person."""

from django.core.files.uploadedfile import SimpleUploadedFile

from sanggar.foundation import clock
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.spending import actions
from sanggar.spending.models import Evidence, EvidenceKind, Payment


def make_file(name: str = "kuitansi.pdf", content: bytes = b"%PDF-1.7 bukti uji") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def make_payment(line: BudgetLine, by: Account, amount: int = 1_000_000) -> Payment:
    """Proposed, without evidence."""
    return actions.propose_payment(
        line,
        amount=amount,
        payee="Warung Uji",
        description="Konsumsi sesi pertama",
        by=by.actor,
        at=clock.now(),
    )


def attach(payment: Payment, by: Account, content: bytes = b"%PDF-1.7 bukti uji") -> Evidence:
    file = make_file(content=content)
    return actions.attach_evidence(payment, kind=EvidenceKind.RECEIPT, file=file, by=by.actor, at=clock.now())


def verify(payment: Payment, by: Account) -> Payment:
    """With a piece of evidence attached first."""
    attach(payment, by)
    actions.verify_payment(payment, by=by.actor, at=clock.now())
    return payment


def pay(payment: Payment, by: Account) -> Payment:
    """A verified payment, paid today."""
    actions.pay(payment, proof_number="SP2D-0001", paid_on=clock.today(), by=by.actor, at=clock.now())
    return payment
