"""The form's express lane (`foundation.express`): opening, checking and sending what is in order.

The page is the same for all but for the id in it, so it is kept, compressed, for as long as the call stands as it is.
Whether it still does is looked up each `MOMENT`; the sending itself asks the database, in the same transaction.
"""

import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation
from django.utils.safestring import SafeString

from sanggar.applications.actions.submission import Outcome, Submission, calls_of_those, prepare, write_in
from sanggar.applications.actions.writing import calls_of, holding
from sanggar.applications.eligibility import rules_unmet
from sanggar.applications.guardianship import is_child
from sanggar.applications.models import Application, Question
from sanggar.applications.pages import presenters
from sanggar.applications.pages.apply import born_otherwise, check_page
from sanggar.applications.pages.devices import device_for, device_headers
from sanggar.applications.pages.facts import CallFacts, call_facts
from sanggar.applications.pages.fields import CONSENT
from sanggar.applications.pages.in_order import InOrder, read_in_order
from sanggar.applications.pages.kept import carried
from sanggar.applications.pages.sending_limits import tries
from sanggar.applications.pages.trap import PAUSE, TRAP
from sanggar.applications.questions import QUESTIONS
from sanggar.foundation import clock, rates
from sanggar.foundation.asking import one_transaction
from sanggar.foundation.dates import local_date
from sanggar.foundation.errors import DomainError
from sanggar.foundation.express import Asked, Page, Pages, Reply, Zipped, page_of
from sanggar.foundation.gathered import Gathered, is_in_loop
from sanggar.foundation.holes import Holes, mark
from sanggar.foundation.one_commit import gathered
from sanggar.foundation.remembered import NotAtHand, Remembered
from sanggar.foundation.turns import our_turn

ROUTE = "/daftar/<slug:slug>/"
ADDRESS = re.compile(r"/daftar/([a-z0-9_-]{1,60})/")
ID_IN_PAGE = re.compile(r'(?<=name="submission_id" value=")[0-9a-f-]{36}(?=")')
MOMENT = 1.0
"""Seconds for which a process believes what it read of a call."""
PATIENCE = 1.7
"""Seconds that a request waits for the database before it says so: with all else, an answer within two."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The pages of an open call for one kind of visitor."""

    facts: CallFacts
    page: Page
    beginning: Zipped
    end: str
    check: Holes
    check_bare: Holes
    """Where none of the call's own questions was to be answered."""
    check_beginning: Zipped

    def opened(self) -> Reply:
        end = f"{uuid.uuid4()}{self.end}".encode()
        return Reply(HTTPStatus.OK, self.page.headers, end, ROUTE, before=self.beginning)


Send = tuple[Submission, list[rates.Try]]
Kind = tuple[str, tuple[str, str, str]]


def _sent(sends: list[Send]) -> list[Outcome | None]:
    """One commit for the counts and the applications; None for whom it is too many."""
    tries = [a_try for _submission, tries in sends for a_try in tries]
    with our_turn(), one_transaction() as asking:
        counts, held = asking.ask(rates.counting(tries), holding(calls_of_those(each for each, _tries in sends)))
        counted = iter(rates.waits_of(tries, counts))
        waits = [max([next(counted) for _try in tries]) for _submission, tries in sends]
        within = [each for (each, _tries), wait in zip(sends, waits, strict=True) if not wait]
        outcomes = iter(write_in(asking, within, calls_of(held)))
    return [None if wait else next(outcomes) for wait in waits]


WRITER = gathered(_sent, "intake writer")
READER: Gathered[str, CallFacts | None] = gathered(lambda slugs: [call_facts(slug) for slug in slugs], "call reader")
FACTS: Remembered[str, CallFacts | None] = Remembered(seconds=MOMENT)
FORMS: dict[Kind, OpenForm] = {}
MAKING: dict[Kind, tuple[object, float]] = {}
"""Of what stamp a form is being made, and until when that is believed."""
MOST_FORMS = 256


async def lane(asked: Asked, pages: Pages) -> Reply | None:
    address = ADDRESS.fullmatch(asked.path)
    at = clock.now()
    if address is None:
        return None
    facts = FACTS.get(address[1], lambda _before: READER.ask(address[1], seconds=PATIENCE))
    if facts is None or not facts.call.is_open_at(at):
        return None
    form = _form(facts, asked, pages)
    if form is None:
        return None
    return await _answer(asked, form, at) if asked.is_post else form.opened()


async def _answer(asked: Asked, form: OpenForm, at: datetime) -> Reply | None:
    facts = form.facts
    read = None if asked.posted.get(TRAP) or PAUSE in asked.posted else read_in_order(facts, asked.typed)
    if read is None:
        return None
    if asked.posted.get("step") == "send":
        return await _stored(asked, form, read, at)
    return _checked(asked, form, read, at) if asked.posted.get("step") == "check" else None


