"""Desk: the calls of a programme, from draft to closing."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from sanggar.applications import actions, queries
from sanggar.applications.actions.copying import letters_left
from sanggar.applications.eligibility import meeting_rules
from sanggar.applications.models import Call, ConsentText
from sanggar.applications.pages import desk_presenters as presenters
from sanggar.applications.pages.application_form import ApplicationForm
from sanggar.applications.pages.apply import form_page
from sanggar.applications.pages.call_act_words import call_act_words
from sanggar.applications.pages.call_forms import CallForm, ProlongForm, WordsForm
from sanggar.applications.pages.listings import calls_listing
from sanggar.applications.pages.new_calls import following_stage, new_call
from sanggar.applications.rules import may_screen, may_see_applications
from sanggar.applications.telling import changes_told
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import ConfirmForm, ReasonForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme

MOST_JUDGED = 500
"""Applications whose rules are judged to tell their number; beyond, the page says only that there are more."""


def call_of(programme: Programme, slug: str) -> Call:
    found: Call = get_object_or_404(queries.calls_of(programme), slug=slug)
    return found


def to_call(call: Call) -> HttpResponse:
    programme = call.programme
    return redirect("applications:call", programme.organisation.slug, programme.slug, call.slug)


@require_safe
@programme_page()
def calls(request: DeskRequest, programme: Programme) -> HttpResponse:
    runs = may_screen(request.user, programme)
    listing = calls_listing(request, programme)
    page = {"programme": programme, "listing": listing, "runs": runs, "has_stage": programme.stages.exists()}
    return listing.file() or render(request, "applications/calls.html", page)


@require_safe
@programme_page()
def call(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    found, at, runs = call_of(programme, slug), clock.now(), may_screen(request.user, programme)
    page = {
        "programme": programme,
        "call": found,
        "state": presenters.call_state(found, at),
        "facts": presenters.call_facts(found),
        "changes": changes_told(found),
        "tiles": presenters.state_tiles(found),
        "received": presenters.received_told(found),
        "texts": [*queries.texts_in_force(found), *_for_guardians(found)],
        "runs": runs,
        "clean": _clean_count(found) if runs else 0,
        "most_judged": MOST_JUDGED,
        "can": presenters.call_acts(found, at),
    }
    return render(request, "applications/call.html", page)


def _for_guardians(call: Call) -> list[ConsentText]:
    text = queries.guardian_text(call)
    return [text] if text.pk else []


def _clean_count(call: Call) -> int:
    """How many wait with nothing to ask about; above `MOST_JUDGED` where they are too many to judge for a page."""
    waiting = queries.clean_applications(call)[: MOST_JUDGED + 1]
    if (many := waiting.count()) > MOST_JUDGED or not call.rule_list:
        return many
    return len(meeting_rules(queries.clean_applications(call), call, most=MOST_JUDGED))


@programme_page(may_screen)
def add_call(request: DeskRequest, programme: Programme) -> HttpResponse:
    return _new_call(request, programme, None)


@programme_page(may_screen)
def copy_call(request: DeskRequest, programme: Programme, source: str) -> HttpResponse:
    """A draft after an earlier call of the office, as far as one may read that one."""
    found = get_object_or_404(queries.calls_to_copy(programme), slug=source)
    if not may_see_applications(request.user, found.programme):
        raise Http404
    return _new_call(request, programme, found)


def _new_call(request: DeskRequest, programme: Programme, source: Call | None) -> HttpResponse:
    start = new_call(programme) | (CallForm.words_of(source) if source else {})
    typed = following_stage(programme, request.POST, start) if request.POST else None
    form = CallForm(programme, typed, initial=start)
    create = partial(_create, source) if source else actions.create_call
    left = letters_left(source) if source else []
    if form.is_valid() and form.carry_out(create, by=request.actor, at=clock.now()):
        messages.success(
            request, _("Rancangan pendaftaran dibuat. Susun formulirnya, periksa teksnya, lalu terbitkan.")
        )
        if left:
            messages.warning(request, presenters.letters_left_told(left))
        return to_call(call_of(programme, form.cleaned_data["slug"]))
    earlier = (
        []
        if source
        else [c for c in queries.calls_to_copy(programme) if may_see_applications(request.user, c.programme)]
    )
    page = {"programme": programme, "form": form, "source": source, "earlier": earlier}
    page["no_seats"] = start["stage"] is None and programme.stages.exists()
    page["left"] = presenters.letters_left_told(left) if left else ""
    return render(request, "applications/call_form.html", page, status=422 if form.errors else 200)


def _create(source: Call, *, by: Actor, at: datetime, **given: Any) -> None:
    actions.copy_call(source, actions.create_call(by=by, at=at, **given), by=by, at=at)


@programme_page(may_screen)
def change_call(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    found = call_of(programme, slug)
    kind = WordsForm if found.published_at else partial(CallForm, programme)
    start = WordsForm.initial_of(found) if found.published_at else CallForm.initial_of(found)
    form = kind(request.POST or None, initial=start)
    if found.applications.exists():
        form.keep_question()
    if form.is_valid() and form.carry_out(partial(actions.change_call, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Perubahan tersimpan."))
        return to_call(call_of(programme, found.slug))
    page = {"programme": programme, "call": call_of(programme, slug), "form": form}
    return render(request, "applications/call_form.html", page, status=422 if form.errors else 200)


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@require_safe
@programme_page()
def preview(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """The form as applicants see it, also within the editor; nothing can be sent from here."""
    return form_page(request, ApplicationForm(call_of(programme, slug)), preview=True)


@programme_page(may_screen)
def publish(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    return _act(request, call_of(programme, slug), ConfirmForm, actions.publish_call, "publish", _("Diterbitkan."))


@programme_page(may_screen)
def prolong(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    return _act(request, call_of(programme, slug), ProlongForm, actions.prolong_call, "prolong", _("Diperpanjang."))


@programme_page(may_screen)
def close(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    return _act(request, call_of(programme, slug), ReasonForm, actions.close_call, "close", _("Pendaftaran ditutup."))


@programme_page(may_screen)
def reopen(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    return _act(request, call_of(programme, slug), ReasonForm, actions.reopen_call, "reopen", _("Dibuka kembali."))


def _act(
    request: DeskRequest | HttpRequest,
    found: Call,
    kind: type[ConfirmForm | ProlongForm | ReasonForm],
    act: Callable[..., object],
    name: str,
    done: str,
) -> HttpResponse:
    """An official act on a call: a page that says what will happen, then the act, once."""
    form = kind(request.POST or None)
    if form.is_valid() and form.carry_out(partial(act, found), by=request.actor, at=clock.now()):  # type: ignore[union-attr]  # a desk page: there is an actor
        messages.success(request, done)
        return to_call(found)
    words = call_act_words(found, name)
    page = {"programme": found.programme, "call": found, "form": form, "words": words}
    return render(request, "applications/call_act.html", page, status=422 if form.errors else 200)
