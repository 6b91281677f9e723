"""What a reviewer reads of an application: the answers, without what would tell or let them look up who wrote them."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanggar.applications.models import Application
from sanggar.applications.question_queries import Answered, answered_questions
from sanggar.foundation.names import sort_key
from sanggar.selection.models import ReviewTask, Rubric

HIDDEN = "▮▮▮"
SHORTEST = 3
"""Letters of a part of a name that is looked for in the text."""

TELLING = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"  # an e-mail address, looked for from its beginning alone
    r"|(?:https?://|www\.)\S+|@[\w.]{3,}"  # a channel, by address or by handle
    r"|\+?\(?\d(?:[ .()\u2013-]{0,2}\d){7,}"  # a telephone number
    r"|\b[A-Z]{1,6}-[0-9A-Z]{4}-[0-9A-Z]{4}\b"  # a receipt
)


@dataclass(frozen=True, slots=True)
class BlindAnswers:
    """`link` is empty where the rubric does not show it; `own`: the call's own questions that reviewers read, each with
    its answer.
    """

    code: str
    track: str
    category: str
    question: str
    motivation: str
    link: str
    own: list[tuple[str, str]]

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(_("Jalur"), self.track), (_("Kategori"), self.category)]


def code_of(task: ReviewTask) -> str:
    """`Lamaran 7`: the reviewer's own count, which leads nowhere else."""
    return _("Lamaran %(number)s") % {"number": task.ordinal}


def blind_answers(task: ReviewTask) -> BlindAnswers:
    application = task.application
    call = application.call
    return BlindAnswers(
        code=code_of(task),
        track=application.track.name,
        category=application.category_name,
        question=call.shown_motivation_question,
        motivation=blinded(application.motivation, application),
        link=application.channel_url if Rubric.objects.get(call=call).shows_link else "",
        own=[(each.question.shown, blinded(each.told, application)) for each in _for_reviewers(application)],
    )


def _for_reviewers(application: Application) -> list[Answered]:
    return [each for each in answered_questions(application) if each.question.reviewers_read and each.told]


def blinded(text: str, application: Application) -> str:
    """The text with the applicant's own name, addresses, numbers and handles struck out, also of handles without an
    @ that are made of the name: `budi_santoso99`.
    """
    parts = {part for part in sort_key(application.name).split() if len(part) >= SHORTEST}
    return re.sub(r"\w+", lambda word: HIDDEN if _tells(word[0], parts) else word[0], TELLING.sub(HIDDEN, text))


def _tells(word: str, parts: set[str]) -> bool:
    """Whether the word, or something between its digits and underscores, is made of the name."""
    return any(_made_of(sort_key(piece), parts) for piece in (word, *re.split(r"[\d_]+", word)))


def _made_of(piece: str, parts: set[str]) -> bool:
    """Whether parts of the name, one after the other, are the whole piece.

    Not by a regular expression: applicants write both name and text, and `(aaa|aaaa)+` would try for years.
    """
    reached = {0}
    for start in range(len(piece)):
        if start in reached:
            reached.update(start + len(part) for part in parts if piece.startswith(part, start))
    return piece != "" and len(piece) in reached
