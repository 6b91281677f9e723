from sanggar.mentoring.queries.follow_ups import follow_ups_of, open_follow_ups
from sanggar.mentoring.queries.pairs import (
    active_mentorship,
    can_be_assigned,
    contacts_held,
    contacts_of,
    history_of,
    mentoring_counts,
    mentors_of,
    mentors_with_room,
    mentorships_of,
    overdue_mentorships,
    pairs_of,
    unassigned_enrolments,
    with_contacts,
)
from sanggar.mentoring.queries.proposals import Proposal, proposed_pairs
from sanggar.mentoring.queries.rhythm import Rhythm, only_overdue, rhythm_of

__all__ = [
    "Proposal",
    "Rhythm",
    "active_mentorship",
    "can_be_assigned",
    "contacts_held",
    "contacts_of",
    "follow_ups_of",
    "history_of",
    "mentoring_counts",
    "mentors_of",
    "mentors_with_room",
    "mentorships_of",
    "only_overdue",
    "open_follow_ups",
    "overdue_mentorships",
    "pairs_of",
    "proposed_pairs",
    "rhythm_of",
    "unassigned_enrolments",
    "with_contacts",
]
