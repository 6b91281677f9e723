"""Seats already taken: what the quotas ask of the rest, so that reserves keep the quotas together with who accepted.

Not for: who may still be drawn. Leave out who was seated, who declined, and (with one seat per household) who lives
with someone seated.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.lottery import Quotas


def remaining(quotas: Quotas, seats: int, taken: Sequence[Mapping[str, str]]) -> tuple[Quotas, int]:
    """The quotas and seats that are left; `taken` are the features of the people already seated.

    A panel of the remaining seats meets the remaining quotas exactly when it meets, with `taken`, the original ones.
    Raises `DrawRefused` when no seat is left, or when those taken alone exceed a quota or have a value without one.
    """
    if len(taken) >= seats:
        raise DrawRefused("seats_invalid")
    return {name: _left(name, values, taken) for name, values in quotas.items()}, seats - len(taken)


def _left(
    name: str, values: Mapping[str, tuple[int, int]], taken: Sequence[Mapping[str, str]]
) -> dict[str, tuple[int, int]]:
    if any(name not in person for person in taken):
        raise DrawRefused("feature_missing", feature=name)
    seated = Counter(person[name] for person in taken)
    for value in seated:
        if value not in values:
            raise DrawRefused("value_without_quota", feature=name, value=value)
    for value, (least, most) in values.items():
        if seated[value] > most:
            raise DrawRefused("quota_missed", feature=name, value=value, least=least, most=most, found=seated[value])
    return {value: (max(least - seated[value], 0), most - seated[value]) for value, (least, most) in values.items()}
