"""Tells the audit record where the page of a payment is, and of what stands on it: taxes, evidence, papers."""

from functools import partial
from typing import Any

from django.db.models import Manager
from django.urls import reverse

from sanggar.people.subject_pages import has_page
from sanggar.spending.models import (
    Commitment,
    DisbursementDocument,
    Evidence,
    EvidenceWaiver,
    Payment,
    PaymentTax,
    Repayment,
)

LINE = "line__budget__programme__"


def _found(name: str, rows: Manager[Any], on: str, pk: int) -> str:
    """The page `name` of the payment or commitment to which `on` leads."""
    place = (f"{on}{LINE}organisation__slug", f"{on}{LINE}slug", f"{on}pk")
    found = rows.filter(pk=pk).values_list(*place).first()
    return reverse(name, args=found) if found else ""


has_page("spending.payment")(partial(_found, "spending:payment", Payment.objects, ""))
has_page("spending.commitment")(partial(_found, "spending:commitment", Commitment.objects, ""))
for part in (PaymentTax, Evidence, EvidenceWaiver, DisbursementDocument, Repayment):
    has_page(f"spending.{part.__name__.lower()}")(partial(_found, "spending:payment", part.objects, "payment__"))
