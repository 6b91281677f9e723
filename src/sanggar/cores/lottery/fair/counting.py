"""Columns of text to whole numbers, a million rows at a time: what one person costs is a look-up per feature."""

from collections.abc import Mapping, Sequence

import numpy as np

from sanggar.cores.lottery.errors import DocumentRefused, Fault
from sanggar.cores.lottery.fair.noise import Array
from sanggar.cores.lottery.lottery import Quotas

SHOWN = 20
ROOM = 1 << 22
"""Combinations that are counted in a table; more are sorted first."""


def codes_of(columns: Mapping[str, Sequence[str]], quotas: Quotas, name: str) -> Array:
    """Each person's value of a feature, as its place among the values that have quotas.

    Raises `DocumentRefused` naming the people whose value, of any feature, has none.
    """
    number = {value: index for index, value in enumerate(sorted(quotas[name]))}
    try:
        return np.fromiter(map(number.__getitem__, columns[name]), dtype=np.int64, count=len(columns[name]))
    except KeyError:
        raise DocumentRefused(_strange(columns, quotas)) from None


def combined(codes: Sequence[Array], radices: Sequence[int]) -> Array:
    """One number for each person: the same for the same combination, whoever else there is."""
    code, room = codes[0], radices[0]
    for more, radix in zip(codes[1:], radices[1:], strict=True):
        if room * radix > ROOM:
            code = compacted(code)[0]
            room = int(code.max()) + 1
        code, room = code * radix + more, room * radix
    return code


def compacted(code: Array) -> tuple[Array, Array]:
    """The same numbers without gaps, and for each a person who has it."""
    room = int(code.max()) + 1
    if room > ROOM:
        _, examples, compact = np.unique(code, return_index=True, return_inverse=True)
        return compact, examples
    holder = np.full(room, -1)
    holder[code] = np.arange(len(code))
    found = holder >= 0
    return (np.cumsum(found) - 1)[code], holder[found]


def _strange(columns: Mapping[str, Sequence[str]], quotas: Quotas) -> list[Fault]:
    names = sorted(quotas)
    faults: list[Fault] = []
    for row, values in enumerate(zip(*(columns[name] for name in names), strict=True)):
        faults += [
            Fault(f"{row}", "value_without_quota", {"feature": name, "value": value})
            for name, value in zip(names, values, strict=True)
            if value not in quotas[name]
        ]
        if len(faults) >= SHOWN:
            break
    return faults[:SHOWN]
