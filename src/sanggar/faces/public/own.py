"""The applicant's own page, opened by the secret link: the one page that follows a person from receipt to certificate.

Everything that changes something is a POST, so that a link preview accepts nothing.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from sanggar.applications.access import OwnRequest, own_application_page
from sanggar.applications.guardianship import is_consented, needs_guardian
from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.queries import was_link_sent
from sanggar.applications.rules import is_editable, is_returnable, is_withdrawable
from sanggar.applications.status import last_step, own_answers, own_status
from sanggar.faces.journey import journey_of
from sanggar.faces.objection_form import ObjectionForm
from sanggar.faces.participation import Participation
from sanggar.faces.still_open import still_open
from sanggar.faces.work_form import WorkForm
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.senders import Sender, sent_from
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.journeys import SignInWanted, account_by_link, needs_card, take_seat, wants_code, withdraw
from sanggar.publication.actions import add_work as add
from sanggar.selection.actions import decline_offer, raise_objection
from sanggar.selection.changes import changes_since, needed_after_change
from sanggar.selection.models import Draw, ObjectionState, Offer, OfferState
from sanggar.selection.moments import when
from sanggar.selection.place_told import outcome_told, why_told
from sanggar.selection.queries import (
    chance_of,
    draw_of,
    draw_place_of,
    frozen_number_of,
    has_procedure,
    may_object,
    objection_of,
    offer_of,
)
from sanggar.selection.status import (
    chanceless_status,
    coming_draw,
    floor_status,
    offer_status,
    own_mark_told,
    postponement_told,
    reading_told,
    renumbered,
    training_told,
)
from sanggar.training.models import Enrolment, EnrolmentState
from sanggar.training.queries import enrolment_of_application

ENDED = frozenset({OfferState.DECLINED, OfferState.EXPIRED, OfferState.WITHDRAWN, OfferState.NO_SHOW})
OVER = frozenset({ApplicationState.REFUSED, ApplicationState.WITHDRAWN, ApplicationState.SUPERSEDED})


@own_application_page
def own_page(request: OwnRequest, application: Application) -> HttpResponse:
    return render(request, "public/own.html", page_of(application))


def page_of(application: Application, **forms: Any) -> dict[str, Any]:
    """All that the page shows: the application, and what came of it."""
    at = clock.now()
    enrolment = enrolment_of_application(application)
    draw, place = draw_of(application.call), draw_place_of(application)
    return {
        **application_part(application, at),
        **draw_part(application, draw),
        **still_open(application, at),
        "offer": offer_status(application, at),
        "training": training_told(application.call.stage),
        "place": place,
        "outcome": outcome_told(place),
        "draw": draw,
        "frozen_number": frozen_number_of(application),
        "chance": chance_of(application),
        "postponement": postponement_told(draw),
        "may_object": may_object(application, at),
        "objection_form": ObjectionForm(),
        "part": Participation(enrolment, at) if enrolment else None,
        "may_withdraw": not enrolment and may_stop(application, enrolment) and not is_seat_gone(application),
        "may_leave": bool(enrolment) and may_stop(application, enrolment),
        **account_part(enrolment),
        "confirm": ConfirmForm(),
        "work_form": WorkForm(),
    } | forms


def draw_part(application: Application, draw: Draw | None) -> dict[str, Any]:
    """What is to come, and once it has come, why it came so."""
    objection = objection_of(application)
    waits = objection is not None and objection.state == ObjectionState.OPEN
    return {
        "objection": objection,
        "reading": reading_told(objection),
        "own_mark": own_mark_told(application),
        "answer_by": when(draw.answers_until) if draw and draw.answers_until and waits else "",
        "has_procedure": has_procedure(application.call),
        **rule_part(application),
        "coming_draw": coming_draw(application, draw),
        "renumbered": renumbered(draw),
        "why": why_told(application),
    }


def rule_part(application: Application) -> dict[str, Any]:
    """What became of the procedure since this person applied; who was refused reads what concerns objecting."""
    is_gone = application.state in OVER - {ApplicationState.REFUSED}
    changes = [] if is_gone else changes_since(application)
    days = application.call.procedure.objection_days if changes else 0
    return {"rule_changes": changes, "rule_needed": needed_after_change(application, days)}


def may_stop(application: Application, enrolment: Enrolment | None) -> bool:
    """Whether there is anything left to give up."""
    return enrolment.state == EnrolmentState.ACTIVE if enrolment else is_withdrawable(application)


def is_seat_gone(application: Application) -> bool:
    """Nothing runs any more that they would give up; the page itself stays, for who wants their data erased."""
    offer = offer_of(application)
    return offer is not None and offer.state in ENDED


def account_part(enrolment: Enrolment | None) -> dict[str, bool]:
    """A link that does not prove who holds it learns nothing of the person, not even that there is an account."""
    card = enrolment is not None and needs_card(enrolment)
    return {"needs_card": card, "may_enter": enrolment is not None and not card}


def application_part(application: Application, at: datetime) -> dict[str, Any]:
    return {
        "application": application,
        "address": f"{settings.PUBLIC_ADDRESS}{application.own_path}",
        "link_sent": was_link_sent(application),
        "status": floor_status(application) or chanceless_status(application) or own_status(application),
        "last_step": last_step(application),
        "answers": own_answers(application),
        "wants_correction": application.state == ApplicationState.CORRECTION and is_editable(application, at),
        "asks_guardian": _waits_for_guardian(application),
        "events": journey_of(application),
        "may_edit": is_editable(application, at),
        "may_return": is_returnable(application, at),
    }


def _waits_for_guardian(application: Application) -> bool:
    """Of one that is refused or withdrawn, consent is only looked at where it was given."""
    if application.frozen_at or not needs_guardian(application):
        return False
    return application.state not in OVER or is_consented(application)


@require_POST
@own_application_page
def accept(request: OwnRequest, application: Application) -> HttpResponse:
    return act(request, application, partial(take_seat, latest_offer(application)))


@require_POST
@own_application_page
def object_to_refusal(request: OwnRequest, application: Application) -> HttpResponse:
    form = ObjectionForm(request.POST)
    if form.is_valid() and form.carry_out(partial(raise_objection, application), by=request.actor, at=clock.now()):
        messages.success(request, _("Sanggahan Anda tercatat. Jawabannya akan tampil di halaman ini."))
        return redirect(application.own_path)
    page = page_of(application, objection_form=form, form=form)
    return render(request, "public/own.html", page, status=422)


@require_POST
@own_application_page
def decline(request: OwnRequest, application: Application) -> HttpResponse:
    return act(request, application, partial(decline_offer, latest_offer(application)))


def _has_open_offer(application: Application) -> bool:
    offer = offer_of(application)
    return offer is not None and offer.is_open


@require_http_methods(["GET", "HEAD", "POST"])
@own_application_page
def stop(request: OwnRequest, application: Application) -> HttpResponse:
    """Withdraw the application, or leave the training: says first what will happen."""
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(withdraw, application), by=request.actor, at=clock.now()):
        messages.success(request, _("Tercatat. Terima kasih sudah memberi tahu."))
        return redirect(application.own_path)
    application.refresh_from_db(fields=["state"])
    enrolment = enrolment_of_application(application)
    if not may_stop(application, enrolment):
        over = {"application": application, "enrolment": enrolment}
        return render(request, "public/withdrawing_over.html", over, status=410)
    page = {
        "application": application,
        "form": form,
        "enrolment": enrolment,
        "loses_seat": _has_open_offer(application),
        "returnable": application.call.is_open_at(clock.now()),
    }
    return render(request, "public/withdraw.html", page, status=422 if form.errors else 200)


@require_POST
@own_application_page
def enter(request: OwnRequest, application: Application) -> HttpResponse:
    """Sign in to "my page": who holds the secret link is the participant. Never from another site's form, which would
    put someone into an account that is not theirs; a browser that does not say where it comes from is asked once more.
    """
    own_enrolment(application)  # without one there is no such door
    sender = sent_from(request)
    if sender is Sender.ELSEWHERE:
        raise PermissionDenied
    if sender is Sender.UNKNOWN:
        asked = {"application": application, "confirm": ConfirmForm(), "reopens_at": application.own_path}
        page = render(request, "public/enter_surely.html", asked)
        page["Referrer-Policy"] = "same-origin"  # else the browser would not name us as the sender of this form either
        return page
    return let_in(request, application)


@require_POST
@own_application_page
@csrf_protect
def enter_surely(request: OwnRequest, application: Application) -> HttpResponse:
    """The same, proved by the token of a page that only this browser was given."""
    return let_in(request, application)


def let_in(request: OwnRequest, application: Application) -> HttpResponse:
    enrolment = own_enrolment(application)
    try:
        account = account_by_link(enrolment, by=request.actor, at=clock.now())
    except SignInWanted as refusal:
        known = enrolment.person.account
        if known and wants_code(known):
            return redirect("public:enter_by_code", application.receipt, application.token)
        return _not_let_in(request, application, refusal)
    except DomainError as refusal:
        return _not_let_in(request, application, refusal)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("mine:today")


def _not_let_in(request: OwnRequest, application: Application, refusal: DomainError) -> HttpResponse:
    page = page_of(application, refusal=str(refusal), reopens_at=application.own_path)
    return render(request, "public/own.html", page, status=refusal.status)


@require_POST
@own_application_page
def add_work(request: OwnRequest, application: Application) -> HttpResponse:
    form = WorkForm(request.POST)
    act_on = partial(add, own_enrolment(application))
    if form.is_valid() and form.carry_out(act_on, by=application.actor, at=clock.now()):
        return redirect(application.own_path)
    return render(request, "public/own.html", page_of(application, work_form=form, form=form), status=422)


def act(request: OwnRequest, application: Application, to_do: Callable[..., object], told: str = "") -> HttpResponse:
    """Carry out a one-button act once; a refusal is told on the same page, which shows how things stand now. `told` is
    what the page can not show by itself.
    """
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(to_do, by=request.actor, at=clock.now()):
        if told:
            messages.success(request, told)
        return redirect(application.own_path)
    page = page_of(application, form=form, reopens_at=application.own_path)
    return render(request, "public/own.html", page, status=409)


def latest_offer(application: Application) -> Offer:
    offer = offer_of(application)
    if offer is None:
        raise Http404
    return offer


def own_enrolment(application: Application) -> Enrolment:
    enrolment = enrolment_of_application(application)
    if enrolment is None:
        raise Http404
    return enrolment
