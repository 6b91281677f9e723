"""Offers at the desk: opened once for a draw, watched, withdrawn where need be."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.letters import has_a_way
from sanggar.foundation import clock
from sanggar.foundation.phones import format_phone
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.foundation.ui.listing import Empty, Listing
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Meeting, Programme, Stage
from sanggar.selection import actions
from sanggar.selection.hours import before_the_night
from sanggar.selection.models import Draw, DrawEntry, DrawState, OfferState
from sanggar.selection.moments import when
from sanggar.selection.pages import columns
from sanggar.selection.pages.columns import address
from sanggar.selection.pages.contact import contact_of
from sanggar.selection.pages.forms import OpenOffersForm
from sanggar.selection.pages.offer_presenters import OFFER_TONES, offer_facts, offer_timeline, stage_lines
from sanggar.selection.pages.procedure_presenters import class_rows
from sanggar.selection.pages.searching import search_line
from sanggar.selection.pages.withdrawals import offer_on_page, waiting_withdrawal
from sanggar.selection.queries import draws_of, draws_with_offers, offers_of, waits_for_office, who_is_next
from sanggar.selection.queries.classes import classes_short_for
from sanggar.selection.rules import may_confirm_withdrawal, may_make_offers
from sanggar.selection.strata import seats_free_for
from sanggar.selection.vacant import seats_taken_away

WAITING_FIRST = Case(When(state=OfferState.OPEN, then=0), default=1)


@programme_page()
def offers(request: DeskRequest, programme: Programme) -> HttpResponse:
    nothing = _("Penawaran dibuka setelah hasil seleksi diumumkan.")
    listing = Listing(
        request,
        offers_of(programme).order_by(WAITING_FIRST, "-offered_at", "pk"),
        columns.offer_columns(programme),
        name="penawaran",
        caption=_("Penawaran kursi"),
        search=("application__name", "application__receipt"),
        filters=columns.offer_filters(programme),
        empty=Empty(_("Belum ada penawaran"), nothing, address("draws", programme), _("Buka seleksi")),
    )
    context = {
        "programme": programme,
        "listing": listing,
        "stages": stage_lines(programme),
        "searches": [search_line(draw, clock.now()) for draw in draws_with_offers(programme)],
        "search_form": ConfirmForm(auto_id=False),
        "undecided": [draw for draw in draws_of(programme) if draw.is_published and waits_for_office(draw)],
        "waiting": draws_of(programme).filter(state=DrawState.PUBLISHED, offers_opened_at=None),
        "may_make_offers": may_make_offers(request.user, programme),
    }
    return listing.file() or render(request, "selection/offers.html", context)


@programme_page(may_make_offers)
def open_offers(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """What will happen, to how many, until when; done once."""
    draws = draws_of(programme).filter(state=DrawState.PUBLISHED)
    draw = get_object_or_404(draws.select_related("call__stage__programme__organisation"), call__slug=call)
    if draw.offers_opened_at and request.method != "POST":
        messages.info(request, _("Penawarannya sudah dibuka."))
        return redirect("selection:offers", programme.organisation.slug, programme.slug)
    form = OpenOffersForm(request.POST or None, asked=partial(_asked, draw), initial=_proposed(draw, clock.now()))
    if form.is_valid() and form.carry_out(partial(actions.open_offers, draw), by=request.actor, at=clock.now()):
        count = draw.call.stage.offers.filter(entry__draw=draw).count()
        text = ngettext("%(count)d kursi ditawarkan.", "%(count)d kursi ditawarkan.", count) % {"count": count}
        messages.success(request, text)
        return redirect("selection:offers", programme.organisation.slug, programme.slug)
    context = {"programme": programme, "draw": draw, "form": form, "taken_away": seats_taken_away(draw)}
    asked = _asked(draw)
    context |= _letters_and_calls(asked) | {"classes_short": class_rows(classes_short_for(draw, asked), draw.call)}
    return render(request, "selection/open_offers.html", context, status=422 if form.errors else 200)


@programme_page()
def offer(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = offer_on_page(programme, pk)
    waiting = waiting_withdrawal(found)
    is_officer, may_confirm = may_make_offers(request.user, programme), may_confirm_withdrawal(request.user, programme)
    asks_back = (
        waiting is not None and waiting.is_refusal and may_confirm and not is_officer
    )  # who has no other contact
    context = {
        "programme": programme,
        "offer": found,
        "tone": OFFER_TONES[OfferState(found.state)],
        "facts": offer_facts(found),
        "events": offer_timeline(found),
        "contact": contact_of(found) if is_officer and found.is_open else None,
        "waiting": waiting,
        "waiting_since": when(waiting.at) if waiting else "",
        "may_withdraw": is_officer and found.is_open,
        "may_confirm": may_confirm,
        "phone": format_phone(found.application.phone) if asks_back else "",
        "own_account": request.user.pk,
        "confirm_form": ConfirmForm(auto_id=False),
    }
    return render(request, "selection/offer.html", context)


def _asked(draw: Draw) -> list[DrawEntry]:
    """Who would get an offer now."""
    return who_is_next(draw, seats_free_for(draw.call_id, Stage.objects.get(pk=draw.call.stage_id)))


def _proposed(draw: Draw, at: datetime) -> dict[str, Any]:
    """Three days from now at the hour of the procedure; reserves until the first meeting, or for two weeks."""
    stage, hour = draw.call.stage, draw.call.procedure.deadline_time
    local = (at + timedelta(days=3)).astimezone(clock.office_zone())
    first = Meeting.objects.standing().filter(cohort__stage=stage, starts_at__gt=at).first()
    deadline = local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    until = before_the_night(first.starts_at) if first else None
    until = until if until and until > deadline else deadline + timedelta(days=14)
    return {"deadline": deadline, "reserve_hours": 48, "call_up_until": until}


def _letters_and_calls(asked: list[DrawEntry]) -> dict[str, int]:
    """How many get a letter and how many a call; who withdrew since the freeze is passed over."""
    written = sum(1 for entry in asked if has_a_way(entry.application))
    return {"asked": len(asked), "written": written, "called": len(asked) - written}
