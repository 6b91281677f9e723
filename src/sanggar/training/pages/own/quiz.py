"""A test, one question a page; the answers can be changed until it is finished."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest
from sanggar.training import actions
from sanggar.training.access import as_participant, own_enrolment_page
from sanggar.training.models import Enrolment, Occasion, QuizQuestion, QuizSitting
from sanggar.training.pages.own.forms import QuestionForm
from sanggar.training.queries import post_quiz_opens_at, questions_for, sitting_of


@own_enrolment_page
def quiz(request: DeskRequest, enrolment: Enrolment, occasion: str) -> HttpResponse:
    """Begin; go on; check and finish; the result: whichever is next."""
    kind = _kind(occasion)
    sitting = sitting_of(enrolment, kind)
    form = ConfirmForm(request.POST or None)
    act = partial(actions.finish_quiz, sitting) if sitting else partial(actions.begin_quiz, enrolment, kind)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        return _onward(request, enrolment, kind)
    questions = list(questions_for(enrolment.stage.programme, kind))
    opens_at = post_quiz_opens_at(enrolment) if kind == Occasion.POST else None
    page = {
        "enrolment": enrolment,
        "form": form,
        "confirm": ConfirmForm(auto_id=False),
        "kind": kind,
        "sitting": sitting,
        "count": len(questions),
        "lines": _lines(sitting, questions) if sitting else [],
        "left": _unanswered(sitting, questions) if sitting else [],
        "opens_at": opens_at,
        "first_missing": kind == Occasion.POST and _lacks_first(enrolment),
        "is_shut": kind == Occasion.POST and (opens_at is None or clock.now() < opens_at),
    }
    return render(request, "training/own/quiz.html", page, status=409 if form.errors else 200)


def _lacks_first(enrolment: Enrolment) -> bool:
    """Whether there is a first test that they have not finished."""
    first = sitting_of(enrolment, Occasion.PRE)
    if first and first.finished_at:
        return False
    return questions_for(enrolment.stage.programme, Occasion.PRE).exists()


@own_enrolment_page
def question(request: DeskRequest, enrolment: Enrolment, occasion: str, number: int) -> HttpResponse:
    kind = _kind(occasion)
    sitting, questions = sitting_of(enrolment, kind), list(questions_for(enrolment.stage.programme, kind))
    if not 1 <= number <= len(questions):
        raise Http404
    if sitting is None or sitting.finished_at:
        return redirect("own_quiz", enrolment.pk, kind)
    found = questions[number - 1]
    chosen = sitting.answers.filter(question=found).values_list("choice", flat=True).first()
    form = QuestionForm(found, request.POST or None, initial={"choice": str(chosen) if chosen else None})
    act = partial(actions.answer_question, sitting)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        return _next(enrolment, sitting, questions)
    page = {"enrolment": enrolment, "form": form, "kind": kind, "number": number, "count": len(questions)}
    return render(request, "training/own/question.html", page, status=422 if form.errors else 200)


def _kind(occasion: str) -> Occasion:
    if occasion not in Occasion.values:
        raise Http404
    return Occasion(occasion)


def _unanswered(sitting: QuizSitting, questions: list[QuizQuestion]) -> list[int]:
    """The places of the questions that wait for an answer."""
    answered = set(sitting.answers.values_list("question", flat=True))
    return [place for place, each in enumerate(questions, start=1) if each.pk not in answered]


def _next(enrolment: Enrolment, sitting: QuizSitting, questions: list[QuizQuestion]) -> HttpResponse:
    left = _unanswered(sitting, questions)
    if left:
        return redirect("own_question", enrolment.pk, sitting.occasion, left[0])
    return redirect("own_quiz", enrolment.pk, sitting.occasion)


def _onward(request: DeskRequest, enrolment: Enrolment, kind: Occasion) -> HttpResponse:
    sitting = sitting_of(enrolment, kind)
    if sitting and not sitting.finished_at:
        return _next(enrolment, sitting, list(questions_for(enrolment.stage.programme, kind)))
    messages.success(request, _("Tes selesai. Terima kasih."))
    return redirect("own_quiz", enrolment.pk, kind)


def _lines(sitting: QuizSitting, questions: list[QuizQuestion]) -> list[tuple[int, QuizQuestion, str]]:
    chosen = {answer.question_id: answer.choice.text for answer in sitting.answers.select_related("choice")}
    return [(place, each, chosen.get(each.pk, "")) for place, each in enumerate(questions, start=1)]
