"""The mentor's own time: offer it, see who booked, take it back."""

import re
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.mentoring import actions
from sanggar.mentoring.calendars import talk_file as calendar_of
from sanggar.mentoring.models import How, Mentor, Mentorship, Slot, Talk
from sanggar.mentoring.pages.entry_forms import LENGTHS
from sanggar.mentoring.pages.own_presenters import slot_words
from sanggar.mentoring.pages.slot_forms import CancelTalkForm, SlotForm
from sanggar.mentoring.queries import as_it_stands, coming_slots, is_talk_token, places_of, standing_talks
from sanggar.planning.access import DeskRequest
from sanggar.training.calendars import trainer_calendar_path

PHONE_LIKE = re.compile(r"\+?[\d\s().-]{8,}")


def own_places(request: DeskRequest) -> list[Mentor]:
    return places_of(request.user)


def own_place(request: DeskRequest, pk: int) -> Mentor:
    for mentor in own_places(request):
        if mentor.pk == pk:
            return mentor
    raise Http404


def my_slots(request: DeskRequest, mentor: int) -> HttpResponse:
    place = own_place(request, mentor)
    form = SlotForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.offer_slots, place), by=request.actor, at=clock.now()):
        messages.success(request, _("Waktu Anda ditawarkan kepada peserta."))
        return redirect("my_slots", place.pk)
    page = {"mentor": place, "form": form, "rows": _rows(place), "calendar": trainer_calendar_path(request.user)}
    return render(request, "mentoring/my_slots.html", page, status=422 if form.errors else 200)


@require_POST
def withdraw_slot(request: DeskRequest, mentor: int, slot: int) -> HttpResponse:
    place = own_place(request, mentor)
    found = get_object_or_404(Slot.objects.select_related("mentor__programme__organisation"), pk=slot, mentor=place)
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(partial(actions.withdraw_slot, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Waktu ditarik kembali."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("my_slots", place.pk)


def cancel_talk(request: DeskRequest, mentor: int, talk: int) -> HttpResponse:
    """With a word for the participant, who gets a letter."""
    place = own_place(request, mentor)
    found = get_object_or_404(standing_talks(), pk=talk, slot__mentor=place)
    form = CancelTalkForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.cancel_talk, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Janji dibatalkan; peserta diberi tahu."))
        return redirect("my_slots", place.pk)
    page = {"mentor": place, "talk": found, "when": slot_words(found.slot), "form": form}
    return render(request, "mentoring/cancel_talk.html", page, status=422 if form.errors else 200)


@require_safe
@login_not_required
def talk_file(request: HttpRequest, talk: int, token: str) -> HttpResponse:
    """The talk for the phone's calendar, by a secret link; it names the programme, no person. The link of a talk that
    was moved gives it as it stands now.
    """
    found = get_object_or_404(Talk.objects.select_related("slot", "mentorship__mentor__programme"), pk=talk)
    if not is_talk_token(found, token):
        raise Http404
    response = HttpResponse(
        calendar_of(as_it_stands(found), at=clock.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="janji.ics"'
    return response


def talk_of(request: DeskRequest, pair: Mentorship) -> Talk | None:
    """The booked talk that is being noted, named in the address as ?janji=…; none when it is not of this pair."""
    key = request.GET.get("janji", "")
    return standing_talks().filter(mentorship=pair, contact=None, pk=int(key)).first() if key.isdecimal() else None


def talk_initial(talk: Talk) -> dict[str, Any]:
    """What is known of a contact that was booked: its day and length, and how it was held, by where it was to be."""
    slot = talk.slot
    minutes = int((slot.ends_at - slot.starts_at).total_seconds() // 60)
    nearest = min(LENGTHS, key=lambda length: abs(length - minutes))
    return {"held_on": local_date(slot.starts_at, clock.office_zone()), "minutes": nearest, "how": how_of(slot.place)}


def contact_address(pair: Mentorship, talk: Talk | None) -> str:
    """Where a mentor notes a contact: with what is known of the talk that waits to be noted, where there is one."""
    return reverse("my_contact", args=[pair.pk]) + (f"?janji={talk.pk}" if talk else "")


def how_of(place: str) -> How:
    """A link is a video call, a number a telephone; anywhere else people meet."""
    said = place.lower()
    if PHONE_LIKE.fullmatch(said.strip()):
        return How.CALL
    if "://" in said or any(word in said for word in ("zoom", "meet.", "video", "daring", "online")):
        return How.VIDEO
    return How.CALL if any(word in said for word in ("telepon", "telpon", "phone", "whatsapp")) else How.VISIT


def _rows(mentor: Mentor) -> list[dict[str, Any]]:
    at = clock.now()
    return [
        {
            "slot": slot,
            "when": slot_words(slot),
            "talk": slot.booked[0] if slot.booked else None,  # type: ignore[attr-defined]  # prefetched
            "is_ahead": slot.starts_at > at,
            "form": ConfirmForm(auto_id=False),
        }
        for slot in coming_slots(mentor, at)
    ]
