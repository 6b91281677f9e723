"""Postponing a draw that stands, and the letters about it, which are shown before they leave."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanggar.applications.letters import shown_before
from sanggar.applications.moments import Moment
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.forms import ConfirmForm, ReasonForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions.postponing import require_chance_ahead
from sanggar.selection.letters import postponement_values
from sanggar.selection.models import Draw, Postponement
from sanggar.selection.pages.presenters import draw_time, source_text
from sanggar.selection.queries import people_to_tell
from sanggar.selection.rules import may_run_draw


class PostponeForm(ReasonForm):
    draw_at = forms.DateTimeField(label=gettext_lazy("Waktu yang baru"))
    field_order = ["draw_at", "reason"]


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_run_draw)
def postpone(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    draw = _draw(programme, call)
    form = PostponeForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.postpone_draw, draw), by=request.actor, at=clock.now()):
        messages.success(request, _("Waktu yang baru diumumkan. Kabarkan sekarang kepada para pelamar."))
        number = draw.postponements.count()
        return redirect("selection:postponement_letters", *_place(programme, call), number)
    context = {
        "programme": programme,
        "call": draw.call,
        "form": form,
        "refusal": _refusal(draw),
        "time": draw_time(draw),
        "source": source_text(draw),
        "people": draw.entrants,
        "draw": draw,
    }
    return render(request, "selection/postpone.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_run_draw)
def letters(request: DeskRequest, programme: Programme, call: str, number: int) -> HttpResponse:
    draw = _draw(programme, call)
    moved = draw.postponements.select_related("change").filter(number=number).first()
    if moved is None:
        raise Http404
    moved.draw = draw
    form = ConfirmForm(request.POST or None)
    act = partial(actions.send_postponement_letters, moved)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pemberitahuan penundaan dikirim."))
        return redirect("selection:postponement_letters", *_place(programme, call), number)
    people = people_to_tell(draw)
    context = {
        "programme": programme,
        "call": draw.call,
        "moved": moved,
        "form": form,
        "count": people.count(),
        "without": draw.entrants - people.count(),
        "letter": _preview(moved),
    }
    return render(request, "selection/postponement_letters.html", context, status=409 if form.errors else 200)


def _preview(moved: Postponement) -> str:
    """The letter to the first of them, without the secret link."""
    first = people_to_tell(moved.draw).first()
    if first is None:
        return ""
    return shown_before(first, Moment.POSTPONED, postponement_values(moved, first))


def _refusal(draw: Draw) -> str:
    """Why it can not be postponed any more, before anything is typed."""
    try:
        require_chance_ahead(draw, clock.now())
    except DomainError as error:
        return str(error)
    return ""


def _draw(programme: Programme, call: str) -> Draw:
    draws = Draw.objects.select_related("call__stage__programme__organisation__region")
    return get_object_or_404(draws, call__stage__programme=programme, call__slug=call)


def _place(programme: Programme, call: str) -> tuple[str, str, str]:
    return programme.organisation.slug, programme.slug, call
