"""drand quicknet: a public beacon that publishes a new random value every three seconds.

Nobody can know the value of a later round, and everybody can check it afterwards against the network's public key.
Figures from docs.drand.love; the chain hash names the network and all its parameters.

Not for: fetching rounds; that is done where there is a network.
"""

from datetime import UTC, datetime, timedelta

CHAIN_HASH = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
SCHEME = "bls-unchained-g1-rfc9380"
PUBLIC_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
"""A point of G2, 96 bytes in hex."""

PERIOD = timedelta(seconds=3)
GENESIS = datetime.fromtimestamp(1692803367, UTC)
"""When round 1 was published."""

LAST_ROUND = 10**10
"""Later rounds lie some 950 years ahead; beyond them dates end."""


class NoSuchRound(ValueError):
    """A time or round that the beacon does not have; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def round_at(when: datetime) -> int:
    """The latest round that is published at this time. Raises `NoSuchRound` before genesis or for a naive time."""
    if when.tzinfo is None:
        raise NoSuchRound("naive_time")
    if when < GENESIS:
        raise NoSuchRound("before_genesis")
    return (when - GENESIS) // PERIOD + 1


def first_round_from(when: datetime) -> int:
    """The first round published at this time or later: the one to name for a draw at `when`."""
    number = round_at(when)
    return number if time_of(number) == when else number + 1


def time_of(number: int) -> datetime:
    """When the round is published, in UTC. Raises `NoSuchRound` for a round there will not be."""
    if not 1 <= number <= LAST_ROUND:
        raise NoSuchRound("no_such_round")
    return GENESIS + (number - 1) * PERIOD


def source_of(number: int) -> str:
    """The round as the source of a seed."""
    time_of(number)
    return f"drand:{CHAIN_HASH}:{number}"
