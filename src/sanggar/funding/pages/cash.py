"""The cash plan (anggaran kas): every line in force by month, and a form for the months of one."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.money import RupiahField, format_rupiah
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.funding import actions
from sanggar.funding.cash_plan import Months, PlannedLine, planned_lines
from sanggar.funding.models import BudgetLine
from sanggar.funding.pages.presenters import address
from sanggar.funding.queries import lines_of
from sanggar.funding.rules import may_plan_budget
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme

MONTHS = range(1, 13)


@programme_page()
def cash_plan(request: DeskRequest, programme: Programme) -> HttpResponse:
    planned = _planned(programme)
    may_plan = may_plan_budget(request.user, programme)
    listing = _listing(request, programme, planned, may_plan=may_plan)
    page = {
        "programme": programme,
        "listing": listing,
        "months": _sums(list(planned.values())),
        "outdated": sum(line.is_outdated for line in planned.values()),
        "may_plan": may_plan,
    }
    return listing.file() or render(request, "funding/cash_plan.html", page)


def _planned(programme: Programme) -> dict[UUID, PlannedLine]:
    return {line.key: line for line in planned_lines(Programme.objects.filter(pk=programme.pk))}


def _sums(lines: list[PlannedLine]) -> list[tuple[str, int]]:
    sums: Months = {}
    for line in lines:
        for month, amount in line.months.items():
            sums[month] = sums.get(month, 0) + amount
    return [(month_name(month), sums[month]) for month in sorted(sums)]


def month_name(month: date) -> str:
    return date_format(month, "M Y")


def _listing(
    request: HttpRequest, programme: Programme, planned: dict[UUID, PlannedLine], *, may_plan: bool
) -> Listing:
    months = sorted({month for line in planned.values() for month in line.months})

    def description(line: BudgetLine) -> Cell:
        link = address("plan_cash", programme, line.pk) if may_plan else ""
        return Cell(line.description, link=link, note=_months_told(planned[line.key].months))

    def source(line: BudgetLine) -> str:
        found = planned[line.key]
        if found.is_outdated:
            return _("Isian lama tidak lagi sama dengan rinciannya")
        return _("Diisi sendiri") if found.is_own else _("Dari jadwal") if found.months else _("Belum berbulan")

    def month_column(month: date) -> Column:
        def value(line: BudgetLine) -> int:
            return planned[line.key].months.get(month, 0)

        return Column(f"{month:%Y-%m}", month_name(month), value, kind="money", on_page=False)

    return Listing(
        request,
        lines_of(programme),
        [
            Column("uraian", gettext_lazy("Uraian"), lambda line: line.description, description, sort="description"),
            Column("rekening", gettext_lazy("Kode rekening"), lambda line: line.account_code, sort="account_code"),
            Column("jumlah", gettext_lazy("Jumlah"), lambda line: line.amount, sort="amount", kind="money"),
            Column("asal", gettext_lazy("Asal bulannya"), source),
            *map(month_column, months),
        ],
        name="anggaran-kas",
        caption=gettext_lazy("Anggaran kas per rincian"),
        search=("description", "account_code"),
        empty=Empty(gettext_lazy("Belum ada rincian yang berlaku")),
    )


def _months_told(months: Months) -> str:
    return ", ".join(f"{month_name(month)} {format_rupiah(months[month])}" for month in sorted(months))


class CashForm(ActForm):
    """A field for each month of the fiscal year; an empty one is nought."""

    def __init__(self, year: int, months: Months, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in MONTHS:
            first = date(year, number, 1)
            self.fields[f"month_{number}"] = RupiahField(
                label=date_format(first, "F Y"), required=False, initial=months.get(first)
            )

    @property
    def months(self) -> dict[int, int]:
        return {number: self.cleaned_data[f"month_{number}"] or 0 for number in MONTHS}


@programme_page(may_plan_budget)
def plan_cash(request: DeskRequest, programme: Programme, line: int) -> HttpResponse:
    found = get_object_or_404(lines_of(programme), pk=line)
    planned = _planned(programme)[found.key]
    form = CashForm(programme.fiscal_year, planned.months, request.POST or None)

    def act(*, by: Actor, **_given: object) -> None:
        actions.plan_cash(found, months=form.months, by=by, at=clock.now())

    if form.is_valid() and form.carry_out(act, by=request.actor):
        messages.success(request, _("Anggaran kas rincian ini disimpan; bulannya tidak lagi mengikuti jadwal."))
        return redirect(address("cash_plan", programme))
    page = {"programme": programme, "line": found, "form": form, "planned": planned}
    return render(request, "funding/plan_cash.html", page, status=422 if form.errors else 200)


@programme_page(may_plan_budget)
def follow_timetable(request: DeskRequest, programme: Programme, line: int) -> HttpResponse:
    found = get_object_or_404(lines_of(programme), pk=line)
    form = ConfirmForm(request.POST or None)
    act = partial(actions.follow_timetable, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Bulan rincian ini mengikuti jadwal lagi."))
        return redirect(address("cash_plan", programme))
    page = {"programme": programme, "line": found, "form": form}
    return render(request, "funding/follow_timetable.html", page, status=422 if form.errors else 200)
