"""Who may do what with participants and their presence."""

from datetime import datetime, timedelta

from sanggar.people.models import Account
from sanggar.planning.models import Meeting
from sanggar.planning.rules import may_run_programme, may_see_programme
from sanggar.training.models import Enrolment

__all__ = [
    "is_trainer_of",
    "may_check_in",
    "may_meet",
    "may_run_training",
    "may_see_training",
    "may_send_late",
]

LATE_SENDING = timedelta(days=1)
"""For what a trainer's device took down without network; afterwards the office records."""

may_see_training = may_see_programme
may_run_training = may_run_programme


def is_trainer_of(account: Account, meeting: Meeting) -> bool:
    """The assignment itself is the right; it reaches no further than that meeting."""
    return account.is_active and meeting.trainer_id == account.pk


def may_send_late(account: Account, meeting: Meeting, at: datetime) -> bool:
    """A device that was without network sends what its trainer took down during the meeting."""
    return is_trainer_of(account, meeting) and at <= meeting.ends_at + LATE_SENDING


def may_check_in(account: Account, meeting: Meeting) -> bool:
    """Record who is there: the officer, and the trainer who stands before them."""
    return is_trainer_of(account, meeting) or may_run_training(account, meeting.cohort.stage.programme)


def may_meet(account: Account, enrolment: Enrolment) -> bool:
    """Learn whose badge this is: the officer, and whoever teaches that cohort."""
    teaches = enrolment.cohort.meetings.filter(trainer=account).exists()
    return (account.is_active and teaches) or may_run_training(account, enrolment.stage.programme)
