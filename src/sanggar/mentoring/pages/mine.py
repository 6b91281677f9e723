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

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentorship, MentorshipState
from sanggar.mentoring.pages.entry_forms import (
    GoalForm,
    OwnContactForm,
    SettleFollowUpForm,
    SettleGoalForm,
    VoidForm,
)
from sanggar.mentoring.pages.presenters import goal_rows, own_notes, own_rows, pair_facts, state_words, story_of
from sanggar.mentoring.queries import follow_ups_of, mentorships_of, open_follow_ups, rhythm_of
from sanggar.mentoring.rules import may_accompany
from sanggar.planning.access import DeskRequest
from sanggar.training import actions as training

Words = tuple[Promise, Promise]
"""The title of a form, and what is said when it is done."""


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
        "goals": goal_rows(pair.enrolment, lambda goal: reverse("my_goal_result", args=[pair.pk, goal])),
        "story": story_of(pair),
        "notes": own_notes(pair),
        "follow_ups": open_follow_ups(pair.enrolment),
        "has_entries": pair.contacts.filter(voided_at=None).exists(),
    }
    return render(request, "mentoring/my_pair.html", page)


@own_pair
def my_contact(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = OwnContactForm(request.POST or None)
    return _entry(request, pair, form, partial(actions.log_contact, pair), (_("Catat kontak"), _("Kontak dicatat.")))


@own_pair
def my_goal(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = GoalForm(request.POST or None)
    return _entry(
        request, pair, form, partial(training.set_goal, pair.enrolment), (_("Tambah tujuan"), _("Tujuan ditambahkan."))
    )


@own_pair
def my_void(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = VoidForm(pair, request.POST or None)
    return _entry(
        request,
        pair,
        form,
        actions.void_contact,
        (_("Coret catatan"), _("Catatan dicoret; tetap terbaca, tidak dihitung lagi.")),
    )


@own_pair
def my_goal_result(request: DeskRequest, pair: Mentorship, goal: int) -> HttpResponse:
    found = get_object_or_404(pair.enrolment.goals.select_related("enrolment__stage__programme__organisation"), pk=goal)
    form = SettleGoalForm(request.POST or None)
    act = partial(training.settle_goal, found)
    return _entry(request, pair, form, act, (_("Hasil tujuan"), _("Hasil tujuan dicatat.")), lead=found.text)


@own_pair
def my_follow_up(request: DeskRequest, pair: Mentorship, follow_up: int) -> HttpResponse:
    found = get_object_or_404(follow_ups_of(pair.enrolment), pk=follow_up)
    form = SettleFollowUpForm(request.POST or None)
    act = partial(actions.settle_follow_up, found)
    return _entry(
        request, pair, form, act, (_("Selesaikan tindak lanjut"), _("Tindak lanjut selesai.")), lead=found.detail
    )


def _entry(
    request: DeskRequest,
    pair: Mentorship,
    form: ActForm,
    act: Callable[..., object],
    words: Words,
    lead: str = "",
) -> HttpResponse:
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, str(words[1]))
        return redirect("my_pair", pair.pk)
    page = {"pair": pair, "form": form, "title": words[0], "lead": lead}
    return render(request, "mentoring/my_entry.html", page, status=422 if form.errors else 200)
