"""Periodic work of this room."""

from datetime import datetime

from sanggar.applications.actions import forget_find_requests
from sanggar.foundation.ticks import every


@every(minutes=60)
def forget_find_requests_of_yesterday(at: datetime) -> None:
    forget_find_requests(at)
