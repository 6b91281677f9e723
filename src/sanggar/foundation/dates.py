"""Dates and times as people read them: in the office's zone and the current language.

Every function takes an aware `datetime` or a plain `date` (which has no zone and is shown as it is); a naive
`datetime` is a mistake and raises `ValueError`. Zones are given by name or as `ZoneInfo`. Dates are day first in both
languages, because they are read beside Indonesian paper; times are written 09.00 WIB, and in English 09:00 WIB.
"""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext, ngettext, override

from sanggar.foundation import clock
from sanggar.foundation.words import terbilang

JAKARTA = "Asia/Jakarta"
Zone = ZoneInfo | str


def local_time(moment: datetime, zone: Zone = JAKARTA) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a moment without a zone can not be shown in one")
    return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def local_date(value: date, zone: Zone = JAKARTA) -> date:
    return local_time(value, zone).date() if isinstance(value, datetime) else value


def zone_letters(moment: datetime, zone: Zone = JAKARTA) -> str:
    """WIB, WITA or WIT, as the time zone database has them for Indonesia's zones; elsewhere that zone's own letters."""
    return local_time(moment, zone).tzname() or ""


def long_date(value: date, zone: Zone = JAKARTA) -> str:
    """`Senin, 23 November 2026`."""
    return date_format(local_date(value, zone), "l, j F Y")


def short_date(value: date, zone: Zone = JAKARTA) -> str:
    """`23 Nov 2026`, for tables."""
    return date_format(local_date(value, zone), "j M Y")


def plain_date(value: date, zone: Zone = JAKARTA) -> str:
    """`23 November 2026`, for running text."""
    return _plain_date(local_date(value, zone), get_language())


@lru_cache(4096)
def _plain_date(day: date, _language: str | None) -> str:
    return date_format(day, "j F Y")


def hour_and_minute(value: time | datetime) -> str:
    """`09.00`, in English `09:00`, of a time as it is."""
    return time_format(value, "TIME_FORMAT")


def clock_time(moment: datetime, zone: Zone = JAKARTA) -> str:
    """`09.00 WIB`."""
    return f"{hour_and_minute(local_time(moment, zone))} {zone_letters(moment, zone)}"


def day_and_time(moment: datetime, zone: Zone = JAKARTA) -> str:
    """`27 November 2026 pukul 09.00 WIB`, for running text."""
    return gettext("%(day)s pukul %(time)s") % {"day": plain_date(moment, zone), "time": clock_time(moment, zone)}


def time_range(start: datetime, end: datetime, zone: Zone = JAKARTA) -> str:
    """`09.00–12.00 WIB`. For one day: a range past midnight does not show its second date."""
    return f"{hour_and_minute(local_time(start, zone))}–{clock_time(end, zone)}"


def date_range(start: date, end: date, zone: Zone = JAKARTA) -> str:
    """`14–23 Desember 2026`, `30 November – 2 Desember 2026`, `30 Desember 2026 – 2 Januari 2027`, or the one day."""
    first, last = local_date(start, zone), local_date(end, zone)
    if first == last:
        return plain_date(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{plain_date(last)}"
    return f"{date_format(first, 'j F' if first.year == last.year else 'j F Y')} – {plain_date(last)}"


def official_date(value: date, zone: Zone = JAKARTA) -> str:
    """The opening of a berita acara, always Indonesian: "Pada hari ini, Senin, tanggal dua puluh tiga, bulan …"."""
    day = local_date(value, zone)
    with override("id"):
        weekday, month = date_format(day, "l"), date_format(day, "F")
    return f"Pada hari ini, {weekday}, tanggal {terbilang(day.day)}, bulan {month}, tahun {terbilang(day.year)}"


def relative_days(value: date, zone: Zone = JAKARTA, *, today: date | None = None) -> str:
    """`hari ini`, `besok`, `3 hari lagi`, `2 hari lalu`: calendar days where the office is, not spans of 24 hours."""
    days = (local_date(value, zone) - (today or local_date(clock.now(), zone))).days
    near = {-1: gettext("kemarin"), 0: gettext("hari ini"), 1: gettext("besok")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("%(count)d hari lagi", "%(count)d hari lagi", days) % {"count": days}
    return ngettext("%(count)d hari lalu", "%(count)d hari lalu", -days) % {"count": -days}
