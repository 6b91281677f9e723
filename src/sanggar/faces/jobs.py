"""Periodic work that pushes forward between rooms. It stands here because journeys are plain functions, no app."""

from datetime import datetime

from sanggar.foundation.ticks import every
from sanggar.journeys import follow_up_falling_presence

DAILY = 24 * 60


@every(minutes=DAILY)
def ask_after_the_absent(at: datetime) -> None:
    """Once a day, at 07.00 WIB (midnight UTC), as the mentors' reminders."""
    follow_up_falling_presence(at)
