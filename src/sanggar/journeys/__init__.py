"""Pushes forward between rooms, as plain calls."""

from sanggar.journeys.acceptance import (
    NoCohort,
    accept_offer,
    pass_on_doubled,
    record_answer,
    seat_who_waits,
    take_seat,
)
from sanggar.journeys.accounts import SignInWanted, account_by_link, needs_card, open_participant_account
from sanggar.journeys.answering import answer_correction, answer_erasure
from sanggar.journeys.codes_by_hand import account_by_code, ask_code, wants_code
from sanggar.journeys.erasing import MayNotEraseYet, erase_account_data, erase_application_data
from sanggar.journeys.falling import follow_up_falling_presence
from sanggar.journeys.holdings import as_json, holdings_of, subject_by_account, subject_by_link
from sanggar.journeys.keeping import account_reasons_to_keep, reasons_to_keep
from sanggar.journeys.leaving import leave_programme, replace_no_show
from sanggar.journeys.overdue import follow_up_overdue_works, settle_handed_works
from sanggar.journeys.purging import due_counts, purge
from sanggar.journeys.withdrawing import withdraw

__all__ = [
    "MayNotEraseYet",
    "NoCohort",
    "SignInWanted",
    "accept_offer",
    "account_by_code",
    "account_by_link",
    "account_reasons_to_keep",
    "answer_correction",
    "answer_erasure",
    "as_json",
    "ask_code",
    "due_counts",
    "erase_account_data",
    "erase_application_data",
    "follow_up_falling_presence",
    "follow_up_overdue_works",
    "holdings_of",
    "leave_programme",
    "needs_card",
    "open_participant_account",
    "pass_on_doubled",
    "purge",
    "reasons_to_keep",
    "record_answer",
    "replace_no_show",
    "seat_who_waits",
    "settle_handed_works",
    "subject_by_account",
    "subject_by_link",
    "take_seat",
    "wants_code",
    "withdraw",
]
