"""From public randomness to the 32 bytes that decide a draw.

    seed = SHA-256("sanggar-draw-v1" NUL list digest NUL source NUL value)

with every part as text (the digest in lowercase hex), so that anyone can redo it in a shell with `printf` and
`sha256sum`. The source names where the value came from and is fixed before the value can be known:

- `drand:<chain hash>:<round>`: a named later round of a public beacon; the value is its randomness in lowercase hex.
- `dice`: rolled in public; the value is the digits in the order of rolling, at least 20 (66 bits with ten-sided dice).
"""

import hashlib
import re
from dataclasses import dataclass

from sanggar.cores.lottery.errors import DrawRefused

DOMAIN = "sanggar-draw-v1"
DICE = "dice"

DRAND_SOURCE = re.compile(r"drand:(?P<chain>[0-9a-f]{64}):(?P<round>[1-9][0-9]{0,18})")
DRAND_VALUE = re.compile(r"[0-9a-f]{64}")
DICE_VALUE = re.compile(r"[0-9]{20,}")
DIGEST = re.compile(r"[0-9a-f]{64}")
SEED = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Randomness:
    """Where a seed came from; `signature` is the drand round's, in lowercase hex, where it is known."""

    source: str
    value: str
    signature: str | None = None


@dataclass(frozen=True, slots=True)
class BeaconRound:
    """One round of one drand chain (chain hash in lowercase hex)."""

    chain: str
    number: int

    @property
    def source(self) -> str:
        return f"drand:{self.chain}:{self.number}"


def derive_seed(digest: str, source: str, value: str) -> bytes:
    """The seed of a draw over the list with this digest. Raises `DrawRefused` for a malformed source or value."""
    if not DIGEST.fullmatch(digest):
        raise DrawRefused("not_hex", length=64)
    check_value(source, value)
    return hashlib.sha256(f"{DOMAIN}\0{digest}\0{source}\0{value}".encode()).digest()


def beacon_round(source: str) -> BeaconRound | None:
    """The drand round that a source names, None for dice. Raises `DrawRefused("source_unknown")` for anything else."""
    if source == DICE:
        return None
    match = DRAND_SOURCE.fullmatch(source)
    if match is None:
        raise DrawRefused("source_unknown")
    return BeaconRound(match["chain"], int(match["round"]))


def check_value(source: str, value: str) -> None:
    """Raises `DrawRefused` unless the value is one that this source can yield."""
    if beacon_round(source) is None:
        if not DICE_VALUE.fullmatch(value):
            raise DrawRefused("value_not_dice")
    elif not DRAND_VALUE.fullmatch(value):
        raise DrawRefused("value_not_randomness")


def parse_seed(text: str) -> bytes:
    """A seed typed as hexadecimal, in either case."""
    if not SEED.fullmatch(text):
        raise DrawRefused("seed_not_hex")
    return bytes.fromhex(text)
