"""The budget of a programme: overview, ceiling, adoption."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm, ReasonForm
from sanggar.funding import actions
from sanggar.funding.models import Budget
from sanggar.funding.pages import presenters
from sanggar.funding.pages.code_fields import offer_codes
from sanggar.funding.pages.forms import CeilingForm
from sanggar.funding.queries import budget_of, totals
from sanggar.funding.reference_queries import day_of_budget
from sanggar.funding.rules import may_adopt_budget, may_plan_budget
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme


def budget_or_404(programme: Programme) -> Budget:
    budget = budget_of(programme)
    if budget is None:
        raise Http404
    return budget


def back(programme: Programme) -> HttpResponse:
    return redirect("funding:budget", programme.organisation.slug, programme.slug)


@programme_page()
def budget(request: DeskRequest, programme: Programme) -> HttpResponse:
    found = budget_of(programme)
    may_plan = may_plan_budget(request.user, programme)
    if found is None:
        return render(request, "funding/no_budget.html", {"programme": programme, "may_plan": may_plan})
    may_change = may_plan and not found.is_adopted
    listing = presenters.lines_listing(request, programme, may_change=may_change)
    sums = totals(programme)
    page = {
        "programme": programme,
        "budget": found,
        "totals": sums,
        "facts": presenters.budget_facts(found, sums),
        "history": presenters.history(found.events.order_by("-at", "-pk")),
        "listing": listing,
        "may_change": may_change,
        "may_adopt": may_adopt_budget(request.user, programme),
    }
    return listing.file() or render(request, "funding/budget.html", page)


@programme_page(may_plan_budget)
def set_ceiling(request: DeskRequest, programme: Programme) -> HttpResponse:
    found = budget_of(programme)
    names = ("ceiling", "sub_activity_code", "sub_activity_name", "code_list")
    form = CeilingForm(request.POST or None, initial={name: getattr(found, name) for name in names} if found else {})
    day = day_of_budget(programme, clock.today())
    codes = offer_codes(form, "sub_activity_code", request, day, name_field="sub_activity_name")
    act = partial(actions.set_ceiling, programme)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pagu ditetapkan."))
        return back(programme)
    page = {"programme": programme, "form": form, "codes": codes}
    return render(request, "funding/set_ceiling.html", page, status=422 if form.errors else 200)


@programme_page(may_adopt_budget)
def adopt(request: DeskRequest, programme: Programme) -> HttpResponse:
    found = budget_or_404(programme)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.adopt_budget, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Anggaran disahkan. Pembayaran kini dapat diajukan."))
        return back(programme)
    page = {"programme": programme, "budget": found, "form": form, "lines": found.lines.count()}
    return render(request, "funding/adopt.html", page, status=422 if form.errors else 200)


@programme_page(may_adopt_budget)
def reopen(request: DeskRequest, programme: Programme) -> HttpResponse:
    found = budget_or_404(programme)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.reopen_budget, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Anggaran dibuka kembali. Sahkan lagi setelah diubah."))
        return back(programme)
    page = {"programme": programme, "budget": found, "form": form}
    return render(request, "funding/reopen.html", page, status=422 if form.errors else 200)
