"""Steps of a bundle as JSON, and back: everything of a step but its people, who follow from the draw before it."""

from collections.abc import Iterable
from typing import Any

from sanggar.cores.lottery import shape
from sanggar.cores.lottery.digest import canonical_json, list_digest, lottery_digest
from sanggar.cores.lottery.document import lottery_document, read_lottery, sense_faults
from sanggar.cores.lottery.errors import DrawRefused, Fault, difference
from sanggar.cores.lottery.households import HOUSEHOLD, homes_of
from sanggar.cores.lottery.lottery_form import step_lottery_form
from sanggar.cores.lottery.steps import Standing, Step, take_step


def step_form(version: int) -> shape.Check:
    required = {
        "left": shape.items(shape.draw_id),
        "lottery": step_lottery_form(version),
        "list_digest": shape.digest,
        "lottery_digest": shape.digest,
        "seed": shape.digest,
        "panel": shape.whole(0),
        "selected": shape.items(shape.draw_id),
    }
    return shape.fields(required, optional={"relaxed": shape.quotas})


def step_document(step: Step) -> dict[str, Any]:
    """As JSON values."""
    lottery = lottery_document(step.lottery)
    digest = lottery_digest(lottery)
    people = lottery.pop("people")
    return {
        "left": list(step.left),
        **({"relaxed": quotas_document(step.relaxed)} if step.relaxed else {}),
        "lottery": lottery,
        "list_digest": list_digest(person["id"] for person in people),
        "lottery_digest": digest,
        "seed": step.seed.hex(),
        "panel": step.draw.panel,
        "selected": list(step.selected),
    }


def quotas_document(quotas: Any) -> dict[str, Any]:
    return {name: {value: list(bounds) for value, bounds in values.items()} for name, values in quotas.items()}


def steps_faults(start: Standing, steps: Iterable[dict[str, Any]], path: str) -> list[Fault]:
    """What is wrong with the steps, up to the first at fault; each is judged from where the last one left things."""
    standing = start
    for index, document in enumerate(steps):
        faults, standing = _step_faults(standing, document, f"{path}[{index}]")
        if faults:
            return faults
    return []


def standing_after_steps(start: Standing, steps: Iterable[dict[str, Any]]) -> Standing:
    """Of steps that hold no fault."""
    standing = start
    for document in steps:
        standing = standing.without(document["left"]).after(document["selected"])
    return standing


def _step_faults(before: Standing, document: dict[str, Any], path: str) -> tuple[list[Fault], Standing]:
    left = document["left"]
    if left != sorted(set(left)):
        return [Fault(f"{path}.left", "order")], before
    try:
        standing = before.without(left)
    except DrawRefused as refusal:
        return [Fault(f"{path}.left", refusal.code, refusal.params)], before
    lottery, faults = _whole_lottery(standing, document["lottery"], f"{path}.lottery")
    faults = faults or sense_faults(lottery, f"{path}.lottery") or _frame_faults(standing, document, path)
    if faults:
        return faults, standing
    step = step_document(take_step(before, left, read_lottery(lottery), read_quotas(document.get("relaxed", {}))))
    faults = [
        fault
        for name in ("list_digest", "lottery_digest", "seed", "panel", "selected")
        for fault in difference(f"{path}.{name}", step[name], document[name])
    ]
    return faults, standing if faults else standing.after(document["selected"])


def read_quotas(quotas: Any) -> Any:
    return {name: {value: tuple(bounds) for value, bounds in values.items()} for name, values in quotas.items()}


def _whole_lottery(standing: Standing, document: dict[str, Any], path: str) -> tuple[dict[str, Any], list[Fault]]:
    """The step's lottery with its people, who are those of the pool, each in the type of their features."""
    apart = standing.lottery.households is not None
    if apart != ("households" in document):
        return document, [Fault(f"{path}.households", "missing" if apart else "unknown")]
    number = {canonical_json(kind["features"]): index for index, kind in enumerate(document["types"])}
    people, faults = [], []
    pool = standing.pool()
    homes = homes_of([(each.id, canonical_json(each.features), each.household or "") for each in pool])
    for person, home, code in zip(pool, homes.kinds, homes.codes, strict=True):
        kind = number.get(canonical_json({**person.features, **({HOUSEHOLD: home} if home else {})}))
        if kind is None:
            faults = [Fault(f"{path}.types", "type_missing", {"person": person.id})]
        people.append({"id": person.id, "type": kind, **({HOUSEHOLD: code} if code else {})})
    return document | {"people": people}, faults


def _relaxed_faults(standing: Standing, relaxed: dict[str, Any], path: str) -> list[Fault]:
    """What gives way are quotas that there are, and each only widens: narrowing one would choose who comes next."""
    left = quotas_document(standing.quotas())
    faults = [] if relaxed else [Fault(path, "relaxes_nothing")]
    for name, values in relaxed.items():
        place = shape.member(path, name)
        faults += [] if values else [Fault(place, "relaxes_nothing")]
        for value, bounds in values.items():
            if value not in left.get(name, {}):
                faults.append(Fault(shape.member(place, value), "unknown"))
            elif left[name][value] == bounds or bounds[0] > left[name][value][0] or bounds[1] < left[name][value][1]:
                faults.append(Fault(shape.member(place, value), "relaxes_nothing"))
    return faults


def _frame_faults(standing: Standing, document: dict[str, Any], path: str) -> list[Fault]:
    """The seats are those that are free, the quotas what is left of them."""
    relaxed = document.get("relaxed", {})
    faults = _relaxed_faults(standing, relaxed, f"{path}.relaxed") if "relaxed" in document else []
    if faults:
        return faults
    expected = quotas_document(standing.quotas(relaxed))
    found = document["lottery"]["quotas"]
    return [
        *difference(f"{path}.lottery.seats", standing.free, document["lottery"]["seats"]),
        *([] if expected == found else [Fault(f"{path}.lottery.quotas", "quotas_not_remaining")]),
    ]
