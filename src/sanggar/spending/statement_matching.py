"""Which payments a row of the city's system stands for: by the number of SP2D or SPM, then by account and amount.

Pure: data in, pairs out. In this order, each payment taken once: one payment of the row's account and amount; all of
its account under that number that add up to it; all under that number, whatever the account, that add up to it (an
SP2D for GU may be told as one row). What is ambiguous is left for a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
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


def plain_number(number: str) -> str:
    """As it is compared: blanks and the size of letters do not count."""
    return "".join(number.split()).casefold()


def matches(rows: Iterable[Row], payments: Iterable[Paid]) -> dict[int, list[int]]:
    """Keys of payments by the key of the row. Exact ones are found for all rows before sums are tried."""
    rows, free = list(rows), {each.key: each for each in payments}
    by_number: dict[str, list[int]] = defaultdict(list)
    for each in free.values():
        for number in each.numbers:
            by_number[number].append(each.key)
    found: dict[int, list[int]] = {}
    for choose in (_one, _of_account, _of_number):
        for row in rows:
            if row.key in found:
                continue
            keys = sorted({key for number in row.numbers for key in by_number[number] if key in free})
            if chosen := choose(row, [free[key] for key in keys]):
                found[row.key] = [each.key for each in chosen]
                for each in chosen:
                    del free[each.key]
    return found


def _one(row: Row, under: Sequence[Paid]) -> Sequence[Paid]:
    """The first of those that are alike in number, account and amount: nothing tells them apart."""
    return [each for each in under if (each.account_code, each.amount) == (row.account_code, row.amount)][:1]


def _of_account(row: Row, under: Sequence[Paid]) -> Sequence[Paid]:
    return _adding_up(row, [each for each in under if each.account_code == row.account_code])


def _of_number(row: Row, under: Sequence[Paid]) -> Sequence[Paid]:
    return _adding_up(row, under)


def _adding_up(row: Row, under: Sequence[Paid]) -> Sequence[Paid]:
    return under if sum(each.amount for each in under) == row.amount else ()
