"""What a matching is told: who is to be accompanied, who accompanies, what counts how much, and what may not be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = frozenset[str]
NONE: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone to be accompanied. Empty sets and names mean "did not say", and cost nothing.

    `wishes` are ids of mentors, the dearest first; `needs` are skills; `kinds` say what sort of mentor is hoped for.
    """

    id: str
    track: str = ""
    languages: Words = NONE
    times: Words = NONE
    needs: Words = NONE
    kinds: Words = NONE
    district: str = ""
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentor:
    """Someone who accompanies, at most `capacity` people, of whom `load` are there and are not asked about.

    No tracks means every track; `liked_tracks` are those they hope for. `kinds` say what sort of mentor they are.
    `wishes` are ids of participants, the dearest first.
    """

    id: str
    capacity: int
    load: int = 0
    tracks: Words = NONE
    languages: Words = NONE
    times: Words = NONE
    skills: Words = NONE
    kinds: Words = NONE
    liked_tracks: Words = NONE
    districts: Words = NONE
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """What it costs, in whole points, that a pair lacks something; and that loads are uneven.

    `wish` is per rank by which a participant's wish for somebody is missed, at most `WISH_RANKS`; a mentor's takes off
    as much per rank by which it is granted. `kind` is for a missed wish about what sort of mentor, or of which track.
    `balance` weighs the sum over mentors of load² / capacity, least when loads are in proportion to capacities.
    """

    time: int = 40
    need: int = 15
    district: int = 10
    wish: int = 20
    kind: int = 20
    balance: int = 20


WISH_RANKS = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One question. Pairs are (participant id, mentor id).

    `forbidden` names why a pair may not be: a code that the caller puts into words ("kin", "same_employer", …).
    `fixed` gives participants the one mentor they are to get. `present` are pairs that exist and should be disturbed
    as little as possible: fewest changes first, and among those the least cost.
    """

    participants: tuple[Participant, ...]
    mentors: tuple[Mentor, ...]
    weights: Weights = field(default_factory=Weights)
    forbidden: Mapping[tuple[str, str], str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    present: Mapping[str, str] = field(default_factory=dict)
