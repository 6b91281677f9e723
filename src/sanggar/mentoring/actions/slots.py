"""Writes on a mentor's time: offer it, take it back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date, long_date
from sanggar.foundation.unique import unless_taken
from sanggar.mentoring.actions.places import lock_in_order
from sanggar.mentoring.hour_refusals import SlotDuringTeaching
from sanggar.mentoring.models import Mentor, Slot, Talk
from sanggar.mentoring.refusals import SlotAfterEnd, SlotGone, SlotInPast, SlotOverlaps, SlotTaken
from sanggar.planning.models import Meeting

MOST_WEEKS = 12
YEAR = timedelta(days=365)


@transaction.atomic
def offer_slots(
    mentor: Mentor,
    *,
    day: date,
    time: time_of_day,
    minutes: int,
    place: str,
    by: Actor,
    at: datetime,
    weeks: int = 1,
) -> list[Slot]:
    """Offer one slot, or the same hour of several weeks: all of them or, when one is past or overlaps, none."""
    lock_in_order(*Mentor.objects.filter(account=mentor.account_id))  # their time is one, in whatever programme
    first = datetime.combine(day, time, clock.office_zone())
    starts = [first + timedelta(weeks=week) for week in range(min(weeks, MOST_WEEKS))]
    length = timedelta(minutes=minutes)
    _require_free(mentor, starts, length, at)
    with unless_taken(SlotOverlaps(field="time")):
        slots = [
            Slot.objects.create(mentor=mentor, starts_at=each, ends_at=each + length, place=place, offered_at=at)
            for each in starts
        ]
    details = {"slots": len(slots), "first": first.isoformat(), "minutes": minutes}
    _record("mentoring.offer_slots", mentor, by, at, details)
    return slots


@transaction.atomic
def withdraw_slot(slot: Slot, *, by: Actor, at: datetime) -> None:
    """Take back time that nobody has booked; a booked talk is cancelled first, for somebody counts on it."""
    lock_in_order(slot.mentor)
    if Talk.objects.filter(slot=slot, cancelled_at=None).exists():
        raise SlotTaken
    if not Slot.objects.filter(pk=slot.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise SlotGone
    _record("mentoring.withdraw_slot", slot.mentor, by, at, {"slot": slot.pk})


def _require_free(mentor: Mentor, starts: Sequence[datetime], length: timedelta, at: datetime) -> None:
    """No time that has passed, none after mentoring ends (or a year from now, where no end is set), and none that lies
    in another of the mentor's slots, or in a meeting that they teach, in whatever programme.
    """
    if starts[0] <= at:
        raise SlotInPast(field="day")
    last = mentor.programme.mentoring_until or local_date(at + YEAR, clock.office_zone())
    if starts[-1].date() > last:
        raise SlotAfterEnd(field="day", day=long_date(last))
    others = Slot.objects.filter(mentor__account=mentor.account_id, withdrawn_at=None)
    for start in starts:
        if others.filter(starts_at__lt=start + length, ends_at__gt=start).exists():
            raise SlotOverlaps(field="time")
        taught = Meeting.objects.standing().filter(trainer=mentor.account_id)
        if taught.filter(starts_at__lt=start + length, ends_at__gt=start).exists():
            raise SlotDuringTeaching(field="time", day=long_date(start.date()))


def _record(verb: str, mentor: Mentor, by: Actor, at: datetime, details: dict[str, object]) -> None:
    label = f"akun {mentor.account_id}"
    record(verb, mentor, by=by, at=at, place=mentor.programme.place, details=details, label=label)
