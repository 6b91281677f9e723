"""Statistics of a test of right-or-wrong questions."""

from sanggar.cores.items.statistics import (
    FEW_ITEMS,
    FEW_PEOPLE,
    NO_SPREAD,
    ItemStatistics,
    Reliability,
    item_statistics,
    reliability,
)

__all__ = [
    "FEW_ITEMS",
    "FEW_PEOPLE",
    "NO_SPREAD",
    "ItemStatistics",
    "Reliability",
    "item_statistics",
    "reliability",
]
