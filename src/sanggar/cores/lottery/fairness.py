"""Whether the lotteries of a draw were the fairest there could be, its reserve steps' too: made again and compared.

That a result follows from its lottery says nothing of the lottery. The seeds of all steps stand with the first, so
whoever makes the lottery of a step knows already whom each panel would seat: a lottery of one panel would follow from
everything that `verify.py` checks. The chances of the fairest lottery are unique, whichever panels give them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sanggar.cores.lottery import decimals
from sanggar.cores.lottery.bundle import standing_of
from sanggar.cores.lottery.digest import canonical_json
from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.lottery import Person, Quotas, Type
from sanggar.cores.lottery.progress import Tell, silent
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.step_document import read_quotas

ENOUGH = Fraction(1, 10**6)
"""By how much a chance may differ: the engine promises as much, and rounds its weights to trillionths."""


def fairness_faults(bundle: Mapping[str, Any], tell: Tell = silent) -> list[Fault]:
    """Of a whole bundle that holds no other fault: each lottery in which somebody's chance is not the fairest."""
    return list(_faults(bundle, tell))


def _faults(bundle: Mapping[str, Any], tell: Tell) -> Iterator[Fault]:
    start = standing_of({**bundle, "steps": []})
    first = start.lottery
    if not (first.quotas or first.households):
        return  # one panel, whose chances everyone can work out
    everyone = replace(start, seated=frozenset(), waiting=frozenset(each.id for each in first.people))
    less = Fraction(1, first.numbered) if first.numbered else Fraction(0)
    yield from _compared("$.lottery", everyone.pool(), first.seats, first.quotas, _chances(first.types), less, tell)
    before = start
    for index, step in enumerate(bundle.get("steps", ())):
        after = before.without(step["left"])
        quotas = after.quotas(read_quotas(step.get("relaxed", {})))
        told = {
            canonical_json(kind["features"]): decimals.exact(kind["probability"]) or Fraction(0)
            for kind in step["lottery"]["types"]
            if kind["count"]
        }
        yield from _compared(f"$.steps[{index}].lottery", after.pool(), after.free, quotas, told, Fraction(0), tell)
        before = after.after(step["selected"])


def _compared(
    path: str,
    people: list[Person],
    seats: int,
    quotas: Quotas,
    told: Mapping[str, Fraction],
    less: Fraction,
    tell: Tell,
) -> Iterator[Fault]:
    """`less` is by how much a numbered lottery may move a chance."""
    fairest = _chances(quota_lottery(people, seats, quotas, tell).types)
    apart = {kind: abs(chance - told.get(kind, Fraction(-1))) for kind, chance in fairest.items()}
    worst = max(apart, key=lambda kind: apart[kind])
    if apart[worst] > ENOUGH + less:
        given = {"features": _words(worst), "found": _plain(told.get(worst)), "expected": _plain(fairest[worst])}
        yield Fault(f"{path}.types", "not_fairest", given)


def _chances(types: tuple[Type, ...]) -> dict[str, Fraction]:
    return {canonical_json(kind.features): kind.probability for kind in types if kind.count}


def _words(kind: str) -> str:
    return ", ".join(f"{name} = {value}" for name, value in json.loads(kind).items())


def _plain(chance: Fraction | None) -> str:
    return "0" if chance is None else f"{float(chance):.6f}"
