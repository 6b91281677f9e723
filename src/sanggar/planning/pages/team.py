"""Who may do what on this programme alone."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ReasonForm
from sanggar.people.access import DeskRequest
from sanggar.people.models import Role
from sanggar.planning import actions
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.planning.pages.forms import TeamForm
from sanggar.planning.pages.listings import team_listing, team_sentence
from sanggar.planning.queries import team_of
from sanggar.planning.rules import may_manage_team, roles_given_by


@programme_page()
def team(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = team_listing(request, programme, given=roles_given_by(request.user, programme))
    page = {"programme": programme, "listing": listing, "may_manage": may_manage_team(request.user, programme)}
    return listing.file() or render(request, "planning/team.html", page)


@programme_page(may_manage_team)
def give(request: DeskRequest, programme: Programme) -> HttpResponse:
    given = roles_given_by(request.user, programme)
    form = TeamForm(request.POST or None, roles=[choice for choice in Role.choices if choice[0] in given])
    act = partial(actions.give_programme_grant, programme=programme)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Hak diberikan."))
        return redirect("planning:team", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form}
    return render(request, "planning/give_grant.html", page, status=422 if form.errors else 200)


@programme_page(may_manage_team)
def end(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    grant = get_object_or_404(team_of(programme), pk=pk)
    if grant.role not in roles_given_by(request.user, programme):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    act = partial(actions.end_programme_grant, grant)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Hak diakhiri."))
        return redirect("planning:team", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "grant": grant, "sentence": team_sentence(grant), "form": form}
    return render(request, "planning/end_grant.html", page, status=422 if form.errors else 200)
