"""A programme as a whole: create, overview, change, publish."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.people.access import DeskRequest
from sanggar.people.models import Role
from sanggar.people.rules import offices_where
from sanggar.planning import actions
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.planning.pages import presenters
from sanggar.planning.pages.forms import NewProgrammeForm, ProgrammeForm
from sanggar.planning.queries import stages_with_parts
from sanggar.planning.rules import may_create_programme, may_manage_team, may_run_programme


def create_programme(request: DeskRequest) -> HttpResponse:
    if not may_create_programme(request.user):
        raise PermissionDenied
    offices = offices_where(request.user, Role.OFFICER)
    form = NewProgrammeForm(request.POST or None, offices=offices, initial={"fiscal_year": clock.today().year})
    if form.is_valid() and form.carry_out(actions.create_programme, by=request.actor, at=clock.now()):
        messages.success(request, _("Program dibuat. Lanjutkan dengan jalur dan tahapnya."))
        return redirect("planning:plan", form.cleaned_data["organisation"].slug, form.cleaned_data["slug"])
    return render(request, "planning/create_programme.html", {"form": form}, status=422 if form.errors else 200)


@programme_page()
def plan(request: DeskRequest, programme: Programme) -> HttpResponse:
    stages = list(stages_with_parts(programme))
    page = {
        "programme": programme,
        "tracks": programme.tracks.all(),
        "stages": stages,
        "facts": presenters.programme_facts(programme),
        "gaps": presenters.gaps(programme, stages),
        "may_run": may_run_programme(request.user, programme),
        "may_manage_team": may_manage_team(request.user, programme),
    }
    return render(request, "planning/plan.html", page)


@programme_page(may_run_programme)
def change_programme(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = ProgrammeForm(request.POST or None, initial={name: getattr(programme, name) for name in actions.CHANGEABLE})
    change = partial(actions.change_programme, programme)
    if form.is_valid() and form.carry_out(change, by=request.actor, at=clock.now()):
        messages.success(request, _("Program diubah."))
        return redirect("planning:plan", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form, "title": _("Ubah program")}
    return render(request, "planning/part_form.html", page, status=422 if form.errors else 200)


@programme_page(may_run_programme)
def publish_programme(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    publish = partial(actions.publish_programme, programme)
    if form.is_valid() and form.carry_out(publish, by=request.actor, at=clock.now()):
        messages.success(request, _("Program diterbitkan. Siapa pun kini dapat membaca halamannya."))
        return redirect("planning:plan", programme.organisation.slug, programme.slug)
    gaps = presenters.gaps(programme, list(stages_with_parts(programme)))
    page = {"programme": programme, "form": form, "gaps": gaps}
    return render(request, "planning/publish.html", page, status=422 if form.errors else 200)
