"""The mentor's own pages, for the phone: my people, the overdue first, and a contact noted in half a minute.

Whoever is not one's own, or not any more, does not exist here: 404.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentorship, MentorshipState
from sanggar.mentoring.pages.forms import GoalForm, OwnContactForm, VoidForm
from sanggar.mentoring.pages.presenters import goal_rows, own_notes, own_rows, pair_facts, state_words, story_of
from sanggar.mentoring.queries import mentorships_of, rhythm_of
from sanggar.mentoring.rules import may_accompany
from sanggar.planning.access import DeskRequest


def own_pair(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view one of the mentor's own running pairs."""

    @wraps(view)
    def opened(request: DeskRequest, pk: int, **kwargs: Any) -> HttpResponse:
        pair = get_object_or_404(mentorships_of(request.user).filter(state=MentorshipState.ACTIVE), pk=pk)
        if not may_accompany(request.user, pair):
            raise Http404
        return view(request, pair, **kwargs)

    return opened


def my_pairs(request: DeskRequest) -> HttpResponse:
    running = [pair for pair in mentorships_of(request.user) if may_accompany(request.user, pair)]
    past = mentorships_of(request.user).filter(state=MentorshipState.ENDED).order_by("-ended_at")
    people = own_rows(running, clock.now())
    overdue = sum(row["rhythm"].is_overdue for row in people)
    page = {"people": people, "overdue": overdue, "past": past}
    return render(request, "mentoring/my_pairs.html", page)


@own_pair
def my_pair(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    at = clock.now()
    state, tone = state_words(pair, rhythm_of(pair, at))
    page = {
        "pair": pair,
        "person": own_rows([pair], at)[0],
        "state": state,
        "tone": tone,
        "facts": pair_facts(pair, at)[1:],
        "goals": goal_rows(pair, lambda goal: reverse("my_goal_reached", args=[pair.pk, goal])),
        "story": story_of(pair),
        "notes": own_notes(pair),
        "has_entries": pair.contacts.filter(voided_at=None).exists(),
    }
    return render(request, "mentoring/my_pair.html", page)


@own_pair
def my_contact(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = OwnContactForm(request.POST or None)
    return _entry(request, pair, form, partial(actions.log_contact, pair), _("Catat kontak"), _("Kontak dicatat."))


@own_pair
def my_goal(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = GoalForm(request.POST or None)
    return _entry(request, pair, form, partial(actions.set_goal, pair), _("Tambah tujuan"), _("Tujuan ditambahkan."))


@own_pair
def my_void(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = VoidForm(pair, request.POST or None)
    return _entry(
        request,
        pair,
        form,
        actions.void_contact,
        _("Coret catatan"),
        _("Catatan dicoret; tetap terbaca, tidak dihitung lagi."),
    )


@require_POST
@own_pair
def my_goal_reached(request: DeskRequest, pair: Mentorship, goal: int) -> HttpResponse:
    found = get_object_or_404(pair.goals.select_related("mentorship__mentor__programme__organisation"), pk=goal)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        form.carry_out(partial(actions.reach_goal, found), by=request.actor, at=clock.now())
    return redirect("my_pair", pair.pk)


def _entry(
    request: DeskRequest, pair: Mentorship, form: ActForm, act: Callable[..., object], title: Promise, done: Promise
) -> HttpResponse:
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, str(done))
        return redirect("my_pair", pair.pk)
    page = {"pair": pair, "form": form, "title": title}
    return render(request, "mentoring/my_entry.html", page, status=422 if form.errors else 200)
