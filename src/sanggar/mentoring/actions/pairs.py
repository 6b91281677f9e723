"""Writes on pairs: begin, hand over, end. A pair never vanishes; a change of mentor is an end and a beginning."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.unique import unless_taken
from sanggar.mentoring.actions.places import (
    free_place,
    held_participant,
    hold_participants,
    lock_in_order,
    take_place,
)
from sanggar.mentoring.letters import tell_mentor_of_new_people
from sanggar.mentoring.models import ALLOWED, Mentor, Mentorship, MentorshipEvent, MentorshipState, Outcome
from sanggar.mentoring.queries import proposed_pairs
from sanggar.mentoring.refusals import (
    AlreadyAccompanied,
    MentorOfOtherTrack,
    MentorshipEnded,
    NotParticipating,
    ProposalOutdated,
    SameMentor,
)
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

CAN_END = [state for state, following in ALLOWED.items() if MentorshipState.ENDED in following]


@transaction.atomic
def assign_mentor(enrolment: Enrolment, mentor: Mentor, *, by: Actor, at: datetime) -> Mentorship:
    """Begin a mentorship. Also for someone whose earlier one was ended."""
    begun = _begin(held_participant(enrolment), mentor, None, by, at)
    _tell_mentors([mentor])
    return begun


@transaction.atomic
def assign_proposed(programme: Programme, digest: str, *, by: Actor, at: datetime) -> int:
    """Carry out the proposal that was shown; how many pairs began. Raises `ProposalOutdated` if it would be another."""
    hold_participants(programme)
    lock_in_order(*programme.mentors.all())
    proposal = proposed_pairs(programme)
    if proposal.digest != digest:
        raise ProposalOutdated
    for enrolment, mentor in proposal.pairs:
        _begin(enrolment, mentor, None, by, at)
    _tell_mentors([mentor for _enrolment, mentor in proposal.pairs])
    return len(proposal.pairs)


@transaction.atomic
def hand_over(mentorship: Mentorship, mentor: Mentor, *, note: str, by: Actor, at: datetime) -> Mentorship:
    """Give a participant another mentor: the old mentorship ends as moved. The goals are the participant's
    own, so the new mentor finds them.
    """
    if mentor.pk == mentorship.mentor_id:
        raise SameMentor(field="mentor", name=mentor.account.name)
    enrolment = held_participant(mentorship.enrolment)
    lock_in_order(mentorship.mentor, mentor)
    _end(mentorship, Outcome.MOVED, by, at, note=note)
    following = _begin(enrolment, mentor, mentorship, by, at)
    _tell_mentors([mentor])
    return following


@transaction.atomic
def end_mentorship(mentorship: Mentorship, *, outcome: str, reason: str, by: Actor, at: datetime) -> None:
    """End a mentorship as finished or stopped; a move is a `hand_over`. Stopping needs a reason."""
    kind = Outcome(outcome)
    if kind is Outcome.MOVED:
        raise ValueError("a mentorship is moved by hand_over")
    lock_in_order(mentorship.mentor)
    _end(mentorship, kind, by, at, reason=reason)


def _begin(enrolment: Enrolment, mentor: Mentor, previous: Mentorship | None, by: Actor, at: datetime) -> Mentorship:
    _require_fitting(enrolment, mentor)
    take_place(mentor)
    with unless_taken(AlreadyAccompanied(name=enrolment.person.name)):
        begun = Mentorship.objects.create(enrolment=enrolment, mentor=mentor, started_at=at, previous=previous)
    begun.events.create(at=at, by_label=by.label, to_state=MentorshipState.ACTIVE)
    details = {"enrolment": enrolment.pk, "mentor": mentor.pk, "previous": previous.pk if previous else None}
    record("mentoring.assign_mentor", begun, by=by, at=at, place=mentor.programme.place, details=details)
    return begun


def _require_fitting(enrolment: Enrolment, mentor: Mentor) -> None:
    if enrolment.stage.programme_id != mentor.programme_id:
        raise ValueError("a mentor accompanies participants of their own programme")
    if not enrolment.is_seated:
        raise NotParticipating(name=enrolment.person.name)
    tracks = list(mentor.tracks.all())
    if tracks and enrolment.track not in tracks:
        raise MentorOfOtherTrack(field="mentor", name=mentor.account.name, track=enrolment.track.name)


def _end(
    mentorship: Mentorship, outcome: Outcome, by: Actor, at: datetime, *, reason: str = "", note: str = ""
) -> None:
    ended = Mentorship.objects.filter(pk=mentorship.pk, state__in=CAN_END).update(
        state=MentorshipState.ENDED, ended_at=at, outcome=outcome, end_reason=reason, handover_note=note
    )
    if not ended:
        raise MentorshipEnded
    free_place(mentorship.mentor)
    MentorshipEvent.objects.create(
        mentorship=mentorship,
        at=at,
        by_label=by.label,
        from_state=MentorshipState.ACTIVE,
        to_state=MentorshipState.ENDED,
        outcome=outcome,
        reason=reason or note,
    )
    place = mentorship.mentor.programme.place
    told = {"reason": reason, "note": note}
    record(
        "mentoring.end_mentorship",
        mentorship,
        by=by,
        at=at,
        place=place,
        details={"outcome": outcome},
        personal={name: text for name, text in told.items() if text},
    )
    mentorship.refresh_from_db()


def _tell_mentors(mentors: Iterable[Mentor]) -> None:
    """One letter a mentor, however many people came."""
    for pk, count in Counter(mentor.pk for mentor in mentors).items():
        transaction.on_commit(partial(tell_mentor_of_new_people.enqueue, pk, count))
