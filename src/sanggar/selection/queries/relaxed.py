"""Which quotas gave way in the later steps of a draw: as they count for all seats, not for the free ones alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sanggar.cores.lottery.bundle import standing_of
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.lottery import Quotas
from sanggar.cores.lottery.step_document import read_quotas
from sanggar.cores.lottery.steps import Standing
from sanggar.selection.models import Draw

Bounds = tuple[int, int]
Accepted = dict[tuple[str, str], Bounds]


@dataclass(frozen=True, slots=True)
class Widened:
    """A quota over all seats, before it gave way and after. `seated` of the value had a seat already, and keep it."""

    feature: str
    value: str
    seated: int
    before: Bounds
    after: Bounds


def widened_by_step(draw: Draw) -> dict[int, list[Widened]]:
    """Per number of a step that let quotas give way."""
    if not any(step.relaxed for step in draw.taken_steps.all()):
        return {}
    bundle = read_json(draw.bundle.encode())
    relaxing = [(index, step) for index, step in enumerate(bundle.get("steps", [])) if "relaxed" in step]
    return {
        index + 1: list(widened(_standing(bundle, index).without(step["left"]), read_quotas(step["relaxed"])))
        for index, step in relaxing
    }


def accepted_so_far(bundle: dict[str, Any]) -> Accepted:
    """How far each quota over all seats has given way in the steps of this draw, by feature and value."""
    found: Accepted = {}
    for index, step in enumerate(bundle.get("steps", [])):
        if "relaxed" in step:
            for each in widened(_standing(bundle, index).without(step["left"]), read_quotas(step["relaxed"])):
                least, most = found.get((each.feature, each.value), each.after)
                found[each.feature, each.value] = min(least, each.after[0]), max(most, each.after[1])
    return found


def _standing(bundle: dict[str, Any], steps: int) -> Standing:
    return standing_of(bundle | {"steps": bundle["steps"][:steps]})


def widened(standing: Standing, relaxed: Quotas) -> Iterator[Widened]:
    """What these quotas for the free seats mean for all seats, where they differ from what is left."""
    left = standing.quotas()
    for name, values in relaxed.items():
        for value, bounds in values.items():
            seated = seated_of(standing, name, value)
            least, most = standing.lottery.quotas[name][value]
            before = least, max(most, seated)
            after = tuple(
                stated if new == old else seated + new
                for stated, old, new in zip(before, left[name][value], bounds, strict=True)
            )
            if after != before:
                yield Widened(name, value, seated, before, (after[0], after[1]))


def seated_of(standing: Standing, feature: str, value: str) -> int:
    """How many people of this value have a seat."""
    kinds = standing.lottery.types
    people = (each for each in standing.lottery.people if each.id in standing.seated)
    return sum(kinds[each.type].features[feature] == value for each in people)
