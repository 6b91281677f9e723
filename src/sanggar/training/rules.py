"""Who may do what with participants and their presence."""

from datetime import datetime, time, timedelta

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.people.models import Account
from sanggar.planning.models import Meeting
from sanggar.planning.rules import may_run_programme, may_see_programme
from sanggar.training.models import Attendance, Enrolment
from sanggar.training.queries.meetings import OPENS_BEFORE

__all__ = [
    "is_trainer_of",
    "may_check_in",
    "may_meet",
    "may_mend_own_record",
    "may_record_as_trainer",
    "may_run_training",
    "may_see_training",
    "may_send_late",
    "trainer_writes_until",
]

may_see_training = may_see_programme
may_run_training = may_run_programme


def is_trainer_of(account: Account, meeting: Meeting) -> bool:
    """The assignment itself is the right; it reaches no further than that meeting."""
    return account.is_active and meeting.trainer_id == account.pk


def trainer_writes_until(meeting: Meeting) -> datetime:
    """The end of the day after the meeting, where the office is; from then on the office alone writes presence."""
    zone = clock.office_zone()
    return datetime.combine(local_date(meeting.ends_at, zone) + timedelta(days=2), time(), tzinfo=zone)


def may_send_late(account: Account, meeting: Meeting, at: datetime) -> bool:
    """A device that was without network sends what its trainer took down during the meeting."""
    return is_trainer_of(account, meeting) and at < trainer_writes_until(meeting)


def may_record_as_trainer(account: Account, meeting: Meeting, at: datetime) -> bool:
    """Fill the list of one's own meeting, also what was forgotten at it."""
    is_open = at >= meeting.starts_at - OPENS_BEFORE and not meeting.cancelled_at
    return is_open and may_send_late(account, meeting, at)


def may_mend_own_record(account: Account, record: Attendance, at: datetime) -> bool:
    """A slip of one's own, in one's own meeting: what the office, a code or a paper says is the office's to correct."""
    authors = {record.by_account_id, *(change.by_account_id for change in record.changes.all())}
    return authors == {account.pk} and may_record_as_trainer(account, record.meeting, at)


def may_check_in(account: Account, meeting: Meeting) -> bool:
    """Record who is there: the officer, and the trainer who stands before them."""
    return is_trainer_of(account, meeting) or may_run_training(account, meeting.cohort.stage.programme)


def may_meet(account: Account, enrolment: Enrolment) -> bool:
    """Learn whose badge this is: the officer, and whoever teaches that cohort."""
    teaches = enrolment.cohort.meetings.filter(trainer=account).exists()
    return (account.is_active and teaches) or may_run_training(account, enrolment.stage.programme)
