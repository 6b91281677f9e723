"""Where random ids, receipts and codes come from: the system's secure source.

Inside `repeatable` they come from a seed instead, so that the demo programme is the same on the same day. Never used
for keys, passwords or anything that must stay secret, and never for who wins a draw (that is the seed's business).
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

Source = Callable[[int], bytes]
SOURCE: ContextVar[Source] = ContextVar("source", default=secrets.token_bytes)


def fresh_bytes(count: int) -> bytes:
    return SOURCE.get()(count)


def fresh_hex(count: int) -> str:
    """`count` bytes as hex."""
    return fresh_bytes(count).hex()


def fresh_text(alphabet: Sequence[str], length: int) -> str:
    """`length` characters, each of the alphabet equally likely (at most 256 of them)."""
    usable = 256 - 256 % len(alphabet)
    found: list[str] = []
    while len(found) < length:
        found += [alphabet[byte % len(alphabet)] for byte in fresh_bytes(length) if byte < usable]
    return "".join(found[:length])


@contextmanager
def repeatable(seed: str) -> Iterator[None]:
    """Draw from a seed within the block: HMAC-SHA256 of a counter."""
    calls = 0

    def source(count: int) -> bytes:
        nonlocal calls
        calls += 1
        blocks = (
            hmac.new(seed.encode(), f"{calls}:{number}".encode(), hashlib.sha256).digest()
            for number in range(-(-count // 32))
        )
        return b"".join(blocks)[:count]

    token = SOURCE.set(source)
    try:
        yield
    finally:
        SOURCE.reset(token)
