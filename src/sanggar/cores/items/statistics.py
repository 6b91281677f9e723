"""Classical item statistics of a complete table of right (1) and wrong (0) answers.

Difficulty p_i is the share who were right. Discrimination is the corrected item-total correlation: Pearson's r between
an item and the sum of the *other* items, so that no item correlates with itself (Henrysson, Psychometrika 28 (1963)).
Reliability is Kuder and Richardson's formula 20 (Psychometrika 2 (1937)):

    KR-20 = k / (k - 1) * (1 - sum p_i (1 - p_i) / var(total))

with the variance over n, not n - 1, which for right-or-wrong items equals Cronbach's alpha. It may be negative.
Sums are whole numbers until the last division, so the order of the people changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Table = Sequence[Sequence[bool]]  # [person][item], complete
FEW_PEOPLE, FEW_ITEMS, NO_SPREAD = "few_people", "few_items", "no_spread"
LEAST = 2


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """`difficulty` is the share right, None without anyone; `discrimination` None where either side never varies."""

    difficulty: float | None
    discrimination: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Either a `value` or the `reason` (one of the three names above) why there is none."""

    value: float | None
    reason: str = ""


def item_statistics(table: Table) -> tuple[ItemStatistics, ...]:
    """One entry per item. ValueError when people answered different numbers of items."""
    _require_complete(table)
    totals = [sum(row) for row in table]
    return tuple(_of_item([int(row[i]) for row in table], totals) for i in range(len(table[0]) if table else 0))


def reliability(table: Table) -> Reliability:
    _require_complete(table)
    n, k = len(table), len(table[0]) if table else 0
    if n < LEAST:
        return Reliability(None, FEW_PEOPLE)
    if k < LEAST:
        return Reliability(None, FEW_ITEMS)
    totals = [sum(row) for row in table]
    spread = n * sum(t * t for t in totals) - sum(totals) ** 2  # n squared times the variance
    if spread == 0:
        return Reliability(None, NO_SPREAD)
    rights = [sum(row[i] for row in table) for i in range(k)]
    return Reliability(k / (k - 1) * (1 - sum(r * (n - r) for r in rights) / spread))


def _of_item(answers: list[int], totals: list[int]) -> ItemStatistics:
    if not answers:
        return ItemStatistics(None, None)
    rest = [total - answer for total, answer in zip(totals, answers, strict=True)]
    return ItemStatistics(sum(answers) / len(answers), _correlation(answers, rest))


def _correlation(one: list[int], other: list[int]) -> float | None:
    n = len(one)
    together = n * sum(a * b for a, b in zip(one, other, strict=True)) - sum(one) * sum(other)
    apart = [n * sum(a * a for a in side) - sum(side) ** 2 for side in (one, other)]
    return float(together / (apart[0] * apart[1]) ** 0.5) if all(apart) else None


def _require_complete(table: Table) -> None:
    if len({len(row) for row in table}) > 1:
        raise ValueError("everyone must have answered the same items")
