"""What a participant is asked to make, what they handed in, and what was found of it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock, files
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest
from sanggar.training import actions
from sanggar.training.access import as_participant, own_enrolment_page
from sanggar.training.models import Enrolment
from sanggar.training.pages.own import presenters
from sanggar.training.pages.own.forms import HandInForm
from sanggar.training.progress_charts import progress_page
from sanggar.training.queries import (
    ChecklistItem,
    Task,
    assignments_for,
    checklist_of,
    is_begun,
    is_over,
    progress_of,
    rounds_of,
    tasks_of,
)


@own_enrolment_page
def works(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    page = {"enrolment": enrolment, "tasks": [presenters.task_line(task) for task in tasks_of(enrolment)]}
    return render(request, "training/own/works.html", page)


@own_enrolment_page
def work(request: DeskRequest, enrolment: Enrolment, assignment: int) -> HttpResponse:
    """The brief, the rubric, every round; while it is the participant's turn, the form for the next one; and while
    nobody has begun to look at what waits, the same form to put it right.
    """
    found = get_object_or_404(assignments_for(enrolment), pk=assignment)
    rounds = list(rounds_of(enrolment, found))
    waiting = next((each for each in rounds if each.is_waiting), None)
    form = HandInForm(found, _items(enrolment), request.POST or None, request.FILES or None)
    act = partial(actions.replace_submission, waiting) if waiting else partial(actions.hand_in, found, enrolment)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        told = _("Kiriman Anda diganti.") if waiting else _("Karya terkirim. Tanggapannya muncul di halaman ini.")
        messages.success(request, told)
        return redirect("my_work", enrolment.pk, found.pk)
    task = Task(found, rounds[0] if rounds else None)
    is_ended = not enrolment.is_seated or is_over(enrolment.stage.programme, clock.now())
    page = {
        "enrolment": enrolment,
        "assignment": found,
        "form": form,
        "task": presenters.task_line(task),
        "may_hand_in": task.is_mine_to_do and not is_ended,
        "replaces": waiting if waiting and not is_ended and not is_begun(waiting) else None,
        "take_back": ConfirmForm(auto_id=False),
        "is_ended": is_ended,
        "is_late": clock.now() > found.due_at,
        "rounds": [presenters.round_card(each) for each in rounds],
        "criteria": found.criteria.prefetch_related("levels"),
    }
    return render(request, "training/own/work.html", page, status=422 if form.errors else 200)


def _items(enrolment: Enrolment) -> list[ChecklistItem]:
    return checklist_of(enrolment.stage.programme, enrolment)


@require_POST
@own_enrolment_page
def withdraw(request: DeskRequest, enrolment: Enrolment, submission: int) -> HttpResponse:
    """What waits is taken back; it stays in the history."""
    found = get_object_or_404(enrolment.submissions.select_related("assignment", "enrolment"), pk=submission)
    form = ConfirmForm(request.POST)
    act = partial(actions.withdraw_submission, found)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        messages.success(request, _("Kiriman Anda ditarik. Anda dapat mengirim yang lain."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("my_work", enrolment.pk, found.assignment_id)


@own_enrolment_page
def work_file(request: DeskRequest, enrolment: Enrolment, submission: int) -> HttpResponseBase:
    rows = enrolment.submissions.filter(file__isnull=False).select_related("file")
    found = get_object_or_404(rows, pk=submission)
    assert found.file is not None  # filtered above
    return files.response(found.file)


@own_enrolment_page
def progress(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    page = {
        "enrolment": enrolment,
        "goals": enrolment.goals.prefetch_related("milestones"),
        **progress_page(progress_of(enrolment)),
    }
    return render(request, "training/own/progress.html", page)
