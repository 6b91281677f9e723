"""Reads: what the reference lists said on a day. A list that nobody has verified answers too, and says so."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sanggar.cores.costing import TaxTable
from sanggar.foundation.ui.picker import matching
from sanggar.funding.models import ListKind, ReferenceEntry, ReferenceList, TaxPractice
from sanggar.funding.reference_columns import ADULT
from sanggar.funding.tax_rows import table_of
from sanggar.planning.models import Programme

YEAR_END = ("spj-desember", "bayar-terakhir", "ingat-akhir-tahun")
"""Rules of the audit list: the last days of accounts and of payments, and when one is reminded of them."""


@dataclass(frozen=True, slots=True)
class ListedCode:
    """Where a code was looked up (None: there is no list for that day) and the entry, if it stands there."""

    list: ReferenceList | None
    entry: ReferenceEntry | None

    @property
    def is_refused(self) -> bool:
        """A whole list leaves out what does not exist; one in excerpts only what it did not come to."""
        return self.list is not None and self.list.is_whole and self.entry is None

    @property
    def is_doubtful(self) -> bool:
        return self.list is not None and self.entry is None


@dataclass(frozen=True, slots=True)
class TariffCeiling:
    """The most that may be paid for one `unit`, of `minutes` where it is one of time; rupiah."""

    code: str
    name: str
    unit: str
    minutes: int | None
    amount: int
    basis: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class AdultAges:
    """From which age on somebody is no child any more, on any day: `lines` are (first day, last day, age), the one
    that counts first in front, as `in_force` has it.
    """

    lines: tuple[tuple[date, date | None, int], ...]

    def on(self, day: date) -> int:
        """A day that no list holds is judged by the one with the earliest beginning."""
        holding = [age for since, until, age in self.lines if since <= day and (until is None or day <= until)]
        return holding[0] if holding else min(self.lines, key=lambda line: line[0])[2]

    @property
    def highest(self) -> int:
        return max(age for _since, _until, age in self.lines)


def reference_list(kind: str, on: date) -> ReferenceList | None:
    """The version of a list that counts on a day."""
    return ReferenceList.objects.in_force(kind, on).first()


def reference_entries(kind: str, on: date) -> QuerySet[ReferenceEntry]:
    found = reference_list(kind, on)
    return ReferenceEntry.objects.filter(list=found) if found else ReferenceEntry.objects.none()


def account_codes(search: str, on: date) -> QuerySet[ReferenceEntry]:
    """Account codes that hold every word of the search, in the code, the name or the note."""
    return codes_found(ListKind.ACCOUNT_CODE, search, on)


def codes_found(kind: str, search: str, on: date) -> QuerySet[ReferenceEntry]:
    return matching(reference_entries(kind, on), search, ["code", "name", "data__keterangan"])


def listed_code(kind: str, code: str, on: date) -> ListedCode:
    found = reference_list(kind, on)
    return ListedCode(found, ReferenceEntry.objects.filter(list=found, code=code).first() if found else None)


def tariff_ceiling(activity: str, role: str, on: date) -> TariffCeiling | None:
    """None where the list has no such role for this kind of activity: the scale of seminars is not that of training."""
    found = reference_list(ListKind.TARIFF, on)
    entries = ReferenceEntry.objects.filter(list=found, data__jenis_kegiatan=activity, data__peran=role)
    entry = entries.first() if found else None
    if found is None or entry is None:
        return None
    data = entry.data
    return TariffCeiling(
        code=entry.code,
        name=entry.name,
        unit=data["satuan"],
        minutes=data.get("menit"),
        amount=data["batas"],
        basis=data.get("dasar") or found.legal_basis,
        is_verified=found.verified_at is not None,
    )


def tax_table(on: date) -> TaxTable | None:
    """The rules for `cores.costing.withholdings`, with the practice chosen by then; None where there is no list."""
    entries = list(reference_entries(ListKind.TAX, on))
    return table_of(entries, tax_practice(on)) if entries else None


def tax_practice(on: date) -> str:
    """The local practice in force, "" for none."""
    chosen = TaxPractice.objects.filter(valid_from__lte=on).order_by("-valid_from", "-pk").first()
    return chosen.practice if chosen else ""


def practices_known(on: date) -> dict[str, str]:
    """The practices of the tax list, with the name of a rule of each."""
    entries = reference_entries(ListKind.TAX, on).filter(data__praktik__isnull=False)
    return {entry.data["praktik"]: entry.name for entry in reversed(entries)}


def adult_ages() -> AdultAges:
    """All lists at once, for who judges several days; one came with the program, and none can be taken away."""
    lists = ReferenceList.objects.filter(kind=ListKind.AGE, entries__code=ADULT).as_they_count()
    told = lists.values_list("valid_from", "valid_to", "entries__data")
    return AdultAges(tuple((since, until, data["umur"]) for since, until, data in told))


def year_end_lacking(on: date) -> tuple[ReferenceList | None, list[str]]:
    """The audit list that counts on a day and which of the year's last days it does not set. A verified list from
    before those rows goes before the one with them.
    """
    found = reference_list(ListKind.AUDIT, on)
    rows = found.entries.all() if found else ()
    told = {row.data["aturan"] for row in rows if row.data.get("cacah")}
    return found, [rule for rule in YEAR_END if rule not in told]


def day_of_budget(programme: Programme, today: date) -> date:
    """The day for which a budget's codes are looked up: today within its fiscal year, else the nearest day of it."""
    first, last = date(programme.fiscal_year, 1, 1), date(programme.fiscal_year, 12, 31)
    return min(max(today, first), last)


def versions() -> QuerySet[ReferenceList]:
    return ReferenceList.objects.select_related("imported_by", "verified_by")
