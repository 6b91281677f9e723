"""At most one person per household, still over types: households with the same people in them are interchangeable.

The *kind* of a household is the multiset of its people's types. People are told apart by type and kind of household,
and a panel seats, of all types within a kind, at most as many people as there are households of the kind. That is
enough: every household of a kind has someone of each of its types, so while fewer people than households have been
seated, any type still finds a household from which nobody is seated (`cores.lottery.households` seats them).
Whoever has the same type and kind has the same chance, since exchanging two households of a kind, or two people of a
type within one, changes nothing. People who live alone need no row and keep their plain type.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sanggar.cores.lottery.fair.noise import Array


def household_kinds(households: Sequence[str], kind: Array) -> tuple[Array, tuple[tuple[str, int], ...]]:
    """Each person's kind of household, from 1 (0 for those who live alone), and how many households are of each.

    Kinds are numbered in the order of their people's types, so the order of people and the names of households are
    nothing to them.
    """
    together = _together(households)
    composed = {home: tuple(sorted(kind[people].tolist())) for home, people in together.items()}
    counted = Counter(composed.values())
    number = {composition: index for index, composition in enumerate(sorted(counted), 1)}
    label = np.zeros(len(kind), dtype=np.int64)
    for home, people in together.items():
        label[people] = number[composed[home]]
    return label, tuple((str(number[composition]), counted[composition]) for composition in sorted(counted))


def _together(households: Sequence[str]) -> dict[str, list[int]]:
    """The people of each household of two or more."""
    people: dict[str, list[int]] = {}
    for person, home in enumerate(households):
        if home:
            people.setdefault(home, []).append(person)
    return {home: members for home, members in people.items() if len(members) > 1}
