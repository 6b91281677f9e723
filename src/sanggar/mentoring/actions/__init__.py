from sanggar.mentoring.actions.answers import confirm_contact, dispute_contact
from sanggar.mentoring.actions.contacts import log_contact, void_contact
from sanggar.mentoring.actions.follow_ups import open_follow_up, settle_follow_up
from sanggar.mentoring.actions.mentors import add_mentor, change_mentor
from sanggar.mentoring.actions.pairs import (
    accept_mentorship,
    assign_mentor,
    assign_proposed,
    decline_mentorship,
    end_mentorship,
    hand_over,
    propose_mentor,
)
from sanggar.mentoring.actions.pauses import pause_mentorship, resume_mentorship
from sanggar.mentoring.actions.slots import offer_slots, withdraw_slot
from sanggar.mentoring.actions.talks import book_slot, cancel_talk, move_talk

__all__ = [
    "accept_mentorship",
    "add_mentor",
    "assign_mentor",
    "assign_proposed",
    "book_slot",
    "cancel_talk",
    "change_mentor",
    "confirm_contact",
    "decline_mentorship",
    "dispute_contact",
    "end_mentorship",
    "hand_over",
    "log_contact",
    "move_talk",
    "offer_slots",
    "open_follow_up",
    "pause_mentorship",
    "propose_mentor",
    "resume_mentorship",
    "settle_follow_up",
    "void_contact",
    "withdraw_slot",
]
