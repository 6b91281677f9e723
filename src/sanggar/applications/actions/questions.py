"""Writes on a call's own questions. What was read by anybody is never overwritten: new words are a new version."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NotRequired, TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions.categories import hold_call
from sanggar.applications.actions.counted import CountedStands, require_countable
from sanggar.applications.actions.texts import tell_what_is_asked
from sanggar.applications.models import CHOOSING, TELLING, WRITTEN, Call, Counted, Question, QuestionKind
from sanggar.applications.own_questions import read_value
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError, InputRefused

MOST_QUESTIONS, FEWEST_CHOICES = 30, 2
FIXED = ("category", "track")
"""Usual questions on whose answer one of the call's own may depend."""


class QuestionWords(TypedDict):
    """All that makes a version of a question. `options`: Indonesian and English words of each choice."""

    kind: str
    label: str
    label_en: str
    help_text: str
    help_text_en: str
    is_required: bool
    reviewers_read: bool
    options: Sequence[tuple[str, str]]
    if_key: str
    if_value: str
    compared_as: NotRequired[str]
    counted_as: NotRequired[str]


class NothingToCompare(InputRefused):
    code = "nothing_to_compare"
    message = _("Hanya jawaban pendek atau panjang dapat dibandingkan.")


class ComparedTwice(InputRefused):
    code = "compared_twice"
    message = _("Sudah ada pertanyaan lain untuk pembanding ini.")


class TooFewChoices(InputRefused):
    code = "too_few_choices"
    message = _("Tulis sedikitnya dua pilihan, satu pada setiap baris.")


class ConditionUnknown(InputRefused):
    code = "condition_unknown"
    message = _(
        "Pertanyaan hanya dapat bergantung pada jawaban yang diminta sebelumnya, dan pada pilihan yang ada di sana."
    )


class QuestionNeeded(DomainError):
    code = "question_needed"
    message = _("“%(label)s” bergantung pada pertanyaan ini. Ubah atau hapus itu dahulu.")


class RuleNeedsQuestion(DomainError):
    code = "rule_needs_question"
    message = _("Sebuah syarat bergantung pada pertanyaan ini. Hapus syaratnya dahulu.")


class TooManyQuestions(DomainError):
    code = "too_many_questions"
    message = _("Paling banyak %(most)s pertanyaan sendiri; formulir harus selesai dalam beberapa menit.")


@transaction.atomic
def write_question(
    call: Call, words: QuestionWords, *, by: Actor, at: datetime, question: Question | None = None
) -> Question:
    """Add a question at the end, or put other words in the place of `question`. The same words change nothing;
    what a rule wants to be answered must remain possible, else `RuleNeedsQuestion`.

    Of a draft, which nobody has read, the question itself is changed. Files, links and specific data are never for
    reviewers. The privacy notice names it from then on.
    """
    held = hold_call(call)
    others = list(held.questions.filter(retired_at=None))
    before = next((each for each in others if question and each.key == question.key), None)
    given: dict[str, Any] = {"compared_as": "", "counted_as": "", **words, "options": _options(words, held, before)}
    given["reviewers_read"] = words["reviewers_read"] and _may_be_read(given)
    _require_condition(given, others, before)
    require_countable(held, given, before, others)
    _require_comparable(given, [each for each in others if each != before])
    if before:
        _require_possible(held, given, before)
    if before and before.words == given:
        return before
    if before and held.published_at is None:
        for name, value in given.items():
            setattr(before, name, value)
        before.written_at = at
        before.save()
        written = before
    elif before:
        held.questions.filter(pk=before.pk).update(retired_at=at)
        place = {"key": before.key, "version": _last_version(held, before.key) + 1, "position": before.position}
        written = Question.objects.create(call=held, written_at=at, **place, **given)
    else:
        if len(others) >= MOST_QUESTIONS:
            raise TooManyQuestions(most=MOST_QUESTIONS)
        place = {"key": _new_key(held), "position": max((each.position for each in others), default=0) + 1}
        written = Question.objects.create(call=held, written_at=at, **place, **given)
    _record("write_question", written, by=by, at=at)
    tell_what_is_asked(held, by=by, at=at)
    return written


def _may_be_read(given: Mapping[str, Any]) -> bool:
    """By reviewers, who are not to know whom they read."""
    return given["kind"] not in TELLING and not given["compared_as"] and given["counted_as"] != Counted.SPECIFIC


def _require_comparable(given: Mapping[str, Any], others: Sequence[Question]) -> None:
    if not given["compared_as"]:
        return
    if given["kind"] not in WRITTEN:
        raise NothingToCompare(field="compared_as")
    if any(each.compared_as == given["compared_as"] for each in others):
        raise ComparedTwice(field="compared_as")


@transaction.atomic
def retire_question(question: Question, *, by: Actor, at: datetime) -> None:
    """Ask it no longer. What was answered stays with the applications; a draft's question is gone."""
    held = hold_call(question.call)
    others = held.questions.filter(retired_at=None)
    if needing := others.filter(if_key=question.key).first():
        raise QuestionNeeded(label=needing.label)
    if any(rule.value.get("question") == question.key for rule in held.rule_list):
        raise RuleNeedsQuestion
    if held.published_at and others.filter(pk=question.pk).exclude(counted_as="").exists():
        raise CountedStands
    _record("retire_question", question, by=by, at=at)
    if held.published_at is None:
        others.filter(pk=question.pk).delete()
    else:
        others.filter(pk=question.pk).update(retired_at=at)
    tell_what_is_asked(held, by=by, at=at)


