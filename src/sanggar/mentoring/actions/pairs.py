"""Writes on pairs: begin, hand over, end. A pair never vanishes; a change of mentor is an end and a beginning."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date
from sanggar.foundation.unique import unless_taken
from sanggar.mentoring.actions.after import schedule_checks
from sanggar.mentoring.actions.care import close_open_request, grant_open_request
from sanggar.mentoring.actions.pauses import pause_mentorship
from sanggar.mentoring.actions.places import (
    free_place,
    held_participant,
    hold_participants,
    lock_in_order,
    take_place,
)
from sanggar.mentoring.actions.states import begin_history, change_state, held_pair, require_state
from sanggar.mentoring.actions.talks import cancel_coming_talks
from sanggar.mentoring.letters import (
    ask_mentor_of_people,
    tell_mentor_of_moved_people,
    tell_mentor_of_new_people,
    tell_participant_of_mentor,
)
from sanggar.mentoring.models import Mentor, Mentorship, MentorshipState, Outcome
from sanggar.mentoring.queries import proposed_pairs, rematch_of
from sanggar.mentoring.queries.forbidden import is_forbidden, keeps_apart
from sanggar.mentoring.queries.pairs import AGAIN
from sanggar.mentoring.queries.problems import Fixed
from sanggar.mentoring.refusals import (
    AlreadyAccompanied,
    KeptApartByNothing,
    MentorOfOtherTrack,
    NotInThisState,
    NotParticipating,
    PairForbidden,
    ProposalOutdated,
    SameMentor,
)
from sanggar.mentoring.said import RESTED, SHIFTED
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment


@transaction.atomic
def assign_mentor(enrolment: Enrolment, mentor: Mentor, *, by: Actor, at: datetime) -> Mentorship:
    """Begin a mentorship. Also for someone whose earlier one was ended."""
    begun = _begin(held_participant(enrolment), mentor, by=by, at=at)
    _tell_mentors([mentor])
    _tell_participant(begun)
    return begun


@transaction.atomic
def propose_mentor(enrolment: Enrolment, mentor: Mentor, *, by: Actor, at: datetime) -> Mentorship:
    """Ask the mentor first. The place is taken meanwhile; it begins when they accept."""
    asked = _begin(held_participant(enrolment), mentor, state=MentorshipState.PROPOSED, by=by, at=at)
    _tell_mentors([mentor], asked=True)
    return asked


@transaction.atomic
def accept_mentorship(mentorship: Mentorship, *, by: Actor, at: datetime) -> None:
    """The mentor says yes; from now the rhythm counts."""
    require_state(mentorship, MentorshipState.PROPOSED)
    change_state(mentorship, MentorshipState.ACTIVE, by=by, at=at, started_at=at)
    place = mentorship.mentor.programme.place
    record("mentoring.accept_mentorship", mentorship, by=by, at=at, place=place)
    _tell_participant(mentorship)


@transaction.atomic
def decline_mentorship(mentorship: Mentorship, *, reason: str, by: Actor, at: datetime) -> None:
    """The mentor says no; the participant waits for a mentor again, and is not proposed to this one any more."""
    lock_in_order(mentorship.mentor)
    if not held_pair(mentorship).is_proposed:
        raise NotInThisState(state=mentorship.get_state_display())
    _end(mentorship, Outcome.DECLINED, by, at, reason=reason)


@transaction.atomic
def assign_proposed(
    programme: Programme, digest: str, *, by: Actor, at: datetime, ask_first: bool = False, fixed: Fixed | None = None
) -> int:
    """Carry out the proposal that was shown; how many pairs began. Raises `ProposalOutdated` if it would be another.

    With `ask_first` the pairs begin when their mentors accept; `fixed` is what the officer had fixed in it.
    """
    hold_participants(programme)
    lock_in_order(*programme.mentors.all())
    proposal = proposed_pairs(programme, fixed)
    if proposal.digest != digest:
        raise ProposalOutdated
    state = MentorshipState.PROPOSED if ask_first else MentorshipState.ACTIVE
    for enrolment, mentor in proposal.pairs:
        begun = _begin(enrolment, mentor, state=state, by=by, at=at, is_proposed=True)
        if begun.is_active:
            _tell_participant(begun)
    _tell_mentors([mentor for _enrolment, mentor in proposal.pairs], asked=ask_first)
    return len(proposal.pairs)


@transaction.atomic
def hand_over(mentorship: Mentorship, mentor: Mentor, *, note: str, by: Actor, at: datetime) -> Mentorship:
    """Give a participant another mentor: the old mentorship ends as moved. The goals are the participant's
    own, so the new mentor finds them. A question that waits for its answer is withdrawn, for nothing was handed over.
    """
    if mentor.pk == mentorship.mentor_id:
        raise SameMentor(field="mentor", name=mentor.account.name)
    enrolment = held_participant(mentorship.enrolment)
    lock_in_order(mentorship.mentor, mentor)
    held = held_pair(mentorship)
    if held.is_proposed:
        _end(mentorship, Outcome.WITHDRAWN, by, at, reason=note)
        following = _begin(enrolment, mentor, by=by, at=at)
    else:
        _end(mentorship, Outcome.MOVED, by, at, note=note)
        grant_open_request(mentorship, by=by, at=at)
        following = _begin(enrolment, mentor, previous=mentorship, by=by, at=at)
        _rest_on(following, held.resumes_on, by, at)
    _tell_mentors([mentor])
    _tell_replaced([mentorship])
    _tell_participant(following)
    return following


@transaction.atomic
def rematch(
    mentor: Mentor,
    digest: str,
    *,
    note: str,
    by: Actor,
    at: datetime,
    fixed: Fixed | None = None,
    shifts: bool = False,
) -> int:
    """Give everybody of a mentor who falls away to others, as was shown; how many moved. The mentor gets nobody new,
    and questions that wait for their answer are withdrawn.
    `fixed` is what the officer had fixed; only with `shifts` do others' people move too, without the note.

    All moving pairs end before the new ones begin, for they may pass places on to each other.
    """
    programme = mentor.programme
    hold_participants(programme)
    lock_in_order(*programme.mentors.all())
    found = rematch_of(mentor, fixed, shifts=shifts)
    if found.digest != digest:
        raise ProposalOutdated
    Mentor.objects.filter(pk=mentor.pk).update(active=False)
    rests = {pair.pk: pair.resumes_on for pair, _following in found.moves}
    for pair, _following in found.moves:
        _end(pair, Outcome.MOVED, by, at, note=note if pair.mentor_id == mentor.pk else SHIFTED)
        grant_open_request(pair, by=by, at=at)
    for pair in found.questions:
        _end(pair, Outcome.WITHDRAWN, by, at, reason=note)
    for pair, following in found.moves:
        begun = _begin(pair.enrolment, following, previous=pair, by=by, at=at, is_proposed=True)
        _rest_on(begun, rests[pair.pk], by, at)
        _tell_participant(begun)
    details, label = {"moved": len(found.moves), "left": len(found.left)}, f"akun {mentor.account_id}"
    record("mentoring.rematch", mentor, by=by, at=at, place=programme.place, details=details, label=label)
    _tell_mentors([following for _pair, following in found.moves])
    _tell_replaced([pair for pair, _following in found.moves])
    return len(found.moves)


@transaction.atomic
def end_mentorship(mentorship: Mentorship, *, outcome: str, reason: str, by: Actor, at: datetime) -> None:
    """End a mentorship; a move is a `hand_over`. Stopping needs a reason. A question unanswered is declined by the
    mentor, withdrawn by anybody else. A wish for another mentor that is open gets its answer.
    """
    kind = Outcome(outcome)
    if kind is Outcome.MOVED:
        raise ValueError("a mentorship is moved by hand_over")
    lock_in_order(mentorship.mentor)
    held = held_pair(mentorship)
    if held.is_proposed:
        kind = Outcome.DECLINED if by.account_id == mentorship.mentor.account_id else Outcome.WITHDRAWN
    elif held.is_running and kind in AGAIN:
        raise NotInThisState(state=held.get_state_display())
    _end(mentorship, kind, by, at, reason=reason)
    close_open_request(mentorship, at=at)
    schedule_checks(mentorship, at)


@transaction.atomic
def reopen_pair(mentorship: Mentorship, *, reason: str, by: Actor, at: datetime) -> None:
    """Let two be paired again whom a mentor's no, or a granted wish for another mentor, keeps apart."""
    held = held_pair(mentorship)
    if not keeps_apart(held):
        raise KeptApartByNothing
    Mentorship.objects.filter(pk=held.pk).update(reopened_at=at, reopened_by=by.label, reopen_reason=reason)
    mentorship.refresh_from_db()
    place = mentorship.mentor.programme.place
    record("mentoring.reopen_pair", mentorship, by=by, at=at, place=place, personal={"reason": reason})


