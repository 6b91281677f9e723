"""The bundle: one JSON document from which anyone can redo a draw and find every change in it.

It holds the lottery with its people, both digests, where the seed came from, the seed, the panel, everybody's place,
and the steps by which reserves were drawn since.
`inspection` re-derives each from what it follows from.
"""

from dataclasses import asdict
from typing import Any, cast

from sanggar.cores.lottery import shape
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import light_document, read_lottery, sense_faults
from sanggar.cores.lottery.draw import Place, places_of
from sanggar.cores.lottery.errors import DocumentRefused, Fault, difference
from sanggar.cores.lottery.json_text import Rows
from sanggar.cores.lottery.lottery import VERSIONS, Lottery
from sanggar.cores.lottery.lottery_form import lottery_form
from sanggar.cores.lottery.panels import choose_panel, rolled_panel
from sanggar.cores.lottery.progress import Tell, silent
from sanggar.cores.lottery.seed import Randomness
from sanggar.cores.lottery.seed_faults import first_of, seed_faults, source_faults, stated_randomness
from sanggar.cores.lottery.step_document import standing_after_steps, step_document, step_form, steps_faults
from sanggar.cores.lottery.steps import Standing, Step

FORMAT = "sanggar-draw"

PLACE = shape.fields(
    {
        "id": shape.draw_id,
        "type": shape.whole(0),
        "ticket": shape.digest,
        "outcome": shape.text,
        "position": shape.whole(1),
    }
)


def _form(version: int) -> shape.Check:
    """Of its lottery's version, as are all its steps."""
    required = {
        "format": shape.constant(FORMAT),
        "version": shape.constant(version),
        "lottery": lottery_form(version),
        "list_digest": shape.digest,
        "lottery_digest": shape.digest,
        "seed": shape.digest,
        "panel": shape.whole(0),
        "draws": shape.items(PLACE),
    }
    optional = {
        "source": shape.string,
        "value": shape.string,
        "signature": shape.hexadecimal(96, 192),
        "steps": shape.items(step_form(version)),
        "seated": shape.items(shape.draw_id),
    }
    return shape.fields(required, optional)


BUNDLE = shape.versioned({version: _form(version) for version in VERSIONS})


def make_bundle(lottery: Lottery, seed: bytes, randomness: Randomness | None = None) -> dict[str, Any]:
    """Runs the draw and writes it down, as JSON values.

    Without `randomness` the bundle does not say where the seed came from. Raises `DocumentRefused` when the seed
    does not follow from the randomness, or the randomness not from its signature.
    """
    bundle = light_bundle(lottery, seed, randomness)
    document = bundle["lottery"] | {"people": list(bundle["lottery"]["people"])}
    return bundle | {"lottery": document, "draws": list(bundle["draws"])}


def light_bundle(
    lottery: Lottery, seed: bytes, randomness: Randomness | None = None, *, tell: Tell = silent
) -> dict[str, Any]:
    """The same with people and places as `Rows`: to be written, not to be changed."""
    tell("checking", 0, 1)
    document = light_document(lottery)
    faults = sense_faults(document, "$.lottery")
    if faults:
        raise DocumentRefused(faults)
    tell("checking", 1, 1)
    tell("drawing", 0, 2)
    rolled = rolled_panel(lottery, randomness)
    panel = choose_panel([each.weight for each in lottery.panels], seed) if rolled is None else rolled
    bundle = {
        "format": FORMAT,
        "version": lottery.version,
        "lottery": document,
        "list_digest": list_digest(entry.id for entry in lottery.people),
        "lottery_digest": lottery_digest(document),
        **({name: part for name, part in asdict(randomness).items() if part is not None} if randomness else {}),
        "seed": seed.hex(),
        "panel": panel,
        "draws": Rows(_place_fields, places_of(lottery, seed, panel)),
    }
    tell("drawing", 1, 2)
    faults = BUNDLE(bundle, "$") or _seed_faults(bundle)
    if faults:
        raise DocumentRefused(faults)
    tell("drawing", 2, 2)
    return bundle


def _place_fields(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "type": place.type,
        "ticket": place.ticket,
        "outcome": str(place.outcome),
        "position": place.position,
    }


def bundle_faults(bundle: object) -> list[Fault]:
    """Where a bundle is broken by itself: its shape or, where that is right, the sense of its lottery."""
    faults = BUNDLE(bundle, "$")
    if faults:
        return faults
    whole = cast("dict[str, Any]", bundle)
    faults = sense_faults(whole["lottery"], "$.lottery")
    return [*faults, *_drawn_faults(whole)] if faults else []


