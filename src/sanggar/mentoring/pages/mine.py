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
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.mentoring import actions
from sanggar.mentoring.models import OPEN, Answer, Mentorship, MentorshipState, Outcome, Talk
from sanggar.mentoring.pages.disputes import own_disputes
from sanggar.mentoring.pages.ending_forms import CloseForm
from sanggar.mentoring.pages.entry_forms import (
    DeclineForm,
    GoalForm,
    OwnContactForm,
    PauseForm,
    SettleFollowUpForm,
    SettleGoalForm,
    VoidForm,
)
from sanggar.mentoring.pages.milestones import goal_rows, milestone_entry, pages_of_mentor, reached_entry
from sanggar.mentoring.pages.own_presenters import slot_words
from sanggar.mentoring.pages.paging import shown_page
from sanggar.mentoring.pages.presenters import (
    own_notes,
    own_rows,
    pair_facts,
    state_words,
    story_of,
)
from sanggar.mentoring.pages.slots import contact_address, own_places, talk_initial, talk_of
from sanggar.mentoring.pages.stories import closing_words, handed_over
from sanggar.mentoring.queries import (
    coming_talk,
    ended_disputes,
    follow_ups_for_mentor,
    mentor_day,
    mentorships_of,
    rhythm_of,
    settled_by_mentors,
    unlogged_talks,
    waiting_contacts,
)
from sanggar.mentoring.rules import accompanied, may_accompany
from sanggar.planning.access import DeskRequest
from sanggar.training import actions as training

Words = tuple[Promise, Promise]
"""The title of a form, and what is said when it is done."""


KNOWN_ENDS = frozenset(Outcome) - {Outcome.WITHDRAWN}
"""Of which the mentor was told."""


