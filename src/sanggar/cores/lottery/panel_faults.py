"""Where the panels of a lottery document do not fit its types, seats, quotas and chances, or these the panels."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sanggar.cores.lottery import decimals
from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.lottery import Panel, chances
from sanggar.cores.lottery.shape import member


def panel_faults(document: Any, path: str) -> list[Fault]:
    """Every panel can be seated: a count for each type, no more than its people, no more than the seats in all."""
    faults = [] if document["panels"] else [Fault(f"{path}.panels", "no_panels")]
    sizes = [kind["count"] for kind in document["types"]]
    for index, panel in enumerate(document["panels"]):
        place = f"{path}.panels[{index}].counts"
        counts = panel["counts"]
        if len(counts) != len(sizes):
            faults.append(Fault(place, "length", {"expected": len(sizes), "found": len(counts)}))
            continue
        if sum(counts) > document["seats"]:
            faults.append(Fault(place, "too_many", {"limit": document["seats"], "found": sum(counts)}))
        faults += [
            Fault(f"{place}[{number}]", "too_many", {"limit": size, "found": count})
            for number, (count, size) in enumerate(zip(counts, sizes, strict=True))
            if count > size
        ]
    return faults


def quota_faults(document: Any, path: str) -> list[Fault]:
    """Every panel fills the seats and meets the quotas."""
    if not document["quotas"]:
        return []
    faults: list[Fault] = []
    for index, panel in enumerate(document["panels"]):
        place, counts = f"{path}.panels[{index}].counts", panel["counts"]
        if sum(counts) != document["seats"]:
            faults.append(Fault(place, "seats_unfilled", {"expected": document["seats"], "found": sum(counts)}))
        faults += _missed(document, counts, place)
    return faults


def plain_faults(document: Any, path: str) -> list[Fault]:
    """Without quotas (and households, which are checked apart) there are seats for everyone, or for each value of one
    feature; they stay free only for want of people.
    """
    types, panels = document["types"], document["panels"]
    if document["quotas"] or "households" in document:
        return []
    names = {tuple(kind["features"]) for kind in types}
    apart = len(types) > 1 and not (len(names) == 1 and len(min(names)) == 1)
    faults = [Fault(f"{path}.types", "types_apart")] if apart else []
    sizes = [kind["count"] for kind in types]
    for index, panel in enumerate(panels):
        whole = any(count == size for count, size in zip(panel["counts"], sizes, strict=True))
        if sum(panel["counts"]) < document["seats"] and not whole:
            faults.append(Fault(f"{path}.panels[{index}].counts", "seats_left"))
    return faults


def _missed(document: Any, counts: list[int], place: str) -> list[Fault]:
    """The quotas that one panel does not meet."""
    faults = []
    for feature, values in document["quotas"].items():
        reached = _reached(document, counts, feature)
        for value, (least, most) in values.items():
            if not least <= reached[value] <= most:
                params = {"feature": feature, "value": value, "least": least, "most": most, "found": reached[value]}
                faults.append(Fault(place, "quota_missed", params))
    return faults


def chance_faults(document: Any, path: str) -> list[Fault]:
    """The published chances are those that the panels give."""
    faults = []
    panels = [Panel(_exact(panel["weight"]), tuple(panel["counts"])) for panel in document["panels"]]
    exact = chances([kind["count"] for kind in document["types"]], panels)
    for index, (kind, chance) in enumerate(zip(document["types"], exact, strict=True)):
        expected, found = decimals.rounded(chance), _exact(kind["probability"])
        if expected != found:
            place = f"{path}.types[{index}].probability"
            params = {"expected": decimals.plain(expected), "found": decimals.plain(found)}
            faults.append(Fault(place, "differs", params))
    return faults


def framed_faults(document: Any, path: str) -> list[Fault]:
    """Where the panels give the chances that are told, they are those of the draw, so that seats or quotas that do not
    fit them are others; named beside the panels, of a document that holds a fault.
    """
    panels, types = document["panels"], document["types"]
    if not panels or any(len(panel["counts"]) != len(types) for panel in panels) or chance_faults(document, path):
        return []
    sums = [sum(panel["counts"]) for panel in panels]
    fits = set(sums) == {document["seats"]} if document["quotas"] else max(sums) <= document["seats"]
    found = {"least": min(sums), "most": max(sums)}
    is_left = any(fault.code == "seats_left" for fault in plain_faults(document, path))
    seats = [] if fits and not is_left else [Fault(f"{path}.seats", "panels_seat", found)]
    return [*seats, *_framed_quotas(document, f"{path}.quotas")]


def _framed_quotas(document: Any, path: str) -> Iterator[Fault]:
    for feature, values in document["quotas"].items():
        reached = [_reached(document, panel["counts"], feature) for panel in document["panels"]]
        for value, (least, most) in values.items():
            found = {"least": min(each[value] for each in reached), "most": max(each[value] for each in reached)}
            if found["least"] < least or most < found["most"]:
                yield Fault(member(member(path, feature), value), "panels_seat_these", found)


def _reached(document: Any, counts: list[int], feature: str) -> Counter[str]:
    """How many of a panel have each value of a feature."""
    reached: Counter[str] = Counter()
    for kind, count in zip(document["types"], counts, strict=True):
        reached[kind["features"].get(feature)] += count
    return reached


def _exact(value: object) -> Fraction:
    """Of a number whose shape has been checked."""
    number = decimals.exact(value)
    assert number is not None
    return number