def _begin(
    enrolment: Enrolment,
    mentor: Mentor,
    *,
    by: Actor,
    at: datetime,
    previous: Mentorship | None = None,
    state: MentorshipState = MentorshipState.ACTIVE,
    is_proposed: bool = False,
) -> Mentorship:
    """With `is_proposed` the matching has looked at rights, tracks and forbidden pairs after all were locked, for all
    of them at once: they are not asked again for each.
    """
    take_place(mentor, has_right=is_proposed)  # holds the mentor: no conflict is declared between our look and commit
    if not is_proposed:
        _require_fitting(enrolment, mentor)
    with unless_taken(AlreadyAccompanied(name=enrolment.person.name)):
        begun = Mentorship.objects.create(
            enrolment=enrolment, mentor=mentor, state=state, started_at=at, previous=previous
        )
    begin_history(begun, by=by, at=at)
    details = {"enrolment": enrolment.pk, "mentor": mentor.pk, "previous": previous.pk if previous else None}
    verb = "mentoring.assign_mentor" if begun.is_active else "mentoring.propose_mentor"
    record(verb, begun, by=by, at=at, place=mentor.programme.place, details=details)
    return begun


def _rest_on(following: Mentorship, until: date | None, by: Actor, at: datetime) -> None:
    """A pause goes along to the next mentor, while it has days left."""
    if until and until > local_date(at, clock.office_zone()):
        pause_mentorship(following, resumes_on=until, reason=RESTED, by=by, at=at)


