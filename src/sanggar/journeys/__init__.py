"""Pushes forward between rooms, as plain calls."""

from sanggar.journeys.acceptance import NoCohort, accept_offer
from sanggar.journeys.accounts import account_by_link, needs_card, open_participant_account
from sanggar.journeys.falling import follow_up_falling_presence
from sanggar.journeys.leaving import leave_programme, replace_no_show
from sanggar.journeys.withdrawing import withdraw

__all__ = [
    "NoCohort",
    "accept_offer",
    "account_by_link",
    "follow_up_falling_presence",
    "leave_programme",
    "needs_card",
    "open_participant_account",
    "replace_no_show",
    "withdraw",
]
