"""Checking what was published of a draw: all that is wrong with it, each with its JSON path.

It can not know what was published beforehand: compare the digests with those that were published before the seed could
be known. A sealed draw is checked as far as the public can; `unchecked` says what is left to the inspector.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sanggar.cores.lottery.bundle import bundle_faults, derived_faults, stated_round
from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.ranking import is_ranking, ranking_faults
from sanggar.cores.lottery.sealed import SEALED, UNCHECKED, is_sealed, sealed_faults
from sanggar.cores.lottery.seed import BeaconRound

RoundCheck = Callable[[BeaconRound, str], bool | None]
"""Is this (hex) the signature of that round? None where the chain is not known."""


class Beacon(StrEnum):
    """What the check of a beacon's signature came to."""

    VERIFIED = "verified"
    WRONG = "wrong"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a bundle (nothing: it is valid), and what is known of its beacon, with the reason why not."""

    faults: list[Fault]
    beacon: Beacon
    reason: str = ""
    unchecked: tuple[str, ...] = ()

    @property
    def beacon_words(self) -> str:
        return f"{self.beacon} ({self.reason})" if self.reason else str(self.beacon)


LISTS = ("sanggar-frozen-list", "sanggar-list-sealed", "sanggar-lottery")
"""What is published before the draw: people and lottery, without a result."""


def is_list(document: object) -> bool:
    """Whether this is what was published before the draw, easily taken for its bundle."""
    return isinstance(document, dict) and document.get("format") in LISTS


def is_bundle(document: object) -> bool:
    """Whether this is meant to be the bundle of a draw at all, sound or not."""
    return isinstance(document, dict) and ("format" in document or "lottery" in document)


def verify(bundle: object, check_round: RoundCheck | None = None) -> list[Fault]:
    """Everything that is wrong with a bundle; none: whoever redoes the draw gets the same result."""
    return inspect(bundle, check_round).faults


def inspect(bundle: object, check_round: RoundCheck | None = None) -> Report:
    """Like `verify`, and says whether the beacon's signature could be checked with `check_round`."""
    if is_ranking(bundle):
        return Report(ranking_faults(bundle), Beacon.UNCHECKED, "a ranking needs no randomness")
    sealed = is_sealed(bundle)
    faults = SEALED(bundle, "$") if sealed else bundle_faults(bundle)
    if not isinstance(bundle, dict) or faults:
        return Report(faults, Beacon.UNCHECKED, "the bundle is broken")
    faults = sealed_faults(bundle) if sealed else derived_faults(bundle)
    beacon, reason = _beacon(bundle, check_round)
    if beacon is Beacon.WRONG:
        faults.append(Fault("$.signature", "signature_wrong", {"source": bundle["source"]}))
    return Report(faults, beacon, reason, UNCHECKED if sealed else ())


def _beacon(bundle: dict[str, Any], check_round: RoundCheck | None) -> tuple[Beacon, str]:
    number = stated_round(bundle)
    if number is None or "signature" not in bundle:
        return Beacon.UNCHECKED, "the bundle holds no signature of a beacon"
    if check_round is None:
        return Beacon.UNCHECKED, "py_ecc is not installed"
    valid = check_round(number, bundle["signature"])
    if valid is None:
        return Beacon.UNCHECKED, "this beacon's key is not known here"
    return (Beacon.VERIFIED, "") if valid else (Beacon.WRONG, "")
