"""What a plan costs: each line is the product of its factors, of what drives it, and of a price."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from sanggar.cores.costing.shape import Driver, Shape


@dataclass(frozen=True, slots=True)
class PlanLine:
    """`factors`: `(4, 4)` for 4 people × 4 hours, for each of whatever `driver` counts. `price` in rupiah, for one."""

    factors: tuple[int, ...]
    price: int
    driver: Driver = Driver.PROGRAMME

    def volume(self, shape: Shape) -> int:
        return math.prod(self.factors) * shape.count(self.driver)

    def amount(self, shape: Shape) -> int:
        return self.volume(shape) * self.price


def total(lines: Iterable[PlanLine], shape: Shape) -> int:
    """Rupiah, exact however large."""
    return sum(line.amount(shape) for line in lines)


def per_head(amount: int, heads: int) -> int | None:
    """Whole rupiah for each, rounded up so that as many times that much is enough; None where there is nobody."""
    return -(-amount // heads) if heads > 0 else None


def completing(seats: int, percent: int) -> int:
    """How many are expected to complete, of so many seats; rounded down."""
    return seats * percent // 100
