"""Writes: the files that prove a payment."""

from datetime import datetime, timedelta

from django.db import transaction

from sanggar.foundation import files
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.unique import unless_taken
from sanggar.spending.actions.refusals import (
    EvidenceFixed,
    EvidenceKindUnknown,
    EvidenceNotNeeded,
    PaymentClosed,
    PaymentMoved,
)
from sanggar.spending.actions.reviewing import review_soon
from sanggar.spending.actions.steps import hand, refuse_hand_of_another_part
from sanggar.spending.evidence_queries import is_verified_on, kind_name, missing_evidence
from sanggar.spending.models import Evidence, EvidenceWaiver, Payment
from sanggar.spending.states import LIVE, Duty, PaymentState


@transaction.atomic
def attach_evidence(payment: Payment, *, kind: str, file: files.Read, by: Actor, at: datetime) -> Evidence:
    """Attach a file until the accounts are closed: the proof of a transfer comes after the payment.

    `kind` is a key of `evidence_queries.kinds_offered`.
    """
    if not (name := kind_name(payment, kind)):
        raise EvidenceKindUnknown(field="kind")
    held = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if held.state == PaymentState.CLOSED:
        raise PaymentClosed
    if held.state not in LIVE:
        raise PaymentMoved(state=held.get_state_display())
    if held.verified_at and at <= held.verified_at:
        at = held.verified_at + timedelta.resolution  # who verified did not have it before them
    stored = files.keep(*file, by=by, at=at)
    evidence = payment.evidence.create(kind=kind, kind_name=name, file=stored, attached_at=at, attached_by=by.label)
    details = {"payment": payment.pk, "kind": kind, "digest": stored.digest}
    record("spending.attach_evidence", evidence, by=by, at=at, place=payment.programme.place, details=details)
    review_soon.enqueue(payment.programme.pk)
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back a file that was attached by mistake, unless somebody has verified on it. Twice changes nothing."""
    payment = (
        Payment.objects.select_for_update(of=("self",))
        .select_related("line__budget__programme")
        .get(pk=evidence.payment_id)
    )
    if payment.state not in LIVE - {PaymentState.CLOSED} or is_verified_on(payment, evidence):
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


@transaction.atomic
def waive_evidence(payment: Payment, *, kind: str, reason: str, by: Actor, at: datetime) -> EvidenceWaiver:
    """Say that this payment closes without a kind that its list asks for (PPK-SKPD), and why. There is no way back; the
    file can still be attached.
    """
    here = Payment.objects.select_for_update(of=("self",)).select_related("line__budget__programme").get(pk=payment.pk)
    if here.state not in LIVE - {PaymentState.CLOSED}:
        raise PaymentMoved(state=here.get_state_display())
    refuse_hand_of_another_part(here, Duty.VERIFY, by)
    lacking = {each.kind: each.name for each in missing_evidence(here)}
    if kind not in lacking:
        raise EvidenceNotNeeded
    with unless_taken(EvidenceNotNeeded()):
        waived = {"kind": kind, "kind_name": lacking[kind], "reason": reason}
        waiver = here.waivers.create(waived_at=at, waived_by_id=hand(by), **waived)
    details, place = {"payment": here.pk, "kind": kind}, here.programme.place
    personal = {"reason": reason}
    record("spending.waive_evidence", waiver, by=by, at=at, place=place, details=details, personal=personal)
    review_soon.enqueue(here.programme.pk)
    return waiver
