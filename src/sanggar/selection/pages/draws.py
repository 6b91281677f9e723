"""The draw at the desk: the list of draws, and the guided page that the officer walks through in public."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.applications.actions.contests import release_contested
from sanggar.applications.models import Call, CallState
from sanggar.applications.rules import may_see_disability_need
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.foundation.ui.listing import Listing
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw, LotteryWork, Procedure, SourceKind, without_texts
from sanggar.selection.moments import when
from sanggar.selection.pages import columns, presenters
from sanggar.selection.pages.conditions import classes_beyond, conditions, quota_clashes, vacant_before
from sanggar.selection.pages.dice import entered, forms_of, is_time
from sanggar.selection.pages.forms import FreezeForm, RandomnessForm
from sanggar.selection.pages.procedure_presenters import procedure_facts
from sanggar.selection.pages.searching import search_line
from sanggar.selection.queries import (
    Readiness,
    dice_progress,
    draw_of,
    marks_count,
    postponement_of,
    readiness_of,
    waits_for_office,
)
from sanggar.selection.refusals import RoundUnavailable
from sanggar.selection.relays import fetch_round
from sanggar.selection.rule_letters import held_letters
from sanggar.selection.rules import (
    is_second_person,
    may_enter_dice,
    may_make_offers,
    may_run_draw,
    may_see_decisions,
    may_see_draw_links,
)
from sanggar.selection.strata import seats_waiting_elsewhere
from sanggar.selection.vacant import seats_taken_away, vacant_in


@programme_page()
def draws(request: DeskRequest, programme: Programme) -> HttpResponse:
    calls = Call.objects.filter(stage__programme=programme)
    listing = Listing(
        request,
        without_texts(calls.select_related("stage", "draw", "procedure"), "draw"),
        columns.draw_columns(programme),
        name="seleksi",
        caption=_("Seleksi setiap pendaftaran"),
        empty=columns.no_calls(programme),
    )
    return listing.file() or render(request, "selection/draws.html", {"programme": programme, "listing": listing})


@programme_page()
def draw(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _guide(request, programme, _call(programme, call))


@require_POST
@programme_page(may_run_draw)
def freeze(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Contests of a closed call that are over by themselves are settled first, and stay so though the freeze is
    refused: the officer then finds in the queue what is still to be decided on.
    """
    found = _call(programme, call)
    form = FreezeForm(request.POST)
    if form.is_valid() and found.state_at(clock.now()) == CallState.CLOSED:
        release_contested(clock.now(), found)
    if form.is_valid() and form.carry_out(partial(actions.freeze_draw, found), by=request.actor, at=clock.now()):
        messages.success(
            request,
            _(
                "Daftar dibekukan, dan sidiknya sudah tampil di halaman publik. Cetak berita acaranya setelah kepala "
                "catatan audit tampil di halaman ini."
            ),
        )
        return _back(programme, found)
    return _guide(request, programme, found, form)


