"""Numbers and dates of the treasury's papers on a payment."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ReasonForm
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import DisbursementDocument, DocumentKind
from sanggar.spending.pages.addresses import address, payment_trail
from sanggar.spending.pages.forms import DocumentForm
from sanggar.spending.queries import payments_of
from sanggar.spending.rules import documents_noted_by, may_note_documents


@programme_page(may_note_documents)
def note(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Each role notes the papers that are its own."""
    payment = get_object_or_404(payments_of(programme), pk=pk)
    here = address("payment", programme, payment.pk)
    form = DocumentForm(request.POST or None, kinds=documents_noted_by(request.user, programme))
    if form.is_valid() and form.carry_out(partial(actions.note_document, payment), by=request.actor, at=clock.now()):
        messages.success(request, _("Dokumen dicatat."))
        return redirect(here)
    page = {
        "programme": programme,
        "form": form,
        "title": _("Catat dokumen"),
        "lead": payment.description,
        "here": here,
        "trail": payment_trail(programme, payment),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)


@programme_page(may_note_documents)
def void(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    standing = DisbursementDocument.objects.filter(voided_at=None, payment__in=payments_of(programme))
    document = get_object_or_404(standing, pk=pk)
    if DocumentKind(document.kind) not in documents_noted_by(request.user, programme):
        raise PermissionDenied
    payment = payments_of(programme).get(pk=document.payment_id)
    here = address("payment", programme, payment.pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.void_document, document), by=request.actor, at=clock.now()):
        messages.success(request, _("Dokumen dibatalkan; nomornya tetap tercatat."))
        return redirect(here)
    page = {
        "programme": programme,
        "form": form,
        "title": _("Batalkan dokumen"),
        "lead": str(document),
        "notice": _("Pakai bila nomor atau tanggalnya keliru. Yang dibatalkan tetap terbaca dengan alasannya."),
        "tone": "bad",
        "here": here,
        "trail": payment_trail(programme, payment),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)
