"""Desk: the queue, one application, and what the office decides about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanggar.applications import actions, queries, rules
from sanggar.applications import screening_queries as screening
from sanggar.applications.actions.corrections import deadline, screening_terms
from sanggar.applications.actions.refusals import DueAfterSettling
from sanggar.applications.models import Act, AnswerFile, Application
from sanggar.applications.pages import desk_presenters as presenters
from sanggar.applications.pages.call_act_words import ActWords
from sanggar.applications.pages.change_presenters import ChangesTold, changes_told
from sanggar.applications.pages.desk_side import desk_side, keys_told, view_links
from sanggar.applications.pages.guardian_presenters import guardian_told
from sanggar.applications.pages.listings import queue_listing, sharing_listing, walk_query
from sanggar.applications.pages.own_presenters import own_facts, rule_facts
from sanggar.applications.pages.screening_forms import AcceptForm, AskForm, DecisionForm, ToldDecisionForm
from sanggar.applications.pages.walking import Walk, onwards, walk_of
from sanggar.applications.participants import seat_elsewhere, seated_in
from sanggar.applications.rules import may_screen
from sanggar.applications.signals import SIGNALS, shared_by, signals_of
from sanggar.foundation import clock, files
from sanggar.foundation.ui.forms import ReasonForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


def application_of(programme: Programme, receipt: str) -> Application:
    found: Application = get_object_or_404(queries.applications_of(programme), receipt=receipt)
    return found


def to_application(application: Application) -> HttpResponse:
    programme = application.programme
    return redirect("applications:application", programme.organisation.slug, programme.slug, application.receipt)


@require_safe
@programme_page()
def queue(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = queue_listing(request, programme)
    page = {
        "programme": programme,
        "listing": listing,
        "views": view_links(request, programme),
        "query": walk_query(request),
        "asked": screening.opinions_awaited(programme, request.user).count(),
        "screens": may_screen(request.user, programme),
        "keys": keys_told(in_list=True),
    }
    return listing.file() or render(request, "applications/queue.html", page)


@require_safe
@programme_page()
def alike(request: DeskRequest, programme: Programme, receipt: str, kind: str) -> HttpResponse:
    """Those who gave the same telephone, e-mail, channel or family card."""
    found = application_of(programme, receipt)
    if kind not in SIGNALS:
        raise Http404
    listing = sharing_listing(request, found, kind)
    page = {"programme": programme, "application": found, "listing": listing, "title": SIGNALS[kind][1]}
    return listing.file() or render(request, "applications/alike.html", page)


@require_safe
@programme_page()
def application(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    found = application_of(programme, receipt)
    screens = may_screen(request.user, programme)
    sees_need = rules.may_see_disability_need(request.user, programme)
    changes = changes_told(found) if sees_need else ChangesTold()
    walk = walk_of(request, found)
    rivals = _rivals(found)
    is_seated = not found.frozen_at and found.nik_lookup in seated_in(found.call.stage)
    page = {
        "programme": programme,
        "application": found,
        "tag": presenters.state_tag(found),
        "facts": presenters.answer_facts(found),
        "own_facts": own_facts(found, sees_specific=sees_need),
        "rules": rule_facts(found),
        "changes": changes,
        "timeline": presenters.desk_timeline(found, changes.lines),
        "rivals": [(rival, presenters.rival_facts(rival), presenters.state_tag(rival)) for rival in rivals],
        "known": presenters.known_words(found),
        "guardian": guardian_told(found),
        "takes_part": seat_elsewhere(found),
        "is_seated": is_seated,
        "signals": signals_of(found, shared_by(found)),
        "screens": screens,
        "sees_need": sees_need,
        "can": {
            act.value: screens and rules.is_open_to(found, act) and not (is_seated and act == Act.ACCEPT)
            for act in OFFICE_ACTS
        },
        "accept_form": AcceptForm(initial=_seen(found)),
        "chat": presenters.chat_link(found, asks_card=bool(rivals)),
        "walk": walk,
        "query": walk.query if walk else "",
        "next": queries.next_waiting(found) if screens and not walk else None,
        "desk": desk_side(found, request.user, clock.now()),
        "keys": keys_told(in_list=False),
    }
    if screens:
        actions.note_look(found, request.user, clock.now())
    return render(request, "applications/application.html", page)


@require_safe
@programme_page()
def answer_file(request: DeskRequest, programme: Programme, receipt: str, pk: int) -> HttpResponseBase:
    """A file that the applicant attached, as a download."""
    kept = get_object_or_404(AnswerFile, application=application_of(programme, receipt), pk=pk)
    return files.response(kept.file)


OFFICE_ACTS = (Act.ACCEPT, Act.ASK, Act.REFUSE, Act.REOPEN)


def _seen(found: Application) -> dict[str, object]:
    """What the page showed: of two officers the later one is told, not obeyed."""
    return {"revision": found.revision, "state": found.state}


def _rivals(found: Application) -> list[Application]:
    same = list(queries.same_nik(found))
    return same if len(same) > 1 else []


@require_POST
@programme_page(may_screen)
def accept(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    found = application_of(programme, receipt)
    walk = walk_of(request, found)  # as the queue stood on the screen: afterwards this one may have left it
    form = AcceptForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.accept_for_draw, found), by=request.actor, at=clock.now()):
        messages.success(request, _("%(receipt)s dinyatakan memenuhi syarat.") % {"receipt": found.receipt})
        return onwards(walk, found)
    for _anchor, text in form.linked_errors:
        messages.error(request, text)
    return redirect(f"{presenters.application_address(found)}{walk.query if walk else ''}")


@programme_page(may_screen)
def ask(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    found = application_of(programme, receipt)
    try:
        usual = deadline(screening_terms(found.call), None, clock.now()).date()
    except DueAfterSettling as refused:  # whatever day were asked for
        words = ActWords(_("Waktu untuk perbaikan sudah habis"), str(refused), "")
        return _decision_page(
            request, found, words, walk_of(request, found), status=422 if request.method == "POST" else 200
        )
    return _decide(request, found, Act.ASK, partial(AskForm, found.call), actions.ask_for_correction, due_on=usual)


@programme_page(may_screen)
def refuse(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    return _decide(
        request, application_of(programme, receipt), Act.REFUSE, ToldDecisionForm, actions.refuse_application
    )


@programme_page(may_screen)
def reopen(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    return _decide(request, application_of(programme, receipt), Act.REOPEN, DecisionForm, actions.reopen_decision)


def _decide(
    request: DeskRequest,
    found: Application,
    act: Act,
    kind: Callable[..., ReasonForm],
    action: Callable[..., object],
    **initial: object,
) -> HttpResponse:
    """A decision with its reason: a page that says who will read it, then the act, once."""
    walk = walk_of(request, found)
    form = kind(request.POST or None, initial=_seen(found) | initial)
    if form.is_valid() and form.carry_out(partial(action, found), by=request.actor, at=clock.now()):
        told = {"act": act.label, "receipt": found.receipt}
        messages.success(request, _("%(receipt)s tersimpan: %(act)s.") % told)
        return onwards(walk, found)
    words, status = presenters.decision_words(act), 422 if form.errors else 200
    return _decision_page(request, found, words, walk, status=status, form=form)


def _decision_page(
    request: DeskRequest, found: Application, words: ActWords, walk: Walk | None, *, status: int, **form: ReasonForm
) -> HttpResponse:
    page: dict[str, Any] = {
        "programme": found.programme,
        "application": found,
        "words": words,
        "query": walk.query if walk else "",
    }
    return render(request, "applications/decision.html", page | form, status=status)
