"""Desk: what was handed in, and one round with what each assessor found."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock, files
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Submission
from sanggar.training.pages.works import presenters
from sanggar.training.pages.works.forms import AnswerForm, AskAssessorForm
from sanggar.training.pages.works.listings import submission_listing
from sanggar.training.queries import corrected_round, free_assessors, own_mark_missing, submissions_of
from sanggar.training.rules import may_run_training, may_see_training


@programme_page(may_see_training)
def submissions(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = submission_listing(request, programme)
    page = {"programme": programme, "tabs": presenters.tabs(programme, "submissions"), "listing": listing}
    return listing.file() or render(request, "training/works/submissions.html", page)


@programme_page(may_see_training)
def submission(request: DeskRequest, programme: Programme, submission: int) -> HttpResponse:
    return _page(request, programme, _found(programme, submission))


@require_POST
@programme_page(may_run_training)
def ask_assessor(request: DeskRequest, programme: Programme, submission: int) -> HttpResponse:
    found = _found(programme, submission)
    form = AskAssessorForm(found, request.POST)
    if form.is_valid() and form.carry_out(partial(actions.ask_assessor, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Penilai diminta dan diberi tahu."))
        return redirect(presenters.address("submission", programme, found.pk))
    return _page(request, programme, found, ask=form)


@require_POST
@programme_page(may_run_training)
def release_assessor(request: DeskRequest, programme: Programme, submission: int, assessment: int) -> HttpResponse:
    found = _found(programme, submission)
    form = ConfirmForm(request.POST)
    act = partial(actions.release_assessor, get_object_or_404(found.assessments, pk=assessment))
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Penilai dilepaskan. Minta penilai lain bila masih kurang."))
        return redirect(presenters.address("submission", programme, found.pk))
    return _page(request, programme, found, refused=form)


@require_POST
@programme_page(may_run_training)
def answer(request: DeskRequest, programme: Programme, submission: int) -> HttpResponse:
    found = _found(programme, submission)
    form = AnswerForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.decide_submission, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Tanggapan terkirim kepada peserta."))
        return redirect(presenters.address("submission", programme, found.pk))
    return _page(request, programme, found, answer=form)


@programme_page(may_see_training)
def work_file(request: DeskRequest, programme: Programme, submission: int) -> HttpResponseBase:
    found = _found(programme, submission)
    if found.file is None:
        raise Http404
    return files.response(found.file)


def _page(
    request: DeskRequest,
    programme: Programme,
    found: Submission,
    *,
    ask: AskAssessorForm | None = None,
    answer: AnswerForm | None = None,
    refused: ConfirmForm | None = None,
) -> HttpResponse:
    """Who still has to give marks of their own in this assignment sees those of others afterwards."""
    is_hidden = own_mark_missing(request.user, found.assignment)
    mine, fault = corrected_round(found)
    page = {
        "programme": programme,
        **presenters.work_page(found),
        "is_hidden": is_hidden,
        "cards": [] if is_hidden else presenters.assessment_cards(found),
        "marks": mine,
        "raw": presenters.figure(mine.raw),
        "corrected": presenters.figure(mine.corrected),
        "error": presenters.figure(mine.error),
        "apart": presenters.figure(mine.disagreement) if len(mine.values) > 1 else "",
        "fault": fault,
        "few": found.is_waiting and len(mine.values) + mine.pending < found.assignment.assessors,
        "may_run": may_run_training(request.user, programme) and found.is_waiting,
        "has_free": bool(free_assessors(found)),
        "ask": ask or AskAssessorForm(found, auto_id="ask_%s"),
        "refused": refused,
        "confirm": ConfirmForm(auto_id=False),
        "answer": answer or AnswerForm(auto_id="answer_%s", against=actions.against_accepting(found)),
    }
    wrong = any(form.errors for form in (ask, answer, refused) if form)
    return render(request, "training/works/submission.html", page, status=422 if wrong else 200)


def _found(programme: Programme, pk: int) -> Submission:
    found: Submission = get_object_or_404(submissions_of(programme), pk=pk)
    return found
