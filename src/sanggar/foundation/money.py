"""Money is whole rupiah in an `int`; there are no sen anywhere.

What people type is read strictly: what could mean two amounts is refused with the way to write it, never guessed.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused, as_validation_error
from sanggar.foundation.typed_text import plain_number_line

MAX_RUPIAH = 10**15
"""A thousand trillion: beyond any city's budget, within 64 bits, and the last amount `words` can spell."""

LONGEST_TEXT = 40
UNITS = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "m": 10**9}
"""`milyar` is the former spelling of `miliar`, and still the more frequent one."""

AMOUNT = re.compile(
    r"(?:rp\.?)? ?"
    r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+|-))?"
    r"(?: ?(?P<unit>[a-z]+))?"
)
COMMA_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(?![0-9])")
DOT_DECIMALS = re.compile(r"[0-9]+\.[0-9]{1,2}(?![0-9.])")
SCALES = {
    "id": ((10**12, "T", ","), (10**9, "M", ","), (10**6, "jt", ",")),
    "en": ((10**12, "trillion", ","), (10**9, "billion", ","), (10**6, "million", ",")),
}
ROUNDS_UP_TO_NEXT = 20_000
"""From a scale less this part of it, the scale below would print 1000,0: 999.950.000 is "Rp1 M", not "Rp1000 jt"."""


class MoneyNotUnderstood(InputRefused):
    code = "money_not_understood"
    message = _("Jumlah rupiah tidak terbaca. Tulis misalnya 1.500.000 atau 1,5 juta.")


class MoneyMissing(MoneyNotUnderstood):
    code = "money_missing"
    message = _("Isi jumlah rupiah, misalnya 1.500.000.")


class ThousandsWithCommas(MoneyNotUnderstood):
    code = "money_thousands_with_commas"
    message = _("Pisahkan ribuan dengan titik, misalnya 150.000.000. Koma hanya untuk desimal, misalnya 1,5 juta.")


class DecimalsWithDot(MoneyNotUnderstood):
    code = "money_decimals_with_dot"
    message = _("Titik hanya untuk ribuan, misalnya 1.500. Tulis desimal dengan koma, misalnya 1,5 juta.")


class NotWholeRupiah(MoneyNotUnderstood):
    code = "money_not_whole"
    message = _("Jumlah harus rupiah bulat, tanpa sen. Tulis misalnya 1.500.000 atau 1,5 juta.")


class NegativeMoney(MoneyNotUnderstood):
    code = "money_negative"
    message = _("Jumlah rupiah tidak boleh kurang dari nol.")


class TooMuchMoney(MoneyNotUnderstood):
    code = "money_too_much"
    message = _("Jumlah rupiah terlalu besar. Periksa banyaknya angka nol.")


class TooLittleMoney(MoneyNotUnderstood):
    code = "money_too_little"
    message = _("Jumlah paling sedikit %(least)s.")


class MoneyAboveLimit(MoneyNotUnderstood):
    code = "money_above_limit"
    message = _("Jumlah paling banyak %(most)s.")


def parse_rupiah(text: str) -> int:
    """Whole rupiah from what a person wrote: `Rp150.000.000,00`, `Rp. 150.000.000,-`, `150000000`, `150jt`, `1,5 M`.

    A dot always groups thousands (`1.500` is 1500), a comma always starts decimals, `M` is miliar (10^9).
    Raises `MoneyNotUnderstood` or one of its more telling kinds. Not for amounts below zero.
    """
    line = plain_number_line(text).lower()
    if not line:
        raise MoneyMissing
    found = AMOUNT.fullmatch(line) if len(line) <= LONGEST_TEXT else None
    if found is None:
        raise _reason_for(line)
    return _amount(found["whole"].replace(".", ""), found["decimals"] or "", found["unit"])


def _amount(whole: str, decimals: str, unit: str | None) -> int:
    if unit is not None and (unit not in UNITS or decimals == "-"):
        raise MoneyNotUnderstood
    if len(decimals) == 3:  # noqa: PLR2004 - 1,500 is fifteen hundred to some and one and a half to others
        raise ThousandsWithCommas
    decimals = decimals.strip("-")
    parts: int = 10 ** len(decimals)
    value, remainder = divmod(int(whole + decimals) * UNITS.get(unit or "", 1), parts)
    if remainder or (unit is None and len(decimals) > len("00")):
        raise NotWholeRupiah
    if value > MAX_RUPIAH:
        raise TooMuchMoney
    return value


def _reason_for(line: str) -> MoneyNotUnderstood:
    if re.match(r"(rp\.? ?)?-", line):
        return NegativeMoney()
    if COMMA_THOUSANDS.search(line):
        return ThousandsWithCommas()
    if DOT_DECIMALS.search(line):
        return DecimalsWithDot()
    return MoneyNotUnderstood()


def format_rupiah(amount: int) -> str:
    """`Rp1.500.000`, in every language: the rupiah is written as its country writes it."""
    return f"{'-' if amount < 0 else ''}Rp{grouped(abs(amount))}"


def grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def short_rupiah(amount: int, language: str | None = "id") -> str:
    """`Rp68,4 jt`, `Rp1,5 M`; in English `Rp68,4 million`, the digits as the rupiah
    is written. Rounded to a tenth, half away from zero.

    For tiles and charts only: where money is decided on, show `format_rupiah`. Under a million nothing is shortened.
    """
    size = abs(amount)
    for scale, word, point in SCALES["en" if (language or "").startswith("en") else "id"]:
        if size >= scale - scale // ROUNDS_UP_TO_NEXT:
            whole, tenth = divmod((size * 10 + scale // 2) // scale, 10)
            return f"{'-' if amount < 0 else ''}Rp{whole}{f'{point}{tenth}' if tenth else ''} {word}"
    return format_rupiah(amount)


class RupiahField(forms.Field):
    """A form field for whole rupiah. Plain text with a number keypad, so that grouping dots and `1,5 juta` survive."""

    widget = forms.TextInput
    default_error_messages = {"required": MoneyMissing.message}

    def __init__(self, *, min_value: int = 0, max_value: int = MAX_RUPIAH, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return parse_rupiah(str(value))
        except DomainError as error:
            raise as_validation_error(error) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value < self.min_value:
            raise as_validation_error(TooLittleMoney(least=format_rupiah(self.min_value)))
        if value is not None and value > self.max_value:
            raise as_validation_error(MoneyAboveLimit(most=format_rupiah(self.max_value)))

    def prepare_value(self, value: Any) -> Any:
        return grouped(value) if isinstance(value, int) and value >= 0 else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}
