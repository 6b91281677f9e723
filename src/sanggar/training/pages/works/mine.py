"""An assessor's own pages, for the phone: what waits, one's own marks, then those of the others, then the answer."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock, files
from sanggar.planning.access import DeskRequest
from sanggar.training import actions
from sanggar.training.models import WorkAssessment
from sanggar.training.pages.works import presenters
from sanggar.training.pages.works.forms import AnswerForm, AssessForm
from sanggar.training.queries import assessments_of_account, round_marks

KEEP = "simpan_dulu"
"""The name of the button that keeps the form without giving marks."""


def own_assessment(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view the assessment that is this account's own; any other, or one that was let go, is 404."""

    @wraps(view)
    def opened(request: DeskRequest, assessment: int, **kwargs: Any) -> HttpResponseBase:
        found = assessments_of_account(request.user).filter(pk=assessment).first()
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return opened


def waiting(request: DeskRequest) -> HttpResponse:
    page = {"lines": [presenters.task_line(each) for each in assessments_of_account(request.user)[:200]]}
    return render(request, "training/assess/tasks.html", page)


@own_assessment
def assess(request: DeskRequest, found: WorkAssessment) -> HttpResponse:
    if found.is_done or not found.submission.is_waiting:
        against = actions.against_accepting(found.submission)
        return _finished(request, found, AnswerForm(auto_id="answer_%s", against=against))
    is_draft = KEEP in request.POST
    draft = actions.draft_of(found)
    form = AssessForm(found.submission.assignment, request.POST or None, draft=draft, is_whole=not is_draft)
    act = partial(actions.keep_draft if is_draft else actions.assess_work, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        told = _("Isian sementara tersimpan; belum menjadi nilai.") if is_draft else _("Penilaian Anda tersimpan.")
        messages.success(request, told)
        return redirect("my_assessment", found.pk)
    page = {**presenters.work_page(found.submission), "task": found, "form": form, "keep": KEEP}
    return render(request, "training/assess/assess.html", page, status=422 if form.errors else 200)


@own_assessment
def answer(request: DeskRequest, found: WorkAssessment) -> HttpResponse:
    """Tell the participant how it stands, after one's own marks."""
    if not found.is_done:
        return redirect("my_assessment", found.pk)
    form = AnswerForm(request.POST or None)
    act = partial(actions.decide_submission, found.submission)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Tanggapan terkirim kepada peserta."))
        return redirect("my_assessment", found.pk)
    return _finished(request, found, form)


@own_assessment
def work_file(request: DeskRequest, found: WorkAssessment) -> HttpResponseBase:
    if found.submission.file is None:
        raise Http404
    return files.response(found.submission.file)


def _finished(request: DeskRequest, found: WorkAssessment, form: AnswerForm) -> HttpResponse:
    """One's own marks as they stand; with them, and only now, what the others found."""
    submission = found.submission
    page = {
        **presenters.work_page(submission),
        "task": found,
        "form": form,
        "cards": presenters.assessment_cards(submission, own=found),
        "marks": round_marks(submission),
        "may_answer": found.is_done and submission.is_waiting,
    }
    return render(request, "training/assess/finished.html", page, status=422 if form.errors else 200)