def _require_fitting(enrolment: Enrolment, mentor: Mentor) -> None:
    if enrolment.stage.programme_id != mentor.programme_id:
        raise ValueError("a mentor accompanies participants of their own programme")
    if not enrolment.is_seated:
        raise NotParticipating(name=enrolment.person.name)
    if is_forbidden(enrolment, mentor):
        raise PairForbidden(field="mentor", name=mentor.account.name)
    tracks = list(mentor.tracks.all())
    if tracks and enrolment.track not in tracks:
        raise MentorOfOtherTrack(field="mentor", name=mentor.account.name, track=enrolment.track.name)


def _end(
    mentorship: Mentorship, outcome: Outcome, by: Actor, at: datetime, *, reason: str = "", note: str = ""
) -> None:
    change_state(
        mentorship,
        MentorshipState.ENDED,
        by=by,
        at=at,
        reason=reason or note,
        outcome=outcome,
        ended_at=at,
        end_reason=reason,
        handover_note=note,
        paused_on=None,
        resumes_on=None,
    )
    free_place(mentorship.mentor)
    cancel_coming_talks(mentorship, by=by, at=at)
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


def _tell_mentors(mentors: Iterable[Mentor], *, asked: bool = False) -> None:
    """One letter a mentor, however many people came or are asked about."""
    letter = ask_mentor_of_people if asked else tell_mentor_of_new_people
    for pk, count in Counter(mentor.pk for mentor in mentors).items():
        letter.enqueue(pk, count)


def _tell_replaced(pairs: Iterable[Mentorship]) -> None:
    """One letter to each mentor whose people go on with another."""
    moved = Counter(pair.mentor_id for pair in pairs if pair.outcome == Outcome.MOVED)
    for pk, count in moved.items():
        tell_mentor_of_moved_people.enqueue(pk, count)


def _tell_participant(mentorship: Mentorship) -> None:
    tell_participant_of_mentor.enqueue(mentorship.pk)
