"""Who can be drawn: people by type, seats, and the quotas as rows of numbers.

People with the same features are interchangeable, so everything is reckoned over types. A row stands for one value of
one feature: `rows[v, t]` is 1 where the people of type t have value v, and every panel seats between `least[v]` and
`most[v]` of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused, Fault
from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.lottery import Quotas, type_order

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Pool:
    """T types in published order, V quota values. `features[t]` holds the features that have quotas, and no other."""

    seats: int
    features: tuple[Mapping[str, str], ...]
    sizes: Array
    values: tuple[tuple[str, str], ...]
    rows: Array
    least: Array
    most: Array

    def with_bounds(self, least: Array, most: Array) -> "Pool":
        return replace(self, least=least, most=most)


def pool_of(columns: Mapping[str, Sequence[str]], quotas: Quotas, seats: int) -> tuple[Pool, list[int]]:
    """From columns of features (one entry per person) to the pool, and each person's type.

    Raises `DrawRefused` when a feature with quotas has no column, and `DocumentRefused` naming people (by number, from
    0) whose value has no quota, twenty at most.
    """
    if seats < 1:
        raise DrawRefused("seats_invalid")
    names = sorted(quotas)
    for name in names:
        if name not in columns:
            raise DrawRefused("feature_missing", feature=name)
    keys = list(zip(*(columns[name] for name in names), strict=True))
    if not keys:
        raise DrawRefused("no_people")
    counted = Counter(keys)
    _check_values(counted, keys, names, quotas)
    kinds = sorted(counted, key=lambda kind: type_order(dict(zip(names, kind, strict=True))))
    number = {kind: index for index, kind in enumerate(kinds)}
    values = tuple((name, value) for name in names for value in sorted(quotas[name]))
    bounds = [quotas[name][value] for name, value in values]
    pool = Pool(
        seats=seats,
        features=tuple(dict(zip(names, kind, strict=True)) for kind in kinds),
        sizes=np.array([counted[kind] for kind in kinds]),
        values=values,
        rows=np.array([[kind[names.index(name)] == value for kind in kinds] for name, value in values], dtype=float),
        least=np.array([least for least, _ in bounds], dtype=float),
        most=np.array([most for _, most in bounds], dtype=float),
    )
    return pool, [number[key] for key in keys]


def _check_values(
    counted: Iterable[tuple[str, ...]], keys: Sequence[tuple[str, ...]], names: Sequence[str], quotas: Quotas
) -> None:
    strange = {kind for kind in counted if any(v not in quotas[n] for n, v in zip(names, kind, strict=True))}
    if not strange:
        return
    faults = [
        Fault(f"{row}", "value_without_quota", {"feature": name, "value": value})
        for row, key in enumerate(keys)
        if key in strange
        for name, value in zip(names, key, strict=True)
        if value not in quotas[name]
    ]
    raise DocumentRefused(faults[:SHOWN])
