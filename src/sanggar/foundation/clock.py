"""The one place that asks what time it is; tests freeze it with time-machine."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)


def office_zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def today() -> date:
    """Today's date where the office is."""
    return now().astimezone(office_zone()).date()
