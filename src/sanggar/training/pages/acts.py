"""What an officer does with one participant: move to another cohort, give a new badge.

Ending a participation calls up a reserve and so stands in `faces`, at the address named desk:leave_programme.
"""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment
from sanggar.training.pages.forms import MoveForm, cohorts_open_to
from sanggar.training.queries import enrolments_of
from sanggar.training.rules import may_run_training


@programme_page(may_run_training)
def move(request: DeskRequest, programme: Programme, enrolment: int) -> HttpResponse:
    found = get_object_or_404(enrolments_of(programme), pk=enrolment)
    form = MoveForm(request.POST or None, enrolment=found)
    if form.is_valid() and form.carry_out(partial(actions.move_cohort, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Peserta dipindahkan ke %(cohort)s.") % {"cohort": found.cohort.name})
        return _to(programme, found)
    page = {"programme": programme, "enrolment": found, "form": form, "has_room": cohorts_open_to(found).exists()}
    return render(request, "training/move.html", page, status=422 if form.errors else 200)


@programme_page(may_run_training)
def renew_badge(request: DeskRequest, programme: Programme, enrolment: int) -> HttpResponse:
    found = get_object_or_404(enrolments_of(programme), pk=enrolment)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.renew_badge, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Kartu baru dibuat; kartu yang lama tidak berlaku lagi."))
        return _to(programme, found)
    page = {"programme": programme, "enrolment": found, "form": form}
    return render(request, "training/renew_badge.html", page, status=422 if form.errors else 200)


def _to(programme: Programme, enrolment: Enrolment) -> HttpResponse:
    return redirect("training:participant", programme.organisation.slug, programme.slug, enrolment.pk)
