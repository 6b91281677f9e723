"""Desk: who may apply, rule by rule."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.applications import actions
from sanggar.applications.models import Call, CallRule
from sanggar.applications.pages.calls import call_of
from sanggar.applications.pages.composing import act_of, saved_or_shown
from sanggar.applications.pages.rule_forms import RULE_FORMS
from sanggar.applications.rules import may_screen
from sanggar.foundation.audit import Actor
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page(may_screen)
def add_rule(request: DeskRequest, programme: Programme, slug: str, kind: str) -> HttpResponse:
    if kind not in RULE_FORMS:
        raise Http404
    return _rule(request, call_of(programme, slug), kind, None, _("Tambah syarat"))


@programme_page(may_screen)
def change_rule(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    call = call_of(programme, slug)
    found = _found(call, key)
    return _rule(request, call, found.kind, found, _("Ubah syarat"))


@require_POST
@programme_page(may_screen)
def remove_rule(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    call = call_of(programme, slug)
    return act_of(request, call, partial(actions.remove_rule, call, _found(call, key).key))


def _rule(request: DeskRequest, call: Call, kind: str, rule: CallRule | None, title: str) -> HttpResponse:
    form = RULE_FORMS[kind](call, rule, request.POST or None)
    key = rule.key if rule else ""

    def write(*, text: str, text_en: str, by: Actor, at: datetime, **_given: Any) -> None:
        actions.write_rule(call, kind=kind, value=form.value, text=text, text_en=text_en, key=key, by=by, at=at)

    return saved_or_shown(request, call, form, write, title)


def _found(call: Call, key: str) -> CallRule:
    found = next((each for each in call.rule_list if each.key == key), None)
    if found is None:
        raise Http404
    return found
