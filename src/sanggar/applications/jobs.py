"""Periodic work: deadlines of corrections, contests that are over, what notices tell, what is kept for a while only."""

from datetime import datetime

from sanggar.applications import actions
from sanggar.applications.actions.contests import release_contested
from sanggar.applications.actions.guardians import remind_guardians
from sanggar.applications.actions.texts import renew_notices
from sanggar.foundation.ticks import every


@every(minutes=5)
def keep_correction_deadlines(at: datetime) -> None:
    actions.lapse_corrections(at)
    actions.remind_of_corrections(at)


@every(minutes=5)
def settle_what_is_no_contest_any_more(at: datetime) -> None:
    release_contested(at)


@every(minutes=5)
def keep_notices_true(at: datetime) -> None:
    renew_notices(at)


@every(minutes=60)
def keep_guardians_reminded(at: datetime) -> None:
    remind_guardians(at)


@every(minutes=60)
def forget_what_was_for_a_while(at: datetime) -> None:
    actions.forget_find_requests(at)
    actions.forget_looks(at)
    actions.forget_tables(at)
    actions.forget_answer_files(at)
