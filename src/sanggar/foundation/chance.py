"""Where random bytes come from: the system's secure source, taken some kilobytes at a time.

Random ids, receipts and codes (`fresh_*`) come from a seed inside `repeatable`, so that the demo programme is the same
on the same day. Those are never used for keys, passwords or anything that must stay secret (nonces and salts take
`secure_bytes`), and never for who wins a draw (that is the seed's business).
"""

import hashlib
import hmac
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

Source = Callable[[int], bytes]
STOCK = 4_096


class _Stock:
    """Bytes of the system's source, each given out once. Asking it lets other threads run meanwhile, which in a rush
    costs more than all else about a nonce, so it is asked seldom.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._lock = threading.Lock()
        self._bytes, self._given = b"", 0

    def take(self, count: int) -> bytes:
        if count > STOCK:
            return os.urandom(count)
        with self._lock:
            start = self._given
            if start + count > len(self._bytes):
                self._bytes, start = os.urandom(STOCK), 0
            self._given = start + count
            return self._bytes[start : self._given]


_STOCK = _Stock()
os.register_at_fork(after_in_child=_STOCK.forget)  # two processes with one stock would give out the same
secure_bytes = _STOCK.take
SOURCE: ContextVar[Source] = ContextVar("source", default=secure_bytes)


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
