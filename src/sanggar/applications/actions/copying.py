"""A call made after an earlier one: what it asks and says, not when, nor whom it invited."""

from datetime import datetime

from django.db import transaction

from sanggar.applications.actions.call_letters import TEXTS, tells_its_news, write_letter
from sanggar.applications.actions.calls import CallPublished
from sanggar.applications.actions.corrections import set_screening_terms
from sanggar.applications.actions.households import without_procedure
from sanggar.applications.actions.texts import tell_what_is_asked, write_text
from sanggar.applications.models import GUARDIAN, NOTICE, Call, CallLetter, Question, ScreeningTerms
from sanggar.foundation.audit import Actor, record


@transaction.atomic
def copy_call(source: Call, call: Call, *, by: Actor, at: datetime) -> None:
    """Give a fresh draft the questions, categories, rules, consent texts, letters and the way of screening of `source`,
    as they are now.

    Codes are not copied: whoever holds one was invited to that call. Seats of categories go along where the stage has
    so many; the privacy notice only within one programme, for it names its purpose, and without what the procedure of
    `source` added: the new call has none yet. What this call asks and notes, its own notice tells.
    """
    if call.published_at:
        raise CallPublished
    has_room = sum(each.seats or 0 for each in source.category_list) <= call.stage.seats
    call.categories = [each if has_room else each | {"seats": None} for each in source.categories]
    call.eligibility = [_undated(rule) for rule in source.eligibility]
    call.save(update_fields=["categories", "eligibility"])
    _copy_questions(source, call, at)
    _copy_texts(source, call, by=by, at=at)
    tell_what_is_asked(call, by=by, at=at)
    _copy_terms(source, call, by=by, at=at)
    details = {"from": source.pk}
    record("applications.copy_call", call, by=by, at=at, place=call.programme.place, details=details)


def _undated(rule: dict[str, object]) -> dict[str, object]:
    """An age is counted on the new call's own closing day."""
    value = rule["value"]
    return rule | {"value": value | {"on": ""}} if isinstance(value, dict) and "on" in value else rule


def _copy_questions(source: Call, call: Call, at: datetime) -> None:
    """A question about a track that the new call does not offer is asked of everyone."""
    offered = set(call.call_tracks.values_list("track__code", flat=True))
    for question in source.questions.filter(retired_at=None):
        words = question.words
        if question.if_key == "track" and question.if_value not in offered:
            words |= {"if_key": "", "if_value": ""}
        Question.objects.create(call=call, key=question.key, position=question.position, written_at=at, **words)


def _copy_terms(source: Call, call: Call, *, by: Actor, at: datetime) -> None:
    if terms := ScreeningTerms.objects.filter(call=source).first():
        told = {name: getattr(terms, name) for name in ("correction_days", "two_refuse", "guardian_first")}
        set_screening_terms(call, by=by, at=at, **told)


def _copy_texts(source: Call, call: Call, *, by: Actor, at: datetime) -> None:
    """The optional uses are exactly those of `source`."""
    kept = source.consent_texts.filter(retired_at=None)
    call.consent_texts.exclude(key__in=kept.values("key")).exclude(key__in=(NOTICE, GUARDIAN)).update(retired_at=at)
    if source.programme != call.programme:
        kept = kept.exclude(key__in=(NOTICE, GUARDIAN))
    for text in kept.order_by("pk"):
        told, told_en = text.text, text.text_en
        if text.key == NOTICE:
            told, told_en = without_procedure(told, 0), without_procedure(told_en, 1)
        write_text(call, key=text.key, text=told, text_en=told_en, by=by, at=at)
    left = letters_left(source)
    for letter in source.letters.filter(retired_at=None):
        if letter not in left:
            words = {name: getattr(letter, name) for name in (*TEXTS, "whatsapp", "whatsapp_fields")}
            write_letter(call, moment=letter.moment, by=by, at=at, **words)


def letters_left(source: Call) -> list[CallLetter]:
    """The office's own letters that a copy is made without: from before it was asked of them that they tell their news,
    so their words would be refused there, and those of the program take their place.
    """
    return [letter for letter in source.letters.filter(retired_at=None) if not tells_its_news(letter)]
