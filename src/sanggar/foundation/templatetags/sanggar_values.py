"""Values as people read them, for templates. A missing value (None or "") shows nothing; it never breaks a page.

Filters on dates and moments take the office's zone as their argument: `{{ meeting.starts_at|clock_time:office.zone }}`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django import template
from django.utils.translation import get_language

from sanggar.foundation import dates, money, names, national_id, phones, words

register = template.Library()

Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")


def blank_if_missing(
    show: Callable[Concatenate[Value, Arguments], str],
) -> Callable[Concatenate[Value | None, Arguments], str]:
    @wraps(show)
    def show_or_blank(value: Value | None, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> str:
        return "" if value is None or value == "" else show(value, *args, **kwargs)

    return show_or_blank


def short_rupiah(amount: int) -> str:
    return money.short_rupiah(amount, get_language())


FILTERS: dict[str, Callable[..., str]] = {
    "rupiah": money.format_rupiah,
    "short_rupiah": short_rupiah,
    "terbilang": words.terbilang,
    "terbilang_rupiah": words.terbilang_rupiah,
    "long_date": dates.long_date,
    "plain_date": dates.plain_date,
    "short_date": dates.short_date,
    "official_date": dates.official_date,
    "relative_days": dates.relative_days,
    "clock_time": dates.clock_time,
    "phone": phones.format_phone,
    "mask_phone": phones.mask_phone,
    "mask_nik": national_id.mask_nik,
    "initials": names.initials,
}
for name, show in FILTERS.items():
    register.filter(name, blank_if_missing(show))

register.simple_tag(dates.time_range)
register.simple_tag(dates.date_range)
