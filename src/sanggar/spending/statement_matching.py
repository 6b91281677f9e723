"""Which payments the rows of the city's system stand for, and how much of each: by the number of SP2D or SPM, then by
account and amount.

Pure: data in, parts out. In this order, each row and each payment taken once: one payment of the row's account and
amount; all of its account under that number that add up to it; all under that number, whatever the account (an SP2D for
GU may be told as one row); then several rows together, corrections below zero among them: all rows of a number and an
account that add up to all its payments, and at last all rows of a number. What is ambiguous is left for a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Parts = dict[int, dict[int, int]]
"""Rupiah by the key of the row, then of the payment. The parts of a row add up to it, those of a payment to that."""


@dataclass(frozen=True, slots=True)
class Row:
    """`amount` is below zero where the system takes back what it told."""

    key: int
    numbers: frozenset[str]
    account_code: str
    amount: int


@dataclass(frozen=True, slots=True)
class Paid:
    key: int
    numbers: frozenset[str]
    account_code: str
    amount: int


Each = TypeVar("Each", Row, Paid)


def plain_number(number: str) -> str:
    """As it is compared: blanks and the size of letters do not count."""
    return "".join(number.split()).casefold()


def matches(rows: Iterable[Row], payments: Iterable[Paid]) -> Parts:
    """Exact ones are found for all rows before sums are tried, and one row before several."""
    open_rows, free = _Told(rows), _Told(payments)
    found: Parts = {}

    def take(taken: Sequence[Row], chosen: Sequence[Paid]) -> None:
        found.update(shared_out(taken, chosen))
        open_rows.drop(taken)
        free.drop(chosen)

    for choose in (_one, _of_account, _of_number):
        for row in open_rows.all():
            if chosen := choose(row, free.under(row.numbers)):
                take([row], chosen)
    for of_account in (True, False):
        for row in open_rows.all():
            together = _alike(open_rows.under(row.numbers), row, of_account)
            paid = _alike(free.under(row.numbers), row, of_account)
            if together and paid and _sum(together) == _sum(paid):
                take(together, paid)
    return found


class _Told(Generic[Each]):
    """What is still to be matched, by each of its numbers."""

    def __init__(self, among: Iterable[Each]) -> None:
        self.left: dict[int, Each] = {each.key: each for each in among}
        self.by_number: dict[str, list[int]] = defaultdict(list)
        for each in self.left.values():
            for number in each.numbers:
                self.by_number[number].append(each.key)

    def all(self) -> list[Each]:
        return list(self.left.values())

    def under(self, numbers: Iterable[str]) -> list[Each]:
        keys = {key for number in numbers for key in self.by_number[number] if key in self.left}
        return [self.left[key] for key in sorted(keys)]

    def drop(self, taken: Iterable[Each]) -> None:
        for each in taken:
            del self.left[each.key]


def shared_out(rows: Sequence[Row], payments: Sequence[Paid]) -> Parts:
    """Rows over payments that come to the same, in their order: each payment is filled before the next. What rows below
    zero take back again falls, with them, on the last.
    """
    left = {each.key: each.amount for each in payments}
    last = payments[-1].key
    found: dict[int, dict[int, int]] = {row.key: defaultdict(int) for row in rows}
    for row in rows:
        rest = row.amount
        for key, untold in left.items():
            part = min(max(rest, 0), untold)
            found[row.key][key] += part
            left[key] -= part
            rest -= part
        found[row.key][last] += rest
        left[last] -= rest
    return {row: {key: part for key, part in parts.items() if part} for row, parts in found.items()}


def _alike(among: Sequence[Each], row: Row, of_account: bool) -> list[Each]:  # noqa: FBT001 - one of the two rounds
    return [each for each in among if not of_account or each.account_code == row.account_code]


def _sum(among: Iterable[Row | Paid]) -> int:
    return sum(each.amount for each in among)


def _one(row: Row, under: Sequence[Paid]) -> Sequence[Paid]:
    """The first of those that are alike in number, account and amount: nothing tells them apart."""
    return [each for each in under if (each.account_code, each.amount) == (row.account_code, row.amount)][:1]


def _of_account(row: Row, under: Sequence[Paid]) -> Sequence[Paid]:
    return _adding_up(row, [each for each in under if each.account_code == row.account_code])


def _of_number(row: Row, under: Sequence[Paid]) -> Sequence[Paid]:
    return _adding_up(row, under)


def _adding_up(row: Row, under: Sequence[Paid]) -> Sequence[Paid]:
    return under if _sum(under) == row.amount else ()
