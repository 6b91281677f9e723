"""The call list: everyone with an open offer, whom the office still has to reach, ready to call or to write to."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.applications.actions import reveal_link
from sanggar.foundation import clock
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.foundation.ui.listing import Empty, Listing
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme, Stage
from sanggar.selection import actions
from sanggar.selection.documents.call_sheet import call_sheet
from sanggar.selection.pages import columns
from sanggar.selection.pages.columns import address
from sanggar.selection.pages.contact import contact_of, message_shown
from sanggar.selection.queries import call_list, offers_of
from sanggar.selection.rules import may_make_offers


@programme_page(may_make_offers)
def calling(request: DeskRequest, programme: Programme, ordinal: int) -> HttpResponse:
    stage = _stage(programme, ordinal)
    listing = Listing(
        request,
        call_list(stage, clock.now()),
        columns.CALL_COLUMNS,
        name="daftar-panggilan",
        caption=_("Daftar panggilan"),
        search=("application__name", "application__receipt", "application__phone"),
        filters=columns.CALL_FILTERS,
        empty=Empty(
            _("Tidak ada yang perlu dihubungi"),
            _("Semua penawaran sudah dijawab, atau belum dibuka."),
            address("offers", programme),
            _("Lihat penawaran"),
        ),
        per_page=25,
    )
    context = {
        "programme": programme,
        "stage": stage,
        "listing": listing,
        "contacts": [contact_of(offer) for offer in listing.page],
    }
    return listing.file() or render(request, "selection/calling.html", context)


@programme_page(may_make_offers)
def sheet(request: DeskRequest, programme: Programme, ordinal: int) -> HttpResponse:
    stage = _stage(programme, ordinal)
    return pdf_response(call_sheet(stage, clock.now()), f"daftar-panggilan-tahap-{ordinal}")


@require_POST
@programme_page(may_make_offers)
def show_message(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """The message with the person's secret link, on this one answer alone; who looked is on record."""
    found = get_object_or_404(offers_of(programme).select_related("stage__programme__organisation"), pk=pk)
    if not found.is_open:
        return redirect("selection:offer", programme.organisation.slug, programme.slug, pk)
    reveal_link(found.application, by=request.actor, at=clock.now())
    page = {"programme": programme, **message_shown(found)}
    page["back"] = _where_from(request) or page["back"]
    response = render(request, "applications/link_shown.html", page)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@programme_page(may_make_offers)
def reach(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return _mark(request, programme, pk, actions.mark_reached, _("%(receipt)s ditandai terhubung."))


@require_POST
@programme_page(may_make_offers)
def unreach(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return _mark(request, programme, pk, actions.unmark_reached, _("Tanda terhubung %(receipt)s dihapus."))


def _mark(request: DeskRequest, programme: Programme, pk: int, act: Callable[..., Any], told: str) -> HttpResponse:
    offers = offers_of(programme).select_related("stage__programme__organisation")
    offer = get_object_or_404(offers, pk=pk)
    if ConfirmForm(request.POST).is_valid():
        act(offer, by=request.actor, at=clock.now())
        messages.success(request, told % {"receipt": offer.application.receipt})
    back = _where_from(request) or address("calling", programme, offer.stage.ordinal)
    return redirect(f"{back}#daftar")  # with the keyboard one goes on at the top of the list, where the next one is


def _where_from(request: DeskRequest) -> str:
    """The list as it was filtered, or the offer's own page; not the message shown, which answers to an act alone."""
    back = request.headers.get("Referer", "")
    here = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(back, here, require_https=request.is_secure())
    return back if is_ours and not urlsplit(back).path.endswith("/pesan/") else ""


def _stage(programme: Programme, ordinal: int) -> Stage:
    stage = programme.stages.filter(ordinal=ordinal).first()
    if stage is None:
        raise Http404
    return stage
