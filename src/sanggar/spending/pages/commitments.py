"""Orders and contracts: the list, one of them, noting and ending one."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sanggar.foundation import clock, dates
from sanggar.foundation.audit import Actor
from sanggar.foundation.money import RupiahField, format_rupiah
from sanggar.foundation.ui.forms import ActForm, ReasonForm
from sanggar.foundation.ui.picker import asked_for, narrowed
from sanggar.funding.models import BudgetLine
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Commitment, CommitmentKind, Payee
from sanggar.spending.pages.addresses import address, tabs, trail
from sanggar.spending.pages.listings import COMMITMENT_TONES, commitments_listing
from sanggar.spending.pages.request_forms import LineChoice, PayeeChoice
from sanggar.spending.queries import commitments_of, payees_of, payments_of, spending_by_line
from sanggar.spending.rules import may_commit, may_propose_payment
from sanggar.spending.states import CommitmentState


class CommitmentForm(ActForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis"), choices=[("", gettext_lazy("Pilih jenis")), *CommitmentKind.choices]
    )
    number = forms.CharField(label=gettext_lazy("Nomor"), max_length=80)
    dated = forms.DateField(label=gettext_lazy("Tanggal"))
    line = LineChoice(
        label=gettext_lazy("Rincian"), queryset=BudgetLine.objects.none(), empty_label=gettext_lazy("Pilih rincian")
    )
    payee = PayeeChoice(
        label=gettext_lazy("Penerima"), queryset=Payee.objects.none(), empty_label=gettext_lazy("Pilih penerima")
    )
    description = forms.CharField(label=gettext_lazy("Untuk"), max_length=200)
    amount = RupiahField(
        label=gettext_lazy("Nilai"), help_text=gettext_lazy("Seluruhnya disisihkan dari rincian."), min_value=1
    )

    def __init__(self, programme: Programme, *args: Any, asked: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.fields["line"]
        assert isinstance(line, forms.ModelChoiceField)
        line.queryset = spending_by_line(programme)
        self.picker = narrowed(
            self, "payee", payees_of(programme.organisation), names=["name", "employer"], asked=asked
        )


@programme_page()
def commitments(request: DeskRequest, programme: Programme) -> HttpResponse:
    may = may_commit(request.user, programme) and not actions.refusal_after_the_last_day(programme, clock.now())
    listing = commitments_listing(request, programme, may_commit=may)
    page = {
        "programme": programme,
        "title": pgettext("daftar", "Komitmen"),
        "lead": _("SPK, pesanan, dan kontrak. Selama berjalan, sisanya tetap disisihkan dari rincian."),
        "tabs": tabs(programme, "commitments"),
        "listing": listing,
        "add_url": address("make_commitment", programme) if may else "",
        "add_text": _("Catat komitmen"),
    }
    return listing.file() or render(request, "spending/list.html", page)


@programme_page()
def commitment(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(commitments_of(programme), pk=pk)
    is_open = found.state == CommitmentState.OPEN
    has_ended = bool(actions.refusal_after_the_last_day(programme, clock.now()))
    page = {
        "programme": programme,
        "commitment": found,
        "tone": COMMITMENT_TONES[found.state],
        "facts": _facts(found),
        "payments": payments_of(programme).filter(commitment=found),
        "may_finish": is_open and may_commit(request.user, programme),
        "may_cancel": is_open and not found.drawn and may_commit(request.user, programme),
        "may_propose": bool(found.rest) and not has_ended and may_propose_payment(request.user, programme),
    }
    return render(request, "spending/commitment.html", page)


def _facts(found: Commitment) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("Untuk"), found.description),
        (_("Penerima"), found.payee.name),
        (_("Rincian"), f"{found.line.account_code} {found.line.description}"),
        (_("Tanggal"), dates.plain_date(found.dated)),
        (_("Nilai"), format_rupiah(found.amount)),
        (_("Sudah diajukan"), format_rupiah(found.drawn)),
        (_("Sisa komitmen"), format_rupiah(found.rest)),
        (_("Dicatat"), f"{found.made_by.name}, {dates.plain_date(found.made_at, clock.office_zone())}"),
    ]
    if found.closed_by and found.closed_at:
        when = dates.plain_date(found.closed_at, clock.office_zone())
        facts.append((str(found.get_state_display()), f"{found.closed_by.name}, {when}: {found.reason}"))
    return facts


@programme_page(may_commit)
def make(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = CommitmentForm(programme, request.POST or None, asked=asked_for(request))
    made: list[Commitment] = []

    def act(*, line: BudgetLine, by: Actor, at: datetime, **order: Any) -> None:
        made.append(actions.make_commitment(line, actions.Order(**order), by=by, at=at))

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Komitmen dicatat dan nilainya disisihkan."))
        return redirect(address("commitment", programme, made[0].pk) if made else address("commitments", programme))
    page = {
        "programme": programme,
        "form": form,
        "searches": [(_("Cari penerima"), form.picker)],
        "address": request.GET,
        "beside": [(_("Daftarkan penerima baru"), address("add_payee", programme))],
        "title": _("Catat komitmen"),
        "here": address("commitments", programme),
        "trail": trail(programme, "commitments", pgettext("daftar", "Komitmen")),
        "hindrance": "" if form.is_bound else str(actions.refusal_after_the_last_day(programme, clock.now()) or ""),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)


@programme_page(may_commit)
def finish(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    told = _("Tidak ada lagi yang dapat diajukan atas komitmen ini. Sisanya, %(rest)s, kembali ke rincian.")
    return _end(request, programme, pk, actions.finish_commitment, _("Selesaikan komitmen"), told)


@programme_page(may_commit)
def cancel(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    told = _("Komitmen ini tidak jadi. %(rest)s kembali ke rincian.")
    return _end(request, programme, pk, actions.cancel_commitment, _("Batalkan komitmen"), told)


def _end(
    request: DeskRequest, programme: Programme, pk: int, act: Callable[..., None], title: str, told: str
) -> HttpResponse:
    found = get_object_or_404(commitments_of(programme), pk=pk)
    here = address("commitment", programme, found.pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(act, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Komitmen berakhir."))
        return redirect(here)
    page = {
        "programme": programme,
        "form": form,
        "title": title,
        "lead": found.description,
        "facts": _facts(found),
        "notice": told % {"rest": format_rupiah(found.rest)},
        "notice_tone": "warn",
        "tone": "bad",
        "here": here,
        "trail": trail(programme, "commitments", pgettext("daftar", "Komitmen"), found.number, here),
    }
    return render(request, "spending/form.html", page, status=422 if form.errors else 200)
