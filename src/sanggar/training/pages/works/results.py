"""What is said of a test as a whole and of each of its questions."""

from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanggar.cores.items import FEW_ITEMS, FEW_PEOPLE, NO_SPREAD, ItemStatistics, Reliability
from sanggar.foundation.percents import percent_of
from sanggar.training.models import Occasion
from sanggar.training.queries import QuestionResult, QuizResult

HARD, EASY = 0.2, 0.9
LOW = 0.2
ENOUGH = 10  # people, below whom a discrimination says more about chance than about the question
REASONS: dict[str, Promise] = {
    FEW_PEOPLE: gettext_lazy("belum dapat dihitung: perlu paling sedikit dua orang"),
    FEW_ITEMS: gettext_lazy("belum dapat dihitung: perlu paling sedikit dua soal"),
    NO_SPREAD: gettext_lazy("tidak dapat dihitung: semua orang mendapat nilai yang sama"),
}


def result_card(occasion: Occasion, found: QuizResult) -> dict[str, Any]:
    people = ngettext("%(count)d orang selesai", "%(count)d orang selesai", found.people) % {"count": found.people}
    return {
        "title": occasion.label,
        "people": people,
        "has_people": bool(found.people),
        "mean": "" if found.mean is None else f"{found.mean}%",
        "reliability": reliability_words(found.reliability),
        "questions": [
            {
                "question": each.question,
                "difficulty": share_right(each, found.people),
                "discrimination": decimal(each.figures.discrimination),
                "remark": remark(each.figures, found.people),
                "chosen": each.chosen,
            }
            for each in found.questions
        ],
    }


def share_right(each: QuestionResult, people: int) -> str:
    percent = percent_of(sum(count for _choice, is_right, count in each.chosen if is_right), people)
    return "–" if percent is None else f"{percent}%"


def decimal(value: float | None) -> str:
    return "–" if value is None else number_format(round(value, 2) + 0.0, 2).replace("-", "−")


def reliability_words(found: Reliability) -> str:
    return str(REASONS[found.reason]) if found.value is None else decimal(found.value)


def remark(figures: ItemStatistics, people: int) -> str:
    """What to look at, as a hint and no more; nothing for a question that does its work."""
    difficulty = figures.difficulty
    discrimination = figures.discrimination if people >= ENOUGH else None
    if discrimination is not None and discrimination < 0:
        return _("Yang lebih menguasai justru lebih sering keliru: periksa kunci dan kalimatnya.")
    if difficulty is not None and difficulty < HARD:
        return _("Hampir semua keliru.")
    if difficulty is not None and difficulty > EASY:
        return _("Hampir semua benar; tidak membedakan.")
    if discrimination is not None and discrimination < LOW:
        return _("Kurang membedakan.")
    return ""
