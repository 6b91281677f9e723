"""Checking what was published of a draw: all that is wrong with it, each with its JSON path.

It can not know what was published beforehand: compare the digests with those that were published before the seed could
be known. A sealed draw is checked as far as the public can; `unchecked` says what is left to the inspector.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sanggar.cores.lottery.bundle import bundle_faults, derived_faults
from sanggar.cores.lottery.errors import DrawRefused, Fault
from sanggar.cores.lottery.ranking import is_ranking, is_seeded, ranking_faults, shape_faults
from sanggar.cores.lottery.sealed import SEALED, UNCHECKED, is_sealed, sealed_faults
from sanggar.cores.lottery.seed import DICE, BeaconRound
from sanggar.cores.lottery.seed_faults import stated_round

RoundCheck = Callable[[BeaconRound, str], bool | None]
"""Is this (hex) the signature of that round? None where the chain is not known."""


class Beacon(StrEnum):
    """What the check of a beacon's signature came to."""

    VERIFIED = "verified"
    WRONG = "wrong"
    UNCHECKED = "unchecked"


class Origin(StrEnum):
    """What is shown of where a seed came from. A result that follows from a seed is worth no more than the seed."""

    VERIFIED = "verified"
    DICE = "dice"
    UNCHECKED = "unchecked"
    NOT_SHOWN = "not shown"
    NOT_NEEDED = "not needed"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a bundle (nothing: its result follows), and what is known of its beacon, with the reason why
    not. `told` is where its seed came from, which nobody asks of a bundle with faults.
    """

    faults: list[Fault]
    beacon: Beacon
    reason: str = ""
    unchecked: tuple[str, ...] = ()
    told: Origin = Origin.NOT_JUDGED

    @property
    def beacon_words(self) -> str:
        return f"{self.beacon} ({self.reason})" if self.reason else str(self.beacon)

    @property
    def origin(self) -> Origin:
        return Origin.NOT_JUDGED if self.faults else self.told


LISTS = ("sanggar-frozen-list", "sanggar-list-sealed", "sanggar-lottery")
"""What is published before the draw: people and lottery, without a result."""


def is_list(document: object) -> bool:
    """Whether this is what was published before the draw, easily taken for its bundle."""
    return isinstance(document, dict) and document.get("format") in LISTS


def is_drawn(document: object) -> bool:
    """Whether this holds a result already, easily taken for the lottery from before the draw."""
    return isinstance(document, dict) and any(name in document for name in ("draws", "places", "seated"))


def is_bundle(document: object) -> bool:
    """Whether this is meant to be the bundle of a draw at all, sound or not."""
    return isinstance(document, dict) and ("format" in document or "lottery" in document)


def verify(bundle: object, check_round: RoundCheck | None = None) -> list[Fault]:
    """Everything that is wrong with a bundle; none: whoever redoes the draw gets the same result."""
    return inspect(bundle, check_round).faults


def inspect(bundle: object, check_round: RoundCheck | None = None) -> Report:
    """Like `verify`, and says whether the beacon's signature could be checked with `check_round`."""
    if is_ranking(bundle):
        return _inspect_ranking(bundle, check_round)
    sealed = is_sealed(bundle)
    faults = SEALED(bundle, "$") if sealed else bundle_faults(bundle)
    if not isinstance(bundle, dict) or faults:
        return Report(faults, Beacon.UNCHECKED, "the bundle is broken")
    faults = sealed_faults(bundle) if sealed else derived_faults(bundle)
    return _report(bundle, faults, check_round, UNCHECKED if sealed else ())


def signed_alone(report: Report) -> Report:
    """For who knows that the seed came from the beacon: nothing else will do, neither dice nor a seed without source.

    Raises `DrawRefused` where there is a signature that could not be checked.
    """
    if report.faults or report.origin is Origin.VERIFIED:
        return report
    if report.origin is Origin.UNCHECKED:
        raise DrawRefused("signature_unchecked", reason=report.beacon_words)
    return replace(report, faults=[Fault("$.signature", "signature_required")])


def _inspect_ranking(document: Any, check_round: RoundCheck | None) -> Report:
    faults = ranking_faults(document)
    if not is_seeded(document):
        return Report(faults, Beacon.UNCHECKED, "this ranking needs no randomness", told=Origin.NOT_NEEDED)
    if shape_faults(document):
        return Report(faults, Beacon.UNCHECKED, "the bundle is broken")
    return _report(document, faults, check_round, ())


def _report(
    bundle: dict[str, Any], faults: list[Fault], check_round: RoundCheck | None, unchecked: tuple[str, ...]
) -> Report:
    beacon, reason = _beacon(bundle, check_round)
    if beacon is Beacon.WRONG:
        faults.append(Fault("$.signature", "signature_wrong", {"source": bundle["source"]}))
    return Report(faults, beacon, reason, unchecked, _origin(bundle, beacon))


def _origin(bundle: dict[str, Any], beacon: Beacon) -> Origin:
    """Who makes up a seed, or a value for a round, can go on until the result pleases: only a signature speaks against
    it, or people who saw the dice.
    """
    if bundle.get("source") == DICE:
        return Origin.DICE
    if "signature" not in bundle:
        return Origin.NOT_SHOWN
    return Origin.VERIFIED if beacon is Beacon.VERIFIED else Origin.UNCHECKED


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
