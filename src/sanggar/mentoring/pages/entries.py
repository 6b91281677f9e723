"""Desk: what the office writes down in a pair's stead: contacts, goals, corrections."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.ui.forms import ActForm
from sanggar.mentoring import actions
from sanggar.mentoring.models import Answer, Mentorship
from sanggar.mentoring.pages.entry_forms import (
    AskForm,
    ConcernForm,
    ContactForm,
    GoalForm,
    HeardForm,
    SettleGoalForm,
    VoidForm,
)
from sanggar.mentoring.pages.milestones import milestone_entry, reached_entry
from sanggar.mentoring.pages.pairs import find_pair
from sanggar.mentoring.pages.slots import talk_initial, talk_of
from sanggar.mentoring.queries import contacts_to_answer, has_right
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions as training

Words = tuple[Promise, Promise]
"""The title of a form, and what is said when it is done."""


@programme_page(may_arrange_mentoring)
def log_contact(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    pair = find_pair(programme, pk)
    talk = talk_of(request, pair)
    form = ContactForm(request.POST or None, initial=talk_initial(talk) if talk else None)
    act = partial(actions.log_contact, pair, talk=talk)
    return _entry(request, pair, form, act, (_("Catat kontak"), _("Kontak dicatat.")))


@programme_page(may_arrange_mentoring)
def note_concern(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """What no rule watches for; the mentor reads it too."""
    pair = find_pair(programme, pk)
    act = partial(actions.note_concern, pair.enrolment)
    words = (_("Catat hal untuk ditindaklanjuti"), _("Dicatat. Pendampingnya membaca ini di halamannya."))
    return _entry(request, pair, ConcernForm(request.POST or None), act, words)


@programme_page(may_arrange_mentoring)
def set_goal(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    pair = find_pair(programme, pk)
    form = GoalForm(request.POST or None)
    return _entry(
        request, pair, form, partial(training.set_goal, pair.enrolment), (_("Tambah tujuan"), _("Tujuan ditambahkan."))
    )


@programme_page(may_arrange_mentoring)
def void_contact(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    pair = find_pair(programme, pk)
    form = VoidForm(pair, request.POST or None)
    return _entry(
        request,
        pair,
        form,
        actions.void_contact,
        (_("Coret catatan"), _("Catatan dicoret; tetap terbaca, tidak dihitung lagi.")),
    )


@programme_page(may_arrange_mentoring)
def confirm_contact(request: DeskRequest, programme: Programme, pk: int, contact: int) -> HttpResponse:
    """What a participant without a phone to tap on told the office; never about the officer's own contacts."""
    pair = find_pair(programme, pk)
    if pair.mentor.account_id == request.user.pk:
        raise Http404
    rows = pair.contacts.all() if request.method == "POST" else contacts_to_answer(pair.enrolment)
    found = get_object_or_404(rows, pk=contact, mentorship=pair)
    form = HeardForm(request.POST or None)
    lead = f"{plain_date(found.held_on)}: {found.told}"
    words = (_("Catat jawaban peserta"), _("Kontak dibenarkan."))
    return _entry(request, pair, form, partial(actions.confirm_contact, found), words, lead=lead)


@programme_page(may_arrange_mentoring)
def ask_mentor(request: DeskRequest, programme: Programme, pk: int, contact: int) -> HttpResponse:
    """About a note that the participant disputes, also of a pair that ended; never by who wrote it, nor of a mentor
    whose right has ended, who would not read it.
    """
    pair = find_pair(programme, pk)
    if pair.mentor.account_id == request.user.pk or not has_right(pair):
        raise Http404
    found = get_object_or_404(pair.contacts.filter(answer=Answer.DISPUTED), pk=contact)
    form = AskForm(request.POST or None, initial={"question": found.office_asks})
    lead = f"{plain_date(found.held_on)}: {found.told}"
    words = (_("Tanyakan kepada pendamping"), _("Pertanyaan disampaikan di halaman pendamping."))
    return _entry(request, pair, form, partial(actions.ask_about_contact, found), words, lead=lead)


@programme_page(may_arrange_mentoring)
def settle_goal(request: DeskRequest, programme: Programme, pk: int, goal: int) -> HttpResponse:
    pair = find_pair(programme, pk)
    found = get_object_or_404(pair.enrolment.goals.select_related("enrolment__stage__programme__organisation"), pk=goal)
    form = SettleGoalForm(request.POST or None)
    act = partial(training.settle_goal, found)
    return _entry(request, pair, form, act, (_("Catat hasil tujuan"), _("Hasil tujuan dicatat.")), lead=found.text)


@programme_page(may_arrange_mentoring)
def add_milestone(request: DeskRequest, programme: Programme, pk: int, goal: int) -> HttpResponse:
    pair = find_pair(programme, pk)
    form, act, found = milestone_entry(pair, goal, request.POST or None)
    return _entry(
        request,
        pair,
        form,
        act,
        (pgettext_lazy("tujuan", "Tambah tahap"), pgettext_lazy("tujuan", "Tahap ditambahkan.")),
        lead=found.text,
    )


@programme_page(may_arrange_mentoring)
def reach_milestone(request: DeskRequest, programme: Programme, pk: int, milestone: int) -> HttpResponse:
    pair = find_pair(programme, pk)
    form, act, found = reached_entry(pair, milestone, request.POST or None)
    return _entry(request, pair, form, act, (_("Tandai tercapai"), _("Tahap tercapai.")), lead=found.text)


def _entry(
    request: DeskRequest,
    pair: Mentorship,
    form: ActForm,
    act: Callable[..., object],
    words: Words,
    lead: str = "",
) -> HttpResponse:
    """One form in a pair's notebook, and back to the pair; `lead` says what it is about."""
    programme = pair.mentor.programme
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, str(words[1]))
        return redirect("mentoring:pair", programme.organisation.slug, programme.slug, pair.pk)
    page = {"programme": programme, "pair": pair, "form": form, "title": words[0], "lead": lead}
    return render(request, "mentoring/entry.html", page, status=422 if form.errors else 200)
