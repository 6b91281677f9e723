"""Desk: what applicants are told and asked. Saving makes a new version; earlier ones stay with those who saw them."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanggar.applications import actions
from sanggar.applications.models import GUARDIAN, NOTICE, Call, ConsentText
from sanggar.applications.pages.call_forms import NewTextForm, TextForm
from sanggar.applications.pages.calls import call_of, to_call
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@require_safe
@programme_page()
def text(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    """Every version of a text, in the words that were shown; those of a draft, which nobody read, by themselves."""
    call = call_of(programme, slug)
    given = Count("consents")
    in_force = Count("consents", filter=Q(consents__withdrawn_at=None))
    if key == GUARDIAN:
        given = Count("guardianships")
        in_force = Count("guardianships", filter=Q(guardianships__ended_at=None))
    versions = list(call.consent_texts.filter(key=key).annotate(given=given, in_force=in_force).order_by("-version"))
    current = get_object_or_404(call.consent_texts.filter(key=key).order_by("-version")[:1])
    unread = [version for version in versions if _was_draft(version, call) and not version.given]
    page = {
        "programme": programme,
        "call": call,
        "text": current,
        "versions": [version for version in versions if version not in unread],
        "unread": unread,
        "runs": may_screen(request.user, programme),
        "is_notice": key == NOTICE,
        "is_guardian": key == GUARDIAN,
    }
    return render(request, "applications/text.html", page)


def _was_draft(version: ConsentText, call: Call) -> bool:
    """Whether other words took its place before applicants could read it."""
    if version.retired_at is None:
        return False
    return call.published_at is None or version.retired_at <= call.published_at


@programme_page(may_screen)
def change_text(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    call = call_of(programme, slug)
    current = get_object_or_404(call.consent_texts, key=key, retired_at=None)
    form = TextForm(request.POST or None, initial={"text": current.text, "text_en": current.text_en})
    if form.is_valid() and form.carry_out(partial(actions.write_text, call, key=key), by=request.actor, at=clock.now()):
        messages.success(request, _("Teks baru berlaku mulai sekarang."))
        return to_call(call)
    page = {"programme": programme, "call": call, "form": form, "text": current}
    return render(request, "applications/text_form.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def add_text(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    call = call_of(programme, slug)
    form = NewTextForm(call, request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.write_text, call), by=request.actor, at=clock.now()):
        messages.success(request, _("Persetujuan ditambahkan."))
        return to_call(call)
    page = {"programme": programme, "call": call, "form": form}
    return render(request, "applications/text_form.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def retire_text(request: DeskRequest, programme: Programme, slug: str, key: str) -> HttpResponse:
    call = call_of(programme, slug)
    current = get_object_or_404(call.consent_texts.exclude(key__in=(NOTICE, GUARDIAN)), key=key, retired_at=None)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.retire_text, current), by=request.actor, at=clock.now()):
        messages.success(request, _("Persetujuan ini tidak ditanyakan lagi."))
        return to_call(call)
    page = {"programme": programme, "call": call, "form": form, "text": current}
    return render(request, "applications/text_retire.html", page, status=422 if form.errors else 200)
