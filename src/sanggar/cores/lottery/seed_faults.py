"""Where the seed of a published draw does not follow, and which of its parts is at fault.

The seed follows from the digest of the list, a source and its value, and a drand value from its signature. Where they
do not fit one another, what else was made with one of them tells which is another than at the draw: the tickets with
the seed, the value with its signature.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sanggar.cores.lottery.errors import DrawRefused, Fault, difference
from sanggar.cores.lottery.seed import DICE, BeaconRound, Randomness, beacon_round, check_value, derive_seed
from sanggar.cores.lottery.tickets import ticket

Place = Mapping[str, Any]


def source_faults(bundle: dict[str, Any]) -> list[Fault]:
    """Source and value belong together, each in its form; only a drand round has a signature."""
    faults = []
    for name, other in (("source", "value"), ("value", "source")):
        if name not in bundle and other in bundle:
            faults.append(Fault(f"$.{name}", "missing"))
    if "signature" in bundle and stated_round(bundle) is None:
        faults.append(Fault("$.signature", "signature_misplaced"))
    if "source" in bundle and "value" in bundle:
        try:
            check_value(bundle["source"], bundle["value"])
        except DrawRefused as refusal:
            place = "$.source" if refusal.code == "source_unknown" else "$.value"
            faults.append(Fault(place, refusal.code))
    return faults


def stated_round(bundle: dict[str, Any]) -> BeaconRound | None:
    """The drand round that a bundle names as the source of its seed, if it does."""
    try:
        return beacon_round(bundle["source"])
    except (KeyError, DrawRefused):
        return None


def stated_randomness(bundle: dict[str, Any]) -> Randomness | None:
    """Where a bundle says its seed came from."""
    if "source" not in bundle or "value" not in bundle:
        return None
    return Randomness(bundle["source"], bundle["value"], bundle.get("signature"))


def first_of(places: Iterable[Place]) -> Place | None:
    return next(iter(places), None)


def seed_faults(document: Place, digests: Sequence[str], first: Place | None) -> list[Fault]:
    """Of a source in due form. A seed of any of the `digests` of the list is sound: that they differ is told at the
    list. `first` is a place with its ticket, None where there is none.
    """
    if "source" not in document:
        return []
    drawn = first is not None and ticket(bytes.fromhex(document["seed"]), first["id"]).number == first["ticket"]
    return chain_faults(document, digests, origins(document) if drawn else [])


def origins(document: Place) -> list[str]:
    """What a sound seed may not follow from: a signed value is sound, and `dice` has but one form."""
    if document["source"] == DICE:
        return ["value"]
    return ["source"] if "signature" in document else ["source", "value"]


def chain_faults(document: Place, digests: Sequence[str], suspects: Sequence[str]) -> list[Fault]:
    """`suspects` are the fields at fault where the seed is confirmed by something else; none: it is the seed."""
    source, value, signature = document["source"], document["value"], document.get("signature")
    expected = [derive_seed(each, source, value).hex() for each in digests]
    follows = document["seed"] in expected
    signed = sha256(bytes.fromhex(signature)).hexdigest() if signature else value
    if signed != value:
        return [Fault("$.signature", "signature_of_another")] if follows else difference("$.value", signed, value)
    if follows:
        return []
    if not suspects:
        return difference("$.seed", expected[0], document["seed"])
    return [Fault(f"$.{name}", "seed_of_another") for name in suspects]
