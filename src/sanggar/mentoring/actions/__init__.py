from sanggar.mentoring.actions.contacts import log_contact, void_contact
from sanggar.mentoring.actions.follow_ups import open_follow_up, settle_follow_up
from sanggar.mentoring.actions.mentors import add_mentor, change_mentor
from sanggar.mentoring.actions.pairs import assign_mentor, assign_proposed, end_mentorship, hand_over

__all__ = [
    "add_mentor",
    "assign_mentor",
    "assign_proposed",
    "change_mentor",
    "end_mentorship",
    "hand_over",
    "log_contact",
    "open_follow_up",
    "settle_follow_up",
    "void_contact",
]
