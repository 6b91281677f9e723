"""The lines of a budget, one form each; the sum is told after saving."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock, dates
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.funding import actions
from sanggar.funding.factors import factors_text, volume_of
from sanggar.funding.models import ListKind
from sanggar.funding.pages.budget import back, budget_or_404
from sanggar.funding.pages.code_fields import offer_codes
from sanggar.funding.pages.forms import LineForm
from sanggar.funding.pages.presenters import sum_of
from sanggar.funding.queries import lines_of, totals
from sanggar.funding.reference_queries import day_of_budget, listed_code
from sanggar.funding.rules import may_plan_budget
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme


@programme_page(may_plan_budget)
def add(request: DeskRequest, programme: Programme) -> HttpResponse:
    budget = budget_or_404(programme)
    form = LineForm(request.POST or None)
    codes = offer_codes(form, "account_code", request, day_of_budget(programme, clock.today()))
    if form.is_valid() and form.carry_out(partial(actions.add_line, budget), by=request.actor, at=clock.now()):
        messages.success(request, _told(form, programme))
        _tell_doubt(request, form, programme)
        return back(programme)
    page = {"programme": programme, "budget": budget, "form": form, "codes": codes, "title": _("Tambah rincian")}
    return render(request, "funding/line_form.html", page, status=422 if form.errors else 200)


@programme_page(may_plan_budget)
def change(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    line = get_object_or_404(lines_of(programme), pk=pk)
    initial = {name: getattr(line, name) for name in ("account_code", "description", "factors", "unit_price")}
    form = LineForm(request.POST or None, initial=initial)
    codes = offer_codes(form, "account_code", request, day_of_budget(programme, clock.today()))
    if form.is_valid() and form.carry_out(partial(actions.change_line, line), by=request.actor, at=clock.now()):
        messages.success(request, _told(form, programme))
        _tell_doubt(request, form, programme)
        return back(programme)
    page = {"programme": programme, "budget": line.budget, "line": line, "form": form, "codes": codes}
    page["title"] = _("Ubah rincian")
    return render(request, "funding/line_form.html", page, status=422 if form.errors else 200)


@programme_page(may_plan_budget)
def remove(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    line = get_object_or_404(lines_of(programme), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.remove_line, line), by=request.actor, at=clock.now()):
        messages.success(request, _("Rincian dihapus."))
        return back(programme)
    page = {"programme": programme, "line": line, "sum": sum_of(line), "form": form}
    return render(request, "funding/remove_line.html", page, status=422 if form.errors else 200)


def _tell_doubt(request: DeskRequest, form: LineForm, programme: Programme) -> None:
    """A code that a list in excerpts does not hold may well be right; whoever typed it is told to look it up."""
    code, on = form.cleaned_data["account_code"], day_of_budget(programme, clock.today())
    found = listed_code(ListKind.ACCOUNT_CODE, code, on)
    if found.is_doubtful and found.list:
        told = _("Kode %(code)s tidak ada dalam daftar “%(version)s” yang berlaku pada %(on)s. Periksa di SIPD.")
        figures = {"code": code, "version": found.list.version, "on": dates.plain_date(on)}
        messages.warning(request, told % figures)


def _told(form: LineForm, programme: Programme) -> str:
    """The sum as it was worked out, and what the ceiling still has."""
    given = form.cleaned_data
    figures = {
        "volume": factors_text(given["factors"]),
        "price": format_rupiah(given["unit_price"]),
        "amount": format_rupiah(volume_of(given["factors"]) * given["unit_price"]),
        "left": format_rupiah(totals(programme).unallocated),
    }
    return _("Rincian disimpan: %(volume)s × %(price)s = %(amount)s. Pagu yang belum dirinci: %(left)s.") % figures
