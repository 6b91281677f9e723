"""What the office reads of a call's own questions and rules."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from sanggar.applications.eligibility import Result, rule_told, rules_judged
from sanggar.applications.models import Application
from sanggar.applications.question_queries import Answered, answers_shown
from sanggar.applications.status import answered_told

Pairs = list[tuple[str, Any]]


def own_facts(application: Application, *, sees_specific: bool) -> Pairs:
    """The answers to the call's own questions, each under the words that were read; a file as its download. Specific
    data only for who may know it.
    """
    programme = application.programme
    place = (programme.organisation.slug, programme.slug, application.receipt)

    def told(answered: Answered) -> Any:
        if answered.file is None:
            return answered_told(answered)
        address = reverse("applications:answer_file", args=(*place, answered.file.pk))
        return format_html('<a href="{}">{}</a>', address, answered.told)

    return [
        (each.question.shown, told(each))
        for each in answers_shown(application)
        if sees_specific or not each.question.is_specific
    ]


TONES = {Result.MET: "good", Result.NOT_MET: "warn", Result.UNKNOWN: "idle"}


def rule_facts(application: Application) -> list[tuple[str, str, str]]:
    """(rule, result, tone) of each rule of the call."""
    return [
        (rule_told(rule, application.call), str(result.label), TONES[result])
        for rule, result in rules_judged(application)
    ]
