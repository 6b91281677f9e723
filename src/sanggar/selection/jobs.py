from datetime import datetime

from sanggar.foundation.ticks import every
from sanggar.selection import actions, letters, objection_letters
from sanggar.selection.actions import merit


@every(minutes=1)
def expire_due_offers(at: datetime) -> None:
    """Idempotent; that it runs late gives nobody more time, for every answer looks at the deadline too."""
    actions.expire_due_offers(at)


@every(minutes=1)
def postpone_unanswered(at: datetime) -> None:
    """Chance falls for no list to which an objection still waits for its answer."""
    actions.postpone_unanswered(at)


@every(minutes=1)
def take_up_lotteries(at: datetime) -> None:
    """The worker computes them; here comes what the queue lost."""
    actions.take_up_lotteries(at)


@every(minutes=1)
def take_up_searches(at: datetime) -> None:
    """A reserve is found by the worker; what the queue lost is asked for anew."""
    actions.take_up_searches(at)


@every(minutes=10)
def fill_free_seats(at: datetime) -> None:
    """A seat may fall free without an answer, as when someone withdraws before being asked: the worker is told."""
    actions.fill_free_seats(at)


@every(minutes=10)
def resend_lost_letters(at: datetime) -> None:
    letters.resend_lost_letters(at)


@every(minutes=10)
def take_up_result_letters(at: datetime) -> None:
    letters.take_up_result_letters(at)


@every(minutes=10)
def call_third_readers(at: datetime) -> None:
    """Two marks that are far apart call a third by themselves; until then who slipped can correct."""
    merit.call_due_third_readers(at)


@every(minutes=10)
def remind_of_open_offers(at: datetime) -> None:
    letters.remind_of_open_offers(at)


@every(minutes=10)
def take_up_objection_letters(at: datetime) -> None:
    objection_letters.take_up_objection_letters(at)