def _form(facts: CallFacts, asked: Asked, pages: Pages) -> OpenForm | None:
    """Kept until something of the call changes; two that make it at once make the same."""
    key = (facts.call.slug, asked.kind)
    kept = FORMS.get(key)
    if kept and kept.facts.stamp == facts.stamp:
        return kept
    if is_in_loop():
        return replace(_as_it_was(key, kept, facts), facts=facts)
    page = page_of(pages, asked)
    parts = ID_IN_PAGE.split(page.text)
    if page.status != HTTPStatus.OK or len(parts) != 2:  # noqa: PLR2004 - what stands before the id, and behind it
        return None
    if len(FORMS) >= MOST_FORMS:
        FORMS.clear()
        MAKING.clear()
    check = _check_holes(facts, asked, facts.questions)
    always = not facts.questions or any(not question.if_key for question in facts.questions)
    bare = check if always else _check_holes(facts, asked, ())
    beginnings = [Zipped(text.encode()) for text in (parts[0], check.beginning)]
    FORMS[key] = OpenForm(facts, page, beginnings[0], parts[1], check, bare, beginnings[1])
    return FORMS[key]


def _as_it_was(key: Kind, kept: OpenForm | None, facts: CallFacts) -> OpenForm:
    """The page before something of the call changed, for a moment: the first who notices has a thread make it anew (by
    `NotAtHand`), and thousands who come meanwhile do not all do so.
    """
    now = time.monotonic()
    stamp, until = MAKING.get(key, (None, 0.0))
    if kept is None or stamp != facts.stamp or now >= until:
        MAKING[key] = (facts.stamp, now + MOMENT)
        raise NotAtHand
    return kept


def _checked(asked: Asked, form: OpenForm, read: InOrder, at: datetime) -> Reply | None:
    """Nothing is written. A child, and whoever seems not to meet a rule or to have mistyped, is told so by the page."""
    today = local_date(at)
    if is_child(read.answers.birth_date, today, form.facts.ages) or born_otherwise(read.answers, today):
        return None
    if rules_unmet(form.facts.call, read.answers, form.facts.questions):
        return None
    with translation.override(asked.language):
        own = presenters.own_asked(read.answers, form.facts.questions)
        shown: dict[str, Any] = presenters.shown_answers(form.facts.call, read.answers, own)
        for use in form.facts.texts[1:]:
            shown[f"{CONSENT}{use.key}"] = presenters.agreed_or_not(is_agreed=use in read.texts)
        filled = {name: value or "—" for name, value in shown.items()}
        page = (form.check if own else form.check_bare).filled({**filled, "carried": carried(asked.typed.items())})
    return Reply(HTTPStatus.OK, _posted(form.page.headers), page.encode(), ROUTE, before=form.check_beginning)


async def _stored(asked: Asked, form: OpenForm, read: InOrder, at: datetime) -> Reply | None:
    """303 to the receipt, after the commit."""
    call = form.facts.call
    try:
        submission = prepare(
            call,
            read.answers,
            submission_id=read.submission_id,
            consents=read.texts,
            at=at,
            language=asked.language[:2],
            device=device_for(call, asked.environ.get("HTTP_COOKIE", "")),
        )
    except DomainError:
        return None
    counted = tries(asked.address, read.answers.phone, at)
    outcome = await WRITER.soon((submission, counted), seconds=PATIENCE)
    if not isinstance(outcome, Application):
        return None
    place = [("Location", outcome.own_path), *device_headers(call, outcome.device)]
    return Reply(HTTPStatus.SEE_OTHER, [*_without_a_body(form.page.headers), *place], b"", ROUTE)


def _posted(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """An answer to a POST differs by its compression alone (`foundation.middleware.found_by_going_back`)."""
    return [(name, "Accept-Encoding" if name == "Vary" else value) for name, value in headers]


def _without_a_body(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """And an empty one by nothing."""
    return [each for each in headers if each[0] != "Vary"]


def _check_holes(facts: CallFacts, asked: Asked, own: Sequence[Question]) -> Holes:
    """The check page with a hole for each answer."""
    call = facts.call
    request = WSGIRequest(asked.environ | {"REQUEST_METHOD": "POST"})
    with translation.override(asked.language):
        names = set(QUESTIONS) - {"invitation_code"} - (set() if call.asks_family_card else {"family_card"})
        names |= {question.name for question in own}
        uses = [(use.shown, mark(f"{CONSENT}{use.key}")) for use in facts.texts[1:]]
        groups = presenters.checked_answers({name: mark(name) for name in names}, uses, own)
        page = check_page(request, call, groups, SafeString(mark("carried"))).content.decode()
        return Holes(page, rows={question.name for question in own if question.if_key})
