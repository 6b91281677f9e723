"""Desk: what a programme measures its participants' progress by: skills, questions; and how the tests came out."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock, files
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment, Occasion, QuizQuestion, Skill, WorkSample
from sanggar.training.pages.own.presenters import work_link, work_words
from sanggar.training.pages.works import presenters, results
from sanggar.training.pages.works.forms import QuizQuestionForm, SkillForm
from sanggar.training.pages.works.listings import baseline_listing
from sanggar.training.progress_charts import progress_page
from sanggar.training.queries import enrolments_of, progress_of, quiz_result, skills_of
from sanggar.training.rules import may_run_training, may_see_training


# --- baselines and progress -------------------------------------------------------------------------------------------
@programme_page(may_see_training)
def baselines(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = baseline_listing(request, programme)
    page = {"programme": programme, "tabs": presenters.tabs(programme, "baselines"), "listing": listing}
    return listing.file() or render(request, "training/works/baselines.html", page)


@programme_page(may_see_training)
def progress(request: DeskRequest, programme: Programme, enrolment: int) -> HttpResponse:
    found: Enrolment = get_object_or_404(enrolments_of(programme), pk=enrolment)
    sample = WorkSample.objects.filter(enrolment=found).select_related("file").first()
    page = {
        "programme": programme,
        "enrolment": found,
        "goals": found.goals.all(),
        "sample": sample,
        "sample_link": work_link(sample) if sample else "",
        "sample_work": work_words(sample) if sample else "",
        **progress_page(progress_of(found)),
    }
    return render(request, "training/works/progress.html", page)


@programme_page(may_see_training)
def sample_file(request: DeskRequest, programme: Programme, enrolment: int) -> HttpResponseBase:
    rows = WorkSample.objects.filter(enrolment__stage__programme=programme, file__isnull=False).select_related("file")
    found = get_object_or_404(rows, enrolment=enrolment)
    assert found.file is not None  # filtered above
    return files.response(found.file)


# --- skills -----------------------------------------------------------------------------------------------------------
@programme_page(may_see_training)
def skills(request: DeskRequest, programme: Programme) -> HttpResponse:
    return _skills(request, programme)


def _skills(request: DeskRequest, programme: Programme, refused: ActForm | None = None) -> HttpResponse:
    page = {
        "programme": programme,
        "tabs": presenters.tabs(programme, "skills"),
        "skills": skills_of(programme),
        "may_run": may_run_training(request.user, programme),
        "refused": refused,
        "confirm": ConfirmForm(auto_id=False),
    }
    return render(request, "training/works/skills.html", page, status=409 if refused else 200)


@require_POST
@programme_page(may_run_training)
def start_skills(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.start_skills, programme), by=request.actor, at=clock.now()):
        return redirect(presenters.address("skills", programme))
    return _skills(request, programme, form)


@programme_page(may_run_training)
def add_skill(request: DeskRequest, programme: Programme) -> HttpResponse:
    return _write_skill(request, programme, None)


@programme_page(may_run_training)
def change_skill(request: DeskRequest, programme: Programme, ordinal: int) -> HttpResponse:
    return _write_skill(request, programme, get_object_or_404(skills_of(programme), ordinal=ordinal))


def _write_skill(request: DeskRequest, programme: Programme, found: Skill | None) -> HttpResponse:
    form = SkillForm(request.POST or None, standing=found)
    act = partial(actions.write_skill, programme, skill=found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Keterampilan disimpan."))
        return redirect(presenters.address("skills", programme))
    title = found.name if found else _("Keterampilan baru")
    return _form(request, programme, form, title, (_("Keterampilan"), "skills"))


@require_POST
@programme_page(may_run_training)
def remove_skill(request: DeskRequest, programme: Programme, ordinal: int) -> HttpResponse:
    found = get_object_or_404(skills_of(programme).select_related("programme__organisation"), ordinal=ordinal)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.remove_skill, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Keterampilan dihapus."))
        return redirect(presenters.address("skills", programme))
    return _skills(request, programme, form)


# --- questions --------------------------------------------------------------------------------------------------------
@programme_page(may_see_training)
def questions(request: DeskRequest, programme: Programme) -> HttpResponse:
    return _questions(request, programme)


def _questions(request: DeskRequest, programme: Programme, refused: ActForm | None = None) -> HttpResponse:
    page = {
        "programme": programme,
        "tabs": presenters.tabs(programme, "questions"),
        "questions": programme.quiz_questions.prefetch_related("choices"),
        "may_run": may_run_training(request.user, programme),
        "refused": refused,
        "confirm": ConfirmForm(auto_id=False),
    }
    return render(request, "training/works/questions.html", page, status=409 if refused else 200)


@require_POST
@programme_page(may_run_training)
def start_questions(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = ConfirmForm(request.POST)
    act = partial(actions.start_questions, programme)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        return redirect(presenters.address("questions", programme))
    return _questions(request, programme, form)


@programme_page(may_run_training)
def add_question(request: DeskRequest, programme: Programme) -> HttpResponse:
    return _write_question(request, programme, None)


@programme_page(may_run_training)
def change_question(request: DeskRequest, programme: Programme, ordinal: int) -> HttpResponse:
    return _write_question(request, programme, _question(programme, ordinal))


def _write_question(request: DeskRequest, programme: Programme, found: QuizQuestion | None) -> HttpResponse:
    form = QuizQuestionForm(request.POST or None, question=found)
    act = partial(actions.write_question, programme, question=found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Soal disimpan."))
        return redirect(presenters.address("questions", programme))
    title = _("Soal %(number)s") % {"number": found.ordinal} if found else _("Soal baru")
    return _form(request, programme, form, title, (_("Bank soal"), "questions"))


@require_POST
@programme_page(may_run_training)
def remove_question(request: DeskRequest, programme: Programme, ordinal: int) -> HttpResponse:
    found = _question(programme, ordinal)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.remove_question, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Soal dihapus."))
        return redirect(presenters.address("questions", programme))
    return _questions(request, programme, form)


@programme_page(may_see_training)
def quiz_results(request: DeskRequest, programme: Programme) -> HttpResponse:
    page = {
        "programme": programme,
        "tabs": presenters.tabs(programme, "quiz_results"),
        "results": [results.result_card(each, quiz_result(programme, each)) for each in Occasion],
    }
    return render(request, "training/works/quiz_results.html", page)


def _question(programme: Programme, ordinal: int) -> QuizQuestion:
    rows = programme.quiz_questions.select_related("programme__organisation").prefetch_related("choices")
    found: QuizQuestion = get_object_or_404(rows, ordinal=ordinal)
    return found


def _form(request: DeskRequest, programme: Programme, form: ActForm, title: str, room: tuple[str, str]) -> HttpResponse:
    """A form of one of this page's lists; `room` is that list's name and address."""
    back = presenters.address(room[1], programme)
    page = {"programme": programme, "form": form, "title": title, "room": room[0], "room_url": back, "cancel": back}
    return render(request, "training/works/form.html", page, status=422 if form.errors else 200)
