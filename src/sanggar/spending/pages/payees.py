"""Who receives money: the office's list, kept where payments are asked for."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.people.access import DeskRequest
from sanggar.people.models import Account
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payee
from sanggar.spending.pages.addresses import address, tabs, trail
from sanggar.spending.pages.listings import payees_listing
from sanggar.spending.pages.payee_forms import PayeeForm, payee_initial
from sanggar.spending.payee_words import bank_account_words, tax_number_words
from sanggar.spending.queries import payees_of, payees_of_one_account, payments_of
from sanggar.spending.rules import may_keep_payees, may_propose_payment, may_read_bank_accounts


@programme_page()
def payees(request: DeskRequest, programme: Programme) -> HttpResponse:
    may_keep = may_keep_payees(request.user, programme)
    listing = payees_listing(request, programme, may_keep=may_keep)
    page = {
        "programme": programme,
        "title": pgettext("daftar", "Penerima"),
        "lead": _("Orang dan usaha yang menerima uang dari perangkat daerah ini."),
        "tabs": tabs(programme, "payees"),
        "listing": listing,
        "add_url": address("add_payee", programme) if may_keep else "",
        "add_text": _("Daftarkan penerima"),
    }
    return listing.file() or render(request, "spending/list.html", page)


@programme_page()
def payee(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Payments of this programme alone: those of others may not be the reader's to see."""
    found = get_object_or_404(payees_of(programme.organisation), pk=pk)
    page = {
        "programme": programme,
        "payee": found,
        "facts": payee_facts(found, request.user, programme),
        "sharing": payees_of_one_account(found),
        "payments": payments_of(programme).filter(payee=found),
        "may_keep": may_keep_payees(request.user, programme),
        "may_propose": may_propose_payment(request.user, programme)
        and not actions.refusal_after_the_last_day(programme, clock.now()),
    }
    return render(request, "spending/payee.html", page)


@programme_page(may_keep_payees)
def add(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = PayeeForm(programme, request.POST or None)
    made: list[Payee] = []

    def act(*, by: Actor, at: datetime, **_given: Any) -> None:
        made.append(actions.add_payee(programme.organisation, form.facts, by=by, at=at))

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Penerima terdaftar."))
        return redirect(address("payee", programme, made[0].pk) if made else address("payees", programme))
    return _page(request, programme, form, _("Daftarkan penerima"), address("payees", programme))


@programme_page(may_keep_payees)
def change(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(payees_of(programme.organisation), pk=pk)
    form = PayeeForm(programme, request.POST or None, kept=found, initial=payee_initial(found))

    def act(*, by: Actor, at: datetime, **_given: Any) -> None:
        actions.change_payee(found, form.facts, by=by, at=at)

    here = address("payee", programme, found.pk)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Penerima diubah."))
        return redirect(here)
    return _page(request, programme, form, _("Ubah penerima"), here)


def payee_facts(payee: Payee, reader: Account, programme: Programme) -> list[tuple[str, object]]:
    """The bank account whole to who needs it; of the tax number, which may be a NIK, the first six digits at most."""
    of_office = _("Ya, jadi honornya mengikuti aturan untuk pegawai sendiri")
    facts: list[tuple[str, object]] = [
        (_("Jenis penerima"), " · ".join(filter(None, [payee.get_kind_display(), payee.get_rank_group_display()]))),
        (_("Instansi atau usaha"), payee.employer),
        (_("Pegawai perangkat daerah ini"), of_office if payee.is_of_this_office else _("Tidak")),
        (_("NPWP"), tax_number_words(payee)),
        (_("PKP"), _("Ya") if payee.is_vat_registered else _("Tidak")),
        (_("Rekening"), bank_account_words(payee, whole=may_read_bank_accounts(reader, programme))),
    ]
    if payee.account:
        facts.append((_("Akun di aplikasi ini"), payee.account.name))
    return facts


def _page(request: DeskRequest, programme: Programme, form: PayeeForm, title: str, here: str) -> HttpResponse:
    page = {
        "programme": programme,
        "form": form,
        "title": title,
        "here": here,
        "trail": trail(programme, "payees", pgettext("daftar", "Penerima")),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)
