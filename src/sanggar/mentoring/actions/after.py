"""What is set for the time after a pair: news is asked for, months later."""

from calendar import monthrange
from datetime import date, datetime

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.mentoring.models import MONTHS, AfterCheck, Mentorship, Outcome

ASKED_AFTER = frozenset({Outcome.FINISHED, Outcome.STOPPED})


def schedule_checks(mentorship: Mentorship, at: datetime) -> None:
    """Inside an end. Also of who left early; not of whom nobody could reach."""
    if mentorship.outcome not in ASKED_AFTER:
        return
    end = local_date(at, clock.office_zone())
    AfterCheck.objects.bulk_create(
        AfterCheck(mentorship=mentorship, months=months, due_on=months_later(end, months)) for months in MONTHS
    )


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
