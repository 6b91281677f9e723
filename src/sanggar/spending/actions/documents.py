"""Writes: numbers and dates of the treasury's papers."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import plain_date
from sanggar.foundation.unique import unless_taken
from sanggar.people.models import Organisation
from sanggar.spending.actions.refusals import (
    DatedInFuture,
    DocumentNotedBefore,
    DocumentNumberTaken,
    DocumentsOutOfOrder,
    MoneyLeftByIt,
    PaymentClosed,
    PaymentMoved,
)
from sanggar.spending.models import LEFT_BY, DisbursementDocument, DocumentKind, Mode, Payment
from sanggar.spending.states import LIVE, PaymentState

ORDER = list(DocumentKind)
NUMBERED_BY_THE_OFFICE = (DocumentKind.SPP, DocumentKind.SPM, DocumentKind.SP2D)
NUMBER_FIELDS = {"dated": "number", "spm_dated": "spm_number", "paid_on": "proof_number"}
"""Where the number of a paper is typed, by where its date is."""
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
    payment: Payment,
    kind: DocumentKind,
    number: str,
    dated: date,
    *,
    by: Actor,
    at: datetime,
    field: str = "dated",
    same_day: bool = True,
) -> DisbursementDocument:
    """The same as part of a step, which holds the payment's row. `field` is where the date was typed. Without
    `same_day`, other payments under the number may still stand on another day: they are corrected one after the other.
    """
    if dated > at.astimezone(clock.office_zone()).date():
        raise DatedInFuture(field=field)
    standing = payment.documents.filter(voided_at=None)
    for other in standing.exclude(kind=kind):
        _check_order(kind, dated, DocumentKind(other.kind), other.dated, field)
    if kind in NUMBERED_BY_THE_OFFICE:
        _check_number(payment, kind, number, dated if same_day else None, NUMBER_FIELDS[field])
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
    note_in_passing(payment, DocumentKind.SP2D, number, dated, by=by, at=at, field="paid_on", same_day=False)


def void_on_return(payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    for document in payment.documents.filter(voided_at=None, kind__in=ANEW):
        _void(document, payment, reason=reason, by=by, at=at)


def _void(document: DisbursementDocument, payment: Payment, *, reason: str, by: Actor, at: datetime) -> None:
    standing = DisbursementDocument.objects.filter(pk=document.pk, voided_at=None)
    if standing.update(voided_at=at, voided_by=by.label, void_reason=reason):
        details, personal = {"payment": payment.pk, "kind": document.kind}, {"reason": reason}
        place = payment.programme.place
        record("spending.void_document", document, by=by, at=at, place=place, details=details, personal=personal)


def _check_number(payment: Payment, kind: DocumentKind, number: str, dated: date | None, field: str) -> None:
    """One number is one paper of the office's fiscal year: several may share it, of one mode and one day; where it
    goes straight to the payee, of one payee too. The office's row is ours until we commit: two can't ask at once.
    """
    programme = payment.programme
    Organisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=programme.organisation_id)
    same = DisbursementDocument.objects.filter(
        kind=kind,
        number__iexact=number,
        voided_at=None,
        payment__line__budget__programme__organisation=programme.organisation_id,
        payment__line__budget__programme__fiscal_year=programme.fiscal_year,
    ).exclude(payment=payment)
    one_paper = Q(payment__mode=payment.mode)
    if dated:
        one_paper &= Q(dated=dated)
    if payment.mode == Mode.LS:
        one_paper &= Q(payment__payee=payment.payee_id)
    if other := same.exclude(one_paper).first():
        raise DocumentNumberTaken(field=field, kind=kind.label, number=number, dated=plain_date(other.dated))


def _check_order(kind: DocumentKind, dated: date, other: DocumentKind, other_dated: date, field: str) -> None:
    before, after = ((kind, dated), (other, other_dated))[:: 1 if ORDER.index(kind) < ORDER.index(other) else -1]
    if before[1] > after[1]:
        raise DocumentsOutOfOrder(field=field, before=before[0].label, after=after[0].label)
