from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils.translation import override

from sanggar.foundation.ui.values import cell_text, rounded

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def rendered(source: str, language: str = "id", **context: object) -> str:
    with override(language):
        return Template("{% load sanggar_values %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|rupiah }}", 1_500_000, "Rp1.500.000"),
        ("{{ v|rupiah }}", 0, "Rp0"),
        ("{{ v|short_rupiah }}", 68_400_000, "Rp68,4 jt"),
        ("{{ v|terbilang }}", 21, "dua puluh satu"),
        ("{{ v|terbilang_rupiah }}", 1_000, "seribu rupiah"),
        ("{{ v|long_date }}", START, "Senin, 23 November 2026"),
        ("{{ v|plain_date }}", START, "23 November 2026"),
        ("{{ v|short_date }}", START, "23 Nov 2026"),
        ("{{ v|clock_time }}", START, "09.00 WIB"),
        ("{{ v|clock_time:'Asia/Jayapura' }}", START, "11.00 WIT"),
        ("{{ v|phone }}", "+6281234567890", "0812-3456-7890"),
        ("{{ v|mask_phone }}", "+6281234567890", "••••-••••-7890"),
        ("{{ v|mask_nik }}", "3573055708039001", "357305••••••••••"),
        ("{{ v|initials }}", "Siti Aminah", "S.A."),
    ],
)
def test_values_are_shown_as_people_read_them(source: str, value: object, shown: str) -> None:
    assert rendered(source, v=value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(5.0, "5"), (4.5, "4,5"), (100 / 3, "33,33"), (1.999, "2"), (82.35, "82,35"), (-0.5, "-0,5")]
)
def test_a_number_with_decimals_is_rounded_and_has_the_comma(value: float, shown: str) -> None:
    assert (rounded(value), cell_text(value, "number")) == (shown, shown)
    assert shown in rendered("{% load ui %}{% tile 'Hari' v %}", v=value)


def test_money_and_dates_follow_the_language_of_the_page() -> None:
    assert rendered("{{ v|short_rupiah }}", "en", v=68_400_000) == "Rp68,4 million"
    assert rendered("{{ v|long_date }}", "en", v=START) == "Monday, 23 November 2026"


def test_ranges_are_shown_in_the_offices_zone() -> None:
    source = "{% time_range start end zone %} · {% date_range start end zone %}"
    shown = rendered(source, start=START, end=START + timedelta(hours=3), zone="Asia/Makassar")
    assert shown == "10.00–13.00 WITA · 23 November 2026"


def test_the_distance_of_a_day_is_told() -> None:
    assert rendered("{{ v|relative_days }}", v=date(2000, 1, 1)).endswith(" hari lalu")


@pytest.mark.parametrize("missing", [None, ""])
def test_a_missing_value_shows_nothing(missing: object) -> None:
    source = "{{ v|rupiah }}{{ v|short_rupiah }}{{ v|long_date }}{{ v|clock_time:z }}{{ v|phone }}{{ v|mask_nik }}"
    assert rendered(source, v=missing, z="Asia/Jakarta") == ""
