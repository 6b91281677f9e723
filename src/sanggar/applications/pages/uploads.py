"""Files of a form: kept as soon as they arrive, so that no answer that follows can lose them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict

from sanggar.applications.actions import TooManyUploads, keep_answer_file
from sanggar.applications.models import Call, Question, QuestionKind
from sanggar.applications.question_queries import Chosen, file_chosen, questions_on
from sanggar.foundation import rates
from sanggar.foundation.errors import DomainError
from sanggar.foundation.languages import OTHER_LANGUAGE

FORM, CHOSEN = "form_id", "chosen_"
"""What the form's own script sends along: which filling in of a form it is, and before a field's name, which choosing
of its file. Without script there is neither.
"""
UPLOADS, SOURCE_UPLOADS, WINDOW = 30, 500, timedelta(minutes=10)
"""What is kept of one form, whose ten files may each be chosen anew, and per address: a campus or a carrier sends from
one.
"""


class FormRequest(HttpRequest):
    """A form that was sent, after its files were taken."""

    refused_uploads: Mapping[str, DomainError]


def take_uploads(request: HttpRequest, call: Call, at: datetime) -> dict[str, DomainError]:
    """Put in the place of each attached file the token under which it is kept now, so that whatever page comes next
    carries it along; what was refused, by name. Only what was not kept is left among the request's files.
    """
    refused: dict[str, DomainError] = {}
    if not request.FILES:
        return refused
    posted: QueryDict = request.POST.copy()
    request.POST = posted  # type: ignore[assignment]  # before the first, for the database may go away at the second
    asked = {question.name: question for question in questions_on(call, set(request.FILES))}
    for name, upload in list(request.FILES.items()):
        question = asked.get(name)
        if question is None or question.kind != QuestionKind.FILE:
            continue
        try:
            posted[name] = _kept(request, question, upload, at)
        except DomainError as error:
            error.field = name
            refused[name] = error
        else:
            del request.FILES[name]
    return refused


def unkept(request: HttpRequest) -> list[str]:
    """The names of files that came along and are kept nowhere; whoever sent them has to choose them again. The page
    that says so carries them on when it is asked for in another language.
    """
    came = [upload.name or "" for _field, uploads in request.FILES.lists() for upload in uploads]
    return came or (request.POST.getlist("lost") if OTHER_LANGUAGE in request.GET else [])


def form_id_of(posted: QueryDict) -> UUID | None:
    return _uuid(posted.get(FORM, ""))


def _kept(request: HttpRequest, question: Question, upload: Any, at: datetime) -> str:
    chosen = _chosen(request.POST, question.name)
    if chosen and (stored := file_chosen(question, chosen)):
        return stored.token  # sent once more, it is not counted once more
    form = next(filter(None, map(request.POST.get, ("submission_id", FORM, "once"))), request.path)
    whose = (("answer-file", form, UPLOADS), ("answer-file-from", rates.client_address(request), SOURCE_UPLOADS))
    tries = [rates.a_try(what, who, limit=limit, window=WINDOW, at=at) for what, who, limit in whose]
    if wait := max(rates.count_together(tries)):
        raise TooManyUploads(seconds=wait)
    source = rates.network_mark(request, "answer-file")
    return keep_answer_file(question, upload, at=at, chosen=chosen, source=source).token


def _chosen(posted: QueryDict, name: str) -> Chosen | None:
    form_id, chosen_id = form_id_of(posted), _uuid(posted.get(f"{CHOSEN}{name}", ""))
    return Chosen(form_id, chosen_id) if form_id and chosen_id else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
