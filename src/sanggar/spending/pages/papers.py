"""Papers that the program makes of a payment: receipt, receipt lists of its meeting, the accountability file."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from sanggar.foundation import clock
from sanggar.foundation.documents import pdf_response
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending.documents.bundle import bundle
from sanggar.spending.documents.parts import has_papers
from sanggar.spending.documents.receipt import receipt
from sanggar.spending.documents.receipt_list import kinds_of, receipt_list
from sanggar.spending.models import Payment
from sanggar.spending.queries import payments_of
from sanggar.spending.rules import may_read_accounts, may_read_bank_accounts


@programme_page()
def receipt_pdf(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = _payment(programme, pk)
    return pdf_response(receipt(payment, at=clock.now()), f"kuitansi-{payment.pk}")


@programme_page(may_read_accounts)
def receipt_list_pdf(request: DeskRequest, programme: Programme, pk: int, kind: str) -> HttpResponse:
    payment = _payment(programme, pk)
    found = next((each for each in kinds_of(payment) if each.key == kind), None)
    if found is None or payment.meeting is None:
        raise Http404
    whole = may_read_bank_accounts(request.user, programme)
    content = receipt_list(payment.meeting, found, whole=whole, at=clock.now())
    return pdf_response(content, f"daftar-{kind}-{payment.meeting.pk}")


@programme_page(may_read_accounts)
def bundle_pdf(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = _payment(programme, pk)
    whole = may_read_bank_accounts(request.user, programme)
    return pdf_response(bundle(payment, whole=whole, at=clock.now()), f"spj-{payment.pk}")


def _payment(programme: Programme, pk: int) -> Payment:
    hands = ("proposed_by", "approved_by", "paid_by", "meeting__cohort__stage__programme__organisation__region")
    payment = get_object_or_404(payments_of(programme).select_related(*hands), pk=pk)
    if not has_papers(payment):
        raise Http404
    return payment
