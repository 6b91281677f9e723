"""Small lotteries, real rounds of the beacon, and every way to change one field of a document."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from sanggar.cores.beacon.quicknet import source_of
from sanggar.cores.lottery import verify
from sanggar.cores.lottery.bundle import make_bundle, standing_of, with_step
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import lottery_document
from sanggar.cores.lottery.lottery import (
    Entry,
    Lottery,
    Panel,
    Person,
    Quotas,
    Type,
    chances,
    plain_lottery,
    stratified_lottery,
)
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.ranking import Rule, ranking_document
from sanggar.cores.lottery.sealed import sealed_document
from sanggar.cores.lottery.seed import Randomness, derive_seed
from sanggar.cores.lottery.steps import take_step

VERSION_1: dict[str, Any] = json.loads((Path(__file__).parent / "instances/draws-version-1.json").read_text())
"""Draws that were published in version 1, by the names of `bundles`."""

SEED = bytes.fromhex("00" * 31 + "2a")
DICE = Randomness("dice", "31415926535897932384")
ROUND_1000 = Randomness(
    source_of(1000),
    "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
)


MARKS = {"a": Fraction(7, 3), "b": Fraction(3), "c": Fraction(5, 2), "d": Fraction(5, 2), "e": Fraction(1, 7)}


def people(count: int, **features: str) -> list[Person]:
    return [Person(f"p{number:03}", features) for number in range(count)]


def two_tracks(count: int = 20) -> list[Person]:
    """Every third person wants TikTok."""
    return [Person(f"p{number:03}", {"track": "YouTube" if number % 3 else "TikTok"}) for number in range(count)]


def track_lottery() -> Lottery:
    return stratified_lottery(two_tracks(), "track", {"YouTube": 3, "TikTok": 2})


def panel_lottery() -> Lottery:
    """Three weighted panels over two types, as a lottery under quotas will have them."""
    panels = (
        Panel(Fraction(1, 2), (2, 2)),
        Panel(Fraction(3, 10), (1, 3)),
        Panel(Fraction(1, 5), (3, 1)),
    )
    counts = (4, 6)
    kinds = ({"district": "Klojen"}, {"district": "Sukun"})
    return Lottery(
        seats=4,
        types=tuple(map(Type, kinds, counts, chances(counts, panels))),
        panels=panels,
        people=tuple(Entry(f"p{number:03}", int(number >= 4)) for number in range(10)),
        gap=Fraction(1, 10**9),
    )


def quota_sample() -> Lottery:
    """The fairest lottery over two features that do not go together evenly."""
    sexes, tracks = "PPPLLLLLPL", "YYTYYTYTYY"
    listed = [
        Person(f"p{number:03}", {"sex": sex, "track": track})
        for number, (sex, track) in enumerate(zip(sexes, tracks, strict=True))
    ]
    return quota_lottery(listed, 4, {"sex": {"P": (2, 2), "L": (1, 3)}, "track": {"Y": (2, 3), "T": (1, 2)}})


def numbered_lottery() -> Lottery:
    """The same three panels, with the numbers 0-4, 5-7 and 8-9."""
    plain = panel_lottery()
    panels = tuple(Panel(panel.weight * 10, panel.counts) for panel in plain.panels)
    return replace(plain, panels=panels, numbered=10)


def stepped_bundle() -> dict[str, Any]:
    """Two leave after the draw under quotas; then one who came in for them, and a third who was waiting.

    For the last seat the office let a quota give way: no woman is waiting.
    """
    bundle = bundle_of(quota_sample(), DICE)
    seated = sorted(standing_of(bundle).seated)
    bundle = _stepped(bundle, seated[:2])
    standing = standing_of(bundle)
    newcomer = min(standing.seated - set(seated))
    relaxed = {"sex": {"P": (0, 1)}}
    return _stepped(bundle, [newcomer, max(standing.waiting)], relaxed)


def people_at_home() -> list[Person]:
    """Two couples of a kind, a family of three, two sisters, somebody whose family did not apply, and four alone."""
    homes = ["a", "a", "b", "b", "c", "c", "c", "d", "d", "e", "", "", "", ""]
    sexes = "PLPLPPLPPLPLPL"
    return [
        Person(f"p{number:03}", {"sex": sex}, home) for number, (sex, home) in enumerate(zip(sexes, homes, strict=True))
    ]


def household_lottery() -> Lottery:
    return quota_lottery(people_at_home(), 5, {"sex": {"P": (2, 3), "L": (2, 3)}})


def household_steps() -> dict[str, Any]:
    """One who shares a household leaves, then one more with somebody who was waiting."""
    bundle = bundle_of(household_lottery(), DICE)
    sharing = [place["id"] for place in bundle["draws"] if place["outcome"] == "selected" and place["id"] < "p009"]
    bundle = _stepped(bundle, sharing[:1])
    standing = standing_of(bundle)
    return _stepped(bundle, sorted([min(standing.seated), max(standing.waiting)]))


def _stepped(bundle: dict[str, Any], left: list[str], relaxed: Quotas | None = None) -> dict[str, Any]:
    before = standing_of(bundle)
    after = before.without(left)
    lottery = quota_lottery(after.pool(), after.free, after.quotas(relaxed))
    return with_step(bundle, take_step(before, left, lottery, relaxed))


def rigged(lottery: Lottery) -> Lottery:
    """One panel of those that the quotas allow, made by who knows whom each would seat."""
    panel = Panel(Fraction(1), lottery.panels[0].counts)
    shares = chances([kind.count for kind in lottery.types], [panel])
    types = tuple(replace(kind, probability=share) for kind, share in zip(lottery.types, shares, strict=True))
    return replace(lottery, types=types, panels=(panel,), gap=Fraction(0))


def bundle_of(lottery: Lottery, randomness: Randomness | None) -> dict[str, Any]:
    """From the randomness, or from a seed that is simply given."""
    if randomness is None:
        return make_bundle(lottery, SEED)
    digest = list_digest(entry.id for entry in lottery.people)
    return make_bundle(lottery, derive_seed(digest, randomness.source, randomness.value), randomness)


def bundles() -> dict[str, dict[str, Any]]:
    return {
        "plain, dice": bundle_of(plain_lottery(people(9), 3), DICE),
        "tracks, beacon": bundle_of(track_lottery(), ROUND_1000),
        "panels, seed alone": bundle_of(panel_lottery(), None),
        "quotas, dice": bundle_of(quota_sample(), DICE),
        "numbered, dice": bundle_of(numbered_lottery(), DICE),
        "numbered, beacon": bundle_of(numbered_lottery(), ROUND_1000),
        "steps": stepped_bundle(),
        "households, dice": bundle_of(household_lottery(), DICE),
        "households alone": bundle_of(quota_lottery(people_at_home(), 11, {}), DICE),
        "households, steps": household_steps(),
        "merit": ranking_document(MARKS, 3, Rule.MERIT),
        "merit, dice": ranking_document(MARKS, 3, Rule.MERIT, DICE),
        "merit, beacon": ranking_document(MARKS, 3, Rule.MERIT, ROUND_1000),
        "first come": ranking_document({key: Fraction(n) for n, key in enumerate("cabde")}, 2, Rule.FIRST_COME),
        "sealed": sealed_document(bundle_of(quota_sample(), ROUND_1000), ["sex"]),
        "sealed, steps": sealed_document(stepped_bundle(), ["sex"]),
    }


def unfair(types: list[dict[str, str]], counts: list[int], alone: str = "") -> dict[str, Any]:
    """200 people for five seats, everything derived as it should be; who is alone has the last type."""
    listed = [Entry(each.id, len(types) - 1 if each.id == alone else 0) for each in people(200)]
    sizes = [sum(entry.type == kind for entry in listed) for kind in range(len(types))]
    panels = (Panel(Fraction(1), tuple(counts)),)
    kinds = tuple(map(Type, types, sizes, chances(sizes, panels)))
    lottery = lottery_document(Lottery(5, kinds, panels, tuple(listed)))
    seed = derive_seed(list_digest(entry.id for entry in listed), DICE.source, DICE.value).hex()
    read = verify.read(json.dumps({"lottery": lottery}).encode())["lottery"]
    draw = list(verify.places(read, 0, bytes.fromhex(seed)))
    digests = {"list_digest": list_digest(entry.id for entry in listed), "lottery_digest": lottery_digest(lottery)}
    source = {"source": DICE.source, "value": DICE.value, "seed": seed, "panel": 0, "draws": draw}
    return {"format": "sanggar-draw", "version": lottery["version"], "lottery": lottery, **digests, **source}


UNFAIR: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a friend in a type of their own": (unfair([{"x": "y"}, {}], [4, 1], "p137"), ["$.lottery.types"]),
    "told apart by two features": (
        unfair([{"x": "y", "z": "1"}, {"x": "y", "z": "2"}], [4, 1], "p137"),
        ["$.lottery.types"],
    ),
    "two seats of five": (unfair([{}], [2]), ["$.lottery.panels[0].counts", "$.lottery.seats"]),
    "everybody": (unfair([{}], [5]), []),
}


Step = str | int


def changes(document: Any) -> Iterator[tuple[list[Step], str, Any]]:
    """Every document that differs from this one in a single field: (where, what was done, the changed document)."""
    for path in _paths(document, []):
        value = _at(document, path)
        for name, other in _others(value):
            yield path, name, _with(document, path, other)
        if path:
            yield path, "removed", _without(document, path)
        if isinstance(value, dict):
            yield [*path, "extra"], "added", _with(document, [*path, "extra"], 1)
        if isinstance(value, list) and len(value) > 1 and value[0] != value[1]:
            yield path, "first two swapped", _with(document, path, [value[1], value[0], *value[2:]])
        if isinstance(value, list) and value:
            yield path, "last repeated", _with(document, path, [*value, value[-1]])


def _others(value: Any) -> Iterator[tuple[str, Any]]:
    yield "null", None
    if isinstance(value, str):
        yield "one character", ("0" if value[:1] != "0" else "1") + value[1:]
        yield "longer", value + "0"
        yield "upper case", value.upper() if value.upper() != value else value.lower() + "a"
        yield "empty", "" if value else "a"
    elif isinstance(value, int | float):
        yield "one more", value + 1
        yield "less", value - 1 if value else -1
        yield "as text", str(value)
        yield "true", True
    else:
        yield "emptied", type(value)() if value else {"a": "b"}


def _paths(value: Any, path: list[Step]) -> Iterator[list[Step]]:
    yield path
    members: list[tuple[Step, Any]] = []
    if isinstance(value, dict):
        members = list(value.items())
    if isinstance(value, list):
        members = list(enumerate(value))
    for step, item in members:
        yield from _paths(item, [*path, step])


def _at(document: Any, path: list[Step]) -> Any:
    for step in path:
        document = document[step]
    return document


def _with(document: Any, path: list[Step], value: Any) -> Any:
    """Copied along the path alone; all the rest is shared."""
    if not path:
        return value
    changed = copy.copy(document)
    changed[path[0]] = _with(document[path[0]], path[1:], value) if path[1:] else value
    return changed


def _without(document: Any, path: list[Step]) -> Any:
    holder = copy.copy(_at(document, path[:-1]))
    del holder[path[-1]]
    return _with(document, path[:-1], holder)
