"""Where a participant starts from, one group of questions a page; what was sent is kept, whatever comes between."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock, files
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest
from sanggar.training import actions
from sanggar.training.access import as_participant, own_enrolment_page
from sanggar.training.models import Enrolment, GoalResult, WorkSample
from sanggar.training.pages.own import presenters
from sanggar.training.pages.own.forms import GoalForm, SampleForm
from sanggar.training.queries import baseline_of, first_meeting_at


@own_enrolment_page
def overview(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    found, begins = baseline_of(enrolment), first_meeting_at(enrolment)
    page = {
        "enrolment": enrolment,
        "baseline": found,
        "lines": presenters.baseline_lines(enrolment, found),
        "following": presenters.part_link(enrolment, found.following) if found.following else "",
        "begins_at": begins,
        "is_late": begins is not None and begins < clock.now(),
        "has_begun": any(part.is_done for part in found.parts),
    }
    return render(request, "training/own/baseline.html", page)


@own_enrolment_page
def sample(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    form = SampleForm(request.POST or None, request.FILES or None)
    act = partial(actions.show_sample, enrolment)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        messages.success(request, _("Contoh karya tersimpan."))
        return redirect("own_baseline", enrolment.pk)
    found = WorkSample.objects.filter(enrolment=enrolment).select_related("file").first()
    begins = first_meeting_at(enrolment)
    page = {
        "enrolment": enrolment,
        "form": form,
        "sample": found,
        "link": presenters.work_link(found) if found else "",
        "work": presenters.work_words(found) if found else "",
        "may_write": enrolment.is_seated and (found is None or begins is None or clock.now() < begins),
    }
    return render(request, "training/own/sample.html", page, status=422 if form.errors else 200)


@own_enrolment_page
def sample_file(request: DeskRequest, enrolment: Enrolment) -> HttpResponseBase:
    found = WorkSample.objects.filter(enrolment=enrolment, file__isnull=False).select_related("file").first()
    if found is None or found.file is None:
        raise Http404
    return files.response(found.file)


@own_enrolment_page
def goals(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    form = GoalForm(request.POST or None)
    act = partial(actions.set_goal, enrolment)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        messages.success(request, _("Tujuan tersimpan."))
        return redirect("own_goals", enrolment.pk)
    page = {"enrolment": enrolment, "form": form, "goals": enrolment.goals.prefetch_related("milestones")}
    return render(request, "training/own/goals.html", page, status=422 if form.errors else 200)


@own_enrolment_page
def change_goal(request: DeskRequest, enrolment: Enrolment, goal: int) -> HttpResponse:
    found = get_object_or_404(enrolment.goals, pk=goal, settled_at=None)
    form = GoalForm(request.POST or None, initial={"text": found.text, "due_on": found.due_on})
    act = partial(actions.change_goal, found)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        messages.success(request, _("Tujuan diubah."))
        return redirect("own_goals", enrolment.pk)
    page = {"enrolment": enrolment, "form": form, "goal": found, "drop": ConfirmForm(auto_id=False)}
    return render(request, "training/own/goal.html", page, status=422 if form.errors else 200)


@require_POST
@own_enrolment_page
def drop_goal(request: DeskRequest, enrolment: Enrolment, goal: int) -> HttpResponse:
    """It stays on record as one that is not pursued any more."""
    found = get_object_or_404(enrolment.goals, pk=goal)
    act = partial(actions.settle_goal, found, result=GoalResult.DROPPED)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        messages.success(request, _("Tujuan ini tidak dikejar lagi."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("own_goals", enrolment.pk)
