"""Reads of a call's own questions and of what was answered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sanggar.applications.models import AnswerFile, Application, Call, Question, QuestionKind, Value
from sanggar.applications.models.asked import asked_of
from sanggar.applications.own_questions import named_in


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was read, and its answer; `file` where that is one, None once it was taken away."""

    question: Question
    value: Value
    file: AnswerFile | None = None

    @property
    def told(self) -> str:
        if self.question.kind == QuestionKind.FILE:
            return self.file.file.name if self.file else ""
        return self.question.worded(self.value)


class Chosen(NamedTuple):
    """Which choosing of a file: on which filling in of a form, and which one there; known to one browser alone."""

    form_id: UUID
    chosen_id: UUID


def file_chosen(question: Question, chosen: Chosen) -> AnswerFile | None:
    """What an earlier sending of the same file left here, though its answer was lost on the way back."""
    return AnswerFile.objects.filter(question=question, form_id=chosen.form_id, chosen_id=chosen.chosen_id).first()


def files_on_form(call: Call, form_id: UUID) -> list[AnswerFile]:
    """What was attached last to each question on one filling in of a form, as far as it is not sent yet."""
    kept = AnswerFile.objects.filter(form_id=form_id, question__call=call, file__destroyed_at=None)
    last = {each.question_id: each for each in kept.select_related("file", "question").order_by("pk")}
    return [each for each in last.values() if each.application_id is None]


def questions_of(call: Call) -> list[Question]:
    """Those that are asked now, in their order."""
    return list(call.questions.filter(retired_at=None))


def questions_on(call: Call, names: Collection[str]) -> list[Question]:
    """Those of a form that names its fields so: who opened it before a question was changed answers what they read."""
    asked = questions_of(call)
    others = named_in(names) - {question.pk for question in asked}
    if not others:
        return asked
    read = {question.key: question for question in call.questions.filter(pk__in=others)}
    return [question if question.name in names else read.get(question.key, question) for question in asked]


def answered_questions(application: Application, asked: Iterable[Question] | None = None) -> list[Answered]:
    """In the order of the form; two queries, or none where nothing was asked. `asked`: the questions, where at hand."""
    given = application.own_answers
    if not given:
        return []
    questions = Question.objects.filter(pk__in=given) if asked is None else [q for q in asked if q.pk in given]
    tokens = {str(value) for value in given.values() if value and isinstance(value, str)}
    files: dict[str, AnswerFile] = {}
    found = list(questions)
    if any(question.kind == QuestionKind.FILE and given[question.pk] for question in found):
        rows = AnswerFile.objects.filter(application=application, token__in=tokens, file__destroyed_at=None)
        files = {each.token: each for each in rows.select_related("file")}
    return [Answered(each, given[each.pk], files.get(str(given[each.pk]))) for each in found]


def answers_shown(application: Application) -> list[Answered]:
    """The same without what was not to be answered: it stood on the form because pages work without a script."""
    answered = answered_questions(application)
    given = {each.question.pk: each.value for each in answered}
    asked = {question.pk for question in asked_of((each.question for each in answered), given, application)}
    return [each for each in answered if each.question.pk in asked]
