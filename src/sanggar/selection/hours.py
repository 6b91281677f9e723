"""The civil hours, in which a deadline to answer may fall: nobody loses a seat in the night.

The one place that says so; forms, actions and the background ask here. Not for the office's own deadlines, nor for
when a draw is held.
"""

from datetime import datetime, time, timedelta

from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import local_time
from sanggar.selection.models import CIVIL_HOURS
from sanggar.selection.refusals import DeadlineAtNight

FIRST, LAST = CIVIL_HOURS


def is_civil(given: time | datetime) -> bool:
    """Whether it is day where the office is."""
    hour = local_time(given, office_zone()).time() if isinstance(given, datetime) else given
    return FIRST <= hour <= LAST


def require_civil(given: time | datetime, *, field: str) -> None:
    if not is_civil(given):
        raise DeadlineAtNight(field=field)


def out_of_the_night(moment: datetime) -> datetime:
    """The same by day; in the night the morning that follows. Never earlier, and later by eleven hours at most."""
    local = local_time(moment, office_zone())
    if is_civil(moment):
        return moment
    return _at(FIRST, local if local.time() < FIRST else local + timedelta(days=1))


def before_the_night(moment: datetime) -> datetime:
    """The same by day; in the night the evening before."""
    local = local_time(moment, office_zone())
    if is_civil(moment):
        return moment
    return _at(LAST, local if local.time() > LAST else local - timedelta(days=1))


def _at(hour: time, local: datetime) -> datetime:
    return local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
