"""The money of one programme or of many as tiles, charts and a table by kind; the same for both."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import day_and_time
from sanggar.foundation.money import format_rupiah, short_rupiah
from sanggar.foundation.percents import percent_of
from sanggar.foundation.ui.charts import Chart
from sanggar.spending.realisation import KindOfSpending, Month, Realisation, months_until


def money_figures(found: Realisation) -> dict[str, Any]:
    """What `spending/money_figures.html` is rendered with."""
    return {
        "as_of": as_of(clock.now()),
        "tiles": _tiles(found),
        "charts": charts_of(found, clock.today()),
        "kinds": found.kinds,
        "without_month": format_rupiah(found.without_month) if found.without_month else "",
    }


def as_of(at: datetime) -> str:
    """With its time, for the figures change within the day."""
    return _("Keadaan %(moment)s") % {"moment": day_and_time(at, clock.office_zone())}


def charts_of(found: Realisation, day: date) -> list[Chart]:
    """Plan beside realisation by month and by kind, and how far the ceiling is used; those that have data."""
    begun = months_until(found.months, day)
    charts = [by_month(found.months), absorption(begun, found.totals.ceiling), by_kind(found.kinds)]
    return [chart for chart in charts if chart.points]


def _tiles(found: Realisation) -> list[tuple[str, str, str, int]]:
    """(label, amount, of what, percent of the ceiling)."""
    totals = found.totals

    def tile(label: str, amount: int, of: str = "") -> tuple[str, str, str, int]:
        return label, short_rupiah(amount, get_language()), of, percent_of(amount, totals.ceiling) or 0

    absorbed = _("serapan %(percent)s%%") % {"percent": found.absorption or 0}
    return [
        tile(_("Pagu"), totals.ceiling),
        tile(_("Komitmen"), totals.committed),
        tile(_("Dibayar"), totals.paid, absorbed),
        tile(_("Tersedia"), totals.ceiling - totals.committed - totals.paid),
    ]


def month_name(month: date) -> str:
    return date_format(month, "M Y")


def by_month(months: list[Month]) -> Chart:
    return Chart(
        _("Rencana dan realisasi per bulan"),
        [(month_name(month.first), month.paid) for month in months],
        kind="columns",
        unit="money",
        heads=(_("Bulan"), ""),
        beside=[month.planned for month in months],
        legend=(_("Realisasi"), _("Rencana")),
    )


def absorption(months: list[Month], ceiling: int) -> Chart:
    """Of the months that have begun."""
    return Chart(
        _("Serapan sampai tiap bulan"),
        [(month_name(month.first), percent_of(month.paid_so_far, ceiling) or 0) for month in months],
        kind="line",
        unit="percent",
        heads=(_("Bulan"), ""),
        beside=[percent_of(month.planned_so_far, ceiling) or 0 for month in months],
        legend=(_("Realisasi"), _("Rencana")),
    )


def by_kind(kinds: list[KindOfSpending]) -> Chart:
    """All of them, those with most planned first."""
    largest = sorted(kinds, key=lambda kind: -kind.amount)
    return Chart(
        _("Rencana dan realisasi menurut jenis belanja"),
        [(kind.name or kind.code, kind.paid) for kind in largest],
        unit="money",
        heads=(_("Jenis belanja"), ""),
        beside=[kind.amount for kind in largest],
        legend=(_("Realisasi"), _("Rencana")),
    )
