"""Reading a list of realisation from the city's own system (SIPD): what each row says, and what would become of it.
Writes nothing. The column headings differ from one export to the next, so they are told, not known.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
from sanggar.funding.codes import normalise_account_code, normalise_sub_activity_code
from sanggar.spending.models import StatementEntry

LABELS: dict[str, str | Promise] = {
    "number": _("Nomor SP2D"),
    "dated": _("Tanggal SP2D"),
    "account_code": _("Kode rekening"),
    "amount": _("Nilai"),
    "spm_number": _("Nomor SPM"),
    "description": _("Uraian"),
    "sub_activity": _("Kode sub kegiatan"),
}
NEEDED = ("number", "dated", "account_code", "amount")
WORDS = {
    "sub_activity": ("kode sub kegiatan", "sub kegiatan", "subkegiatan"),
    "number": ("nomor sp2d", "no sp2d", "sp2d"),
    "spm_number": ("nomor spm", "no spm", "spm"),
    "dated": ("tanggal sp2d", "tgl sp2d", "tanggal pencairan", "tanggal", "tgl"),
    "account_code": ("kode rekening", "kode akun", "rekening"),
    "amount": ("nilai realisasi", "realisasi", "nilai sp2d", "nilai", "jumlah", "bruto"),
    "description": ("uraian", "keterangan", "untuk keperluan", "keperluan"),
}
LONGEST = {"number": 60, "spm_number": 60, "description": 300}
LEADING_CODE = re.compile(r"([\d.]+)[\s:–-]+\D.*", re.ASCII)
TOTAL = re.compile(r"(sub ?|grand ?)?(jumlah|total)\b", re.IGNORECASE)
LOWEST = re.compile(r"\d(\.\d+){5}", re.ASCII)
NEGATIVE = re.compile(r"\((?P<bracketed>.+)\)|(?P<before>rp\.? ?)?[-−](?P<after>.+)", re.IGNORECASE)
TELLING = ("number", "account_code", "description", "dated", "amount")
"""What no two rows have in common (`statement_row_told_once`)."""
Identity = tuple[str, str, str, bool]
"""SP2D, account and description, and whether it is a correction: what tells one row of the list from the others."""


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
    message = _("Nilainya nol.")


class Fate(TextChoices):
    NEW = "new", _("Akan ditambahkan")
    CHANGED = "changed", _("Akan diubah")
    SAME = "same", _("Sudah sama")
    WRONG = "wrong", _("Perlu dibetulkan")
    ELSEWHERE = "elsewhere", _("Sub kegiatan lain, dilewati")
    TOTAL = "total", _("Judul atau jumlah, dilewati")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """`values`: the columns of an entry; `entry`: the one that stands already."""

    number: int
    name: str
    fate: Fate
    errors: list[str]
    values: Mapping[str, Any] = field(default_factory=dict)
    entry: StatementEntry | None = None


def plan_of(
    sheet: Sheet, columns: Mapping[str, str], entries: Iterable[StatementEntry], own: Collection[str]
) -> list[PlannedRow]:
    """Every row with all its errors at once. Where a column tells the sub-activity, rows of others than `own` are left
    out; so are titles and sums, which have neither a number nor a day.
    """
    places = {name: sheet.headings.index(heading) for name, heading in columns.items() if heading in sheet.headings}
    rows = [(line, {name: row[at] for name, at in places.items()}) for line, row in sheet.rows]
    planned = [_planned(line, given, own, sheet.since_1904) for line, given in rows]
    return _beside(_refused_twice(_without_sums(planned)), entries)


def _planned(line: int, given: Mapping[str, Value], own: Collection[str], since_1904: bool) -> PlannedRow:  # noqa: FBT001 - of the sheet
    name = str(given.get("number", "")).strip() or "–"
    if is_title_or_sum(given):
        return PlannedRow(line, str(given.get("description") or given.get("account_code") or name), Fate.TOTAL, [])
    values, errors = _read(given, since_1904)
    sub_activity = values.pop("sub_activity")
    if sub_activity and sub_activity not in own:
        return PlannedRow(line, name, Fate.ELSEWHERE, [])
    return PlannedRow(line, name, Fate.WRONG if errors else Fate.NEW, errors, values)


def is_title_or_sum(given: Mapping[str, Value]) -> bool:
    """No SP2D, day and SPM, and either it says so or it has no account of the lowest level with an amount."""
    number, code, words, amount = (
        str(given.get(name, "")).strip() for name in ("number", "account_code", "description", "amount")
    )
    if given.get("dated", "") != "" or given.get("spm_number", "") != "":
        return False
    says_so = any(TOTAL.match(text) for text in (number, code, words))
    return says_so or (not number and not (LOWEST.match(code) and amount))


def _without_sums(rows: list[PlannedRow]) -> list[PlannedRow]:
    """What stands over the rows of an account as their sum is a title too. Any other amount without a number is money
    whose number stands in another cell, and stays to be mended.
    """
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.fate == Fate.NEW:
            sums[row.values["account_code"]] += row.values["amount"]
    return [
        replace(row, fate=Fate.TOTAL, errors=[])
        if _is_bare(row) and sums[row.values["account_code"]] == row.values["amount"]
        else row
        for row in rows
    ]


def _is_bare(row: PlannedRow) -> bool:
    return row.fate == Fate.WRONG and not any(row.values[name] for name in ("number", "dated", "spm_number"))


def _refused_twice(rows: list[PlannedRow]) -> list[PlannedRow]:
    """Two rows of one list that are alike in all that tells rows apart: nothing says whether they are one or two."""
    seen: dict[tuple[Any, ...], int] = {}
    checked = []
    for row in rows:
        if row.fate != Fate.NEW:
            checked.append(row)
        elif (number := seen.setdefault(tuple(row.values[name] for name in TELLING), row.number)) != row.number:
            told = _("Sama dengan baris %(number)s dalam segala hal; bedakan uraiannya.") % {"number": number}
            checked.append(replace(row, fate=Fate.WRONG, errors=[told]))
        else:
            checked.append(row)
    return checked


def _beside(rows: list[PlannedRow], entries: Iterable[StatementEntry]) -> list[PlannedRow]:
    """Each with the entry that says the same; what is left on both sides of one identity, in its order, has changed."""
    standing: dict[Identity, list[StatementEntry]] = defaultdict(list)
    for entry in entries:
        standing[_identity(entry.number, entry.account_code, entry.description, entry.amount)].append(entry)
    found: dict[int, PlannedRow] = {}
    for is_exact in (True, False):
        for row in rows:
            if row.fate != Fate.NEW or row.number in found:
                continue
            values = row.values
            told = _identity(values["number"], values["account_code"], values["description"], values["amount"])
            same = next((each for each in standing[told] if not is_exact or _is_same(each, values)), None)
            if same:
                standing[told].remove(same)
                found[row.number] = replace(row, fate=Fate.SAME if is_exact else Fate.CHANGED, entry=same)
    return [found.get(row.number, row) for row in rows]


def _identity(number: str, account_code: str, description: str, amount: int) -> Identity:
    return number, account_code, description, amount < 0


def _is_same(entry: StatementEntry, values: Mapping[str, Any]) -> bool:
    return all(getattr(entry, column) == value for column, value in values.items())


def _read(given: Mapping[str, Value], since_1904: bool) -> tuple[dict[str, Any], list[str]]:  # noqa: FBT001 - of the sheet
    errors: list[str] = []

    def take(name: str, read: Callable[[Value], Any]) -> Any:
        try:
            return read(_filled(name, given[name])) if name in given else ""
        except DomainError as error:
            errors.append(f"{LABELS[name]}: {error}")
            return ""

    return {
        "number": take("number", lambda value: _text("number", value)),
        "spm_number": take("spm_number", lambda value: _text("spm_number", value)),
        "dated": take("dated", lambda value: read_date(value, order="dmy", since_1904=since_1904)),
        "account_code": take("account_code", lambda value: normalise_account_code(_code(value))),
        "description": take("description", lambda value: _text("description", value)),
        "amount": take("amount", _amount),
        "sub_activity": take("sub_activity", lambda value: normalise_sub_activity_code(_code(value))),
    }, errors


def _code(value: Value) -> str:
    """Without the name that some exports print behind the code."""
    return LEADING_CODE.sub(r"\1", str(value).strip())


def _filled(name: str, value: Value) -> Value:
    if value == FORMULA:
        raise CellIsFormula
    if value == "" and name in (*NEEDED, "sub_activity"):
        raise CellEmpty
    return value


def _text(name: str, value: Value) -> str:
    text = plain_line(str(value))
    refuse_nik(text, name)
    if len(text) > LONGEST[name]:
        raise TextTooLong(most=LONGEST[name])
    return text


def _amount(value: Value) -> int:
    """Below zero for a correction: `-500.000`, `(500.000)`, `Rp-500.000`."""
    if isinstance(value, float):
        raise NotWholeRupiah
    text = plain_line(str(value))
    below = NEGATIVE.fullmatch(text)
    amount = parse_rupiah((below["bracketed"] or below["after"]) if below else text)
    if not amount:
        raise AmountIsZero
    return -amount if below else amount