@transaction.atomic
def move_question(question: Question, *, up: bool, by: Actor, at: datetime) -> None:
    """One place up or down; at the end nothing happens. A question stays behind the one on which it depends."""
    held = hold_call(question.call)
    order = list(held.questions.filter(retired_at=None))
    place = next((index for index, each in enumerate(order) if each.pk == question.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(order):
        return
    first, second = order[min(place, other)], order[max(place, other)]
    if second.if_key == first.key:
        raise QuestionNeeded(label=second.label)
    for position, each in ((second.position, first), (first.position, second)):
        held.questions.filter(key=each.key).update(position=position)
    _record("move_question", question, by=by, at=at)


def _options(words: QuestionWords, held: Call, before: Question | None) -> list[list[str]]:
    """Each choice with a key: the one it had, so that an answer still means the same; else one that no version of the
    question ever had.

    It is the same choice where the words stay in Indonesian, or in English; or where it stands on the same line of as
    many as before, and only its words were changed.
    """
    if words["kind"] not in CHOOSING:
        return []
    lines: dict[str, str] = {}
    for label, label_en in words["options"]:
        lines.setdefault(label, label_en)
    if len(lines) < FEWEST_CHOICES:
        raise TooFewChoices(field="options")
    versions = [version.options for version in held.questions.filter(key=before.key)] if before else []
    used = max((int(key[1:]) for options in versions for key, *_labels in options), default=0)
    keys = _keys_kept(list(lines.items()), before.options if before else [])
    for label in lines:
        if label not in keys:
            used += 1
            keys[label] = f"a{used}"
    return [[keys[label], label, label_en] for label, label_en in lines.items()]


def _keys_kept(lines: Sequence[tuple[str, str]], old: Sequence[Sequence[str]]) -> dict[str, str]:
    """The keys of the choices that were there before, by their Indonesian words now."""
    kept: dict[str, str] = {}
    left = {key: (place, label, label_en) for place, (key, label, label_en) in enumerate(old)}

    def keep(is_same: Callable[[int, str, str, tuple[int, str, str]], bool]) -> None:
        for place, (label, label_en) in enumerate(lines):
            found = next((key for key, was in left.items() if is_same(place, label, label_en, was)), None)
            if label not in kept and found:
                kept[label] = found
                del left[found]

    keep(lambda _place, label, _label_en, was: label == was[1])
    keep(lambda _place, _label, label_en, was: bool(label_en) and label_en == was[2])
    if len(lines) == len(old):
        keep(lambda place, _label, _label_en, was: place == was[0])
    return kept


def _require_possible(held: Call, words: dict[str, Any], before: Question) -> None:
    """That a rule about its answer can still be met."""
    for rule in held.rule_list:
        if rule.value.get("question") != before.key:
            continue
        said = rule.value["says"]
        if _may_say(before.kind, before.options, said) and not _still_says(before, words, said):
            raise RuleNeedsQuestion


def _still_says(before: Question, words: dict[str, Any], said: str) -> bool:
    """Whether an answer in the new words may be what could be said in those before, and means the same."""
    kind, options = words["kind"], words["options"]
    if kind == before.kind and kind not in CHOOSING:
        return True
    if (kind in CHOOSING) != (before.kind in CHOOSING) or not _may_say(kind, options, said):
        return False
    try:
        return read_value(Question(kind=kind, options=options), [said]) in (said, [said])
    except InputRefused:
        return False


def _require_condition(words: dict[str, Any], others: list[Question], before: Question | None) -> None:
    """That it depends on an answer that is asked for before, and those that depend on it on one that still is."""
    if before:
        for each in others:
            if each.if_key == before.key and not _may_say(words["kind"], words["options"], each.if_value):
                raise QuestionNeeded(label=each.label)
    if not words["if_key"]:
        return
    if words["if_key"] in FIXED:
        return
    earlier = next((each for each in others if each.key == words["if_key"]), None)
    is_before = earlier is not None and (before is None or earlier.position < before.position)
    if earlier is None or not is_before or not _may_say(earlier.kind, earlier.options, words["if_value"]):
        raise ConditionUnknown(field="if_key")


def _may_say(kind: object, options: object, value: object) -> bool:
    if kind in CHOOSING:
        return value in [key for key, *_labels in options]  # type: ignore[attr-defined]  # a list of lists
    return kind != QuestionKind.FILE


def _last_version(call: Call, key: str) -> int:
    found = call.questions.filter(key=key).aggregate(last=Max("version"))["last"]
    return int(found or 0)


def _new_key(call: Call) -> str:
    keys = call.questions.values_list("key", flat=True)
    return f"p{max((int(key[1:]) for key in keys if key[1:].isdigit()), default=0) + 1}"


def _record(verb: str, question: Question, *, by: Actor, at: datetime) -> None:
    details = {"call": question.call_id, "key": question.key, "version": question.version}
    record(f"applications.{verb}", question, by=by, at=at, place=question.call.programme.place, details=details)