def _drawn_faults(bundle: dict[str, Any]) -> list[Fault]:
    """Where the lottery contradicts itself: who stands in it otherwise than in the draw."""
    people, draws = bundle["lottery"]["people"], bundle["draws"]
    drawn = {place["id"]: place["type"] for place in draws}
    listed = {person["id"] for person in people}
    faults = []
    for index, person in enumerate(people):
        expected = drawn.get(person["id"], person["type"])
        faults += difference(f"$.lottery.people[{index}].type", expected, person["type"])
    strangers = (index for index, place in enumerate(draws) if place["id"] not in listed)
    return faults + [Fault(f"$.draws[{index}].id", "not_listed") for index in strangers]


def derived_faults(bundle: dict[str, Any]) -> list[Fault]:
    """Where an unbroken bundle is not what follows: digests, seed, places, steps."""
    return [*_digest_faults(bundle), *_seed_faults(bundle), *_draw_faults(bundle)]


def _digest_faults(bundle: dict[str, Any]) -> list[Fault]:
    people = bundle["lottery"]["people"]
    listed = difference("$.list_digest", list_digest(entry["id"] for entry in people), bundle["list_digest"])
    return [
        *listed,
        *(_listed_faults(bundle) if listed else []),
        *difference("$.lottery_digest", lottery_digest(bundle["lottery"]), bundle["lottery_digest"]),
    ]


def _listed_faults(bundle: dict[str, Any]) -> list[Fault]:
    """Where the list is another than that of the digest: who of it was not drawn."""
    placed = {place["id"] for place in bundle["draws"]}
    people = enumerate(bundle["lottery"]["people"])
    return [Fault(f"$.lottery.people[{n}].id", "not_drawn") for n, each in people if each["id"] not in placed]


def _seed_faults(bundle: dict[str, Any]) -> list[Fault]:
    """The chain signature, value, seed, as far as the bundle tells of it."""
    digest = list_digest(entry["id"] for entry in bundle["lottery"]["people"])
    return source_faults(bundle) or seed_faults(bundle, [digest, bundle["list_digest"]], first_of(bundle["draws"]))


def _draw_faults(bundle: dict[str, Any]) -> list[Fault]:
    lottery, stated = read_lottery(bundle["lottery"]), bundle["draws"]
    seed, rolled = bytes.fromhex(bundle["seed"]), rolled_panel(lottery, stated_randomness(bundle))
    panel = choose_panel([each.weight for each in lottery.panels], seed) if rolled is None else rolled
    places = places_of(lottery, seed, panel)
    if len(stated) != len(places):
        return [Fault("$.draws", "length", {"expected": len(places), "found": len(stated)})]
    faults = difference("$.panel", panel, bundle["panel"])
    for index, (place, found) in enumerate(zip(places, stated, strict=True)):
        for name, expected in _place_fields(place).items():
            if expected != found[name]:
                faults += difference(f"$.draws[{index}].{name}", expected, found[name])
    return faults or _step_faults(bundle, lottery)


def _step_faults(bundle: dict[str, Any], lottery: Lottery) -> list[Fault]:
    """Whom the steps leave seated is told beside them, so that none can be cut off unseen."""
    if "steps" not in bundle and "seated" not in bundle:
        return []
    for name in ("steps", "seated"):
        if name not in bundle:
            return [Fault(f"$.{name}", "missing")]
    start = _first_standing(bundle, lottery)
    faults = steps_faults(start, bundle["steps"], "$.steps")
    seated = sorted(standing_after_steps(start, bundle["steps"]).seated) if not faults else []
    return faults or difference("$.seated", seated, bundle["seated"])


def standing_of(bundle: dict[str, Any]) -> Standing:
    """Who is seated and who waits, by a bundle that holds no fault: what it says is read, nothing is drawn again."""
    start = _first_standing(bundle, read_lottery(bundle["lottery"]))
    return standing_after_steps(start, bundle.get("steps", ()))


def _first_standing(bundle: dict[str, Any], lottery: Lottery) -> Standing:
    """After the draw, whose places are told as they follow."""
    seated = frozenset(place["id"] for place in bundle["draws"] if place["outcome"] == "selected")
    waiting = frozenset(each.id for each in lottery.people) - seated
    seed = bytes.fromhex(bundle["seed"])
    return Standing(lottery, seed, seated, waiting, first_seed=seed)


def with_step(bundle: dict[str, Any], step: Step, before: Standing | None = None) -> dict[str, Any]:
    """The bundle with one more step. Who knows where it stood `before` the step spares it the replay of the draw."""
    after = (before or standing_of(bundle)).without(step.left).after(step.selected)
    steps = [*bundle.get("steps", ()), step_document(step)]
    return bundle | {"steps": steps, "seated": sorted(after.seated)}
