"""Periodic work of training."""

from datetime import datetime

from sanggar.foundation.ticks import every
from sanggar.training.actions import forget_attempts, forget_entries

DAILY = 24 * 60


@every(minutes=DAILY)
def forget(at: datetime) -> None:
    """Which device brought whom, and what devices sent, is of no use once a meeting is long over."""
    forget_attempts(at)
    forget_entries(at)
