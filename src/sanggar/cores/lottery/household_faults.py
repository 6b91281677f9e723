"""Where a lottery document is not what follows from who lives together, if it tells of households at all."""

from typing import Any

from sanggar.cores.lottery import shape
from sanggar.cores.lottery.digest import canonical_json
from sanggar.cores.lottery.errors import Fault, difference
from sanggar.cores.lottery.households import HOUSEHOLD, Homes, homes_of


def household_faults(document: Any, path: str) -> list[Fault]:
    """Of a document whose people all have a type: kinds, codes, numbers, and panels of people who live apart."""
    if "households" not in document:
        return [
            Fault(f"{path}.people[{index}].household", "unknown")
            for index, entry in enumerate(document["people"])
            if HOUSEHOLD in entry
        ]
    if HOUSEHOLD in document["quotas"]:
        return [Fault(shape.member(f"{path}.quotas", HOUSEHOLD), "household_reserved")]
    kinds = [kind["features"].get(HOUSEHOLD, "") for kind in document["types"]]
    plain = [canonical_json(without_kind(kind["features"])) for kind in document["types"]]
    homes = homes_of([(entry["id"], plain[entry["type"]], entry.get(HOUSEHOLD, "")) for entry in document["people"]])
    fits = homes.numbers == document["households"]
    return [
        *([] if fits else [Fault(f"{path}.households", "households_differ")]),
        *_people_faults(document, path, kinds, homes),
        *_panel_faults(document, path, kinds, homes),
    ]


def without_kind(features: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in features.items() if name != HOUSEHOLD}


def _people_faults(document: Any, path: str, kinds: list[str], homes: Homes) -> list[Fault]:
    """Whose code is not the first draw id of the household, or whose type tells another kind of household."""
    faults = []
    for index, entry in enumerate(document["people"]):
        place = f"{path}.people[{index}]"
        faults += difference(f"{place}.household", homes.codes[index], entry.get(HOUSEHOLD, ""))
        if kinds[entry["type"]] != homes.kinds[index]:
            params = {"expected": homes.kinds[index], "found": kinds[entry["type"]]}
            faults.append(Fault(f"{place}.type", "household_kind", params))
    return faults


def _panel_faults(document: Any, path: str, kinds: list[str], homes: Homes) -> list[Fault]:
    """Of each kind at most one person per household; without quotas, as many people as can be seated."""
    faults = []
    full = min(document["seats"], homes.seatable)
    for index, panel in enumerate(document["panels"]):
        place, counts = f"{path}.panels[{index}].counts", panel["counts"]
        seated = dict.fromkeys(homes.numbers, 0)
        for kind, count in zip(kinds, counts, strict=True):
            if kind in seated:
                seated[kind] += count
        faults += [
            Fault(place, "households_exceeded", {"kind": kind, "found": seated[kind], "limit": limit})
            for kind, limit in homes.numbers.items()
            if seated[kind] > limit
        ]
        if not document["quotas"] and sum(counts) != full:
            faults.append(Fault(place, "seats_unfilled", {"expected": full, "found": sum(counts)}))
    return faults
