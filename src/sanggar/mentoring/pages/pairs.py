"""Desk: the pairs of a programme, one pair, and its change or end."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.foundation.ui.picker import asked_for
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentorship, Outcome
from sanggar.mentoring.pages.disputes import disputes_for
from sanggar.mentoring.pages.ending_forms import CloseForm
from sanggar.mentoring.pages.entry_forms import PauseForm
from sanggar.mentoring.pages.forms import HandOverForm, InsteadForm, ShortReasonForm
from sanggar.mentoring.pages.kept_apart import kept_apart
from sanggar.mentoring.pages.listings import pairs_listing
from sanggar.mentoring.pages.milestones import goal_rows, pages_at_desk
from sanggar.mentoring.pages.own_presenters import slot_words
from sanggar.mentoring.pages.presenters import pair_facts, state_words, story_of
from sanggar.mentoring.pages.stories import closing_words, handed_over, lost_talk
from sanggar.mentoring.queries import (
    can_be_assigned,
    coming_talk,
    complaints_of,
    contacts_to_answer,
    follow_ups_at_desk,
    keeps_apart,
    overdue_mentorships,
    pair_counts,
    pairs_of,
    requests_of,
    rhythm_of,
    unassigned_enrolments,
    unlogged_talks,
)
from sanggar.mentoring.queries.pairs import AGAIN
from sanggar.mentoring.rules import may_arrange_mentoring, may_hear_complaints
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page()
def pairs(request: DeskRequest, programme: Programme) -> HttpResponse:
    at = clock.now()
    listing = pairs_listing(request, programme, at)
    if file := listing.file():
        return file
    hears, arranges = may_hear_complaints(request.user, programme), may_arrange_mentoring(request.user, programme)
    page = {
        "programme": programme,
        "listing": listing,
        "counts": pair_counts(programme),
        "overdue": overdue_mentorships(programme, at).count(),
        "follow_ups": follow_ups_at_desk(programme, request.user).filter(settled_at=None).count(),
        "unassigned": unassigned_enrolments(programme).count(),
        "arranges": arranges,
        "hears": hears,
        "complaints": complaints_of(programme, request.user).filter(answered_at=None).count() if hears else 0,
        "requests": requests_of(programme, request.user).filter(answered_at=None).count() if arranges else 0,
    }
    return render(request, "mentoring/pairs.html", page)


@programme_page()
def pair(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    mentorship, at = find_pair(programme, pk), clock.now()
    arranges = may_arrange_mentoring(request.user, programme)
    is_own = mentorship.mentor.account_id == request.user.pk  # who never learns that another was asked for
    has_run = not mentorship.is_open and mentorship.outcome not in AGAIN
    state, tone = state_words(mentorship, rhythm_of(mentorship, at))
    page = {
        "programme": programme,
        "pair": mentorship,
        "state": state,
        "tone": tone,
        "facts": pair_facts(mentorship, at),
        "goals": goal_rows(mentorship.enrolment, pages_at_desk(mentorship) if arranges else None),
        "handed_over": handed_over(mentorship),
        "story": story_of(mentorship, request.user),
        "arranges": arranges,
        "has_entries": mentorship.contacts.filter(voided_at=None).exists(),
        "follow_ups": follow_ups_at_desk(mentorship.enrolment, request.user).filter(settled_at=None),
        "disputes": disputes_for(mentorship.enrolment, request.user),
        "waiting": contacts_to_answer(mentorship.enrolment).filter(mentorship=mentorship),
        "tap": ConfirmForm(auto_id=False),
        "may_reopen": arranges and not is_own,
        "is_kept_apart": not is_own and keeps_apart(mentorship),
        "may_enter": arranges and (mentorship.is_running or (has_run and not is_own)),
        "unlogged": [(talk, slot_words(talk.slot)) for talk in unlogged_talks(mentorship, at)],
        "talk": coming_talk(mentorship, at) if mentorship.is_running else None,
        "asks_change": arranges
        and requests_of(programme, request.user).filter(mentorship=mentorship, answered_at=None).exists(),
        "can_restart": can_be_assigned(mentorship.enrolment),
    }
    return render(request, "mentoring/pair.html", page)


@programme_page(may_arrange_mentoring)
def hand_over(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    mentorship = find_pair(programme, pk)
    asks = InsteadForm if mentorship.is_proposed else HandOverForm
    form = asks(mentorship.enrolment, request.POST or None, asked=asked_for(request))
    act = partial(actions.hand_over, mentorship)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pendamping baru ditetapkan. Riwayat dan tujuan peserta ikut terbawa."))
        return redirect("mentoring:pairs", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "pair": mentorship, "form": form}
    page["lost"] = lost_talk(mentorship)
    page["apart"] = kept_apart(mentorship.enrolment, request.user)
    return render(request, "mentoring/hand_over.html", page, status=422 if form.errors else 200)


@programme_page(may_arrange_mentoring)
def end(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    mentorship = find_pair(programme, pk)
    if mentorship.is_proposed:
        return _withdraw(request, mentorship)
    form = CloseForm(mentorship, request.POST or None)
    act = partial(actions.close_mentorship, mentorship)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pendampingan diakhiri. Riwayatnya tetap tersimpan."))
        return redirect("mentoring:pair", programme.organisation.slug, programme.slug, pk)
    page = {"programme": programme, "pair": mentorship, "form": form}
    page["done"] = closing_words(mentorship, is_own=False)
    return render(request, "mentoring/end.html", page, status=422 if form.errors else 200)


def _withdraw(request: DeskRequest, mentorship: Mentorship) -> HttpResponse:
    """A question that nobody has answered: a reason is enough, for no goal has run yet."""
    programme = mentorship.mentor.programme
    form = ShortReasonForm(request.POST or None)
    act = partial(actions.end_mentorship, mentorship, outcome=Outcome.WITHDRAWN)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pertanyaan ditarik. Pesertanya menunggu pendamping lagi."))
        return redirect("mentoring:pair", programme.organisation.slug, programme.slug, mentorship.pk)
    page = {"programme": programme, "pair": mentorship, "form": form, "title": _("Tarik pertanyaan")}
    return render(request, "mentoring/entry.html", page, status=422 if form.errors else 200)


@programme_page(may_arrange_mentoring)
def pause(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    mentorship = find_pair(programme, pk)
    form = PauseForm(request.POST or None)
    act = partial(actions.pause_mentorship, mentorship)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pendampingan dijeda; iramanya ikut berhenti."))
        return redirect("mentoring:pair", programme.organisation.slug, programme.slug, pk)
    page = {"programme": programme, "pair": mentorship, "form": form, "title": _("Jeda pendampingan")}
    return render(request, "mentoring/entry.html", page, status=422 if form.errors else 200)


@require_POST
@programme_page(may_arrange_mentoring)
def resume(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    form = ConfirmForm(request.POST)
    act = partial(actions.resume_mentorship, find_pair(programme, pk))
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pendampingan dilanjutkan."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("mentoring:pair", programme.organisation.slug, programme.slug, pk)


@programme_page(may_arrange_mentoring)
def reopen(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Let two be paired again; how it was stays in the history."""
    mentorship = find_pair(programme, pk)
    if mentorship.mentor.account_id == request.user.pk:
        raise Http404
    form = ShortReasonForm(request.POST or None)
    act = partial(actions.reopen_pair, mentorship)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Mereka dapat dipasangkan lagi. Riwayatnya tetap tersimpan."))
        return redirect("mentoring:pair", programme.organisation.slug, programme.slug, pk)
    page = {"programme": programme, "pair": mentorship, "form": form, "title": _("Izinkan dipasangkan lagi")}
    return render(request, "mentoring/entry.html", page, status=422 if form.errors else 200)


def find_pair(programme: Programme, pk: int) -> Mentorship:
    return get_object_or_404(pairs_of(programme), pk=pk)
