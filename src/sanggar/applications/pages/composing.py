"""Desk: what a call asks and of whom, put together beside the form as applicants see it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanggar.applications import actions
from sanggar.applications.models import Call, Question
from sanggar.applications.pages.calls import call_of
from sanggar.applications.pages.compose_presenters import category_rows, question_rows, rule_links, rule_rows
from sanggar.applications.pages.question_forms import QuestionForm
from sanggar.applications.pages.question_seen import question_seen
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme

LOOK = "lihat"


@csp_update({"frame-src": [SELF]})
@require_safe
@programme_page()
def compose(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """Everything one may change about the form, and the form itself, which every saving shows anew."""
    call = call_of(programme, slug)
    page = {
        "programme": programme,
        "call": call,
        "runs": may_screen(request.user, programme) and not call.frozen_at,
        "questions": question_rows(call),
        "categories": category_rows(call),
        "rules": rule_rows(call),
        "rule_links": rule_links(call),
        "confirm": ConfirmForm(auto_id=False),
    }
    return render(request, "applications/compose.html", page)


@programme_page(may_screen)
def add_question(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    return _question(request, call_of(programme, slug), None)


@programme_page(may_screen)
def change_question(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    call = call_of(programme, slug)
    return _question(request, call, question_of(call, key))


@require_POST
@programme_page(may_screen)
def retire_question(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    call = call_of(programme, slug)
    return act_of(request, call, partial(actions.retire_question, question_of(call, key)))


@require_POST
@programme_page(may_screen)
def move_question(request: DeskRequest, programme: Programme, slug: str, key: str, way: str) -> HttpResponse:
    call = call_of(programme, slug)
    return act_of(request, call, partial(actions.move_question, question_of(call, key), up=way == "naik"))


def question_of(call: Call, key: str) -> Question:
    return get_object_or_404(call.questions.select_related("call"), key=key, retired_at=None)


def _question(request: DeskRequest, call: Call, question: Question | None) -> HttpResponse:
    form = QuestionForm(call, question, request.POST or None)
    titles = (_("Ubah pertanyaan"), _("Tambah pertanyaan"))
    seen = question_seen(call, form)
    if request.POST.get("what") != LOOK:
        return saved_or_shown(request, call, form, form.write, titles[question is None], seen)
    page = {"programme": call.programme, "call": call, "form": form, "title": titles[question is None], "seen": seen}
    return render(request, "applications/question_form.html", page, status=422 if form.errors else 200)


@require_POST
@programme_page(may_screen)
def see_question(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """The part of the page beside the form, asked for again while somebody types."""
    call = call_of(programme, slug)
    seen = question_seen(call, QuestionForm(call, None, request.POST))
    return render(request, "applications/question_seen.html", {"seen": seen})


def saved_or_shown(
    request: DeskRequest,
    call: Call,
    form: ActForm,
    act: Callable[..., object],
    title: str,
    seen: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    """A form of the editor: saved, one is back beside the preview. A question has a preview of its own."""
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Tersimpan. Pratinjau di samping sudah memuatnya."))
        return to_editor(call)
    page = {"programme": call.programme, "call": call, "form": form, "title": title, "seen": seen}
    template = "applications/compose_form.html" if seen is None else "applications/question_form.html"
    return render(request, template, page, status=422 if form.errors else 200)


def act_of(request: DeskRequest | HttpRequest, call: Call, act: Callable[..., object]) -> HttpResponse:
    """A button of the editor."""
    form = ConfirmForm(request.POST)
    if not form.is_valid() or not form.carry_out(act, by=request.actor, at=clock.now()):  # type: ignore[union-attr]  # a desk page: there is an actor
        for _anchor, text in form.linked_errors:
            messages.error(request, text)
    return to_editor(call)


def to_editor(call: Call) -> HttpResponse:
    programme = call.programme
    return redirect("applications:compose", programme.organisation.slug, programme.slug, call.slug)
