"""A moment as the room's pages and letters tell it."""

from datetime import datetime

from django.utils.translation import gettext as _

from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import clock_time, long_date


def when(moment: datetime) -> str:
    """`Senin, 23 November 2026, pukul 16.00 WIB`."""
    zone = office_zone()
    return _("%(date)s, pukul %(time)s") % {"date": long_date(moment, zone), "time": clock_time(moment, zone)}
