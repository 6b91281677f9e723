"""The budget of a programme: what is in force, its versions and their history, and its first draft."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.money import format_rupiah
from sanggar.funding import actions
from sanggar.funding.models import BudgetVersion, VersionState
from sanggar.funding.pages import presenters
from sanggar.funding.pages.code_fields import suggest_codes
from sanggar.funding.pages.forms import ActivityForm, OpenForm
from sanggar.funding.queries import budget_of, drafts_of, totals, version_in_force
from sanggar.funding.reference_queries import day_of_budget
from sanggar.funding.rules import may_plan_budget
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme


@programme_page()
def budget(request: DeskRequest, programme: Programme) -> HttpResponse:
    found = budget_of(programme)
    may_plan = may_plan_budget(request.user, programme)
    if found is None:
        return render(request, "funding/no_budget.html", {"programme": programme, "may_plan": may_plan})
    listing, sums = presenters.lines_listing(request, programme), totals(programme)
    in_force = version_in_force(found)
    versions = presenters.versions_table(programme)
    page = {
        "programme": programme,
        "budget": found,
        "in_force": in_force,
        "totals": sums,
        "facts": presenters.budget_facts(found, sums, in_force),
        "history": presenters.history(found.events.order_by("-at", "-pk")),
        "listing": listing,
        "versions": versions,
        "comparable": len(versions) > 1,
        "may_plan": may_plan,
        "has_draft": drafts_of(programme).exists(),
    }
    return listing.file() or render(request, "funding/budget.html", page)


@programme_page(may_plan_budget)
def open_budget(request: DeskRequest, programme: Programme) -> HttpResponse:
    """Where a budget is in force already, another version is drafted from it."""
    found = budget_of(programme)
    if found and (standing := version_in_force(found)):
        return redirect(presenters.address("copy_version", programme, standing.pk))
    form, made = OpenForm(request.POST or None), []
    codes = suggest_codes(form, "sub_activity_code", day_of_budget(programme, clock.today()))

    def act(**given: Any) -> None:
        made.append(actions.open_budget(programme, **given))

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        told = _("Pagu %(amount)s ditetapkan sebagai rancangan. Isi rinciannya.")
        messages.success(request, told % {"amount": format_rupiah(form.cleaned_data["ceiling"])})
        return to_version(programme, made)
    page = {"programme": programme, "form": form, "codes": codes}
    return render(request, "funding/set_ceiling.html", page, status=422 if form.errors else 200)


@programme_page(may_plan_budget)
def activity(request: DeskRequest, programme: Programme) -> HttpResponse:
    found = budget_of(programme)
    if found is None:
        raise Http404
    form = ActivityForm(request.POST or None, initial={"activity": found.activity})
    if form.is_valid() and form.carry_out(partial(actions.set_activity, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Jenis kegiatan dicatat. Tarif honor dibandingkan dengan skalanya."))
        return redirect(presenters.address("budget", programme))
    page = {"programme": programme, "form": form}
    return render(request, "funding/activity.html", page, status=422 if form.errors else 200)


def to_version(programme: Programme, made: list[BudgetVersion]) -> HttpResponse:
    """The draft that was made, or the budget when the form had been carried out before."""
    if made and made[0].state == VersionState.DRAFT:
        return redirect(presenters.address("version", programme, made[0].pk))
    return redirect(presenters.address("budget", programme))
