"""The files that prove a payment: attached, read by the desk, withdrawn."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock, files
from sanggar.foundation.ui.forms import ReasonForm
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.evidence_queries import kinds_offered, missing_evidence
from sanggar.spending.models import Evidence
from sanggar.spending.pages.addresses import address, payment_trail
from sanggar.spending.pages.forms import EvidenceForm
from sanggar.spending.queries import evidence_of, payments_of
from sanggar.spending.rules import may_attach_evidence, may_read_accounts, may_waive_evidence


@programme_page(may_attach_evidence)
def attach(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    payment = get_object_or_404(payments_of(programme), pk=pk)
    here = address("payment", programme, payment.pk)
    kinds, asked = kinds_offered(payment), {"kind": request.GET.get("jenis", "")}
    form = EvidenceForm(request.POST or None, request.FILES or None, kinds=kinds, initial=asked)
    if form.is_valid() and form.carry_out(partial(actions.attach_evidence, payment), by=request.actor, at=clock.now()):
        messages.success(request, _("Bukti dilampirkan."))
        return redirect(here)
    page = {
        "programme": programme,
        "form": form,
        "title": _("Lampirkan bukti"),
        "lead": payment.description,
        "here": here,
        "trail": payment_trail(programme, payment),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)


@programme_page(may_read_accounts)
def download(request: DeskRequest, programme: Programme, pk: int) -> HttpResponseBase:
    """Cards and bank books lie among them. What was withdrawn is served to nobody."""
    evidence = get_object_or_404(evidence_of(programme), pk=pk)
    return files.response(evidence.file)


@programme_page(may_attach_evidence)
def withdraw(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    evidence: Evidence = get_object_or_404(evidence_of(programme), pk=pk)
    here = address("payment", programme, evidence.payment_id)
    form = ReasonForm(request.POST or None)
    act = partial(actions.withdraw_evidence, evidence)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Bukti dicabut."))
        return redirect(here)
    page = {
        "programme": programme,
        "form": form,
        "title": _("Cabut bukti"),
        "lead": evidence.file.name,
        "notice": _("Berkas ini tidak lagi dapat dibuka. Namanya, alasan Anda, dan waktunya tetap tercatat."),
        "notice_tone": "warn",
        "tone": "bad",
        "here": here,
        "trail": payment_trail(programme, evidence.payment),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)


@programme_page(may_waive_evidence)
def waive(request: DeskRequest, programme: Programme, pk: int, kind: str) -> HttpResponse:
    """A kind that this payment's list asks for and that does not exist for it, with the reason why."""
    payment = get_object_or_404(payments_of(programme), pk=pk)
    here = address("payment", programme, payment.pk)
    lacking = next((each for each in missing_evidence(payment) if each.kind == kind), None)
    form = ReasonForm(request.POST or None)
    act = partial(actions.waive_evidence, payment, kind=kind)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Dicatat: bukti ini tidak diperlukan."))
        return redirect(here)
    if lacking is None and not form.is_bound:
        raise Http404
    page = {
        "programme": programme,
        "form": form,
        "title": _("Bukti tidak diperlukan"),
        "lead": lacking.label if lacking else payment.description,
        "notice": _(
            "SPJ pembayaran ini dapat ditutup tanpa bukti ini. Alasan dan nama Anda tertulis di daftar isi berkas SPJ."
        ),
        "notice_tone": "warn",
        "here": here,
        "trail": payment_trail(programme, payment),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)
