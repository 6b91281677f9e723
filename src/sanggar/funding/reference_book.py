"""The dated lists, read once for many days: what an audit asks for each of thousands of payments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sanggar.cores.costing import TaxTable
from sanggar.funding.models import ListKind, ReferenceEntry, ReferenceList
from sanggar.funding.tax_rows import table_of


@dataclass(frozen=True, slots=True)
class Threshold:
    """One row that an audit rule asks: whom (`roles`) or what (`accounts`, beginnings of codes) it is about, how much
    (`limit`, rupiah) or how many (`count`).
    """

    name: str
    basis: str
    roles: frozenset[str]
    accounts: tuple[str, ...]
    limit: int
    count: int

    def is_about(self, account_code: str) -> bool:
        return account_code.startswith(self.accounts)


class ReferenceBook:
    """Every version of some kinds of lists with its rows, in two queries. Answers as `reference_queries` do."""

    def __init__(self, *kinds: str) -> None:
        rows = ReferenceList.objects.filter(kind__in=kinds).prefetch_related("entries")
        self._lists = sorted(rows, key=lambda each: (each.verified_at is None, -each.valid_from.toordinal(), -each.pk))
        self._tables: dict[int, TaxTable] = {}

    def list_on(self, kind: str, on: date) -> ReferenceList | None:
        return next((each for each in self._lists if each.kind == kind and _holds(each, on)), None)

    def entries(self, kind: str, on: date) -> list[ReferenceEntry]:
        found = self.list_on(kind, on)
        return list(found.entries.all()) if found else []

    def entry(self, kind: str, code: str, on: date) -> ReferenceEntry | None:
        return next((each for each in self.entries(kind, on) if each.code == code), None)

    def tax_table(self, on: date) -> TaxTable:
        """Without a local practice: an audit asks it for kinds of spending and thresholds, not for rates."""
        found = self.list_on(ListKind.TAX, on)
        if found is None:
            return table_of([])
        if found.pk not in self._tables:
            self._tables[found.pk] = table_of(found.entries.all())
        return self._tables[found.pk]

    def thresholds(self, rule: str, on: date) -> list[Threshold]:
        found = self.list_on(ListKind.AUDIT, on)
        rows = self._by_rule.get(found.pk, {}) if found else {}
        return rows.get(rule, [])

    @cached_property
    def _by_rule(self) -> dict[int, dict[str, list[Threshold]]]:
        told: dict[int, dict[str, list[Threshold]]] = {}
        for each in self._lists:
            if each.kind == ListKind.AUDIT:
                told[each.pk] = _grouped(each.entries.all(), each.legal_basis)
        return told


def _grouped(entries: Iterable[ReferenceEntry], basis: str) -> dict[str, list[Threshold]]:
    found: dict[str, list[Threshold]] = {}
    for entry in entries:
        found.setdefault(entry.data["aturan"], []).append(_threshold(entry.name, entry.data, basis))
    return found


def _threshold(name: str, data: dict[str, Any], basis: str) -> Threshold:
    return Threshold(
        name=name,
        basis=data.get("dasar") or basis,
        roles=frozenset(data.get("peran", ())),
        accounts=tuple(data.get("rekening", ())),
        limit=data.get("batas", 0),
        count=data.get("cacah", 0),
    )


def _holds(listed: ReferenceList, on: date) -> bool:
    return listed.valid_from <= on and (listed.valid_to is None or on <= listed.valid_to)
