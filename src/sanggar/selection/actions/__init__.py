from sanggar.selection.actions.answers import (
    accept_offer,
    decline_offer,
    end_accepted_offer,
    expire_due_offers,
    keep_for_class,
    withdraw_offer,
)
from sanggar.selection.actions.cancelling import cancel_lottery, restart_lottery
from sanggar.selection.actions.confirming import confirm_change, drop_change
from sanggar.selection.actions.copies import upload_signed_copy
from sanggar.selection.actions.decrees import draft_decree, edit_decree, number_decree
from sanggar.selection.actions.drawing import publish_draw, run_draw
from sanggar.selection.actions.filling import (
    call_up_reserves,
    fill_free_seats,
    lock_stage,
    open_offers,
    request_reserves,
    take_up_searches,
)
from sanggar.selection.actions.freezing import freeze_draw
from sanggar.selection.actions.objections import answer_objection, raise_objection
from sanggar.selection.actions.postponing import postpone_draw, postpone_unanswered, send_postponement_letters
from sanggar.selection.actions.procedures import change_frozen_procedure, publish_procedure, write_procedure
from sanggar.selection.actions.reaching import mark_reached, unmark_reached
from sanggar.selection.actions.recomputing import recompute_lottery, take_up_lotteries
from sanggar.selection.actions.relaxing import ask_to_relax, search_for_reserves, take_back_relaxation
from sanggar.selection.actions.results import send_results
from sanggar.selection.actions.searching import ask_for_reserves
from sanggar.selection.actions.seeding import DiceResult, enter_dice, enter_randomness, replace_dice
from sanggar.selection.actions.settling import settle_objections
from sanggar.selection.actions.terms import Terms
from sanggar.selection.actions.withdrawals import (
    confirm_withdrawal,
    drop_withdrawal,
    note_refusal,
    propose_withdrawal,
)

__all__ = [
    "DiceResult",
    "Terms",
    "accept_offer",
    "answer_objection",
    "ask_for_reserves",
    "ask_to_relax",
    "call_up_reserves",
    "cancel_lottery",
    "change_frozen_procedure",
    "confirm_change",
    "confirm_withdrawal",
    "decline_offer",
    "draft_decree",
    "drop_change",
    "drop_withdrawal",
    "edit_decree",
    "end_accepted_offer",
    "enter_dice",
    "enter_randomness",
    "expire_due_offers",
    "fill_free_seats",
    "freeze_draw",
    "keep_for_class",
    "lock_stage",
    "mark_reached",
    "note_refusal",
    "number_decree",
    "open_offers",
    "postpone_draw",
    "postpone_unanswered",
    "propose_withdrawal",
    "publish_draw",
    "publish_procedure",
    "raise_objection",
    "recompute_lottery",
    "replace_dice",
    "request_reserves",
    "restart_lottery",
    "run_draw",
    "search_for_reserves",
    "send_postponement_letters",
    "send_results",
    "settle_objections",
    "take_back_relaxation",
    "take_up_lotteries",
    "take_up_searches",
    "unmark_reached",
    "upload_signed_copy",
    "withdraw_offer",
    "write_procedure",
]
