"""Writes on the rules of a call. Once it is published they are promises: only their words may change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions.calls import CallPublished
from sanggar.applications.actions.categories import hold_call
from sanggar.applications.actions.counted import require_open_to_rules
from sanggar.applications.models import Call, CallRule, RuleKind
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError, InputRefused

MOST_RULES = 20


class AgeBoundsWrong(InputRefused):
    code = "age_bounds_wrong"
    message = _("Isi usia paling muda, paling tua, atau keduanya; yang paling muda tidak boleh lebih besar.")


class TooManyRules(DomainError):
    code = "too_many_rules"
    message = _("Paling banyak %(most)s syarat.")


@transaction.atomic
def write_rule(
    call: Call,
    *,
    kind: str,
    value: Mapping[str, Any],
    by: Actor,
    at: datetime,
    text: str = "",
    text_en: str = "",
    key: str = "",
) -> CallRule:
    """Add a rule, or put another in the place of the one with this `key`."""
    held = hold_call(call)
    found = held.rule_list
    before = next((each for each in found if each.key == key), None)
    written = CallRule(key or _new_key(found), kind, dict(value), text, text_en)
    if held.published_at and (before is None or (before.kind, before.value) != (kind, written.value)):
        raise CallPublished
    if kind == RuleKind.ANSWER:
        require_open_to_rules(held, written.value["question"])
    if kind == RuleKind.AGE:
        least, most = written.value["least"], written.value["most"]
        if (least is None and most is None) or (least is not None and most is not None and least > most):
            raise AgeBoundsWrong(field="least")
    changed = [written if each.key == key else each for each in found] if before else [*found, written]
    if len(changed) > MOST_RULES:
        raise TooManyRules(most=MOST_RULES)
    _keep(call, changed)
    details = {"rule": written.key, "kind": kind, "value": written.value, "words": {"text": text, "text_en": text_en}}
    details["words_before"] = {"text": before.text, "text_en": before.text_en} if before else {}
    record("applications.write_rule", held, by=by, at=at, place=held.programme.place, details=details)
    return written


@transaction.atomic
def remove_rule(call: Call, key: str, *, by: Actor, at: datetime) -> None:
    held = hold_call(call)
    if held.published_at:
        raise CallPublished
    _keep(call, [each for each in held.rule_list if each.key != key])
    record("applications.remove_rule", held, by=by, at=at, place=held.programme.place, details={"rule": key})


def _keep(call: Call, rules: list[CallRule]) -> None:
    call.eligibility = [each.as_json() for each in rules]
    Call.objects.filter(pk=call.pk).update(eligibility=call.eligibility)


def _new_key(found: list[CallRule]) -> str:
    return f"r{max((int(each.key[1:]) for each in found), default=0) + 1}"
