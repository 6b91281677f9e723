"""Reads: how a test came out, for the group and question by question; never one person against another."""

from collections import defaultdict
from dataclasses import dataclass

from sanggar.cores.items import ItemStatistics, Reliability, item_statistics, reliability
from sanggar.foundation.percents import percent_of
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment, Occasion, QuizAnswer, QuizQuestion, QuizSitting
from sanggar.training.queries.baselines import questions_for


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question with its figures; `chosen` counts each choice, in the order of the choices."""

    question: QuizQuestion
    figures: ItemStatistics
    chosen: tuple[tuple[str, bool, int], ...]


@dataclass(frozen=True, slots=True)
class QuizResult:
    """Of all finished sittings of one occasion. `mean` is the average share right in percent."""

    people: int
    mean: int | None
    reliability: Reliability
    questions: tuple[QuestionResult, ...]


def quiz_result(programme: Programme, occasion: str) -> QuizResult:
    questions = list(questions_for(programme, occasion))
    given: dict[int, dict[int, tuple[int, bool]]] = defaultdict(dict)
    done = QuizAnswer.objects.filter(
        sitting__enrolment__stage__programme=programme,
        sitting__occasion=occasion,
        sitting__finished_at__isnull=False,
    ).order_by("sitting")
    for sitting, question, choice, right in done.values_list("sitting", "question", "choice", "choice__is_right"):
        given[sitting][question] = (choice, right)
    table = [[answers[each.pk][1] for each in questions] for answers in given.values()]
    figures = item_statistics(table) if table else tuple(ItemStatistics(None, None) for _ in questions)
    results = tuple(
        QuestionResult(question, figure, _chosen(question, [answers[question.pk][0] for answers in given.values()]))
        for question, figure in zip(questions, figures, strict=True)
    )
    rights = [sum(row) for row in table]
    mean = percent_of(sum(rights), len(rights) * len(questions))
    return QuizResult(len(table), mean, reliability(table), results)


def sitting_of(enrolment: Enrolment, occasion: str) -> QuizSitting | None:
    return enrolment.quiz_sittings.filter(occasion=occasion).first()


def has_taken_post_quiz(enrolment: Enrolment) -> bool:
    return enrolment.quiz_sittings.filter(occasion=Occasion.POST, finished_at__isnull=False).exists()


def _chosen(question: QuizQuestion, choices: list[int]) -> tuple[tuple[str, bool, int], ...]:
    return tuple((choice.text, choice.is_right, choices.count(choice.pk)) for choice in question.choices.all())
