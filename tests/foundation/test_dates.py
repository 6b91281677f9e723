from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation import dates

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09.00 in Malang
LATE_SUNDAY = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)  # already Monday in Malang
TODAY = date(2026, 11, 23)


def test_a_date_is_written_in_full_in_both_languages() -> None:
    with override("id"):
        assert dates.long_date(MONDAY) == "Senin, 23 November 2026"
    with override("en"):
        assert dates.long_date(MONDAY) == "Monday, 23 November 2026"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 4), "Minggu, 4 Januari 2026"),
        (date(2026, 2, 3), "Selasa, 3 Februari 2026"),
        (date(2026, 3, 4), "Rabu, 4 Maret 2026"),
        (date(2026, 5, 7), "Kamis, 7 Mei 2026"),
        (date(2026, 6, 5), "Jumat, 5 Juni 2026"),
        (date(2026, 7, 4), "Sabtu, 4 Juli 2026"),
        (date(2026, 8, 17), "Senin, 17 Agustus 2026"),
        (date(2026, 10, 28), "Rabu, 28 Oktober 2026"),
        (date(2026, 12, 22), "Selasa, 22 Desember 2026"),
    ],
)
def test_days_and_months_have_their_official_spelling(day: date, written: str) -> None:
    with override("id"):
        assert dates.long_date(day) == written


def test_a_moment_is_shown_on_the_day_it_is_where_the_office_is() -> None:
    with override("id"):
        assert dates.long_date(LATE_SUNDAY) == "Senin, 23 November 2026"
        assert dates.short_date(LATE_SUNDAY) == "23 Nov 2026"
        assert dates.short_date(LATE_SUNDAY, ZoneInfo("UTC")) == "22 Nov 2026"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "09.00 WIB"),
        ("Asia/Pontianak", "09.00 WIB"),
        ("Asia/Makassar", "10.00 WITA"),
        ("Asia/Jayapura", "11.00 WIT"),
        (ZoneInfo("Asia/Makassar"), "10.00 WITA"),
    ],
)
def test_a_time_carries_the_letters_of_its_zone(zone: str | ZoneInfo, shown: str) -> None:
    assert dates.clock_time(MONDAY, zone) == shown


def test_a_meeting_runs_from_to() -> None:
    assert dates.time_range(MONDAY, MONDAY + timedelta(hours=3)) == "09.00–12.00 WIB"
    assert dates.time_range(MONDAY, MONDAY + timedelta(hours=3), "Asia/Jayapura") == "11.00–14.00 WIT"


def test_english_times_have_a_colon() -> None:
    with override("en"):
        assert dates.clock_time(MONDAY, "Asia/Jayapura") == "11:00 WIT"
        assert dates.time_range(MONDAY, MONDAY + timedelta(hours=3)) == "09:00–12:00 WIB"
        assert dates.hour_and_minute(time(14, 44)) == "14:44"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2026, 12, 14), date(2026, 12, 23), "14–23 Desember 2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 November – 2 Desember 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Desember 2026 – 2 Januari 2027"),
        (date(2026, 12, 14), date(2027, 12, 14), "14 Desember 2026 – 14 Desember 2027"),
        (TODAY, TODAY, "23 November 2026"),
        (LATE_SUNDAY, MONDAY, "23 November 2026"),
    ],
)
def test_a_span_of_days_says_month_and_year_once(start: date, end: date, written: str) -> None:
    with override("id"):
        assert dates.date_range(start, end) == written


@pytest.mark.parametrize("language", ["id", "en"])
def test_official_minutes_spell_their_date_in_indonesian(language: str) -> None:
    with override(language):
        assert dates.official_date(MONDAY) == (
            "Pada hari ini, Senin, tanggal dua puluh tiga, bulan November, tahun dua ribu dua puluh enam"
        )


@pytest.mark.parametrize(
    ("days", "shown"),
    [(0, "hari ini"), (1, "besok"), (3, "3 hari lagi"), (-1, "kemarin"), (-2, "2 hari lalu")],
)
def test_near_days_are_counted_from_today(days: int, shown: str) -> None:
    with override("id"):
        assert dates.relative_days(TODAY + timedelta(days=days), today=TODAY) == shown


@time_machine.travel(datetime(2026, 11, 23, 16, 59, tzinfo=UTC), tick=False)
def test_tomorrow_begins_at_the_offices_midnight() -> None:
    with override("id"):
        assert dates.relative_days(datetime(2026, 11, 23, 17, 0, tzinfo=UTC)) == "besok"
        assert dates.relative_days(datetime(2026, 11, 23, 17, 0, tzinfo=UTC), "Asia/Makassar") == "hari ini"


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        dates.clock_time(datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001 - the mistake itself


@given(st.dates(min_value=date(1900, 1, 1)), st.dates(min_value=date(1900, 1, 1)))
def test_every_span_ends_with_its_last_day_in_full(one: date, other: date) -> None:
    start, end = sorted((one, other))
    with override("id"):
        assert dates.date_range(start, end).endswith(dates.plain_date(end))
