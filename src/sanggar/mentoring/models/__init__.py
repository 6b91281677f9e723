from sanggar.mentoring.models.contacts import NOTE_PLACE, Contact, Goal, How, PrivateNote
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
    "Goal",
    "How",
    "Mentor",
    "MentorReminder",
    "Mentorship",
    "MentorshipEvent",
    "MentorshipState",
    "Outcome",
    "PrivateNote",
]
