from sanggar.mentoring.actions.answers import confirm_contact, dispute_contact
from sanggar.mentoring.actions.applications import apply_as_mentor, approve_applicant, decline_applicant
from sanggar.mentoring.actions.care import ask_for_another, decline_request, set_terms, take_back_request
from sanggar.mentoring.actions.complaints import answer_complaint, make_complaint, name_accused, take_complaint
from sanggar.mentoring.actions.conflicts import declare_conflict, read_conflicts, retract_conflict, tell_conflicts
from sanggar.mentoring.actions.contacts import log_contact, void_contact
from sanggar.mentoring.actions.disputes import ask_about_contact
from sanggar.mentoring.actions.endings import answer_check, close_mentorship
from sanggar.mentoring.actions.erasing import erase_offers
from sanggar.mentoring.actions.follow_ups import (
    name_overdue_work,
    note_concern,
    open_follow_up,
    settle_follow_up,
    settle_overdue_work,
)
from sanggar.mentoring.actions.mentors import accept_agreement, add_mentor, change_mentor, describe_mentor
from sanggar.mentoring.actions.pairs import (
    accept_mentorship,
    assign_mentor,
    assign_proposed,
    decline_mentorship,
    end_mentorship,
    hand_over,
    propose_mentor,
    rematch,
    reopen_pair,
)
from sanggar.mentoring.actions.pauses import pause_mentorship, resume_mentorship
from sanggar.mentoring.actions.phones import change_mentor_phone, see_mentor_phone
from sanggar.mentoring.actions.places import hold_hours
from sanggar.mentoring.actions.reaching import see_contacts
from sanggar.mentoring.actions.slots import offer_slots, withdraw_slot
from sanggar.mentoring.actions.talks import ask_for_talk, book_slot, call_off_lost_talk, cancel_talk, move_talk
from sanggar.mentoring.actions.wishes import tell_mentor_wishes, tell_wish

__all__ = [
    "accept_agreement",
    "accept_mentorship",
    "add_mentor",
    "answer_check",
    "answer_complaint",
    "apply_as_mentor",
    "approve_applicant",
    "ask_about_contact",
    "ask_for_another",
    "ask_for_talk",
    "assign_mentor",
    "assign_proposed",
    "book_slot",
    "call_off_lost_talk",
    "cancel_talk",
    "change_mentor",
    "change_mentor_phone",
    "close_mentorship",
    "confirm_contact",
    "declare_conflict",
    "decline_applicant",
    "decline_mentorship",
    "decline_request",
    "describe_mentor",
    "dispute_contact",
    "end_mentorship",
    "erase_offers",
    "hand_over",
    "hold_hours",
    "log_contact",
    "make_complaint",
    "move_talk",
    "name_accused",
    "name_overdue_work",
    "note_concern",
    "offer_slots",
    "open_follow_up",
    "pause_mentorship",
    "propose_mentor",
    "read_conflicts",
    "rematch",
    "reopen_pair",
    "resume_mentorship",
    "retract_conflict",
    "see_contacts",
    "see_mentor_phone",
    "set_terms",
    "settle_follow_up",
    "settle_overdue_work",
    "take_back_request",
    "take_complaint",
    "tell_conflicts",
    "tell_mentor_wishes",
    "tell_wish",
    "void_contact",
    "withdraw_slot",
]
