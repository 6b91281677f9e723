"""Desk: giving mentors to participants who have none, one by one or all by a proposal."""

import uuid
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.picker import asked_for
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentor, Mentorship
from sanggar.mentoring.pages.fixing import (
    ASK_FIRST,
    SHIFTS,
    by_hand,
    changes_by_ticks,
    fixed_of,
    is_half,
    reckoned_anew,
    sent_as_ticked,
    unheeded,
    written,
)
from sanggar.mentoring.pages.forms import NOTE_LETTERS, AssignForm, ProposalForm, RematchForm
from sanggar.mentoring.pages.kept_apart import kept_apart
from sanggar.mentoring.pages.listings import unassigned_listing
from sanggar.mentoring.pages.long_addresses import is_forgotten
from sanggar.mentoring.pages.presenters import proposal_rows
from sanggar.mentoring.pages.reasons import left_moves, left_rows, move_rows, pair_rows
from sanggar.mentoring.queries import Proposal, Rematch, accompanied_before, proposed_pairs, rematch_of
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment
from sanggar.training.queries import enrolments_of


@programme_page()
def unassigned(request: DeskRequest, programme: Programme) -> HttpResponse:
    arranges = may_arrange_mentoring(request.user, programme)
    listing = unassigned_listing(request, programme, arranges=arranges)
    page = {"programme": programme, "listing": listing, "arranges": arranges}
    page["ended"] = accompanied_before(programme).count()
    return listing.file() or render(request, "mentoring/unassigned.html", page)


@programme_page(may_arrange_mentoring)
def assign(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    enrolment = get_object_or_404(enrolments_of(programme), pk=pk)
    form = AssignForm(enrolment, request.POST or None, asked=asked_for(request))
    if form.is_valid() and form.carry_out(partial(_give, enrolment), by=request.actor, at=clock.now()):
        asks = form.cleaned_data["ask_first"]
        messages.success(request, _("Pendamping ditanya.") if asks else _("Pendamping ditetapkan."))
        return redirect("mentoring:pairs", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "enrolment": enrolment, "form": form, "apart": kept_apart(enrolment, request.user)}
    return render(request, "mentoring/assign.html", page, status=422 if form.errors else 200)


def _give(enrolment: Enrolment, *, mentor: Mentor, ask_first: bool, by: Actor, at: datetime) -> Mentorship:
    act = actions.propose_mentor if ask_first else actions.assign_mentor
    return act(enrolment, mentor, by=by, at=at)


@programme_page(may_arrange_mentoring)
def proposal(request: DeskRequest, programme: Programme) -> HttpResponse:
    """Shows who would come to whom and why; what the officer fixes stands in the address. Carries out exactly what was
    shown, or shows anew what has changed since.
    """
    pick_url = reverse("mentoring:pick_for_proposal", args=[programme.organisation.slug, programme.slug])
    if anew := reckoned_anew(request, pick_url):
        return anew
    proposed = proposed_pairs(programme, fixed_of(request))
    start = {"digest": proposed.digest, "fixed": written(proposed.fixed)}
    form = ProposalForm(sent_as_ticked(request))
    is_changed = changes_by_ticks(request, proposed.digest)
    act = partial(actions.assign_proposed, programme)
    if not is_changed and form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _assigned_words(proposed, ask_first=form.cleaned_data["ask_first"]))
        return redirect("mentoring:pairs", programme.organisation.slug, programme.slug)
    asks_first = request.POST.get("ask_first") if form.is_bound else ASK_FIRST in request.GET
    page = {
        "programme": programme,
        "proposal": proposed,
        "rows": proposal_rows(proposed),
        "pairs": pair_rows(proposed, by_hand(request)),
        "left": left_rows(proposed),
        "is_half": is_half(request),
        "is_forgotten": is_forgotten(request),
        "is_changed": is_changed,
        "unheeded": unheeded(request, programme, {enrolment.pk: mentor.pk for enrolment, mentor in proposed.pairs}),
        "ended": accompanied_before(programme).count(),
        "refused": form,
        "form": ProposalForm(initial=start | {"ask_first": bool(asks_first)}),
    }
    return render(request, "mentoring/proposal.html", page, status=409 if is_changed or form.errors else 200)


