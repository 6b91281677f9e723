"""A selection without a lottery: by merit, or first come first served, published so that it can be checked.

The list tells under draw ids what decided: the corrected mark (the highest come first), or the number of arrival (the
lowest come first). Equal values go by draw id, which is random. Not for: how marks come about.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sanggar.cores.lottery import decimals, shape
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.draw import Outcome
from sanggar.cores.lottery.errors import DocumentRefused, Fault, difference

FORMAT = "sanggar-ranking"
VERSION = 1


class Rule(StrEnum):
    MERIT = "merit"
    FIRST_COME = "first_come"


PLACE = shape.fields({"id": shape.draw_id, "value": shape.number, "outcome": shape.text, "position": shape.whole(1)})
RANKING = shape.fields(
    {
        "format": shape.constant(FORMAT),
        "version": shape.constant(VERSION),
        "rule": shape.text,
        "seats": shape.whole(1),
        "places": shape.items(PLACE),
        "list_digest": shape.hexadecimal(64),
        "digest": shape.hexadecimal(64),
    }
)


def ranking_document(values: Mapping[str, Fraction], seats: int, rule: Rule) -> dict[str, Any]:
    """From draw ids and what decides to everybody's place. Raises `DocumentRefused` when there is nobody."""
    rounded = {each: decimals.rounded(value) for each, value in values.items()}
    ordered = sorted(rounded, key=lambda each: (-rounded[each] if rule is Rule.MERIT else rounded[each], each))
    document = {
        "format": FORMAT,
        "version": VERSION,
        "rule": str(rule),
        "seats": seats,
        "places": [
            {"id": each, "value": decimals.as_json(rounded[each]), **_place(rank, seats)}
            for rank, each in enumerate(ordered)
        ],
        "list_digest": list_digest(values),
    }
    document |= {"digest": lottery_digest(document)}
    faults = ranking_faults(document)
    if faults:
        raise DocumentRefused(faults)
    return document


def is_ranking(document: object) -> bool:
    """Whether this is meant to be a ranking, sound or not."""
    return isinstance(document, dict) and document.get("format") == FORMAT


def ranking_faults(document: Any) -> list[Fault]:
    """Everything of a ranking that does not follow."""
    faults = RANKING(document, "$")
    if faults:
        return faults
    rest = {name: value for name, value in document.items() if name != "digest"}
    places = document["places"]
    return [
        *([] if document["rule"] in set(Rule) else [Fault("$.rule", "rule_unknown")]),
        *([] if places else [Fault("$.places", "no_people")]),
        *_order_faults(document),
        *difference("$.list_digest", list_digest(place["id"] for place in places), document["list_digest"]),
        *difference("$.digest", lottery_digest(rest), document["digest"]),
    ]


def _order_faults(document: dict[str, Any]) -> list[Fault]:
    """Each in place by value, then by draw id; each with the outcome and position of that place."""
    faults = []
    sign = -1 if document["rule"] == Rule.MERIT else 1
    previous: tuple[Fraction, str] | None = None
    for rank, place in enumerate(document["places"]):
        path = f"$.places[{rank}]"
        value = decimals.exact(place["value"])
        assert value is not None
        key = (sign * value, place["id"])
        if previous is not None and key <= previous:
            faults.append(Fault(path, "out_of_rank"))
        for name, expected in _place(rank, document["seats"]).items():
            faults += difference(f"{path}.{name}", expected, place[name])
        previous = key
    return faults


def _place(rank: int, seats: int) -> dict[str, Any]:
    if rank < seats:
        return {"outcome": str(Outcome.SELECTED), "position": rank + 1}
    return {"outcome": str(Outcome.RESERVE), "position": rank - seats + 1}
