"""Desk: giving mentors to participants who have none, one by one or all by a proposal."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock
from sanggar.mentoring import actions
from sanggar.mentoring.pages.forms import AssignForm, ProposalForm
from sanggar.mentoring.pages.listings import unassigned_listing
from sanggar.mentoring.pages.presenters import proposal_rows
from sanggar.mentoring.queries import proposed_pairs
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training.queries import enrolments_of


@programme_page()
def unassigned(request: DeskRequest, programme: Programme) -> HttpResponse:
    arranges = may_arrange_mentoring(request.user, programme)
    listing = unassigned_listing(request, programme, arranges=arranges)
    page = {"programme": programme, "listing": listing, "arranges": arranges}
    return listing.file() or render(request, "mentoring/unassigned.html", page)


@programme_page(may_arrange_mentoring)
def assign(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    enrolment = get_object_or_404(enrolments_of(programme), pk=pk)
    form = AssignForm(enrolment, request.POST or None)
    act = partial(actions.assign_mentor, enrolment)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pendamping ditetapkan."))
        return redirect("mentoring:pairs", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "enrolment": enrolment, "form": form}
    return render(request, "mentoring/assign.html", page, status=422 if form.errors else 200)


@programme_page(may_arrange_mentoring)
def proposal(request: DeskRequest, programme: Programme) -> HttpResponse:
    """Shows who would come to whom; carries out exactly what was shown, or shows anew what has changed since."""
    proposed = proposed_pairs(programme)
    form = ProposalForm(request.POST or None, initial={"digest": proposed.digest})
    act = partial(actions.assign_proposed, programme)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        count = len(proposed.pairs)
        told = ngettext("%(count)d peserta mendapat pendamping.", "%(count)d peserta mendapat pendamping.", count)
        messages.success(request, told % {"count": count})
        return redirect("mentoring:pairs", programme.organisation.slug, programme.slug)
    fresh = ProposalForm(initial={"digest": proposed.digest})
    page = {
        "programme": programme,
        "proposal": proposed,
        "rows": proposal_rows(proposed),
        "refused": form,
        "form": fresh,
    }
    return render(request, "mentoring/proposal.html", page, status=409 if form.errors else 200)