@require_POST
@programme_page(may_enter_dice)
def dice(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = _frozen(programme, call)
    refused = entered(request, found)
    return _guide(request, programme, found.call, refused) if refused else _back(programme, found.call)


@require_POST
@programme_page(may_run_draw)
def fetch(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Ask the relays, and only then begin to write: nobody waits for the network with the database locked."""
    found = _frozen(programme, call)
    form = ConfirmForm(request.POST)
    if not form.is_valid() or found.drand_round is None:
        return _back(programme, found.call)
    try:
        signature = fetch_round(found.drand_round)
        actions.enter_randomness(found, signature=signature, by=request.actor, at=clock.now())
    except RoundUnavailable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Angka acak diambil, dan tanda tangannya benar."))
    return _back(programme, found.call)


@require_POST
@programme_page(may_run_draw)
def type_randomness(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = _frozen(programme, call)
    form = RandomnessForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.enter_randomness, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Angka acak tercatat, dan tanda tangannya benar."))
        return _back(programme, found.call)
    return _guide(request, programme, found.call, form)


@require_POST
@programme_page(may_run_draw)
def run(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _confirmed(request, programme, call, actions.run_draw, _("Hasilnya sudah ada. Umumkan."))


@require_POST
@programme_page(may_run_draw)
def publish(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _confirmed(request, programme, call, actions.publish_draw, _("Hasil seleksi diumumkan."))


def _confirmed(request: DeskRequest, programme: Programme, call: str, act: Any, done: str) -> HttpResponse:
    found = _frozen(programme, call)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(act, found), by=request.actor, at=clock.now()):
        messages.success(request, done)
        return _back(programme, found.call)
    return _guide(request, programme, found.call, form)


def _seats_in_doubt(call: Call, found: Draw | None, readiness: Readiness) -> dict[str, Any]:
    """Seats that no class holds, that another list may still need, and that nobody would take."""
    waiting = 0 if found else min(seats_waiting_elsewhere(call), readiness.seat_count)
    vacant = vacant_in(found) if found else vacant_before(readiness)
    return {
        "classes_short": classes_beyond(readiness),
        "waiting_elsewhere": waiting,
        "vacant": vacant,
        "marks_count": marks_count(call),
    }


def _guide(request: DeskRequest, programme: Programme, call: Call, form: ActForm | None = None) -> HttpResponse:
    """The guided page; `form` is one that was refused and stands in the step where it was filled in."""
    found = draw_of(call)
    readiness = readiness_of(call)
    clashes = quota_clashes(readiness, may_see_needs=may_see_disability_need(request.user, programme))
    place = (programme.organisation.slug, programme.slug)
    context = {
        "programme": programme,
        "call": call,
        "draw": found,
        "form": form,
        "steps": presenters.steps(found, readiness),
        "current": min(presenters.current_step(found, readiness), presenters.STEPS),
        "total": presenters.STEPS,
        "is_done": found is not None and found.is_published,
        "readiness": readiness,
        "conditions": conditions(
            readiness,
            dict(programme.tracks.values_list("code", "name")),
            f"{reverse('applications:queue', args=place)}?call={call.slug}",
            reverse("applications:call", args=[*place, call.slug]),
            reverse("selection:procedure", args=[*place, call.slug]),
            reverse("selection:merit", args=[*place, call.slug]),
            clashes,
        ),
        "quota_clashes": clashes,
        **_seats_in_doubt(call, found, readiness),
        "may_run": may_run_draw(request.user, programme),
        "may_see_decisions": may_see_decisions(request.user, programme),
        "may_enter_dice": may_enter_dice(request.user, programme),
        "may_see_links": may_see_draw_links(request.user, programme),
        "may_make_offers": may_make_offers(request.user, programme),
        "procedure_facts": procedure_facts(readiness.procedure) if readiness.procedure else [],
        "waits_for_office": found is not None and found.is_published and waits_for_office(found),
        "search": search_line(found, clock.now()) if found and found.offers_opened_at else None,
        **_untold(readiness.procedure if found is None or found.drawn_at is None else None),
        **_forms(form),
        **(_drawn(request, found, form) if found else {}),
    }
    return render(request, "selection/draw.html", context, status=422 if form else 200)


def _untold(procedure: Procedure | None) -> dict[str, Any]:
    """Letters on changed rules that are not released, or not written yet: before the draw people are to know them."""
    batch, untold = held_letters(procedure, clock.now()) if procedure else ("", 0)
    return {"untold_batch": batch, "untold": untold}


def _forms(refused: ActForm | None) -> dict[str, Any]:
    """Each step's form: fresh, or as it was refused."""
    fresh: dict[str, ActForm] = {
        "freeze_form": FreezeForm(),
        "randomness_form": RandomnessForm(),
        "confirm_form": ConfirmForm(auto_id=False),
        "search_form": ConfirmForm(auto_id=False),
    }
    return {name: refused if type(refused) is type(form) else form for name, form in fresh.items()}


def _drawn(request: DeskRequest, found: Draw, refused: ActForm | None) -> dict[str, Any]:
    progress = dice_progress(found)
    is_first_person = progress.waiting is not None and not is_second_person(request.user.pk, progress.waiting)
    work = LotteryWork.objects.filter(draw=found).first()
    return {
        "facts": presenters.facts_of(found),
        "digests": presenters.digests_of(found),
        "taken_away": seats_taken_away(found),
        "is_dice": found.source_kind == SourceKind.DICE,
        "progress": progress,
        "is_dice_time": is_time(found, clock.now()),
        "is_first_person": is_first_person,
        **forms_of(refused, is_first_person=is_first_person),
        "round_is_out": presenters.is_round_out(found, clock.now()),
        "draw_time": presenters.draw_time(found),
        "objections": presenters.objections_of(found, clock.now()),
        "answers_until": when(found.answers_until) if found.answers_until else "",
        "may_postpone": presenters.may_postpone(found, clock.now()),
        "postponement": postponement_of(found),
        "work": work,
        "doing": presenters.doing_text(work.doing) if work else "",
        "unreachable": _unreachable(request, found),
        "is_stuck": work is not None and work.is_stuck(clock.now()),
        "may_restart": work is not None and work.may_restart(clock.now()),
        "clashes": presenters.clashes_of(
            found, may_see_needs=may_see_disability_need(request.user, found.call.programme)
        ),
    }


def _unreachable(request: DeskRequest, found: Draw) -> dict[str, Any]:
    """The people whom the quotas leave no seat for. Of a sealed draw groups and number are shown to those alone who may
    know what quotas over specific data tell.
    """
    rows = presenters.unreachable_of(found)
    may_see = not found.is_sealed or may_see_disability_need(request.user, found.call.programme)
    people = sum(row.people for row in rows)
    return {"people": people, "rows": rows} if may_see else {"people": 0, "is_hidden": bool(people)}


def _call(programme: Programme, slug: str) -> Call:
    calls = Call.objects.select_related("stage__programme__organisation").filter(published_at__isnull=False)
    return get_object_or_404(calls, stage__programme=programme, slug=slug)


def _frozen(programme: Programme, slug: str) -> Draw:
    draws = Draw.objects.select_related("call__stage__programme__organisation")
    return get_object_or_404(draws, call__stage__programme=programme, call__slug=slug)


def _back(programme: Programme, call: Call) -> HttpResponse:
    return redirect("selection:draw", programme.organisation.slug, programme.slug, call.slug)
