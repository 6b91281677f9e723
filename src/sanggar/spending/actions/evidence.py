"""Writes: the files that prove a payment."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sanggar.foundation import files
from sanggar.foundation.audit import Actor, record
from sanggar.spending.actions.refusals import EvidenceFixed, PaymentClosed
from sanggar.spending.actions.reviewing import review_soon
from sanggar.spending.models import Evidence, Payment
from sanggar.spending.states import PaymentState


@transaction.atomic
def attach_evidence(payment: Payment, *, kind: str, file: "UploadedFile[Any]", by: Actor, at: datetime) -> Evidence:
    """Attach a file until the accounts are closed: the proof of a transfer comes after the payment."""
    if Payment.objects.select_for_update().values_list("state", flat=True).get(pk=payment.pk) == PaymentState.CLOSED:
        raise PaymentClosed
    stored = files.store(file, by=by, at=at)
    evidence = payment.evidence.create(kind=kind, file=stored, attached_at=at, attached_by=by.label)
    details = {"payment": payment.pk, "kind": kind, "digest": stored.digest}
    record("spending.attach_evidence", evidence, by=by, at=at, place=payment.programme.place, details=details)
    review_soon.enqueue(payment.programme.pk)
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back a file that was attached by mistake, before anyone has verified on it. Twice changes nothing."""
    payment = (
        Payment.objects.select_for_update(of=("self",))
        .select_related("line__budget__programme")
        .get(pk=evidence.payment_id)
    )
    if payment.state not in (PaymentState.PROPOSED, PaymentState.RETURNED):
        raise EvidenceFixed
    attached = Evidence.objects.filter(pk=evidence.pk, withdrawn_at=None)
    if attached.update(withdrawn_at=at, withdrawn_by=by.label, withdrawal_reason=reason):
        details = {"payment": payment.pk, "digest": evidence.file.digest}
        place = payment.programme.place
        record(
            "spending.withdraw_evidence",
            evidence,
            by=by,
            at=at,
            place=place,
            details=details,
            personal={"reason": reason},
        )
        review_soon.enqueue(payment.programme.pk)
