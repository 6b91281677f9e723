"""Moments of the room: as its pages and letters tell them, and how near to one it is."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import clock_time, long_date

LEAD = timedelta(minutes=1)
"""What must be done before chance is done this long before it."""


def is_near(chance_at: datetime | None, at: datetime) -> bool:
    """Whether chance may be known by now, or all but."""
    return chance_at is not None and at + LEAD >= chance_at


def under_lock(at: datetime, began: datetime) -> datetime:
    """`at`, as much later as it has become since `began`: a lock may have been waited for."""
    return at + (clock.now() - began)


def when(moment: datetime) -> str:
    """`Senin, 23 November 2026, pukul 16.00 WIB`."""
    zone = office_zone()
    return _("%(date)s, pukul %(time)s") % {"date": long_date(moment, zone), "time": clock_time(moment, zone)}