def own_pair(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view one of the mentor's own pairs that have not ended."""

    @wraps(view)
    def opened(request: DeskRequest, pk: int, **kwargs: Any) -> HttpResponse:
        pair = get_object_or_404(mentorships_of(request.user), pk=pk)
        if pair.state not in OPEN and pair.outcome in KNOWN_ENDS:
            return _ended(request, pair)
        if not may_accompany(request.user, pair):
            raise Http404
        return view(request, pair, **kwargs)

    return opened


def _ended(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    """Nothing of the participant; only what became of the mentor's own notes, while something is to be told."""
    is_disputed = ended_disputes(request.user).filter(mentorship=pair).exists()
    page = {
        "pair": pair,
        "disputes": own_disputes(pair.enrolment, request.user) if is_disputed else [],
        "waiting": waiting_contacts(request.user).filter(mentorship=pair).count(),
    }
    is_told = (page["disputes"] or page["waiting"]) and request.path == reverse("my_pair", args=[pair.pk])
    return render(request, "mentoring/my_ended.html", page, status=200 if is_told else 404)


def my_pairs(request: DeskRequest) -> HttpResponse:
    running = accompanied(request.user, mentorships_of(request.user))
    past = mentorships_of(request.user).filter(state=MentorshipState.ENDED).order_by("-ended_at")
    people, day = own_rows(running, clock.now()), mentor_day(request.user, clock.now())
    to_log = {talk.mentorship_id: talk for talk in day.to_log}
    for row in people:
        row["contact_url"] = contact_address(row["pair"], to_log.get(row["pair"].pk))
    overdue = sum(row["rhythm"].is_awaited for row in people)
    page = {
        "people": shown_page(request, [row for row in people if row["pair"].is_running], "halaman"),
        "proposed": [row for row in people if row["pair"].is_proposed],
        "accept": ConfirmForm(auto_id=False),
        "overdue": overdue,
        "past": shown_page(request, past, "lalu"),
        "looks_back": "lalu" in request.GET,
        "places": own_places(request),
        "day": day,
    }
    return render(request, "mentoring/my_pairs.html", page)


@own_pair
def my_pair(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    at = clock.now()
    state, tone = state_words(pair, rhythm_of(pair, at))
    talk = coming_talk(pair, at) if pair.is_running else None
    page = {
        "pair": pair,
        "contact_url": contact_address(pair, unlogged_talks(pair, at).last()),
        "person": own_rows([pair], at)[0],
        "state": state,
        "tone": tone,
        "facts": pair_facts(pair, at)[1:],
        "goals": goal_rows(pair.enrolment, pages_of_mentor(pair)),
        "handed_over": handed_over(pair),
        "story": story_of(pair, request.user, for_mentor=True),
        "notes": own_notes(pair),
        "follow_ups": follow_ups_for_mentor(pair.enrolment, request.user),
        "disputes": own_disputes(pair.enrolment, request.user),
        "tap": ConfirmForm(auto_id=False),
        "talk": talk,
        "may_cancel": talk is not None and not talk.has_begun(at),
        "has_entries": pair.contacts.filter(voided_at=None).exclude(answer=Answer.CONFIRMED).exists(),
    }
    return render(request, "mentoring/my_pair.html", page)


@own_pair
def my_contact(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    talk = talk_of(request, pair)
    form = OwnContactForm(request.POST or None, initial=talk_initial(talk) if talk else None)
    act = partial(actions.log_contact, pair, talk=talk)
    return _entry(request, pair, form, act, (_("Catat kontak"), _("Kontak dicatat.")), talk=talk)


@require_POST
@own_pair
def my_accept(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    return _tap(request, pair, partial(actions.accept_mentorship, pair), _("Terima kasih. Pendampingan dimulai."))


@own_pair
def my_decline(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = DeclineForm(request.POST or None)
    act = partial(actions.decline_mentorship, pair)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Terima kasih atas jawabannya. Pengelola mencari pendamping lain."))
        return redirect("my_pairs")
    page = {"pair": pair, "form": form, "title": _("Tidak dapat mendampingi")}
    return render(request, "mentoring/my_entry.html", page, status=422 if form.errors else 200)


@own_pair
def my_pause(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = PauseForm(request.POST or None)
    act = partial(actions.pause_mentorship, pair)
    return _entry(request, pair, form, act, (_("Jeda pendampingan"), _("Pendampingan dijeda; iramanya ikut berhenti.")))


@own_pair
def my_close(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    """The closing talk is noted by the mentor; afterwards the pair is not the mentor's any more."""
    form = CloseForm(pair, request.POST or None)
    act = partial(actions.close_mentorship, pair)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pendampingan ditutup. Terima kasih sudah menemani."))
        return redirect("my_pairs")
    page = {"pair": pair, "form": form, "title": _("Tutup pendampingan"), "lead": closing_words(pair)}
    return render(request, "mentoring/my_entry.html", page, status=422 if form.errors else 200)


@require_POST
@own_pair
def my_resume(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    return _tap(request, pair, partial(actions.resume_mentorship, pair), _("Pendampingan dilanjutkan."))


def _tap(request: DeskRequest, pair: Mentorship, act: Callable[..., object], done: Promise) -> HttpResponse:
    """One button, and back to the pair; a refusal is told there."""
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, str(done))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("my_pair", pair.pk)


@own_pair
def my_goal(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = GoalForm(request.POST or None)
    return _entry(
        request, pair, form, partial(training.set_goal, pair.enrolment), (_("Tambah tujuan"), _("Tujuan ditambahkan."))
    )


@own_pair
def my_void(request: DeskRequest, pair: Mentorship) -> HttpResponse:
    form = VoidForm(pair, request.POST or None, unconfirmed=True)
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
    return _entry(request, pair, form, act, (_("Catat hasil tujuan"), _("Hasil tujuan dicatat.")), lead=found.text)


@own_pair
def my_milestone(request: DeskRequest, pair: Mentorship, goal: int) -> HttpResponse:
    form, act, found = milestone_entry(pair, goal, request.POST or None)
    return _entry(
        request,
        pair,
        form,
        act,
        (pgettext_lazy("tujuan", "Tambah tahap"), pgettext_lazy("tujuan", "Tahap ditambahkan.")),
        lead=found.text,
    )


@own_pair
def my_reached(request: DeskRequest, pair: Mentorship, milestone: int) -> HttpResponse:
    form, act, found = reached_entry(pair, milestone, request.POST or None)
    return _entry(request, pair, form, act, (_("Tandai tercapai"), _("Tahap tercapai.")), lead=found.text)


@own_pair
def my_follow_up(request: DeskRequest, pair: Mentorship, follow_up: int) -> HttpResponse:
    found = get_object_or_404(settled_by_mentors(pair.enrolment), pk=follow_up)
    form = SettleFollowUpForm(request.POST or None)
    act = partial(actions.settle_follow_up, found)
    return _entry(
        request, pair, form, act, (_("Selesaikan tindak lanjut"), _("Tindak lanjut selesai.")), lead=found.words
    )


def _entry(
    request: DeskRequest,
    pair: Mentorship,
    form: ActForm,
    act: Callable[..., object],
    words: Words,
    lead: str = "",
    talk: Talk | None = None,
) -> HttpResponse:
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, str(words[1]))
        return redirect("my_pair", pair.pk)
    page = {"pair": pair, "form": form, "title": words[0], "lead": lead, "talk": talk}
    page["talk_when"] = slot_words(talk.slot) if talk else ""
    return render(request, "mentoring/my_entry.html", page, status=422 if form.errors else 200)
