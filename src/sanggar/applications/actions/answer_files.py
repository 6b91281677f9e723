"""Files that answer a question: kept when they arrive, bound to the application that names them, gone otherwise."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import AnswerFile, Application, Draft, Question, QuestionKind, Value
from sanggar.applications.own_questions import AnswerFileGone
from sanggar.applications.question_queries import Chosen, file_chosen
from sanggar.foundation import files
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.foundation.parts import parts_of

KEPT = timedelta(days=1)
MOST_UNBOUND = 2 * 1024**3
"""Bytes that a call keeps of files that belong to nobody yet: who uploads is not known, and the disk is everyone's."""
MOST_IN_DRAFTS = 8 * 1024**3
"""And of files that drafts hold, for these stay until the call is over."""
OF_ONE_NETWORK = 4
"""One network may take the fourth part of either: a campus has room, and nobody alone fills it for everyone."""
UPLOADER = Actor.system("unggahan formulir")


class TooManyUploads(DomainError):
    code = "too_many_uploads"
    message = _("Terlalu banyak berkas dikirim dari jaringan ini. Coba lagi %(seconds)s detik lagi.")
    status = 429


class NoRoomForFiles(DomainError):
    code = "no_room_for_files"
    message = _(
        "Berkas sedang tidak dapat diterima karena terlalu banyak yang belum dikirim. Coba lagi besok, atau tulis"
        " tautan ke berkas itu di motivasi."
    )
    status = 503


class TooMuchFromHere(DomainError):
    code = "too_much_from_here"
    message = _(
        "Dari jaringan ini terlalu banyak berkas yang lamarannya belum dikirim. Kirim dahulu lamaran yang sudah siap,"
        " atau pakai jaringan lain."
    )
    status = 429


def keep_answer_file(
    question: Question, upload: "UploadedFile[Any]", *, at: datetime, chosen: Chosen | None = None, source: str = ""
) -> AnswerFile:
    """Check and keep an upload; who uploads is not known yet. What was `chosen` once is kept once, also where its
    first sending is still under way. `source` marks the network it comes from, where that is counted.

    Raises what `files.store` refuses, and `NoRoomForFiles` or `TooMuchFromHere` where too much waits unsent; uploads at
    the same moment may pass that mark by their own size.
    """
    content = files.checked(upload)  # before the transaction: SQLite has one writer, and others wait to send
    _require_room(question, len(content), source)
    named: dict[str, Any] = {"source": source, **(chosen._asdict() if chosen else {})}
    try:
        with transaction.atomic():
            file = files.keep(content, upload.name or "", by=UPLOADER, at=at)
            token = secrets.token_urlsafe(32)
            return AnswerFile.objects.create(token=token, question=question, file=file, uploaded_at=at, **named)
    except IntegrityError:  # the same file, sent a second time meanwhile, was there first
        if chosen and (stored := file_chosen(question, chosen)):
            return stored
        raise


def _require_room(question: Question, size: int, source: str) -> None:
    free, here = Q(draft=None), Q(source=source)
    waiting = AnswerFile.objects.filter(question__call=question.call_id, application=None).aggregate(
        free=Sum("file__size", filter=free, default=0),
        in_drafts=Sum("file__size", filter=~free, default=0),
        free_from_here=Sum("file__size", filter=free & here, default=0),
        in_drafts_from_here=Sum("file__size", filter=~free & here, default=0),
    )
    rooms = {"free": MOST_UNBOUND, "in_drafts": MOST_IN_DRAFTS}
    if any(waiting[kind] + size > most for kind, most in rooms.items()):
        raise NoRoomForFiles
    if source and any(waiting[f"{kind}_from_here"] + size > most / OF_ONE_NETWORK for kind, most in rooms.items()):
        raise TooMuchFromHere


def require_files(given: Mapping[int, Value], questions: Mapping[int, Question], allowed: Q) -> None:
    """Every file that is named is there, and free or one's own (`allowed`). Raises `AnswerFileGone`."""
    named = {str(value): pk for pk, value in given.items() if value and questions[pk].kind == QuestionKind.FILE}
    found = AnswerFile.objects.filter(Q(application=None) | allowed, token__in=named, file__destroyed_at=None)
    there = {(each.token, each.question.key) for each in found.select_related("question")}
    for token, pk in named.items():
        if (token, questions[pk].key) not in there:
            raise AnswerFileGone(field=questions[pk].name)


def bind_files(application: Application, *, at: datetime) -> None:
    """Make the files that its answers name its own; those that they name no longer go."""
    given = application.own_answers
    asked = Question.objects.filter(pk__in=given, kind=QuestionKind.FILE) if given else Question.objects.none()
    tokens = {str(given[question.pk]): question for question in asked if given[question.pk]}
    mine = AnswerFile.objects.filter(application=application)
    _drop(mine.exclude(token__in=tokens), at)
    if new := set(tokens) - set(mine.values_list("token", flat=True) if tokens else ()):
        free = AnswerFile.objects.filter(token__in=new, application=None)
        bound = free.update(application=application, draft=None, source="")
        if bound != len(new):
            raise AnswerFileGone(field=tokens[min(new)].name)


def keep_with_draft(draft: Draft, tokens: Collection[str]) -> None:
    """Let the files that a draft names stay as long as it does; those that it names no longer go after their day."""
    draft.answer_files.exclude(token__in=tokens).update(draft=None)
    if tokens:
        AnswerFile.objects.filter(token__in=tokens, application=None, draft=None).update(draft=draft)


def drop_with_draft(draft: Draft, at: datetime) -> None:
    """Take away the files of a draft that no application has made its own."""
    _drop(AnswerFile.objects.filter(draft=draft, application=None), at)


def forget_answer_files(at: datetime) -> int:
    """Take away what was uploaded a day ago, and neither sent nor kept in a draft; how many."""
    return _drop(AnswerFile.objects.filter(application=None, draft=None, uploaded_at__lte=at - KEPT), at)


@transaction.atomic
def _drop(rows: "QuerySet[AnswerFile]", at: datetime) -> int:
    """Each row is ours before it goes: one that is sent at this moment stays, and one that went first is not bound."""
    kept = list(rows.select_for_update().values_list("pk", "file_id"))
    for part in parts_of(kept):
        AnswerFile.objects.filter(pk__in=[pk for pk, _file in part]).delete()
        files.destroy([file for _pk, file in part], at=at)
    return len(kept)
