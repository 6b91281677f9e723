"""Questions whose answer quotas may count: told to everyone from the day the call is published, and fixed from then on.

What people are asked for one end is not used for another afterwards (UU 27/2022), and quotas are set on choices: so
neither the mark, nor the choices, nor when the question is asked, moves under those who answered or under a procedure.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Call, Counted, Question, QuestionKind
from sanggar.foundation.errors import DomainError, InputRefused

FIXED = ("kind", "is_required", "if_key", "if_value", "counted_as")


class NotCountable(InputRefused):
    code = "not_countable"
    message = _("Hanya pertanyaan pilihan dengan satu jawaban dapat dihitung dalam kuota.")


class CountedTooLate(InputRefused):
    code = "counted_too_late"
    message = _(
        "Pendaftaran ini sudah diterbitkan tanpa mengatakan bahwa jawaban ini dihitung dalam kuota. Itu hanya dapat "
        "ditentukan sebelum diterbitkan."
    )


class CountedStands(DomainError):
    code = "counted_stands"
    message = _(
        "Jawaban ini dapat dihitung dalam kuota dan pendaftarannya sudah diterbitkan. Pertanyaannya tidak dapat "
        "dihapus, dan hanya kata-katanya yang dapat diubah: bukan pilihannya, wajib tidaknya, atau kapan ditanyakan."
    )


class SpecificStaysClosed(InputRefused):
    code = "specific_stays_closed"
    message = _(
        "Data spesifik harus boleh dikosongkan, dan tidak boleh menentukan pertanyaan lain atau syarat: jawabannya "
        "akan terbaca dari sana."
    )


def require_countable(
    call: Call, given: Mapping[str, Any], before: Question | None, others: Iterable[Question]
) -> None:
    """Whether a question of this call may be written so; `before` is what stands there now."""
    if call.published_at:
        _require_standing(given, before)
    if given["counted_as"] and given["kind"] != QuestionKind.ONE:
        raise NotCountable(field="counted_as")
    others = list(others)
    if any(each.key == given["if_key"] and each.is_specific for each in others):
        raise SpecificStaysClosed(field="condition")
    if given["counted_as"] != Counted.SPECIFIC:
        return
    key = before.key if before else ""
    decides = key and (any(each.if_key == key for each in others) or is_in_rules(call, key))
    if given["is_required"] or decides:
        raise SpecificStaysClosed(field="counted_as")


def is_in_rules(call: Call, key: str) -> bool:
    return any(rule.value.get("question") == key for rule in call.rule_list)


def require_open_to_rules(call: Call, key: str) -> None:
    """Everyone at the desk reads whether a rule is met."""
    if call.questions.filter(key=key, retired_at=None, counted_as=Counted.SPECIFIC).exists():
        raise SpecificStaysClosed(field="condition")


def _require_standing(given: Mapping[str, Any], before: Question | None) -> None:
    """Of a call that is published."""
    if before is None or not before.counted_as:
        if given["counted_as"]:
            raise CountedTooLate(field="counted_as")
        return
    keys, keys_before = ({key for key, *_words in options} for options in (given["options"], before.options))
    if keys != keys_before or any(given[name] != getattr(before, name) for name in FIXED):
        raise CountedStands
