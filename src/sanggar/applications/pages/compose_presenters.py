"""What the editor of a call shows of its parts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.applications.eligibility import rule_told
from sanggar.applications.models import Call, CallCategory, Counted, Question, RuleKind
from sanggar.applications.question_queries import questions_of
from sanggar.applications.questions import condition_told


@dataclass(frozen=True, slots=True)
class PartRow:
    """`change` and the others are addresses, "" where there is nothing to do."""

    label: str
    note: str
    change: str
    retire: str
    up: str = ""
    down: str = ""


def question_rows(call: Call) -> list[PartRow]:
    asked = questions_of(call)
    return [_row(call, question, asked) for question in asked]


def category_rows(call: Call) -> list[PartRow]:
    place = (call.programme.organisation.slug, call.programme.slug, call.slug)
    removable = not call.published_at and len(call.category_list) > 1
    return [
        PartRow(
            label=each.shown,
            note=categories_note(each),
            change=reverse("applications:change_category", args=(*place, each.key)),
            retire=reverse("applications:remove_category", args=(*place, each.key)) if removable else "",
        )
        for each in call.category_list
    ]


def rule_rows(call: Call) -> list[PartRow]:
    place = (call.programme.organisation.slug, call.programme.slug, call.slug)
    return [
        PartRow(
            label=rule_told(rule, call),
            note=f"{RuleKind(rule.kind).label}.",
            change=reverse("applications:change_rule", args=(*place, rule.key)),
            retire="" if call.published_at else reverse("applications:remove_rule", args=(*place, rule.key)),
        )
        for rule in call.rule_list
    ]


def rule_links(call: Call) -> list[tuple[str, str]]:
    """(words, address) of a new rule of each kind, none once they are promises. One about an answer needs one asked."""
    place = (call.programme.organisation.slug, call.programme.slug, call.slug)
    if call.published_at:
        return []
    kinds = [kind for kind in RuleKind if kind != RuleKind.ANSWER or questions_of(call)]
    return [(str(kind.label), reverse("applications:add_rule", args=(*place, kind.value))) for kind in kinds]


COUNTED_NOTES = {
    Counted.PUBLIC: gettext_lazy("Dapat dihitung dalam kuota."),
    Counted.SPECIFIC: gettext_lazy("Dapat dihitung dalam kuota, sebagai data spesifik."),
}


def categories_note(category: CallCategory) -> str:
    seats = _("%(seats)s kursi.") % {"seats": category.seats} if category.seats else _("Tanpa jatah sendiri.")
    door = _("Hanya dengan kode undangan.") if category.needs_code else ""
    return " ".join(filter(None, (seats, door)))


def _row(call: Call, question: Question, asked: list[Question]) -> PartRow:
    place = (call.programme.organisation.slug, call.programme.slug, call.slug, question.key)
    needed = _("Wajib.") if question.is_required else _("Boleh kosong.")
    read = _("Dibaca penilai.") if question.reviewers_read else ""
    counted = COUNTED_NOTES[Counted(question.counted_as)] if question.counted_as else ""
    parts = (f"{question.get_kind_display()}.", needed, read, counted, condition_told(question, asked))
    note = " ".join(str(part) for part in parts if part)
    return PartRow(
        label=question.shown,
        note=note,
        change=reverse("applications:change_question", args=place),
        retire=reverse("applications:retire_question", args=place),
        up="" if question == asked[0] else reverse("applications:move_question", args=(*place, "naik")),
        down="" if question == asked[-1] else reverse("applications:move_question", args=(*place, "turun")),
    )