def _assigned_words(proposed: Proposal, *, ask_first: bool) -> str:
    """Mentors who are asked have nobody yet."""
    count, mentors = len(proposed.pairs), len({mentor for _enrolment, mentor in proposed.pairs})
    if not ask_first:
        told = ngettext("%(count)d peserta mendapat pendamping.", "%(count)d peserta mendapat pendamping.", count)
        return told % {"count": count}
    people = ngettext("%(count)d peserta", "%(count)d peserta", count) % {"count": count}
    asked = ngettext(
        "%(mentors)d pendamping ditanya, tentang %(people)s. Pendampingan dimulai setelah pendampingnya bersedia.",
        "%(mentors)d pendamping ditanya, tentang %(people)s. Pendampingan dimulai setelah pendampingnya bersedia.",
        mentors,
    )
    return asked % {"mentors": mentors, "people": people}


def _rematched_words(found: Rematch) -> str:
    """How many moved, how many stay for want of a place, and that nobody new comes."""
    moved, left, closed = len(found.moves), len(found.left), _("%(name)s tidak lagi menerima peserta baru.")
    told = ngettext("%(count)d peserta dialihkan.", "%(count)d peserta dialihkan.", moved) % {"count": moved}
    parts = [told if moved else _("Tidak seorang pun dialihkan.")]
    if moved:
        parts.append(_("Riwayat dan tujuan ikut terbawa."))
    if left:
        stay = ngettext("%(count)d masih menunggu pengganti.", "%(count)d masih menunggu pengganti.", left)
        parts.append(stay % {"count": left})
    return " ".join([*parts, closed % {"name": found.mentor.account.name}])


@programme_page(may_arrange_mentoring)
def rematch(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """A mentor falls away: who would go where, before anybody does. The note that was typed comes along through every
    reckoning, in the session, until it is carried out.
    """
    mentor = get_object_or_404(programme.mentors.select_related("account", "programme__organisation"), pk=pk)
    pick_url = reverse("mentoring:pick_for_rematch", args=[programme.organisation.slug, programme.slug, pk])
    kept = f"handover-note-{mentor.pk}"
    if anew := reckoned_anew(request, pick_url):
        request.session[kept] = request.POST.get("note", "")[:NOTE_LETTERS]
        return anew
    shifts = request.POST.get("shifts") == "True" if request.method == "POST" else SHIFTS in request.GET
    found = rematch_of(mentor, fixed_of(request), shifts=shifts)
    start = {"digest": found.digest, "fixed": written(found.fixed), "shifts": shifts}
    form = RematchForm(sent_as_ticked(request))
    is_changed = changes_by_ticks(request, found.digest)
    act = partial(actions.rematch, mentor)
    if not is_changed and form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        request.session.pop(kept, None)
        messages.success(request, _rematched_words(found))
        return redirect("mentoring:pairs", programme.organisation.slug, programme.slug)
    again = sent_as_ticked(request, digest=found.digest, fixed=written(found.fixed), once=str(uuid.uuid4()))
    page = {
        "programme": programme,
        "mentor": mentor,
        "found": found,
        "rows": move_rows(found, by_hand(request)),
        "left": left_moves(found),
        "shifts": shifts,
        "is_half": is_half(request),
        "is_forgotten": is_forgotten(request),
        "is_changed": is_changed,
        "unheeded": unheeded(request, programme, {pair.enrolment_id: after.pk for pair, after in found.moves}),
        "form": RematchForm(again, initial=start | {"note": request.session.get(kept, "")}),
        "refused": form,
    }
    return render(request, "mentoring/rematch.html", page, status=409 if is_changed or form.errors else 200)
