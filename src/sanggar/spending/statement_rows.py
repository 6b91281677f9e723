"""Reading a list of realisation from the city's own system (SIPD): what each row says, and what would become of it.
Writes nothing. The column headings differ from one export to the next, so they are told, not known.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.applications.imports.cells import read_date
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.money import NotWholeRupiah, parse_rupiah
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sheets import FORMULA, Sheet, Value
from sanggar.foundation.typed_text import plain_line
from sanggar.funding.codes import normalise_account_code
from sanggar.spending.models import StatementEntry

LABELS: dict[str, str | Promise] = {
    "number": _("Nomor SP2D"),
    "dated": _("Tanggal SP2D"),
    "account_code": _("Kode rekening"),
    "amount": _("Nilai"),
    "spm_number": _("Nomor SPM"),
    "description": _("Uraian"),
}
NEEDED = ("number", "dated", "account_code", "amount")
WORDS = {
    "number": ("nomor sp2d", "no sp2d", "sp2d"),
    "spm_number": ("nomor spm", "no spm", "spm"),
    "dated": ("tanggal sp2d", "tgl sp2d", "tanggal pencairan", "tanggal", "tgl"),
    "account_code": ("kode rekening", "kode akun", "rekening"),
    "amount": ("nilai realisasi", "realisasi", "nilai sp2d", "nilai", "jumlah", "bruto"),
    "description": ("uraian", "keterangan", "untuk keperluan", "keperluan"),
}
LONGEST = {"number": 60, "spm_number": 60, "description": 300}
Identity = tuple[str, str, str]


class CellEmpty(InputRefused):
    code = "statement_cell_empty"
    message = _("Kosong, padahal harus diisi.")


class CellIsFormula(InputRefused):
    code = "statement_cell_is_formula"
    message = _("Sel ini berisi rumus. Salin kolomnya, lalu tempel sebagai nilai saja.")


class TextTooLong(InputRefused):
    code = "statement_text_too_long"
    message = _("Paling panjang %(most)s karakter.")


class AmountIsZero(InputRefused):
    code = "statement_amount_is_zero"
    message = _("Nilai paling sedikit Rp1.")


class Fate(TextChoices):
    NEW = "new", _("Akan ditambahkan")
    CHANGED = "changed", _("Akan diubah")
    SAME = "same", _("Sudah sama")
    WRONG = "wrong", _("Perlu dibetulkan")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """`values`: the columns of an entry; `entry`: the one that stands already."""

    number: int
    name: str
    fate: Fate
    errors: list[str]
    values: Mapping[str, Any] = field(default_factory=dict)
    entry: StatementEntry | None = None


def plan_of(sheet: Sheet, columns: Mapping[str, str], entries: Iterable[StatementEntry]) -> list[PlannedRow]:
    """Every row with all its errors at once."""
    standing = {(entry.number, entry.account_code, entry.description): entry for entry in entries}
    places = {name: sheet.headings.index(heading) for name, heading in columns.items() if heading in sheet.headings}
    seen: dict[Identity, int] = {}
    return [
        _planned(line, _read({name: row[at] for name, at in places.items()}, sheet.since_1904), standing, seen)
        for line, row in sheet.rows
    ]


def _planned(
    line: int,
    read: tuple[dict[str, Any], list[str]],
    standing: Mapping[Identity, StatementEntry],
    seen: dict[Identity, int],
) -> PlannedRow:
    values, errors = read
    name = values["number"] or "–"
    if errors:
        return PlannedRow(line, name, Fate.WRONG, errors)
    key = (values["number"], values["account_code"], values["description"])
    if key in seen:
        told = _("SP2D, kode rekening, dan uraian ini sama dengan baris %(number)s; bedakan uraiannya.")
        return PlannedRow(line, name, Fate.WRONG, [told % {"number": seen[key]}])
    seen[key] = line
    entry = standing.get(key)
    if entry is None:
        return PlannedRow(line, name, Fate.NEW, [], values)
    is_same = all(getattr(entry, column) == value for column, value in values.items())
    return PlannedRow(line, name, Fate.SAME if is_same else Fate.CHANGED, [], values, entry)


def _read(given: Mapping[str, Value], since_1904: bool) -> tuple[dict[str, Any], list[str]]:  # noqa: FBT001 - of the sheet
    errors: list[str] = []

    def take(name: str, read: Callable[[Value], Any]) -> Any:
        try:
            return read(_filled(name, given.get(name, "")))
        except DomainError as error:
            errors.append(f"{LABELS[name]}: {error}")
            return ""

    return {
        "number": take("number", lambda value: _text("number", value)),
        "spm_number": take("spm_number", lambda value: _text("spm_number", value)),
        "dated": take("dated", lambda value: read_date(value, order="dmy", since_1904=since_1904)),
        "account_code": take("account_code", lambda value: normalise_account_code(str(value))),
        "description": take("description", lambda value: _text("description", value)),
        "amount": take("amount", _amount),
    }, errors


def _filled(name: str, value: Value) -> Value:
    if value == FORMULA:
        raise CellIsFormula
    if value == "" and name in NEEDED:
        raise CellEmpty
    return value


def _text(name: str, value: Value) -> str:
    text = plain_line(str(value))
    refuse_nik(text, name)
    if len(text) > LONGEST[name]:
        raise TextTooLong(most=LONGEST[name])
    return text


def _amount(value: Value) -> int:
    if isinstance(value, float):
        raise NotWholeRupiah
    amount = parse_rupiah(str(value))
    if not amount:
        raise AmountIsZero
    return amount
