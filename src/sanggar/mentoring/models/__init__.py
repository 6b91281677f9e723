from sanggar.mentoring.models.contacts import NOTE_PLACE, Answer, Contact, How, PrivateNote
from sanggar.mentoring.models.follow_ups import FollowUp, FollowUpKind
from sanggar.mentoring.models.mentors import Mentor, MentorReminder
from sanggar.mentoring.models.mentorships import (
    ALLOWED,
    OPEN,
    RUNNING,
    Mentorship,
    MentorshipEvent,
    MentorshipState,
    Outcome,
)
from sanggar.mentoring.models.slots import Slot, Talk

__all__ = [
    "ALLOWED",
    "NOTE_PLACE",
    "OPEN",
    "RUNNING",
    "Answer",
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
    "Slot",
    "Talk",
]
