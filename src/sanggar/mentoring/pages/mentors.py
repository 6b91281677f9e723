"""Desk: who accompanies in a programme."""

from functools import partial

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.foundation.ui.picker import asked_for
from sanggar.mentoring import actions
from sanggar.mentoring.models import OPEN, Mentor
from sanggar.mentoring.pages.forms import ConflictForm, MentorForm, NewMentorForm, ReadConflictsForm, ShortReasonForm
from sanggar.mentoring.pages.listings import mentors_listing
from sanggar.mentoring.pages.presenters import mentor_facts
from sanggar.mentoring.queries import pairs_of
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page()
def mentors(request: DeskRequest, programme: Programme) -> HttpResponse:
    arranges = may_arrange_mentoring(request.user, programme)
    listing = mentors_listing(request, programme, request.user, arranges=arranges)
    page = {"programme": programme, "listing": listing, "arranges": arranges}
    page["offers"] = programme.mentor_applications.filter(decided_at=None).count() if arranges else 0
    return listing.file() or render(request, "mentoring/mentors.html", page)


@programme_page(may_arrange_mentoring)
def add_mentor(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = NewMentorForm(programme, request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.add_mentor, programme), by=request.actor, at=clock.now()):
        messages.success(request, _("Pendamping ditambahkan."))
        return redirect("mentoring:mentors", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form}
    return render(request, "mentoring/add_mentor.html", page, status=422 if form.errors else 200)


@programme_page(may_arrange_mentoring)
def change_mentor(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    mentor = get_object_or_404(programme.mentors.select_related("account", "programme__organisation"), pk=pk)
    now = {"capacity": mentor.capacity, "active": mentor.active, "tracks": mentor.tracks.all()}
    form = MentorForm(programme, request.POST or None, initial=now)
    if form.is_valid() and form.carry_out(partial(actions.change_mentor, mentor), by=request.actor, at=clock.now()):
        messages.success(request, _("Data pendamping disimpan."))
        return redirect("mentoring:mentors", programme.organisation.slug, programme.slug)
    standing_first = (F("retracted_at").asc(nulls_first=True), "declared_at")
    page = {
        "programme": programme,
        "mentor": mentor,
        "form": form,
        "facts": mentor_facts(mentor),
        "to_read": _to_read(request, mentor),
        "tap": ConfirmForm(auto_id=False),
        "people": pairs_of(programme).filter(mentor=mentor, state__in=OPEN).order_by("enrolment__person__name", "pk"),
        "conflicts": mentor.conflicts.select_related("enrolment__person").order_by(*standing_first),
    }
    return render(request, "mentoring/change_mentor.html", page, status=422 if form.errors else 200)


def _to_read(request: DeskRequest, mentor: Mentor) -> ReadConflictsForm | None:
    """The button by which the office says that it has read what the mentor wrote; not for the mentor themself."""
    if not mentor.has_conflicts_to_read or mentor.account_id == request.user.pk:
        return None
    return ReadConflictsForm(auto_id=False, initial={"edition": mentor.conflicts_edition})


@require_POST
@programme_page(may_arrange_mentoring)
def read_conflicts(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    mentor = get_object_or_404(programme.mentors.select_related("account", "programme__organisation"), pk=pk)
    form = ReadConflictsForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.read_conflicts, mentor), by=request.actor, at=clock.now()):
        messages.success(request, _("Dicatat: benturan yang ditulis pendamping ini sudah diperiksa."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("mentoring:change_mentor", programme.organisation.slug, programme.slug, pk)


@programme_page(may_arrange_mentoring)
def declare_conflict(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    mentor = get_object_or_404(programme.mentors.select_related("account", "programme__organisation"), pk=pk)
    form = ConflictForm(programme, request.POST or None, asked=asked_for(request))
    if form.is_valid() and form.carry_out(partial(actions.declare_conflict, mentor), by=request.actor, at=clock.now()):
        messages.success(request, _("Benturan kepentingan dicatat; mereka tidak akan dipasangkan."))
        return redirect("mentoring:change_mentor", programme.organisation.slug, programme.slug, pk)
    page = {"programme": programme, "mentor": mentor, "form": form}
    return render(request, "mentoring/declare_conflict.html", page, status=422 if form.errors else 200)


@programme_page(may_arrange_mentoring)
def retract_conflict(request: DeskRequest, programme: Programme, pk: int, conflict: int) -> HttpResponse:
    mentor = get_object_or_404(programme.mentors.select_related("account", "programme__organisation"), pk=pk)
    found = get_object_or_404(mentor.conflicts.select_related("enrolment__person", "mentor__programme"), pk=conflict)
    form = ShortReasonForm(request.POST or None)
    act = partial(actions.retract_conflict, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Dicabut; mereka dapat dipasangkan lagi. Catatannya tetap tersimpan."))
        return redirect("mentoring:change_mentor", programme.organisation.slug, programme.slug, pk)
    page = {"programme": programme, "mentor": mentor, "conflict": found, "form": form}
    return render(request, "mentoring/retract_conflict.html", page, status=422 if form.errors else 200)
