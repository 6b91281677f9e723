"""The places of an office, kept where they are needed: in the plan of a programme."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.people.access import DeskRequest
from sanggar.planning import actions
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.planning.pages.forms import VenueForm
from sanggar.planning.pages.listings import venues_listing
from sanggar.planning.pages.presenters import address, venue_initial
from sanggar.planning.queries import venues_of
from sanggar.planning.rules import may_run_programme


@programme_page()
def venues(request: DeskRequest, programme: Programme) -> HttpResponse:
    may_run = may_run_programme(request.user, programme)
    listing = venues_listing(request, programme, may_run=may_run)
    page = {"programme": programme, "listing": listing, "may_run": may_run}
    return listing.file() or render(request, "planning/venues.html", page)


@programme_page(may_run_programme)
def add_venue(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = VenueForm(request.POST or None, office=programme.organisation)
    if form.is_valid() and form.carry_out(
        partial(actions.add_venue, programme.organisation), by=request.actor, at=clock.now()
    ):
        messages.success(request, _("Tempat terdaftar."))
        return redirect(address("venues", programme))
    return _page(request, programme, form, _("Tambah tempat"))


@programme_page(may_run_programme)
def change_venue(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Says how many meetings to come will show the change."""
    venue = get_object_or_404(venues_of(programme.organisation), pk=pk)
    form = VenueForm(request.POST or None, office=programme.organisation, initial=venue_initial(venue))
    if form.is_valid() and form.carry_out(partial(actions.change_venue, venue), by=request.actor, at=clock.now()):
        messages.success(request, _("Tempat diubah."))
        return redirect(address("venues", programme))
    coming = venue.meetings.standing().filter(ends_at__gte=clock.now()).count()
    return _page(
        request,
        programme,
        form,
        _("Ubah tempat"),
        coming=coming,
        retire=address("retire_venue", programme, venue.pk),
    )


@programme_page(may_run_programme)
def retire_venue(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    venue = get_object_or_404(venues_of(programme.organisation), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.retire_venue, venue), by=request.actor, at=clock.now()):
        messages.success(request, _("Tempat tidak ditawarkan lagi."))
        return redirect(address("venues", programme))
    page = {"programme": programme, "form": form, "venue": venue}
    return render(request, "planning/retire_venue.html", page, status=422 if form.errors else 200)


def _page(request: DeskRequest, programme: Programme, form: ActForm, title: str, **shown: object) -> HttpResponse:
    page = {"programme": programme, "form": form, "title": title, **shown}
    return render(request, "planning/venue_form.html", page, status=422 if form.errors else 200)
