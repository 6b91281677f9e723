from sanggar.mentoring.models.agreements import Agreement
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
from sanggar.mentoring.models.follow_ups import OF_THE_OFFICE, PAST_THE_MENTOR, FollowUp, FollowUpKind
from sanggar.mentoring.models.mentors import (
    AGREEMENT_VERSION,
    Conflict,
    ConflictKind,
    DayPart,
    Language,
    Mentor,
    MentorKind,
    MentorReminder,
    Topic,
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
from sanggar.mentoring.models.wishes import MOST_WISHED, Wish, WishedMentor, WishedPerson

__all__ = [
    "AGREEMENT_VERSION",
    "ALLOWED",
    "ANSWER_PLACE",
    "COMPLAINT_PLACE",
    "MONTHS",
    "MOST_WISHED",
    "NOTE_PLACE",
    "OF_THE_OFFICE",
    "OPEN",
    "PAST_THE_MENTOR",
    "RUNNING",
    "WISH_PLACE",
    "About",
    "AfterCheck",
    "Agreement",
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
    "MentorKind",
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
    "Topic",
    "Wish",
    "WishedMentor",
    "WishedPerson",
]
