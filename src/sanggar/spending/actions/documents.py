"""Writes: numbers and dates of the treasury's papers."""

from datetime import date, datetime

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.unique import unless_taken
from sanggar.spending.actions.refusals import (
    DatedInFuture,
    DocumentNotedBefore,
    DocumentsOutOfOrder,
    MoneyLeftByIt,
    PaymentClosed,
    PaymentMoved,
)
from sanggar.spending.models import LEFT_BY, DisbursementDocument, DocumentKind, Mode, Payment
from sanggar.spending.states import LIVE, PaymentState

ORDER = list(DocumentKind)
ANEW = (DocumentKind.SPP, DocumentKind.SPM)
"""Made anew when a payment comes back; the request's own NPD may still stand."""


@transaction.atomic
def note_document(
    payment: Payment, *, kind: str, number: str, dated: date, by: Actor, at: datetime
) -> DisbursementDocument:
    """Note a paper of a payment that is on its way or paid."""
    locked = Payment.objects.select_for_update().get(pk=payment.pk)
    if locked.state == PaymentState.CLOSED:
        raise PaymentClosed
    if locked.state not in LIVE:
        raise PaymentMoved(state=locked.get_state_display())
    return note_in_passing(payment, DocumentKind(kind), number, dated, by=by, at=at)


def note_in_passing(
    payment: Payment, kind: DocumentKind, number: str, dated: date, *, by: Actor, at: datetime, field: str = "dated"
) -> DisbursementDocument:
    """The same as part of a step, which holds the payment's row. `field` is where the date was typed."""
    if dated > at.astimezone(clock.office_zone()).date():
        raise DatedInFuture(field=field)
    standing = payment.documents.filter(voided_at=None)
    for other in standing.exclude(kind=kind):
        _check_order(kind, dated, DocumentKind(other.kind), other.dated, field)
    with unless_taken(DocumentNotedBefore(field="kind", kind=kind.label)):
        noted = payment.documents.create(kind=kind, number=number, dated=dated, noted_at=at, noted_by=by.label)
    details = {"payment": payment.pk, "kind": kind, "number": number, "dated": dated}
    record("spending.note_document", noted, by=by, at=at, place=payment.programme.place, details=details)
    return noted


@transaction.atomic
def void_document(document: DisbursementDocument, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back what was noted by mistake. Twice changes nothing."""
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=document.payment_id)
    if payment.state == PaymentState.CLOSED:
        raise PaymentClosed
    if payment.state == PaymentState.PAID and payment.mode == Mode.LS and document.kind in LEFT_BY:
        raise MoneyLeftByIt(kind=document.get_kind_display())
    _void(document, payment, reason=reason, by=by, at=at)


def replace_sp2d(payment: Payment, number: str, dated: date, *, reason: str, by: Actor, at: datetime) -> None:
    """That of a direct payment whose date or number was noted wrongly. Part of the correction, which holds the row."""
    for document in payment.documents.filter(voided_at=None, kind=DocumentKind.SP2D):
        _void(document, payment, reason=reason, by=by, at=at)
    note_in_passing(payment, DocumentKind.SP2D, number, dated, by=by, at=at, field="paid_on")


def void_on_return(payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    for document in payment.documents.filter(voided_at=None, kind__in=ANEW):
        _void(document, payment, reason=reason, by=by, at=at)


def _void(document: DisbursementDocument, payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    standing = DisbursementDocument.objects.filter(pk=document.pk, voided_at=None)
    if standing.update(voided_at=at, voided_by=by.label, void_reason=reason):
        details, personal = {"payment": payment.pk, "kind": document.kind}, {"reason": reason}
        place = payment.programme.place
        record("spending.void_document", document, by=by, at=at, place=place, details=details, personal=personal)


def _check_order(kind: DocumentKind, dated: date, other: DocumentKind, other_dated: date, field: str) -> None:
    before, after = ((kind, dated), (other, other_dated))[:: 1 if ORDER.index(kind) < ORDER.index(other) else -1]
    if before[1] > after[1]:
        raise DocumentsOutOfOrder(field=field, before=before[0].label, after=after[0].label)
