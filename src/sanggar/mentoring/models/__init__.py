from sanggar.mentoring.models.applications import MentorApplication
from sanggar.mentoring.models.care import (
    ANSWER_PLACE,
    COMPLAINT_PLACE,
    WISH_PLACE,
    About,
    ChangeRequest,
    Complaint,
    Terms,
)
from sanggar.mentoring.models.contacts import NOTE_PLACE, Answer, Contact, How, PrivateNote
from sanggar.mentoring.models.endings import MONTHS, AfterCheck, Closing, Publishing
from sanggar.mentoring.models.follow_ups import OF_THE_OFFICE, FollowUp, FollowUpKind
from sanggar.mentoring.models.mentors import (
    AGREEMENT_VERSION,
    Conflict,
    ConflictKind,
    DayPart,
    Language,
    Mentor,
    MentorReminder,
)
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
from sanggar.mentoring.models.wishes import Wish

__all__ = [
    "AGREEMENT_VERSION",
    "ALLOWED",
    "ANSWER_PLACE",
    "COMPLAINT_PLACE",
    "MONTHS",
    "NOTE_PLACE",
    "OF_THE_OFFICE",
    "OPEN",
    "RUNNING",
    "WISH_PLACE",
    "About",
    "AfterCheck",
    "Answer",
    "ChangeRequest",
    "Closing",
    "Complaint",
    "Conflict",
    "ConflictKind",
    "Contact",
    "DayPart",
    "FollowUp",
    "FollowUpKind",
    "How",
    "Language",
    "Mentor",
    "MentorApplication",
    "MentorReminder",
    "Mentorship",
    "MentorshipEvent",
    "MentorshipState",
    "Outcome",
    "PrivateNote",
    "Publishing",
    "Slot",
    "Talk",
    "Terms",
    "Wish",
]
