"""Reads for "my page": who needs a mentor now, and where a participant stands with theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sanggar.mentoring.models import Contact, FollowUp, Mentor, Mentorship, MentorshipState, Talk
from sanggar.mentoring.queries.closing import unclosed_pairs
from sanggar.mentoring.queries.contacts import ended_disputes, waiting_contacts
from sanggar.mentoring.queries.evidence import contacts_to_answer
from sanggar.mentoring.queries.follow_ups import follow_ups_for_mentor
from sanggar.mentoring.queries.pairs import mentorships_of, open_mentorship
from sanggar.mentoring.queries.places import places_of
from sanggar.mentoring.queries.rhythm import Rhythm, rhythm_of
from sanggar.mentoring.queries.talks import coming_talk, talks_after_today, talks_of_day, talks_to_log
from sanggar.people.models import Account
from sanggar.training.models import Enrolment


@dataclass(frozen=True, slots=True)
class MentorDay:
    """What a mentor has before them. `overdue` are pairs whose rhythm, or day for a first contact, lapsed, the
    longest silent first; `proposed` wait for a yes or a no; `coming` are all talks after today; `to_log` are
    talks that were held and not noted yet; `unconfirmed` is how many contacts wait for the participant's word;
    `to_agree` are places whose agreement is not accepted yet; `people` is how many are accompanied; `unclosed` are
    pairs that go on after the programme's last day; `unmet` are those whom they are still in time to contact for the
    first time; `disputed` are notes of pairs that ended; `pair_of` is the running pair of an enrolment, by key.
    """

    overdue: Sequence[tuple[Mentorship, Rhythm]]
    proposed: Sequence[Mentorship]
    talks: Sequence[Talk]
    to_log: Sequence[Talk]
    follow_ups: Sequence[FollowUp]
    coming: Sequence[Talk] = ()
    to_agree: Sequence[Mentor] = ()
    unconfirmed: int = 0
    people: int = 0
    unclosed: Sequence[Mentorship] = ()
    unmet: Sequence[tuple[Mentorship, Rhythm]] = ()
    disputed: Sequence[Contact] = ()
    pair_of: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParticipantDay:
    """`mentorship` is None while there is no mentor; `to_answer` are contacts to confirm by one tap."""

    mentorship: Mentorship | None
    talk: Talk | None
    to_answer: Sequence[Contact]


def mentor_day(account: Account, at: datetime) -> MentorDay:
    pairs = [pair for pair in mentorships_of(account) if pair.is_open]
    rhythms = [(pair, rhythm_of(pair, at)) for pair in pairs]
    running = {pair.enrolment_id: pair.pk for pair in pairs if pair.is_running}
    return MentorDay(
        overdue=sorted((row for row in rhythms if row[1].is_awaited), key=lambda row: row[1].next_on),
        proposed=[pair for pair in pairs if pair.state == MentorshipState.PROPOSED],
        talks=list(talks_of_day(account, at)),
        to_log=list(talks_to_log(account, at)),
        follow_ups=list(follow_ups_for_mentor(list(running), account)),
        coming=list(talks_after_today(account, at)),
        to_agree=[place for place in places_of(account) if not place.has_agreed],
        unconfirmed=waiting_contacts(account).count(),
        people=len(running),
        unclosed=list(unclosed_pairs(at).filter(pk__in=[pair.pk for pair in pairs])),
        unmet=[row for row in rhythms if row[0].is_active and _is_still_to_meet(row[1])],
        disputed=list(ended_disputes(account)),
        pair_of=running,
    )


def _is_still_to_meet(rhythm: Rhythm) -> bool:
    return rhythm.last_on is None and not rhythm.is_awaited and not rhythm.is_over


def participant_day(enrolment: Enrolment, at: datetime) -> ParticipantDay:
    pair = open_mentorship(enrolment)
    running = pair if pair and pair.is_running else None
    return ParticipantDay(
        mentorship=running,
        talk=coming_talk(running, at) if running else None,
        to_answer=list(contacts_to_answer(enrolment)),
    )
