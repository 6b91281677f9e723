"""The lines of a draft, one form each; the sum is told while it is typed and after saving."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sanggar.cores.costing.shape import Driver
from sanggar.foundation import clock, dates
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.funding import actions
from sanggar.funding.actions.lines import worked_out
from sanggar.funding.models import BudgetVersion, ListKind, VersionLine
from sanggar.funding.pages.code_fields import is_words, suggest_codes
from sanggar.funding.pages.forms import LineForm
from sanggar.funding.pages.presenters import address, sum_text
from sanggar.funding.pages.reckoning import RECKONED, line_sum
from sanggar.funding.pages.versions import back, version_or_404
from sanggar.funding.queries import version_lines_of
from sanggar.funding.reference_queries import day_of_budget, listed_code
from sanggar.funding.rules import may_plan_budget
from sanggar.funding.shapes import factors_in_force, shape_from_json
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme

RECKON = "hitung"
"""The button that asks for the sum and saves nothing."""
SHOWN = ("account_code", "description", "factors", "driver", "unit_price")


@programme_page(may_plan_budget)
def add(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    version = version_or_404(programme, pk)
    form = LineForm(request.POST or None, initial={"driver": Driver.PROGRAMME.value})
    codes = suggest_codes(form, "account_code", day_of_budget(programme, clock.today()))
    asks = RECKON in request.POST
    if (
        not asks
        and form.is_valid()
        and form.carry_out(partial(actions.add_line, version), by=request.actor, at=clock.now())
    ):
        messages.success(request, _told(form, version))
        _tell_doubt(request, form, programme)
        return back(programme, version)
    page = {"programme": programme, "version": version, "form": form, "codes": codes, "title": _("Tambah rincian")}
    page |= {"sum": line_sum(version, request.POST), "sum_url": address("reckon_line", programme, version.pk)}
    page["over"] = max(0, -version.left)
    return render(request, "funding/line_form.html", page, status=422 if form.errors and not asks else 200)


@programme_page(may_plan_budget)
def change(request: DeskRequest, programme: Programme, pk: int, line: int) -> HttpResponse:
    version = version_or_404(programme, pk)
    found = get_object_or_404(version_lines_of(version), pk=line)
    form = LineForm(request.POST or None, initial={name: getattr(found, name) for name in SHOWN})
    codes = suggest_codes(form, "account_code", day_of_budget(programme, clock.today()))
    asks = RECKON in request.POST
    if (
        not asks
        and form.is_valid()
        and form.carry_out(partial(actions.change_line, found), by=request.actor, at=clock.now())
    ):
        messages.success(request, _told(form, version))
        _tell_doubt(request, form, programme)
        return back(programme, version)
    page = {"programme": programme, "version": version, "line": found, "form": form, "codes": codes}
    page["title"] = _("Ubah rincian")
    typed = request.POST or {name: form[name].value() for name in RECKONED}
    page |= {
        "over": max(0, -version.left),
        "sum": line_sum(version, typed, found),
        "sum_url": address("reckon_changed_line", programme, version.pk, found.pk),
    }
    return render(request, "funding/line_form.html", page, status=422 if form.errors and not asks else 200)


@programme_page(may_plan_budget)
def remove(request: DeskRequest, programme: Programme, pk: int, line: int) -> HttpResponse:
    version = version_or_404(programme, pk)
    found = get_object_or_404(version_lines_of(version), pk=line)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.remove_line, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Rincian dihapus."))
        return back(programme, version)
    sum_told = sum_text(factors_in_force(found), found.unit_price)
    page = {"programme": programme, "version": version, "line": found, "sum": sum_told, "form": form}
    return render(request, "funding/remove_line.html", page, status=422 if form.errors else 200)


def _tell_doubt(request: DeskRequest, form: LineForm, programme: Programme) -> None:
    """A code that a list in excerpts does not hold may well be right; whoever typed it is told to look it up. Whoever
    typed words is told for which code they were taken.
    """
    code, on = form.cleaned_data["account_code"], day_of_budget(programme, clock.today())
    found = listed_code(ListKind.ACCOUNT_CODE, code, on)
    if found.entry and is_words(request.POST.get("account_code", "")):
        messages.info(request, _("Kodenya %(code)s %(name)s.") % {"code": code, "name": found.entry.name})
    if found.is_doubtful and found.list:
        told = _("Kode %(code)s tidak ada dalam daftar “%(version)s” yang berlaku pada %(on)s. Periksa di SIPD.")
        figures = {"code": code, "version": found.list.version, "on": dates.plain_date(on)}
        messages.warning(request, told % figures)


def _told(form: LineForm, version: BudgetVersion) -> str:
    """The sum as it was worked out, and what the ceiling still has."""
    given = {name: form.cleaned_data[name] for name in SHOWN}
    line = VersionLine(version=version, **worked_out(given, shape_from_json(version.shape)))
    version.refresh_from_db()
    figures = {
        "sum": sum_text(factors_in_force(line), line.unit_price),
        "amount": format_rupiah(line.amount),
        "left": format_rupiah(version.left),
    }
    return _("Rincian disimpan: %(sum)s = %(amount)s. Pagu yang belum dirinci: %(left)s.") % figures
