"""Which of a call's own questions one person was to answer: the same for form, desk, list and one's own copy."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from sanggar.applications.models.questions import Question, QuestionKind, Value
from sanggar.planning.models import Track


class SaidBesides(Protocol):
    """The usual answers on which a question may depend, of an application or as they were typed."""

    @property
    def category(self) -> str: ...
    @property
    def track(self) -> Track: ...


def asked_of(questions: Iterable[Question], given: Mapping[int, Value], said_besides: SaidBesides) -> list[Question]:
    """Those whose answer is shown: all but one that was not to be answered, and so says nothing where it is empty."""
    asked = list(questions)
    fixed = {"category": said_besides.category, "track": said_besides.track.code}
    said: dict[str, tuple[Question | None, Value]] = {key: (None, value) for key, value in fixed.items()}
    said |= {question.key: (question, given.get(question.pk, "")) for question in asked}
    return [question for question in asked if given.get(question.pk) or is_asked(question, said)]


def is_asked(question: Question, said: Mapping[str, tuple[Question | None, Value]]) -> bool:
    if not question.if_key:
        return True
    earlier, value = said.get(question.if_key, (None, ""))
    return bool(value) and says(earlier, value, question.if_value)


def says(question: Question | None, value: Value, wanted: str) -> bool:
    """Whether an answer is `wanted` (a choice, number or day) or contains it (several choices, words)."""
    if isinstance(value, list):
        return wanted in value
    if question is not None and question.kind in (QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.LINK):
        return wanted.casefold() in value.casefold()
    return value == wanted
