"""A selection without a lottery: by merit, or first come first served, published so that it can be checked.

The list tells under draw ids what decided: the corrected mark (the highest come first), or the number of arrival (the
lowest come first). Who has equal marks goes by ticket (`tickets`), from a seed that nobody could know when list and
values were published by their digests: so neither the office, which makes the ids, nor anybody else orders them. A
ranking that names no seed (version 1) orders equal values by draw id. Not for: how marks come about.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sanggar.cores.lottery import decimals, shape
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.draw import Outcome
from sanggar.cores.lottery.errors import DocumentRefused, Fault, difference
from sanggar.cores.lottery.seed import Randomness, derive_seed
from sanggar.cores.lottery.seed_faults import first_of, seed_faults, source_faults
from sanggar.cores.lottery.tickets import ticket

FORMAT = "sanggar-ranking"
BY_ID, BY_TICKET = 1, 2
"""Versions: how equal values are ordered."""


class Rule(StrEnum):
    MERIT = "merit"
    FIRST_COME = "first_come"


PLACE = {"id": shape.draw_id, "value": shape.number, "outcome": shape.text, "position": shape.whole(1)}
RANKING = {
    "format": shape.constant(FORMAT),
    "version": shape.constant(BY_ID),
    "rule": shape.text,
    "seats": shape.whole(1),
    "places": shape.items(shape.fields(PLACE)),
    "list_digest": shape.digest,
    "digest": shape.digest,
}
SEEDED = RANKING | {
    "version": shape.constant(BY_TICKET),
    "places": shape.items(shape.fields(PLACE | {"ticket": shape.digest})),
    "values_digest": shape.digest,
    "source": shape.string,
    "value": shape.string,
    "seed": shape.digest,
}
SHAPES = {
    BY_ID: shape.fields(RANKING),
    BY_TICKET: shape.fields(SEEDED, {"signature": shape.hexadecimal(96, 192)}),
}


def ranking_document(
    values: Mapping[str, Fraction], seats: int, rule: Rule, randomness: Randomness | None = None
) -> dict[str, Any]:
    """From draw ids and what decides to everybody's place. Raises `DocumentRefused` when there is nobody, `DrawRefused`
    for randomness that its source can not yield.
    """
    rounded = {each: decimals.rounded(value) for each, value in values.items()}
    seeded: dict[str, Any] = _seeded(rounded, randomness) if randomness else {"version": BY_ID}
    seed = bytes.fromhex(seeded["seed"]) if randomness else None
    ordered = sorted(rounded, key=lambda each: _key(each, rounded[each], rule, seed))
    document = {
        "format": FORMAT,
        **seeded,
        "rule": str(rule),
        "seats": seats,
        "places": [
            {"id": each, "value": decimals.as_json(rounded[each]), **_ticket(each, seed), **_place(rank, seats)}
            for rank, each in enumerate(ordered)
        ],
        "list_digest": list_digest(values),
    }
    document |= {"digest": lottery_digest(document)}
    faults = ranking_faults(document)
    if faults:
        raise DocumentRefused(faults)
    return document


def values_digest(values: Iterable[tuple[str, Fraction]]) -> str:
    """SHA-256, lowercase hex, over `id TAB value LF` in the order of the ids' bytes, each value in plain digits.
    Published beside the list's digest, it keeps what decides from being changed once a seed is known.
    """
    lines = (f"{each}\t{decimals.plain(decimals.rounded(value))}\n" for each, value in sorted(values))
    return sha256("".join(lines).encode()).hexdigest()


def is_ranking(document: object) -> bool:
    """Whether this is meant to be a ranking, sound or not."""
    return isinstance(document, dict) and document.get("format") == FORMAT


def is_seeded(document: Mapping[str, object]) -> bool:
    """Whether equal values go by ticket."""
    version = document.get("version")
    return version == BY_TICKET and type(version) is int


def shape_faults(document: Any) -> list[Fault]:
    """Where a ranking is broken by itself."""
    return SHAPES[BY_TICKET if is_seeded(document) else BY_ID](document, "$")


def ranking_faults(document: Any) -> list[Fault]:
    """Everything of a ranking that does not follow."""
    faults = shape_faults(document)
    if faults:
        return faults
    seeded = is_seeded(document)
    rest = {name: value for name, value in document.items() if name != "digest"}
    places = document["places"]
    return [
        *([] if document["rule"] in set(Rule) else [Fault("$.rule", "rule_unknown")]),
        *([] if places else [Fault("$.places", "no_people")]),
        *_order_faults(document, bytes.fromhex(document["seed"]) if seeded else None),
        *_seat_faults(document),
        *difference("$.list_digest", list_digest(place["id"] for place in places), document["list_digest"]),
        *(_chain_faults(document) if seeded else []),
        *difference("$.digest", lottery_digest(rest), document["digest"]),
    ]


def _order_faults(document: dict[str, Any], seed: bytes | None) -> list[Fault]:
    """Each in place by value, then by ticket or draw id; each with the outcome and position of that place. Where the
    list is another than that of its digest, an id that does not fit its ticket is.
    """
    faults = []
    is_listed = list_digest(place["id"] for place in document["places"]) == document["list_digest"]
    previous: tuple[Fraction, str, str] | None = None
    seen: set[str] = set()
    for rank, place in enumerate(document["places"]):
        path = f"$.places[{rank}]"
        key = _key(place["id"], _exact(place), document["rule"], seed)
        if previous is not None and key <= previous:
            faults.append(Fault(path, "out_of_rank"))
        if place["id"] in seen:
            faults.append(Fault(f"{path}.id", "duplicate"))
        fitting = _ticket(place["id"], seed)
        if not is_listed and fitting and fitting["ticket"] != place["ticket"]:
            faults.append(Fault(f"{path}.id", "not_of_ticket"))
            fitting = {}
        for name, expected in (fitting | _place(rank, document["seats"])).items():
            faults += difference(f"{path}.{name}", expected, place[name])
        previous = key
        seen.add(place["id"])
    return faults


def _seat_faults(document: dict[str, Any]) -> list[Fault]:
    """Where all places are those of another number of seats, that number is told wrong."""
    places = [{name: place[name] for name in ("outcome", "position")} for place in document["places"]]
    seated = sum(place["outcome"] == Outcome.SELECTED for place in places)
    if places != [_place(rank, seated) for rank in range(len(places))]:
        return []
    return difference("$.seats", seated, min(document["seats"], len(places)))


def _chain_faults(document: dict[str, Any]) -> list[Fault]:
    """What was fixed before the seed, and the seed that follows from it and from public randomness."""
    places = document["places"]
    values = ((each["id"], _exact(each)) for each in places)
    faults = difference("$.values_digest", values_digest(values), document["values_digest"])
    digests = [list_digest(each["id"] for each in places), document["list_digest"]]
    return faults + (source_faults(document) or seed_faults(document, digests, first_of(places)))


def _seeded(values: Mapping[str, Fraction], randomness: Randomness) -> dict[str, Any]:
    signature = {"signature": randomness.signature} if randomness.signature else {}
    return {
        "version": BY_TICKET,
        "values_digest": values_digest(values.items()),
        "source": randomness.source,
        "value": randomness.value,
        **signature,
        "seed": derive_seed(list_digest(values), randomness.source, randomness.value).hex(),
    }


def _key(person_id: str, value: Fraction, rule: str, seed: bytes | None) -> tuple[Fraction, str, str]:
    return (-value if rule == Rule.MERIT else value, ticket(seed, person_id).number if seed else "", person_id)


def _exact(place: Mapping[str, Any]) -> Fraction:
    value = decimals.exact(place["value"])
    assert value is not None  # its shape was checked
    return value


def _ticket(person_id: str, seed: bytes | None) -> dict[str, Any]:
    return {"ticket": ticket(seed, person_id).number} if seed else {}


def _place(rank: int, seats: int) -> dict[str, Any]:
    if rank < seats:
        return {"outcome": str(Outcome.SELECTED), "position": rank + 1}
    return {"outcome": str(Outcome.RESERVE), "position": rank - seats + 1}
