"""Desk: what officers tell each other beside an application, and the views of the queue that they keep."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.applications import actions
from sanggar.applications import screening_queries as screening
from sanggar.applications.models import Application, SecondOpinion
from sanggar.applications.pages import desk_presenters as presenters
from sanggar.applications.pages.call_act_words import ActWords
from sanggar.applications.pages.calls import call_of, to_call
from sanggar.applications.pages.listings import walk_query
from sanggar.applications.pages.screening import application_of
from sanggar.applications.pages.screening_forms import NoteForm, OpinionForm, TermsForm, VerdictForm, ViewForm
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page(may_screen)
def add_note(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    found = application_of(programme, receipt)
    words = ActWords(_("Tulis catatan"), _("Pelamar tidak pernah membaca catatan ini."), _("Simpan catatan"))
    return _beside(request, found, NoteForm(request.POST or None), partial(actions.write_note, found), words)


@programme_page(may_screen)
def ask_opinion(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    found = application_of(programme, receipt)
    colleagues = screening.colleagues_of(request.user, programme)
    text = _("Lamaran ini baru dapat diputuskan setelah rekan itu berpendapat, atau permintaannya dibatalkan.")
    if not colleagues:
        text = _(
            "Belum ada rekan lain yang berwenang memeriksa lamaran program ini. Administrator dapat menambahkannya."
        )
    words = ActWords(_("Minta pendapat kedua"), text, _("Minta pendapat") if colleagues else "")
    form = OpinionForm(colleagues, request.POST or None)
    return _beside(request, found, form, partial(actions.ask_opinion, found), words)


@programme_page(may_screen)
def give_opinion(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    found = application_of(programme, receipt)
    opinion = _awaited(found)
    if opinion.asked_of_id != request.user.pk:
        raise Http404
    words = ActWords(_("Beri pendapat"), _asked(opinion), _("Kirim pendapat"))
    form = VerdictForm(request.POST or None)
    return _beside(request, found, form, partial(actions.give_opinion, opinion), words)


@programme_page(may_screen)
def take_back_question(request: DeskRequest, programme: Programme, receipt: str) -> HttpResponse:
    found = application_of(programme, receipt)
    opinion = _awaited(found)
    words = ActWords(_("Batalkan permintaan pendapat?"), _asked(opinion), _("Batalkan permintaan"))
    form = ConfirmForm(request.POST or None)
    return _beside(request, found, form, partial(actions.take_back_question, opinion), words)


def _awaited(found: Application) -> SecondOpinion:
    opinion = screening.open_opinion(found)
    if opinion is None:
        raise Http404
    return opinion


def _asked(opinion: SecondOpinion) -> str:
    who = {"by": opinion.asked_by, "of": opinion.asked_of.name, "question": opinion.question or "—"}
    return _("%(by)s bertanya kepada %(of)s: %(question)s") % who


def _beside(
    request: DeskRequest,
    found: Application,
    form: ActForm,
    act: Callable[..., object],
    words: ActWords,
) -> HttpResponse:
    """A page with one form, which leads back to the application as it was opened."""
    query = f"?{walk_query(request)}" if request.GET else ""
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Tersimpan."))
        return redirect(f"{presenters.application_address(found)}{query}")
    page: dict[str, Any] = {
        "programme": found.programme,
        "application": found,
        "form": form,
        "words": words,
        "query": query,
    }
    return render(request, "applications/decision.html", page, status=422 if form.errors else 200)


# --- views of the queue ----------------------------------------------------------------------------------------------
@programme_page(may_screen)
def save_view(request: DeskRequest, programme: Programme) -> HttpResponse:
    """Keep the queue as it is narrowed and sorted in this address, under a name."""
    form = ViewForm(request.POST or None)
    query = walk_query(request)

    def act(*, name: str, shared: bool, **fixed: Any) -> None:
        owner = None if shared else request.user
        actions.save_view(programme, name=name, address=query, owner=owner, **fixed)

    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Tampilan tersimpan."))
        return _to_queue(programme, query)
    page = {"programme": programme, "form": form, "query": query}
    return render(request, "applications/save_view.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def delete_view(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    view = get_object_or_404(screening.views_for(request.user, programme), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.delete_view, view), by=request.actor, at=clock.now()):
        messages.success(request, _("Tampilan dihapus."))
        return _to_queue(programme, "")
    page = {"programme": programme, "form": form, "view": view}
    return render(request, "applications/delete_view.html", page, status=422 if form.errors else 200)


def _to_queue(programme: Programme, query: str) -> HttpResponse:
    response = redirect("applications:queue", programme.organisation.slug, programme.slug)
    response["Location"] += f"?{query}" if query else ""
    return response


# --- how a call is screened ------------------------------------------------------------------------------------------
@programme_page(may_screen)
def terms(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    call = call_of(programme, slug)
    standing = actions.screening_terms(call)
    usual = {name: getattr(standing, name) for name in ("correction_days", "two_refuse", "guardian_first")}
    form = TermsForm(request.POST or None, initial=usual)
    act = partial(actions.set_screening_terms, call)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Aturan pemeriksaan tersimpan."))
        return to_call(call)
    page = {"programme": programme, "call": call, "form": form}
    return render(request, "applications/terms.html", page, status=422 if form.errors else 200)
