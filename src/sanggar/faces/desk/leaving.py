"""A participant leaves or never came; the seat goes to the next reserve. Needs training and selection, hence here."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ReasonForm
from sanggar.journeys import leave_programme
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_run_programme
from sanggar.selection.queries import draw_of, reserves_left
from sanggar.training.models import Enrolment, EnrolmentState

WAYS_OUT = (
    (EnrolmentState.NO_SHOW, _("Tidak datang sama sekali")),
    (EnrolmentState.WITHDRAWN, _("Mengundurkan diri")),
    (EnrolmentState.DROPPED, _("Dikeluarkan dari pelatihan")),
)


class LeaveForm(ReasonForm):
    to_state = forms.ChoiceField(label=_("Apa yang terjadi?"), choices=WAYS_OUT, widget=forms.RadioSelect)
    field_order = ["to_state", "reason"]


@programme_page(may_run_programme)
def leave(request: DeskRequest, programme: Programme, enrolment: int) -> HttpResponse:
    """Says beforehand who would be called up; afterwards the record and the offers say the rest."""
    rows = Enrolment.objects.filter(stage__programme=programme).select_related("person", "cohort", "application__call")
    found = get_object_or_404(rows, pk=enrolment)
    form = LeaveForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(leave_programme, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Tercatat. Kursinya ditawarkan kepada cadangan berikutnya bila masih ada."))
        return redirect("training:participant", programme.organisation.slug, programme.slug, found.pk)
    draw = draw_of(found.application.call)
    context = {"programme": programme, "enrolment": found, "form": form, "reserves": reserves_left(draw) if draw else 0}
    return render(request, "desk/leave.html", context, status=422 if form.errors else 200)
