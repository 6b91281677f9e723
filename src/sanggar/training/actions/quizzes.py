"""Writes: the bank of questions."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.planning.models import Programme
from sanggar.training.example import QUESTIONS
from sanggar.training.models import Occasion, QuizChoice, QuizQuestion, QuizSitting, QuizUse
from sanggar.training.refusals import ChoicesTooFew, QuestionsInUse, RightChoiceMissing

LEAST_CHOICES = 2


@transaction.atomic
def start_questions(programme: Programme, *, by: Actor, at: datetime) -> None:
    """Begin with the questions that come with the system; nothing when there are some already."""
    hold_bank(programme)
    if not programme.quiz_questions.exists():
        for number, each in enumerate(QUESTIONS):
            turned = number % len(each.choices)  # so that the right one is not always the first
            choices = each.choices[turned:] + each.choices[:turned]
            right = choices.index(each.choices[0])
            write_question(programme, text=each.text, choices=choices, right=right, by=by, at=at)


@transaction.atomic
def write_question(
    programme: Programme,
    *,
    text: str,
    choices: Sequence[str],
    right: int,
    by: Actor,
    at: datetime,
    use: str = QuizUse.BOTH,
    question: QuizQuestion | None = None,
) -> QuizQuestion:
    """Add a question, or write `question` anew. `right` is the place of the right choice among `choices`."""
    hold_bank(programme)
    _require_unused(programme, use, question.use if question else use)
    if len(choices) < LEAST_CHOICES or len(set(choices)) < len(choices):
        raise ChoicesTooFew(field="choice_1")
    if not 0 <= right < len(choices):
        raise RightChoiceMissing(field="right")
    if question is None:
        last = programme.quiz_questions.order_by("ordinal").last()
        question = QuizQuestion(programme=programme, ordinal=last.ordinal + 1 if last else 1)
    else:
        question.choices.all().delete()
    question.text, question.use = text, use
    question.save()
    QuizChoice.objects.bulk_create(
        QuizChoice(question=question, ordinal=n + 1, text=choice, is_right=n == right)
        for n, choice in enumerate(choices)
    )
    details = {"question": question.ordinal, "use": use, "choices": len(choices)}
    record("training.write_question", question, by=by, at=at, place=programme.place, details=details)
    return question


@transaction.atomic
def remove_question(question: QuizQuestion, *, by: Actor, at: datetime) -> None:
    programme = question.programme
    hold_bank(programme)
    _require_unused(programme, question.use)
    details = {"question": question.ordinal}
    record("training.remove_question", question, by=by, at=at, place=programme.place, details=details)
    question.choices.all().delete()
    QuizQuestion.objects.filter(pk=question.pk).delete()


def hold_bank(programme: Programme) -> None:
    """Who writes questions and who begins a test take turns, so that nobody is asked a changing set."""
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)


def _require_unused(programme: Programme, *uses: str) -> None:
    begun = QuizSitting.objects.filter(enrolment__stage__programme=programme).values_list("occasion", flat=True)
    for occasion in sorted(set(begun.distinct())):
        if any(use in (QuizUse.BOTH, occasion) for use in uses):
            raise QuestionsInUse(occasion=str(Occasion(occasion).label).lower())
