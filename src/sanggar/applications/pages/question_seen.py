"""A question as applicants will read it, shown while it is written: nothing is kept."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from sanggar.applications.models import Call, Question, QuestionKind
from sanggar.applications.pages.own_fields import OwnField, help_of
from sanggar.applications.pages.question_forms import QuestionForm, choices_typed
from sanggar.applications.question_queries import questions_of
from sanggar.foundation.ui.forms import KitForm

TYPED = ("kind", "label", "label_en", "help_text", "help_text_en", "is_required", "counted_as", "if_key", "if_value")


def question_seen(call: Call, form: QuestionForm) -> list[dict[str, Any]]:
    """In both languages, of what can be read of the form so far; empty as long as there are no words."""
    if form.is_bound:
        form.is_valid()
        given: dict[str, Any] = form.cleaned_data
        typed = {name: given[name] for name in TYPED if name in given}
        pairs = choices_typed(form.data.get("options", ""))
        options = [[f"a{at}", label, label_en or label] for at, (label, label_en) in enumerate(pairs, start=1)]
        question = Question(call=call, options=options, **{"kind": QuestionKind.SHORT} | typed)
    elif form.question:
        question = form.question
    else:
        return []
    titles = {"id": _("Di ponsel pelamar, bahasa Indonesia"), "en": _("Di ponsel pelamar, bahasa Inggris")}
    words = {"id": question.label, "en": question.label_en}
    return [
        {"language": language, "title": title, "field": _shown(call, question, language)}
        for language, title in titles.items()
        if words[language]
    ]


def _shown(call: Call, question: Question, language: str) -> str:
    with translation.override(language):
        form = KitForm(prefix=f"lihat-{language}")
        form.fields["q"] = OwnField(question, help_of(question, questions_of(call)), None)
        return form["q"].as_field_group()
