"""A lottery as the JSON document that is published and digested, and back.

Reading is strict: a lottery that contradicts itself (a chance that does not follow from the panels, a count that does
not match the people) is refused with everything that is wrong with it.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from sanggar.cores.lottery import decimals
from sanggar.cores.lottery.digest import canonical_json, quoted
from sanggar.cores.lottery.errors import DocumentRefused, Fault
from sanggar.cores.lottery.household_faults import household_faults
from sanggar.cores.lottery.json_text import Rows, read_json, unique
from sanggar.cores.lottery.lottery import Entry, Lottery, Panel, Type, chances, type_order
from sanggar.cores.lottery.lottery_form import FORMAT, LOTTERY
from sanggar.cores.lottery.panel_faults import chance_faults, framed_faults, panel_faults, plain_faults, quota_faults
from sanggar.cores.lottery.progress import STRIDE, Tell, silent
from sanggar.cores.lottery.shape import member

ENTRY_NAMES = (("id", "type"), ("id", "type", "household"))


def lottery_document(lottery: Lottery) -> dict[str, Any]:
    """As JSON values. Probabilities are rounded to twelve decimals; the exact ones follow from the panels."""
    document = light_document(lottery)
    return document | {"people": list(document["people"])}


def light_document(lottery: Lottery) -> dict[str, Any]:
    """The same with its people as `Rows`: to be written, digested and checked, not to be changed."""
    return {
        "format": FORMAT,
        "version": lottery.version,
        "seats": lottery.seats,
        "quotas": {
            feature: {value: list(bounds) for value, bounds in values.items()}
            for feature, values in lottery.quotas.items()
        },
        "types": [
            {"features": dict(kind.features), "count": kind.count, "probability": decimals.as_json(kind.probability)}
            for kind in lottery.types
        ],
        "panels": [
            {"weight": decimals.as_json(panel.weight), "counts": list(panel.counts)} for panel in lottery.panels
        ],
        "gap": decimals.as_json(lottery.gap),
        **({"numbered": lottery.numbered} if lottery.numbered else {}),
        **({} if lottery.households is None else {"households": dict(lottery.households)}),
        "people": entry_rows(lottery.people),
    }


def entry_fields(entry: Entry) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": entry.id, "type": entry.type}
    return fields | {"household": entry.household} if entry.household else fields


def entry_rows(entries: Sequence[Entry]) -> Rows:
    return Rows(entry_fields, entries, _entry_texts)


def _entry_texts(entries: Any) -> Iterator[str]:
    """`canonical_json` of the fields of each, with its fields in their order: who are of one type share half of it."""
    closing: dict[int, str] = {}
    for number, kind, household in entries:
        close = closing.get(kind)
        if close is None:
            close = closing[kind] = f',"type":{canonical_json(kind)}}}'
        home = f'"household":{quoted(household)},' if household else ""
        yield f'{{{home}"id":{quoted(number)}{close}'


def read_lottery(document: object) -> Lottery:
    """Raises `DocumentRefused` with all faults."""
    faults = lottery_faults(document)
    if faults:
        raise DocumentRefused(faults)
    return _lottery(document)


def read_lottery_text(data: bytes, tell: Tell = silent) -> Lottery:
    """From JSON, each person small from the start: as objects of JSON a million of them would fill the memory."""
    entries = _Entries(data.count(b'"id"'), tell)
    document = read_json(data, entries)
    tell("reading", entries.number, entries.number)
    people = document.get("people") if isinstance(document, dict) else None
    if not isinstance(people, list) or len(people) != entries.number or {type(each) for each in people} != {Entry}:
        return read_lottery(read_json(data))  # of another shape, so that its faults are told in full
    return read_lottery(document | {"people": entry_rows(people)})


class _Entries:
    """Makes entries of what looks like a person, plain objects of all else."""

    def __init__(self, expected: int, tell: Tell) -> None:
        self.number, self._expected, self._tell = 0, expected, tell
        self._kinds: dict[int, int] = {}

    def __call__(self, pairs: list[tuple[str, Any]]) -> Any:
        names, values = zip(*pairs, strict=True) if pairs else ((), ())
        if names not in ENTRY_NAMES or tuple(map(type, values)) != (str, int, str)[: len(values)] or values[-1] == "":
            return unique(pairs)
        self.number += 1
        if self.number % STRIDE == 0:
            self._tell("reading", self.number, self._expected)
        return Entry(values[0], self._kinds.setdefault(values[1], values[1]), *values[2:])


def lottery_faults(document: object, path: str = "$") -> list[Fault]:
    """All that is wrong with a lottery document: its shape or, where that is right, its sense."""
    return LOTTERY(document, path) or sense_faults(document, path)


def sense_faults(document: Any, path: str) -> list[Fault]:
    """Where a lottery document of the right shape contradicts itself."""
    faults = [*_people_faults(document, path), *_type_faults(document, path), *panel_faults(document, path)]
    faults = faults or [
        *household_faults(document, path),
        *quota_faults(document, path),
        *plain_faults(document, path),
        *_number_faults(document, path),
        *chance_faults(document, path),
    ]
    return [*faults, *framed_faults(document, path)] if faults else []


def _lottery(document: Any) -> Lottery:
    panels = _panels(document)
    counts = [kind["count"] for kind in document["types"]]
    kinds = zip(document["types"], chances(counts, panels), strict=True)
    return Lottery(
        seats=document["seats"],
        types=tuple(Type(kind["features"], kind["count"], chance) for kind, chance in kinds),
        panels=panels,
        people=_people(document["people"]),
        gap=_exact(document["gap"]),
        quotas={
            feature: {value: (least, most) for value, (least, most) in values.items()}
            for feature, values in document["quotas"].items()
        },
        numbered=document.get("numbered"),
        households=document.get("households"),
        version=document["version"],
    )


def _people(listed: Any) -> tuple[Entry, ...]:
    if isinstance(listed, Rows):
        return tuple(listed.items)
    return tuple(Entry(entry["id"], entry["type"], entry.get("household", "")) for entry in listed)


def _panels(document: Any) -> tuple[Panel, ...]:
    return tuple(Panel(_exact(panel["weight"]), tuple(panel["counts"])) for panel in document["panels"])


def _strange_features(document: Any, path: str) -> list[Fault]:
    return [
        Fault(member(f"{path}.types[{index}].features", feature), "feature_without_quota", {"feature": feature})
        for index, kind in enumerate(document["types"])
        for feature, values in document["quotas"].items()
        if kind["features"].get(feature) not in values
    ]


def _type_faults(document: Any, path: str) -> list[Fault]:
    """Types differ and stand in order; each counts the people who belong to it, and has values with a quota."""
    faults = _strange_features(document, path)
    found = [0] * len(document["types"])
    for entry in document["people"]:
        if entry["type"] < len(found):
            found[entry["type"]] += 1
    previous = None
    for index, kind in enumerate(document["types"]):
        key = type_order(kind["features"])
        if previous is not None and key <= previous:
            faults.append(Fault(f"{path}.types[{index}].features", "order"))
        if kind["count"] != found[index]:
            params = {"expected": found[index], "found": kind["count"]}
            faults.append(Fault(f"{path}.types[{index}].count", "differs", params))
        previous = key
    return faults


def _number_faults(document: Any, path: str) -> list[Fault]:
    """In a numbered lottery each panel has whole numbers, all of which are taken."""
    if "numbered" not in document:
        return []
    weights = [_exact(panel["weight"]) for panel in document["panels"]]
    faults = [
        Fault(f"{path}.panels[{index}].weight", "not_whole", {"minimum": 1})
        for index, weight in enumerate(weights)
        if weight.denominator > 1
    ]
    if sum(weights) != document["numbered"]:
        params = {"expected": decimals.plain(sum(weights, Fraction(0))), "found": document["numbered"]}
        faults.append(Fault(f"{path}.numbered", "differs", params))
    return faults


def _people_faults(document: Any, path: str) -> list[Fault]:
    """Each id once, in the order of bytes, with a type that is there."""
    faults = [] if document["people"] else [Fault(f"{path}.people", "no_people")]
    previous = ""
    for index, entry in enumerate(document["people"]):
        place = f"{path}.people[{index}]"
        if entry["id"] <= previous:
            faults.append(Fault(f"{place}.id", "duplicate" if entry["id"] == previous else "order"))
        if entry["type"] >= len(document["types"]):
            faults.append(Fault(f"{place}.type", "no_such_type", {"found": entry["type"]}))
        previous = entry["id"]
    return faults


def _exact(value: object) -> Fraction:
    """Of a number whose shape has been checked."""
    number = decimals.exact(value)
    assert number is not None
    return number
