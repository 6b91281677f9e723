"""The participant's own pages: my mentor, my next talk, and what was noted of our contacts, confirmed by one tap."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.mentoring import actions
from sanggar.mentoring.models import ChangeRequest, Contact, FollowUpKind, Mentorship, Slot, Talk
from sanggar.mentoring.pages.doors import Door, page_of
from sanggar.mentoring.pages.entry_forms import DisputeForm
from sanggar.mentoring.pages.milestones import goal_rows
from sanggar.mentoring.pages.own_presenters import slot_rows, to_answer_rows
from sanggar.mentoring.pages.stories import shared_story
from sanggar.mentoring.queries import (
    brought_to_end,
    contacts_of,
    free_slots,
    has_right,
    is_over,
    open_follow_ups,
    participant_day,
    talk_token,
)


def home(request: HttpRequest, door: Door, refused: ConfirmForm | None = None) -> HttpResponse:
    at, programme = clock.now(), door.enrolment.stage.programme
    day = participant_day(door.enrolment, at)
    pair = day.mentorship
    slots = free_slots(pair, at) if pair and pair.is_active else Slot.objects.none()
    is_alone = pair is not None and not has_right(pair)
    page = page_of(
        door,
        pair=pair,
        is_alone=is_alone,
        is_over=is_over(programme, at),
        last_day=programme.mentoring_until,
        talk=day.talk,
        to_answer=to_answer_rows(door, day.to_answer),
        slots=slot_rows(door, slots, day.talk),
        goals=goal_rows(door.enrolment, None),
        story=shared_story(door.enrolment),
        cancel=ConfirmForm(auto_id=False),
        cancel_url=door.to("cancel_talk", day.talk.pk) if day.talk and not day.talk.has_begun(at) else "",
        refused=refused,
        reopens_at=door.home if refused else "",
        wish_url=door.to("wish"),
        ask_url=door.to("ask"),
        take_back_url=door.to("take_back"),
        complaint_url=door.to("complaint"),
        ended=None if pair else brought_to_end(door.enrolment),
        **_requests(door, pair),
        talk_token=talk_token(day.talk) if day.talk else "",
        tap=ConfirmForm(auto_id=False),
        ask_talk_url=door.to("ask_talk"),
        talk_asked=open_follow_ups(door.enrolment).filter(kind=FollowUpKind.TALK).first(),
    )
    return render(request, "mentoring/own.html", page, status=409 if refused else 200)


def _requests(door: Door, pair: Mentorship | None) -> dict[str, Any]:
    """Whether something about this pair waits at the office, and its last answer, while it speaks of what is now."""
    rows = ChangeRequest.objects.filter(mentorship__enrolment=door.enrolment)
    last = rows.order_by("asked_at", "pk").last()
    is_of_now = (
        last is not None
        and last.granted is False
        and not last.is_taken_back
        and (pair is None or last.mentorship_id == pair.pk)
    )
    asked = pair is not None and rows.filter(mentorship=pair, answered_at=None).exists()
    return {"asked": asked, "refused_request": last if is_of_now else None}


@require_POST
def confirm(request: HttpRequest, door: Door, contact: int) -> HttpResponse:
    found = get_object_or_404(contacts_of(door.enrolment), pk=contact)
    return _act(request, door, partial(actions.confirm_contact, found), _("Terima kasih. Kontak ini sudah dibenarkan."))


def dispute(request: HttpRequest, door: Door, contact: int) -> HttpResponse:
    found: Contact = get_object_or_404(contacts_of(door.enrolment), pk=contact)
    form = DisputeForm(request.POST or None)
    act = partial(actions.dispute_contact, found)
    if form.is_valid() and form.carry_out(act, by=door.by, at=clock.now()):
        messages.success(request, _("Sanggahan dicatat. Kantor penyelenggara akan melihatnya."))
        return redirect(door.home)
    page = page_of(door, contact=found, form=form)
    return render(request, "mentoring/own_dispute.html", page, status=422 if form.errors else 200)


@require_POST
def book(request: HttpRequest, door: Door, slot: int) -> HttpResponse:
    """Book a slot; with a talk already, that one moves there."""
    at = clock.now()
    day = participant_day(door.enrolment, at)
    if day.mentorship is None:
        return redirect(door.home)
    found = get_object_or_404(
        Slot.objects.select_related("mentor__programme"), pk=slot, mentor=day.mentorship.mentor_id
    )
    if day.talk and day.talk.slot.starts_at > at:
        return _act(request, door, partial(actions.move_talk, day.talk, found), _("Janji dipindahkan."))
    return _act(request, door, partial(actions.book_slot, found, day.mentorship), _("Janji dibuat."))


@require_POST
def ask_talk(request: HttpRequest, door: Door) -> HttpResponse:
    """Where no time is offered, or none fits: the mentor is told, and the wish stays until it is looked after."""
    pair = participant_day(door.enrolment, clock.now()).mentorship
    if pair is None:
        return redirect(door.home)
    done = _("Permintaan Anda disampaikan kepada pendamping.")
    return _act(request, door, partial(actions.ask_for_talk, pair), done)


@require_POST
def cancel(request: HttpRequest, door: Door, talk: int) -> HttpResponse:
    rows = Talk.objects.select_related("mentorship__mentor__programme__organisation", "slot")
    found = get_object_or_404(rows, pk=talk, mentorship__enrolment=door.enrolment)
    return _act(request, door, partial(actions.cancel_talk, found), _("Janji dibatalkan."))


def _act(request: HttpRequest, door: Door, act: Any, done: str) -> HttpResponse:
    """One tap, and back; a refusal is shown above the page as it is now."""
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(act, by=door.by, at=clock.now()):
        messages.success(request, done)
        return redirect(door.home)
    return home(request, door, form)
