"""Reading a list of budget lines made elsewhere: what each row says, and what would become of it. Writes nothing.

A row is the line with the same account code and description (without regard to case and blanks), so that the same list
read again changes nothing. Where the plan drives a line (each stage, each seat), its row may state the volume for one
of these or for all: its amount tells, else what stands there already; another volume for all is no longer driven.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sanggar.cores.costing.shape import Driver
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.money import NotWholeRupiah, format_rupiah, parse_rupiah
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sheets import FORMULA, Sheet, Value
from sanggar.foundation.typed_text import plain_line
from sanggar.funding.codes import normalise_account_code
from sanggar.funding.factors import Factor, checked_factors, read_factors, volume_of
from sanggar.funding.models import VersionLine
from sanggar.funding.shapes import factors_in_force
from sanggar.funding.wording import LINE_LABELS

NEEDED = ("account_code", "description", "volume", "unit_price")
FIELDS = (*NEEDED, "unit", "amount")
WORDS = {
    "account_code": ("kode rekening", "kode akun", "rekening", "account code", "kode"),
    "description": ("uraian", "rincian", "nama belanja", "description", "item"),
    "volume": ("koefisien", "volume", "vol", "jumlah barang", "quantity"),
    "unit_price": ("harga satuan", "tarif", "harga", "unit price", "price"),
    "unit": ("satuan", "unit"),
    "amount": ("jumlah", "total", "amount"),
}
LONGEST_DESCRIPTION = 200
Identity = tuple[str, str]


class CellEmpty(InputRefused):
    code = "line_cell_empty"
    message = _("Kosong, padahal harus diisi.")


class CellIsFormula(InputRefused):
    code = "line_cell_is_formula"
    message = _("Sel ini berisi rumus. Salin kolomnya, lalu tempel sebagai nilai saja.")


class DescriptionTooLong(InputRefused):
    code = "line_description_too_long"
    message = _("Paling panjang %(most)s karakter.")


class PriceIsZero(InputRefused):
    code = "line_price_is_zero"
    message = _("Harga satuan paling sedikit Rp1.")


class AmountDiffers(InputRefused):
    code = "line_amount_differs"
    message = _("Tertulis %(told)s, padahal volume × harga = %(amount)s.")


class Fate(TextChoices):
    NEW = "new", _("Akan ditambahkan")
    CHANGED = "changed", _("Akan diubah")
    SAME = "same", _("Sudah sama")
    WRONG = "wrong", _("Perlu dibetulkan")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """`values`: the columns of a line as its form would give them; `line`: the one that stands already; `amount`: what
    it comes to, in rupiah.
    """

    number: int
    description: str
    fate: Fate
    errors: list[str]
    values: Mapping[str, Any] = field(default_factory=dict)
    line: VersionLine | None = None
    amount: int = 0

    @property
    def before(self) -> int:
        return self.line.amount if self.line else 0


def plan_of(sheet: Sheet, columns: Mapping[str, str], lines: Iterable[VersionLine]) -> list[PlannedRow]:
    """Every row with all its errors at once."""
    standing = {identity(line.account_code, line.description): line for line in lines}
    places = {name: sheet.headings.index(heading) for name, heading in columns.items() if heading in sheet.headings}
    seen: dict[Identity, int] = {}
    return [
        _planned(number, {name: row[at] for name, at in places.items()}, standing, seen) for number, row in sheet.rows
    ]


def identity(account_code: str, description: str) -> Identity:
    return account_code, plain_line(description).casefold()


def _planned(
    number: int, given: Mapping[str, Value], standing: Mapping[Identity, VersionLine], seen: dict[Identity, int]
) -> PlannedRow:
    values, told, errors = _read(given)
    name = str(given.get("description", ""))[:100]
    if errors:
        return PlannedRow(number, name, Fate.WRONG, errors)
    key = identity(values["account_code"], values["description"])
    line = standing.get(key)
    volume, price, driven = volume_of(values["factors"]), values["unit_price"], line.driven if line else 1
    if told not in (None, volume * price, volume * price * driven):
        differs = AmountDiffers(told=format_rupiah(told), amount=format_rupiah(volume * price))
        return PlannedRow(number, name, Fate.WRONG, [f"{LINE_LABELS['amount']}: {differs}"])
    if key in seen:
        twice = _("Uraian dan kode rekening ini sama dengan baris %(number)s.") % {"number": seen[key]}
        return PlannedRow(number, name, Fate.WRONG, [twice])
    seen[key] = number
    if line is None:
        return PlannedRow(number, name, Fate.NEW, [], values, amount=volume * price)
    is_each = None if told is None or driven <= 1 else told == volume * price * driven
    values["factors"], values["driver"] = _as_driven(values["factors"], line, is_each=is_each)
    amount = volume_of(values["factors"]) * price * (driven if values["driver"] == line.driver else 1)
    same = (price, values["factors"], values["driver"]) == (line.unit_price, _factors_of(line), line.driver)
    return PlannedRow(number, name, Fate.SAME if same else Fate.CHANGED, [], values, line, amount)


def _as_driven(factors: list[Factor], line: VersionLine, *, is_each: bool | None) -> tuple[list[Factor], str]:
    """The factors of one of what drives the line, and the driver. `is_each`: what the amount says, if anything."""
    whole = [(number, unit) for number, unit in factors_in_force(line)]
    if is_each or (is_each is None and factors == _factors_of(line)):
        return factors, line.driver
    if factors == whole or (line.driven > 1 and volume_of(factors) == line.volume):
        return _factors_of(line), line.driver
    if len(whole) > len(line.factors) and len(factors) > 1 and factors[-1] == whole[-1]:
        return factors[:-1], line.driver
    return factors, line.driver if line.driven <= 1 else Driver.PROGRAMME.value


def _factors_of(line: VersionLine) -> list[Factor]:
    return [(number, unit) for number, unit in line.factors]


def _read(given: Mapping[str, Value]) -> tuple[dict[str, Any], int | None, list[str]]:
    """The columns of a line, the amount that is stated, and what is wrong."""
    errors: list[str] = []

    def take(name: str, read: Callable[[Value], Any]) -> Any:
        try:
            return read(_filled(given.get(name, "")))
        except DomainError as error:
            errors.append(f"{LINE_LABELS[name]}: {error}")
            return None

    values = {
        "account_code": take("account_code", lambda value: normalise_account_code(str(value))),
        "description": take("description", _description),
        "factors": take("volume", lambda value: _factors(value, str(given.get("unit", "")))),
        "unit_price": take("unit_price", _price),
    }
    told = take("amount", _rupiah) if given.get("amount", "") != "" else None
    return values, told, errors


def _filled(value: Value) -> Value:
    if value == FORMULA:
        raise CellIsFormula
    if value == "":
        raise CellEmpty
    return value


def _description(value: Value) -> str:
    text = plain_line(str(value))
    refuse_nik(text, "description")
    if len(text) > LONGEST_DESCRIPTION:
        raise DescriptionTooLong(most=LONGEST_DESCRIPTION)
    return text


def _factors(value: Value, unit: str) -> list[Factor]:
    """`50 orang × 2 hari`, or a number beside a column with its unit."""
    text = str(value)
    if unit.strip() and text.replace(".", "").isdigit():
        return checked_factors(read_factors(f"{text} {plain_line(unit)}"))
    return read_factors(text)


def _price(value: Value) -> int:
    price = _rupiah(value)
    if not price:
        raise PriceIsZero
    return price


def _rupiah(value: Value) -> int:
    if isinstance(value, float):
        raise NotWholeRupiah
    return parse_rupiah(str(value))
