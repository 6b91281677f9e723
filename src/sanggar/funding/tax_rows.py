"""Rows of a tax list as the rules of the pure core (`cores.costing`)."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.cores.costing import Effect, Payee, Spending, Tax, TaxRule, TaxTable
from sanggar.foundation.errors import InputRefused
from sanggar.funding.rates import layers_of, share_of
from sanggar.funding.reference_columns import KIND_OF_SPENDING, OWN_PEOPLE

LABELS: dict[str, Promise] = {
    "sifat": _("Sifat"),
    "tarif": _("Tarif"),
    "rekening": _("Awal kode rekening"),
    "belanja": _("Belanja"),
    "bagian": _("Bagian yang dikenai"),
}


class RowIncomplete(InputRefused):
    """A cell is empty that this sort of row needs; `key` is the row's code."""

    code = "row_incomplete"
    message = _("Wajib diisi pada baris seperti ini.")

    def __init__(self, key: str, heading: str) -> None:
        super().__init__()
        self.key, self.label = key, LABELS[heading]


class Entry(Protocol):
    """A row that was read, or an entry that is kept."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def data(self) -> dict[str, Any]: ...


def table_of(entries: Iterable[Entry], practice: str = "") -> TaxTable:
    """Raises `RowIncomplete` or `RulesOverlap`; neither for a list that is in."""
    rules: list[TaxRule] = []
    kinds: dict[str, Spending] = {}
    own_people = Fraction(1)
    for entry in entries:
        match entry.data["pajak"]:
            case str(sort) if sort == KIND_OF_SPENDING:
                (spending,) = _needed(entry, "belanja")[:1]
                kinds |= dict.fromkeys(_needed(entry, "rekening"), Spending(spending))
            case str(sort) if sort == OWN_PEOPLE:
                own_people = share_of(_needed(entry, "bagian"))
            case _:
                rules.append(_rule(entry))
    return TaxTable(tuple(rules), kinds, own_people, practice)


def _rule(entry: Entry) -> TaxRule:
    data = entry.data
    fixed = data.get("jumlah_tetap", 0)
    return TaxRule(
        key=entry.code,
        tax=Tax(data["pajak"]),
        name=entry.name,
        effect=Effect(_needed(entry, "sifat")),
        basis=data.get("dasar", ""),
        payees=frozenset(map(Payee, data.get("penerima", ()))),
        ranks=frozenset(data.get("golongan", ())),
        spendings=frozenset(map(Spending, data.get("belanja", ()))),
        share=share_of(data.get("bagian", "100%")),
        layers=() if fixed else layers_of(_needed(entry, "tarif")),
        without_npwp=share_of(data.get("tanpa_npwp", "100%")),
        free_upto=data.get("bebas_sampai", 0),
        only_from_pkp=data.get("hanya_pkp", False),
        fixed=fixed,
        practice=data.get("praktik", ""),
    )


def _needed(entry: Entry, heading: str) -> Any:
    if not entry.data.get(heading):
        raise RowIncomplete(entry.code, heading)
    return entry.data[heading]
