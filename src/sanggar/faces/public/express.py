"""The receipt's express lane (`foundation.express`): the own page of an application to which nothing happened yet.

That is what everyone reads who has just applied. All of it but their own answers is the same for all, so it is rendered
once, by the page's own view and template, for a specimen with holes. As soon as anything has happened, were it an edit
of the applicant's own, the page itself answers.
"""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.shortcuts import render
from django.utils import translation

from sanggar.applications.guardianship import needs_guardian
from sanggar.applications.models import LINK, Application, ApplicationState, Call, Question, QuestionKind, Value
from sanggar.applications.models.asked import asked_of
from sanggar.applications.queries import WITH_CALL
from sanggar.applications.question_queries import answered_questions
from sanggar.applications.questions import LABELS
from sanggar.applications.status import own_values, own_worded
from sanggar.faces.journey import journey_of
from sanggar.faces.public.own import page_of
from sanggar.foundation import express
from sanggar.foundation.express import Asked, Headers, Pages, Reply, Zipped
from sanggar.foundation.holes import Holes, mark
from sanggar.foundation.links import is_link_token
from sanggar.foundation.models import Region
from sanggar.foundation.one_commit import gathered
from sanggar.foundation.regions import villages_within
from sanggar.foundation.remembered import Remembered
from sanggar.foundation.ui.values import machine_date, moment_text
from sanggar.funding.reference_queries import AdultAges, adult_ages
from sanggar.planning.models import Track

ROUTE = "/lamaran/<str:receipt>/<str:token>/"
ADDRESS = re.compile(r"/lamaran/([A-Z0-9-]{1,20})/([0-9a-z]{26})/")
MOMENT = 5.0
"""Seconds for which a process believes what it read of a call, its procedure and its draw."""
PATIENCE = 1.7
NEVER = datetime(2999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
"""When the specimen was sent: a moment that stands on no page otherwise."""
WAITING = frozenset({ApplicationState.SUBMITTED, ApplicationState.CONTESTED})


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The page of anyone who waits in one call, in one language."""

    headers: Headers
    beginning: Zipped
    holes: Holes
    call: Call
    villages: Mapping[str, Region]
    tracks: Mapping[int, Track]
    questions: tuple[Question, ...]

    def complete(self, application: Application) -> bool:
        """Give an application what it shares with others; False where something is not at hand."""
        village, track = self.villages.get(application.village_id), self.tracks.get(application.track_id)
        if village is None or track is None:
            return False
        application.call, application.village, application.track = self.call, village, track
        return True


PAGES: Remembered[tuple[Any, ...], OwnPage] = Remembered(seconds=MOMENT)
AGES: Remembered[str, AdultAges] = Remembered(seconds=MOMENT)


ROWS = """
    SELECT a.*, (SELECT count(*) FROM applications_applicationevent e WHERE e.application_id = a.id) AS steps
    FROM applications_application a WHERE a.receipt IN ({})
"""


def _read(receipts: list[str]) -> list[Application | None]:
    places = ", ".join(["%s"] * len(receipts))
    by_receipt = {each.receipt: each for each in Application.objects.raw(ROWS.format(places), receipts)}
    ages = AGES.get("", lambda _before: adult_ages())
    for each in by_receipt.values():
        each.is_childs = needs_guardian(each, ages)  # type: ignore[attr-defined]  # read with it
    return [by_receipt.get(receipt) for receipt in receipts]


READER = gathered(_read, "receipt reader")


async def lane(asked: Asked, pages: Pages) -> Reply | None:
    address = ADDRESS.fullmatch(asked.path)
    if address is None or asked.is_post:
        return None
    application = await READER.soon(address[1], seconds=PATIENCE)
    version = application.link_version if application else 1  # for a receipt that is none the same is computed
    is_right = is_link_token(address[2], LINK, address[1], version)
    if application is None or not is_right or not _is_untouched(application):
        return None  # a wrong link is told by the page, which counts it
    own = application.own_answers
    key = (application.call_id, asked.kind, bool(application.email), *own)
    page = PAGES.get(key, partial(_specimen, application, asked, pages))
    if not page.complete(application) or _has_file(page, own):
        return None
    with translation.override(asked.language):
        text = page.holes.filled(_own(application, address[2]) | _own_questions(page, own, application))
    return Reply(HTTPStatus.OK, page.headers, text.encode(), ROUTE, before=page.beginning)


def _is_untouched(application: Application) -> bool:
    """Whether it stands as it was sent, and nobody has looked at it."""
    steps: int = application.steps  # type: ignore[attr-defined]  # annotated
    return (
        steps == 1
        and application.state in WAITING
        and not application.is_childs  # type: ignore[attr-defined]  # read with it
        and application.frozen_at is None
        and (application.revision, application.link_version) == (1, 1)
    )


def _has_file(page: OwnPage, given: Mapping[int, Value]) -> bool:
    """Its name stands in another table, so the page itself answers."""
    return any(given[each.pk] for each in page.questions if each.kind == QuestionKind.FILE)


def _own_questions(page: OwnPage, given: Mapping[int, Value], application: Application) -> dict[str, object]:
    asked = asked_of(page.questions, given, application)
    return {each.name: own_worded(each, given[each.pk]) or "—" for each in asked}


def _own(application: Application, token: str) -> dict[str, object]:
    answers = {name: value or "—" for name, value in own_values(application).items()}
    at = application.submitted_at
    return answers | {
        "receipt": application.receipt,
        "token": token,
        "email_address": application.email,
        "when": moment_text(at),
        "when_exactly": machine_date(at),
    }


def _specimen(application: Application, asked: Asked, pages: Pages, before: OwnPage | None) -> OwnPage:
    """Rendered anew each time, for the call may have changed; its headers only once."""
    headers = before.headers if before else express.page_of(pages, asked).headers
    close_old_connections()
    application = Application.objects.select_related(WITH_CALL, "village__parent", "track").get(pk=application.pk)
    call = application.call
    specimen = copy(application)
    specimen.pk = -1  # nothing in the database belongs to it
    specimen.receipt, specimen.submitted_at = mark("receipt"), NEVER
    specimen.email = mark("email_address") if application.email else ""
    with translation.override(asked.language):
        answers = [(str(LABELS[name]), mark(name)) for name in own_values(application)]
        own = tuple(each.question for each in answered_questions(application))
        answers += [(question.shown, mark(question.name)) for question in own]
        events = [step | {"at": NEVER} for step in journey_of(application)]
        page = page_of(specimen, answers=answers, events=events)
        request = WSGIRequest(asked.environ | {"PATH_INFO": specimen.own_path})
        text = render(request, "public/own.html", page).content.decode()
        marked = {specimen.token: "token", moment_text(NEVER): "when", machine_date(NEVER): "when_exactly"}
    for said, name in marked.items():
        text = text.replace(said, mark(name))
    tracks = {track.pk: track for track in call.programme.tracks.all()}
    villages = villages_within(call.programme.organisation.region_id)
    holes = Holes(text, rows={question.name for question in own if question.if_key})
    return OwnPage(headers, Zipped(holes.beginning.encode()), holes, call, villages, tracks, own)
