"""Desk: what must be looked after, and how it was."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.mentoring import actions
from sanggar.mentoring.pages.disputes import disputes_for
from sanggar.mentoring.pages.entry_forms import SettleFollowUpForm
from sanggar.mentoring.pages.follow_up_listing import follow_ups_listing
from sanggar.mentoring.queries import follow_ups_at_desk, latest_pair
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page()
def follow_ups(request: DeskRequest, programme: Programme) -> HttpResponse:
    arranges = may_arrange_mentoring(request.user, programme)
    listing = follow_ups_listing(request, programme, request.user, arranges=arranges)
    page = {"programme": programme, "listing": listing}
    return listing.file() or render(request, "mentoring/follow_ups.html", page)


@programme_page(may_arrange_mentoring)
def settle(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = get_object_or_404(follow_ups_at_desk(programme, request.user), pk=pk)
    form = SettleFollowUpForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.settle_follow_up, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Tindak lanjut selesai."))
        return redirect("mentoring:follow_ups", programme.organisation.slug, programme.slug)
    disputes = disputes_for(found.enrolment, request.user)
    page = {
        "programme": programme,
        "follow_up": found,
        "disputes": disputes,
        "form": form,
        "arranges": True,
        "pair": latest_pair(found.enrolment),
        "tap": ConfirmForm(auto_id=False),
    }
    return render(request, "mentoring/settle_follow_up.html", page, status=422 if form.errors else 200)
