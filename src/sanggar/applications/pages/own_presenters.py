"""What the office reads of a call's own questions."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from sanggar.applications.models import Application
from sanggar.applications.question_queries import Answered, answered_questions
from sanggar.applications.status import answered_told

Pairs = list[tuple[str, Any]]


def own_facts(application: Application) -> Pairs:
    """The answers to the call's own questions, each under the words that were read; a file as its download."""
    programme = application.programme
    place = (programme.organisation.slug, programme.slug, application.receipt)

    def told(answered: Answered) -> Any:
        if answered.file is None:
            return answered_told(answered)
        address = reverse("applications:answer_file", args=(*place, answered.file.pk))
        return format_html('<a href="{}">{}</a>', address, answered.told)

    return [(answered.question.shown, told(answered)) for answered in answered_questions(application)]
