from sanggar.mentoring.models.contacts import NOTE_PLACE, Contact, How, PrivateNote
from sanggar.mentoring.models.follow_ups import FollowUp, FollowUpKind
from sanggar.mentoring.models.mentors import Mentor, MentorReminder
from sanggar.mentoring.models.mentorships import (
    ALLOWED,
    Mentorship,
    MentorshipEvent,
    MentorshipState,
    Outcome,
)

__all__ = [
    "ALLOWED",
    "NOTE_PLACE",
    "Contact",
    "FollowUp",
    "FollowUpKind",
    "How",
    "Mentor",
    "MentorReminder",
    "Mentorship",
    "MentorshipEvent",
    "MentorshipState",
    "Outcome",
    "PrivateNote",
]
