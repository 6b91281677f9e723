"""Desk: what a call asks and of whom, put together beside the form as applicants see it."""

from collections.abc import Callable
from functools import partial

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
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


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
    return saved_or_shown(request, call, form, form.write, titles[question is None])


def saved_or_shown(
    request: DeskRequest, call: Call, form: ActForm, act: Callable[..., object], title: str
) -> HttpResponse:
    """A form of the editor: saved, one is back beside the preview."""
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Tersimpan. Pratinjau di samping sudah memuatnya."))
        return to_editor(call)
    page = {"programme": call.programme, "call": call, "form": form, "title": title}
    return render(request, "applications/compose_form.html", page, status=422 if form.errors else 200)


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
