"""One version of the budget: the planner's page, and what becomes of it."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.forms import ReasonForm
from sanggar.funding import actions
from sanggar.funding.documents.plan import plan_document
from sanggar.funding.models import BudgetVersion
from sanggar.funding.outcomes import outcome_of
from sanggar.funding.pages import version_presenters as presenters
from sanggar.funding.pages.budget import to_version
from sanggar.funding.pages.forms import AdoptForm, CopyForm, VersionForm
from sanggar.funding.pages.presenters import STATE_TONES, address
from sanggar.funding.queries import (
    affordable_by,
    changes_by_plan,
    compared,
    doubts_of,
    heads_of,
    last_adopted,
    lines_below_use,
    version_in_force,
    versions_of,
)
from sanggar.funding.rules import may_adopt_budget, may_plan_budget
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme

CHANGED = (
    "name", "reason", "ceiling", "sub_activity_code", "sub_activity_name", "code_list", "completing_percent",
    "least_group",
)  # fmt: skip


def version_or_404(programme: Programme, pk: int) -> BudgetVersion:
    return get_object_or_404(versions_of(programme), pk=pk)


def back(programme: Programme, version: BudgetVersion) -> HttpResponse:
    return redirect(address("version", programme, version.pk))


@programme_page()
def version(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = version_or_404(programme, pk)
    may_change = found.is_draft and may_plan_budget(request.user, programme)
    listing = presenters.version_lines_listing(request, programme, found, may_change=may_change)
    standing = last_adopted(found.budget)
    changes = changes_by_plan(found) if found.is_draft else None
    page = {
        "programme": programme,
        "version": found,
        "tone": STATE_TONES[found.state],  # type: ignore[index]  # a choice
        "over": max(0, -found.left),
        "short": lines_below_use(found) if found.is_draft else [],
        "facts": presenters.version_facts(found, heads_of(found), outcome_of(programme)),
        "shape": presenters.shape_facts(found),
        "stages": presenters.stage_texts(found),
        "doubts": presenters.doubt_texts(doubts_of(found), found.least_group),
        "affordable": presenters.affordable_rows(affordable_by(found)),
        "changes": False if changes is None else len(changes),
        "compare_with": standing.pk if standing and standing.pk != found.pk else found.based_on_id,
        "listing": listing,
        "may_change": may_change,
        "may_plan": may_plan_budget(request.user, programme),
        "may_adopt": found.is_draft and may_adopt_budget(request.user, programme),
    }
    return listing.file() or render(request, "funding/version.html", page)


@programme_page()
def plan_pdf(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = version_or_404(programme, pk)
    return pdf_response(plan_document(found, at=clock.now()), f"rab-{programme.slug}-{found.pk}")


@programme_page(may_plan_budget)
def change(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = version_or_404(programme, pk)
    form = VersionForm(request.POST or None, initial={name: getattr(found, name) for name in CHANGED})
    act = partial(actions.change_version, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Rancangan disimpan."))
        return back(programme, found)
    return _form(request, programme, found, form, _("Ubah rancangan"), _("Simpan"))


@programme_page(may_plan_budget)
def copy(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = version_or_404(programme, pk)
    form, made = CopyForm(found, request.POST or None), []

    def act(**given: Any) -> None:
        made.append(actions.draft_version(found, **given))

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Rancangan baru dibuat; yang lama tetap."))
        return to_version(programme, made)
    return _form(request, programme, found, form, _("Buat rancangan dari versi ini"), _("Buat rancangan"))


@programme_page(may_plan_budget)
def withdraw(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = version_or_404(programme, pk)
    form = ReasonForm(request.POST or None)
    act = partial(actions.withdraw_version, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Rancangan ditarik. Isinya tetap dapat dibaca."))
        return redirect(address("budget", programme))
    return _form(request, programme, found, form, _("Tarik rancangan"), _("Tarik rancangan"), tone="bad")


@programme_page(may_adopt_budget)
def adopt(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = version_or_404(programme, pk)
    too_late = actions.refusal_of_day(programme, clock.today(), clock.now())
    form = AdoptForm(found, request.POST or None, initial={} if too_late else {"dated": clock.today()})

    def act(*, by: Actor, at: datetime, **given: Any) -> None:
        actions.adopt_version(found, document=actions.Document(**given), by=by, at=at)

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Versi ini disahkan."))
        return redirect(address("budget", programme))
    standing = version_in_force(found.budget)
    page = {
        "programme": programme,
        "version": found,
        "form": form,
        "too_late": "" if form.is_bound else str(too_late or ""),
        "lines": found.lines.count(),
        "short": lines_below_use(found),
        "earlier": standing,
        "changed": [row for row in compared(standing, found) if row.is_changed] if standing else [],
    }
    return render(request, "funding/adopt.html", page, status=422 if form.errors else 200)


def _form(
    request: DeskRequest,
    programme: Programme,
    version: BudgetVersion,
    form: Any,
    title: str,
    submit: str,
    tone: str = "primary",
) -> HttpResponse:
    page = {"programme": programme, "version": version, "form": form, "title": title, "submit": submit, "tone": tone}
    return render(request, "funding/version_form.html", page, status=422 if form.errors else 200)
