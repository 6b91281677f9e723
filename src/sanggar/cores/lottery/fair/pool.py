"""Who can be drawn: people by type, seats, and the quotas as rows of numbers.

People with the same features are interchangeable, so everything is reckoned over types. A row stands for one value of
one feature: `rows[v, t]` is 1 where the people of type t have value v, and every panel seats between `least[v]` and
`most[v]` of them. With at most one seat per household, types are told apart by the kind of household too, and one more
row per kind says how many households there are (see `households`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.fair.counting import codes_of, combined, compacted
from sanggar.cores.lottery.fair.households import household_kinds
from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.households import HOUSEHOLD
from sanggar.cores.lottery.lottery import Quotas, type_order


@dataclass(frozen=True, slots=True)
class Pool:
    """T types in published order, V quota values, then one row for each kind of household.

    `features[t]` holds the features that have quotas and, for people who share a household, its kind. `households`
    names the kinds and says how many households are of each; `rows`, `least` and `most` have V + their number of rows.
    """

    seats: int
    features: tuple[Mapping[str, str], ...]
    sizes: Array
    values: tuple[tuple[str, str], ...]
    rows: Array
    least: Array
    most: Array
    households: tuple[tuple[str, int], ...] = ()

    def with_bounds(self, least: Array, most: Array) -> "Pool":
        return replace(self, least=least, most=most)

    @property
    def seatable(self) -> int:
        """How many people could be seated at once if there were no quotas: one of each household."""
        alone = ~(self.rows[len(self.values) :] > 0).any(axis=0)
        return int(self.sizes[alone].sum()) + sum(number for _, number in self.households)


def pool_of(
    columns: Mapping[str, Sequence[str]], quotas: Quotas, seats: int, households: Sequence[str] | None = None
) -> tuple[Pool, list[int]]:
    """From columns of features (one entry per person) to the pool, and each person's type.

    With `households` (one entry per person, the same for those who live together, empty for those who live alone) at
    most one person of each is seated. Raises `DrawRefused` when a feature with quotas has no column, and
    `DocumentRefused` naming people (by number, from 0) whose value has no quota, twenty at most.
    """
    names = sorted(quotas)
    _check(columns, names, seats, households)
    codes = [codes_of(columns, quotas, name) for name in names]
    code = combined(codes, [len(quotas[name]) for name in names]) if names else np.zeros(len(households or ()), int)
    kind, examples = compacted(code)
    features = [{name: columns[name][person] for name in names} for person in examples.tolist()]
    features, kind = _in_order(features, kind)
    homes: tuple[tuple[str, int], ...] = ()
    if households is not None:
        label, homes = household_kinds(households, kind)
        both, examples = compacted(kind * (len(homes) + 1) + label)
        refined = [_at_home(features[kind[person]], int(label[person])) for person in examples.tolist()]
        features, kind = _in_order(refined, both)
    return _pool(features, np.bincount(kind), quotas, seats, homes), kind.tolist()


def _check(
    columns: Mapping[str, Sequence[str]], names: Sequence[str], seats: int, households: Sequence[str] | None
) -> None:
    if seats < 1:
        raise DrawRefused("seats_invalid")
    for name in names:
        if name not in columns:
            raise DrawRefused("feature_missing", feature=name)
    read = [columns[name] for name in names] + ([] if households is None else [households])
    if not read or not len(read[0]):
        raise DrawRefused("no_people")
    if len({len(column) for column in read}) > 1:
        raise ValueError("columns differ in length")
    if households is not None and HOUSEHOLD in names:
        raise ValueError(f"a feature can not be named {HOUSEHOLD} where households are kept apart")


def _in_order(features: list[dict[str, str]], kind: Array) -> tuple[list[dict[str, str]], Array]:
    """Types in published order, and each person's number in it."""
    order = sorted(range(len(features)), key=lambda index: type_order(features[index]))
    return [features[index] for index in order], np.argsort(order)[kind]


def _at_home(features: Mapping[str, str], label: int) -> dict[str, str]:
    return {**features, HOUSEHOLD: str(label)} if label else dict(features)


def _pool(
    features: list[dict[str, str]], sizes: Array, quotas: Quotas, seats: int, homes: tuple[tuple[str, int], ...]
) -> Pool:
    values = tuple((name, value) for name in sorted(quotas) for value in sorted(quotas[name]))
    marks = [*values, *((HOUSEHOLD, label) for label, _ in homes)]
    bounds = [*(quotas[name][value] for name, value in values), *((0, number) for _, number in homes)]
    return Pool(
        seats=seats,
        features=tuple(features),
        sizes=sizes,
        values=values,
        rows=np.array([[kind.get(name) == value for kind in features] for name, value in marks], dtype=float),
        least=np.array([least for least, _ in bounds], dtype=float),
        most=np.array([most for _, most in bounds], dtype=float),
        households=homes,
    )
