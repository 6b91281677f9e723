"""Pushes forward between rooms, as plain calls."""

from sanggar.journeys.acceptance import NoCohort, accept_offer
from sanggar.journeys.accounts import SignInWanted, account_by_link, needs_card, open_participant_account
from sanggar.journeys.codes_by_hand import account_by_code, ask_code, wants_code
from sanggar.journeys.falling import follow_up_falling_presence
from sanggar.journeys.leaving import leave_programme, replace_no_show
from sanggar.journeys.withdrawing import withdraw

__all__ = [
    "NoCohort",
    "SignInWanted",
    "accept_offer",
    "account_by_code",
    "account_by_link",
    "ask_code",
    "follow_up_falling_presence",
    "leave_programme",
    "needs_card",
    "open_participant_account",
    "replace_no_show",
    "wants_code",
    "withdraw",
]
