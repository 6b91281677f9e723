"""Accounts and rights of an office, for its administrator; overseers read them."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ReasonForm
from sanggar.people import actions
from sanggar.people.access import DeskRequest, office_page
from sanggar.people.models import Organisation
from sanggar.people.pages.forms import AccountForm, RightForm
from sanggar.people.pages.presenters import rights_listing, sentence
from sanggar.people.queries import grants_at
from sanggar.people.rules import OVERSEERS, may_manage_people, may_see_people, offices_where


def offices(request: DeskRequest) -> HttpResponse:
    """The offices whose people one may see; with a single one, straight to it."""
    seen = list(offices_where(request.user, *OVERSEERS))
    if not seen:
        raise PermissionDenied
    if len(seen) == 1:
        return redirect("people:rights", seen[0].slug)
    return render(request, "people/offices.html", {"offices": seen})


@office_page(may_see_people)
def rights(request: DeskRequest, office: Organisation) -> HttpResponse:
    manages = may_manage_people(request.user, office)
    listing = rights_listing(request, grants_at(office), office, manages=manages)
    page = {"office": office, "listing": listing, "manages": manages}
    return listing.file() or render(request, "people/rights.html", page)


@office_page(may_manage_people)
def admit(request: DeskRequest, office: Organisation) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.admit, office), by=request.actor, at=clock.now()):
        messages.success(request, _("Akun dibuka. Tautan untuk membuat kata sandi dikirim ke emailnya."))
        return redirect("people:rights", office.slug)
    page = {"office": office, "form": form}
    return render(request, "people/admit.html", page, status=422 if form.errors else 200)


@office_page(may_manage_people)
def give(request: DeskRequest, office: Organisation) -> HttpResponse:
    form = RightForm(request.POST or None)
    act = partial(actions.give_grant, organisation=office, by=request.actor, at=clock.now())
    if form.is_valid() and form.carry_out(act):
        messages.success(request, _("Hak diberikan."))
        return redirect("people:rights", office.slug)
    page = {"office": office, "form": form}
    return render(request, "people/give.html", page, status=422 if form.errors else 200)


@office_page(may_manage_people)
def end(request: DeskRequest, office: Organisation, pk: int) -> HttpResponse:
    grant = get_object_or_404(office.grants.select_related("account", "organisation"), pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.end_grant, grant), by=request.actor, at=clock.now()):
        messages.success(request, _("Hak diakhiri."))
        return redirect("people:rights", office.slug)
    page = {"office": office, "grant": grant, "sentence": sentence(grant), "form": form}
    return render(request, "people/end.html", page, status=422 if form.errors else 200)
