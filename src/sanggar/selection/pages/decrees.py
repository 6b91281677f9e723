"""The decrees of a draw at the desk: draft, edit, number, read."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanggar.foundation import clock, files
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.decree import decree_pdf, public_copy
from sanggar.selection.models import Decree, DecreeState, Draw
from sanggar.selection.pages import decree_presenters as presenters
from sanggar.selection.pages.decree_forms import DecreeForm, NumberForm
from sanggar.selection.queries import annex_of, changes_of, decrees_of
from sanggar.selection.rules import may_draft_decree, may_number_decree, may_see_decrees


@programme_page(may_see_decrees)
def decrees(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _list(request, programme, draw_at(programme, call))


@require_POST
@programme_page(may_draft_decree)
def draft(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    draw, form = draw_at(programme, call), ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.draft_decree, draw), by=request.actor, at=clock.now()):
        latest = decrees_of(draw).last()
        assert latest is not None
        messages.success(request, _("Rancangan disusun dengan kalimat yang lazim. Periksa dan ubah seperlunya."))
        return redirect(presenters.address("edit_decree", latest))
    return _list(request, programme, draw, form)


@programme_page(may_see_decrees)
def decree(request: DeskRequest, programme: Programme, call: str, ordinal: int) -> HttpResponse:
    found = decree_at(programme, call, ordinal)
    page = {
        **_page(programme, found),
        **presenters.rights_on(request.user, found.draw),
        "state": found.get_state_display(),
        "is_signed": found.state == DecreeState.SIGNED,
        "tone": presenters.DECREE_TONES[found.state],  # type: ignore[index]  # a plain text equals its choice
        "facts": presenters.facts_of(found),
        "orders": presenters.orders_of(found),
        "annex": annex_of(found),
        "waiting": presenters.waiting_beside(found) if found.is_draft else 0,
        "changes": changes_of(found),
        "events": presenters.event_entries(found),
        "copies": presenters.copy_lines(found.draw, found),
    }
    return render(request, "selection/decree.html", page)


@require_safe
@programme_page(may_see_decrees)
def pdf(request: DeskRequest, programme: Programme, call: str, ordinal: int) -> HttpResponseBase:
    """The file that numbering made; of a draft a preview, made now."""
    found = decree_at(programme, call, ordinal)
    if found.pdf:
        return files.response(found.pdf)
    return pdf_response(decree_pdf(found), f"rancangan-sk-{found.draw.public_id}-{ordinal}")


@require_safe
@programme_page(may_see_decrees)
def public_pdf(request: DeskRequest, programme: Programme, call: str, ordinal: int) -> HttpResponse:
    """The copy that the office may make public. It says that the decree was signed, so there is none before."""
    found = decree_at(programme, call, ordinal)
    if found.state != DecreeState.SIGNED:
        raise Http404
    return pdf_response(public_copy(found), f"salinan-sk-{found.draw.public_id}-{ordinal}")


@programme_page(may_draft_decree)
def edit(request: DeskRequest, programme: Programme, call: str, ordinal: int) -> HttpResponse:
    found = decree_at(programme, call, ordinal)
    if not found.is_draft and request.method == "GET":
        return redirect(presenters.address("decree", found))
    form = DecreeForm(request.POST or None, decree=found)
    if form.is_valid() and form.carry_out(partial(actions.edit_decree, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Rancangan disimpan."))
        return redirect(presenters.address("decree", found))
    page = {**_page(programme, found), "form": form}
    return render(request, "selection/edit_decree.html", page, status=422 if form.errors else 200)


@programme_page(may_number_decree)
def number(request: DeskRequest, programme: Programme, call: str, ordinal: int) -> HttpResponse:
    found = decree_at(programme, call, ordinal)
    if not found.is_draft and request.method == "GET":
        return redirect(presenters.address("decree", found))
    consequences = presenters.consequences(found)
    form = NumberForm(request.POST or None, decree=found, most_wait=consequences["most_wait"])
    if form.is_valid() and form.carry_out(partial(actions.number_decree, found), by=request.actor, at=clock.now()):
        done = _("SK bernomor %(number)s. Unduh, tanda tangani, lalu unggah salinannya.")
        messages.success(request, done % {"number": form.cleaned_data["number"]})
        return redirect(presenters.address("decree", found))
    page = {**_page(programme, found), **consequences, "form": form}
    return render(request, "selection/number_decree.html", page, status=422 if form.errors else 200)


def draw_at(programme: Programme, call: str) -> Draw:
    draws = Draw.objects.select_related("call__stage__programme__organisation__region")
    return get_object_or_404(draws, call__stage__programme=programme, call__slug=call)


def decree_at(programme: Programme, call: str, ordinal: int) -> Decree:
    return get_object_or_404(decrees_of(draw_at(programme, call)), ordinal=ordinal)


def _page(programme: Programme, found: Decree) -> dict[str, Any]:
    return {"programme": programme, "draw": found.draw, "decree": found, "title": presenters.title_of(found)}


def _list(request: DeskRequest, programme: Programme, draw: Draw, refused: ConfirmForm | None = None) -> HttpResponse:
    found = list(decrees_of(draw))
    page = {
        **presenters.rights_on(request.user, draw),
        "programme": programme,
        "draw": draw,
        "lines": [presenters.decree_line(each) for each in found],
        "is_ready": draw.is_published and not any(each.is_draft for each in found),
        "copies": presenters.copy_lines(draw),
        "form": refused,
        "draft_form": refused or ConfirmForm(auto_id=False),
    }
    return render(request, "selection/decrees.html", page, status=422 if refused else 200)
