"""What the editor of a call shows of its parts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.applications.models import Call, Question
from sanggar.applications.question_queries import questions_of
from sanggar.applications.questions import condition_told


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """`change` and the others are addresses, "" where there is nothing to do."""

    label: str
    note: str
    change: str
    retire: str
    up: str
    down: str


def question_rows(call: Call) -> list[QuestionRow]:
    asked = questions_of(call)
    return [_row(call, question, asked) for question in asked]


def _row(call: Call, question: Question, asked: list[Question]) -> QuestionRow:
    place = (call.programme.organisation.slug, call.programme.slug, call.slug, question.key)
    needed = _("Wajib.") if question.is_required else _("Boleh kosong.")
    note = " ".join(filter(None, (f"{question.get_kind_display()}.", needed, condition_told(question, asked))))
    return QuestionRow(
        label=question.shown,
        note=note,
        change=reverse("applications:change_question", args=place),
        retire=reverse("applications:retire_question", args=place),
        up="" if question == asked[0] else reverse("applications:move_question", args=(*place, "naik")),
        down="" if question == asked[-1] else reverse("applications:move_question", args=(*place, "turun")),
    )
