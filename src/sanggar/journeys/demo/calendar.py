"""The demo's days, counted from today, at office hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sanggar.foundation import clock


@dataclass(frozen=True, slots=True)
class Calendar:
    """`now` is the moment of loading; nothing in the demo happens after it except what is planned."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(clock.office_zone()).date()

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def in_year(self, offset: int) -> int:
        """The same day, but not before this year's first: the demo's budget is of the running year."""
        return max(offset, (self.today.replace(month=1, day=1) - self.today).days)

    def at(self, offset: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
        """`offset` days from today at this time of the office's clock."""
        day = self.day(offset)
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=clock.office_zone())

    def past(self, offset: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
        """As `at`, but never later than now: for things that have happened."""
        return min(self.at(offset, hour, minute, second), self.now)
