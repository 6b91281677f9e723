"""Writes on talks: book a slot, move to another, cancel.

Whoever books first has the slot: the database keeps one standing talk a slot. The mentor's row is locked before slots
and pairs, so that a pair books once; then the participant's, who may have another mentor in another programme.
"""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.unique import unless_taken
from sanggar.mentoring.actions.follow_ups import open_follow_up, settle_wish_to_talk
from sanggar.mentoring.actions.places import lock_in_order
from sanggar.mentoring.actions.slots import withdraw_slot
from sanggar.mentoring.actions.states import held_running
from sanggar.mentoring.follow_up_words import Opening
from sanggar.mentoring.gone_letters import tell_participant_of_lost_talk
from sanggar.mentoring.hour_refusals import MentorTeachesThen, TalkDuringMeeting, TalkDuringTalk
from sanggar.mentoring.letters import (
    tell_mentor_of_cancelled_talk,
    tell_mentor_of_wish_to_talk,
    tell_of_cancelled_talk,
    tell_of_moved_talk,
    tell_of_talk,
)
from sanggar.mentoring.models import FollowUp, FollowUpKind, Mentorship, Outcome, Slot, Talk
from sanggar.mentoring.queries.overlaps import (
    meetings_of_person,
    meetings_taught,
    overlapping_meeting,
    talks_of_person,
)
from sanggar.mentoring.queries.talks import has_right
from sanggar.mentoring.refusals import (
    AlreadyBooked,
    NotInThisState,
    SlotGone,
    SlotOfOther,
    SlotTaken,
    TalkOver,
)
from sanggar.mentoring.said import ENDED, GONE, MOVED
from sanggar.people.models import Person


@transaction.atomic
def book_slot(slot: Slot, mentorship: Mentorship, *, by: Actor, at: datetime) -> Talk:
    """Take a slot of one's own mentor; one coming talk at a time, so that everybody finds one."""
    lock_in_order(slot.mentor)
    _require_own_and_open(slot, mentorship, at)
    if Talk.objects.filter(mentorship=mentorship, cancelled_at=None, slot__starts_at__gt=at).exists():
        raise AlreadyBooked
    talk = _book(slot, mentorship, by, at)
    settle_wish_to_talk(mentorship.enrolment, by=by, at=at)
    _record("mentoring.book_slot", talk, by, at)
    tell_of_talk.enqueue(talk.pk)
    return talk


@transaction.atomic
def ask_for_talk(mentorship: Mentorship, *, by: Actor, at: datetime) -> FollowUp:
    """The participant would like to talk and finds no time; asked twice it is one wish, and the mentor is told once."""
    pair = held_running(mentorship)
    asked = open_follow_up(mentorship.enrolment, kind=FollowUpKind.TALK, code=Opening.TALK, by=by, at=at)
    if asked.opened_at == at:
        tell_mentor_of_wish_to_talk.enqueue(pair.mentor_id)
    return asked


@transaction.atomic
def move_talk(talk: Talk, slot: Slot, *, by: Actor, at: datetime) -> Talk:
    """Another slot of the same mentor instead; the old one falls free at once. Both sides get the entry that takes the
    old one's place in their calendars.
    """
    lock_in_order(slot.mentor)
    _require_own_and_open(slot, talk.mentorship, at)
    _cancel(talk, "", by, at)
    following = _book(slot, talk.mentorship, by, at, moved=talk)
    _record("mentoring.move_talk", following, by, at)
    tell_of_moved_talk.enqueue(following.pk, talk.pk)
    return following


@transaction.atomic
def cancel_talk(talk: Talk, *, by: Actor, at: datetime, reason: str = "", keeps_slot: bool = True) -> None:
    """The hour falls free again, as when a participant can not come; without `keeps_slot` it is taken back too, for a
    mentor who can not come is not there for anybody else either.
    """
    lock_in_order(talk.mentorship.mentor)
    _cancel(talk, reason, by, at)
    _record("mentoring.cancel_talk", talk, by, at)
    if not keeps_slot:
        withdraw_slot(talk.slot, by=by, at=at)
    tell_of_cancelled_talk.enqueue(talk.pk)


@transaction.atomic
def call_off_lost_talk(talk: Talk, *, by: Actor, at: datetime) -> None:
    """Its mentor has the right no more, so nobody would come: both are told, and the office looks for somebody else."""
    lock_in_order(talk.mentorship.mentor)
    _cancel(talk, GONE, by, at)
    _record("mentoring.cancel_talk", talk, by, at)
    tell_mentor_of_cancelled_talk.enqueue(talk.pk)
    tell_participant_of_lost_talk.enqueue(talk.pk)


def cancel_coming_talks(mentorship: Mentorship, *, by: Actor, at: datetime) -> None:
    """When a pair ends or rests; inside the transaction of that act. Of a change of mentor the participant is told
    once, by the letter that names the new one.
    """
    is_moved = mentorship.outcome == Outcome.MOVED
    tell = tell_mentor_of_cancelled_talk if is_moved else tell_of_cancelled_talk
    reason = MOVED if is_moved else ENDED if mentorship.outcome else ""
    for talk in Talk.objects.filter(mentorship=mentorship, cancelled_at=None, slot__starts_at__gt=at):
        _cancel(talk, reason, by, at)
        _record("mentoring.cancel_talk", talk, by, at)
        tell.enqueue(talk.pk)


def _book(slot: Slot, mentorship: Mentorship, by: Actor, at: datetime, moved: Talk | None = None) -> Talk:
    first = (moved.first or moved) if moved else None
    moves = moved.moves + 1 if moved else 0
    with unless_taken(SlotTaken()):
        return Talk.objects.create(
            slot=slot, mentorship=mentorship, first=first, moves=moves, booked_at=at, booked_by=by.label
        )


def _cancel(talk: Talk, reason: str, by: Actor, at: datetime) -> None:
    standing = Talk.objects.filter(pk=talk.pk, cancelled_at=None, slot__starts_at__gt=at)
    if not standing.update(cancelled_at=at, cancelled_by=by.label, cancel_reason=reason):
        raise TalkOver


def _require_own_and_open(slot: Slot, mentorship: Mentorship, at: datetime) -> None:
    held = held_running(mentorship)
    if not held.is_active:
        raise NotInThisState(state=held.get_state_display())
    if held.mentor_id != slot.mentor_id:
        raise SlotOfOther
    if not Slot.objects.filter(pk=slot.pk, withdrawn_at=None, starts_at__gt=at).exists():
        raise SlotGone
    if not has_right(held):
        raise SlotGone
    _require_free_hour(slot, mentorship)


def _require_free_hour(slot: Slot, mentorship: Mentorship) -> None:
    """Neither side may be wanted elsewhere then. A talk of the pair itself is no other: it is the one that moves."""
    person = Person.objects.select_for_update(no_key=True).get(pk=mentorship.enrolment.person_id)
    if meeting := overlapping_meeting(meetings_of_person(person), slot):
        raise TalkDuringMeeting(topic=meeting.topic)
    if overlapping_meeting(meetings_taught(mentorship), slot):
        raise MentorTeachesThen
    others = talks_of_person(person).exclude(mentorship=mentorship)
    if others.filter(slot__starts_at__lt=slot.ends_at, slot__ends_at__gt=slot.starts_at).exists():
        raise TalkDuringTalk


def _record(verb: str, talk: Talk, by: Actor, at: datetime) -> None:
    pair = talk.mentorship
    details = {"talk": talk.pk, "slot": talk.slot_id}
    record(verb, pair, by=by, at=at, place=pair.mentor.programme.place, details=details)
