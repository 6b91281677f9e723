"""The search for reserves at the desk: asked for by a button, worked out by the worker, and how far it is."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw, ReserveSearch
from sanggar.selection.moments import when
from sanggar.selection.pages.presenters import doing_text
from sanggar.selection.queries import reserves_left
from sanggar.selection.rules import may_make_offers


@require_POST
@programme_page(may_make_offers)
def find_reserves(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Only asked for: who comes next is drawn by the worker, and the page tells how far it is."""
    draws = Draw.objects.filter(offers_opened_at__isnull=False).select_related("call__stage__programme__organisation")
    draw = get_object_or_404(draws, call__stage__programme=programme, call__slug=call)
    try:
        is_asked = actions.request_reserves(draw, by=request.actor, at=clock.now())
    except DomainError as refused:
        messages.info(request, str(refused))
    else:
        asked, running = _("Pencarian cadangan diminta."), _("Cadangannya sudah sedang dicari.")
        messages.success(request, asked if is_asked else running)
    return redirect("selection:offers", programme.organisation.slug, programme.slug)


@dataclass(frozen=True, slots=True)
class SearchLine:
    """How the search for the reserves of a draw stands: since when and how far, or how the last one ended. `may_ask`
    where a seat of the stage is free and nobody looks; `is_relaxing` where the office lets a quota give way for it.
    """

    draw: Draw
    is_running: bool
    text: str
    may_ask: bool
    search: ReserveSearch | None = None
    is_relaxing: bool = False

    @property
    def doing(self) -> str:
        return doing_text(self.search.doing) if self.search else ""


def search_line(draw: Draw, at: datetime) -> SearchLine:
    """Of a draw whose seats were offered."""
    search = getattr(draw, "search", None)
    if search is None:
        return SearchLine(draw, False, "", may_ask=bool(draw.call.stage.seats_free))
    if not search.is_running(at):
        return SearchLine(draw, False, _ended(search), may_ask=bool(draw.call.stage.seats_free))
    is_relaxing = draw.relaxations.filter(ended_at=None).exists()
    if not (search.taken_at and search.is_taken(at)):
        return SearchLine(draw, True, _waiting(search, at), search.is_lost(at), is_relaxing=is_relaxing)
    text = _("Dihitung di latar belakang sejak %(since)s; halaman ini boleh ditinggalkan.")
    return SearchLine(draw, True, text % {"since": when(search.taken_at)}, False, search, is_relaxing)


def _waiting(search: ReserveSearch, at: datetime) -> str:
    since = {"since": when(search.asked_at)}
    if search.is_lost(at):
        return _("Diminta %(since)s, tetapi belum dimulai. Periksa apakah pekerja latar berjalan.") % since
    return _("Diminta %(since)s; pekerja latar segera memulainya. Halaman ini boleh ditinggalkan.") % since


def _nothing_offered(draw: Draw) -> str:
    """Seats or people: which of both there are none of."""
    if not draw.call.stage.seats_free:
        return _("Tidak ada kursi kosong yang perlu diisi.")
    if not reserves_left(draw):
        return _("Tidak ada lagi cadangan yang dapat dipanggil.")
    return _("Tidak ada kursi yang dapat ditawarkan.")


def _ended(search: ReserveSearch) -> str:
    """How the last search ended."""
    if search.offered:
        told = ngettext("%(n)d cadangan ditawari kursi.", "%(n)d cadangan ditawari kursi.", search.offered)
        found = told % {"n": search.offered}
    elif search.is_clash:
        found = _("Tidak ada cadangan yang menjaga sisa kuota.")
    else:
        found = _nothing_offered(search.draw)
    ended = when(search.ended_at) if search.ended_at else ""
    return _("Pencarian cadangan terakhir, %(ended)s: %(found)s") % {"ended": ended, "found": found}
