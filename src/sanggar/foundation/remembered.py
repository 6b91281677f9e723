"""What is asked for all the time and changes seldom: remembered for a moment, and made anew by one at a time.

Nothing tells a process that another one changed something, so nothing is believed for longer than its moment. While one
request makes it anew the others take what there was; only the very first must wait, and where making it fails they are
told `TookTooLong`, all of them at once and not each after a try of their own.
"""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from sanggar.foundation.gathered import TookTooLong, is_in_loop

Key = TypeVar("Key")
Value = TypeVar("Value")


class NotAtHand(Exception):
    """It must be made first, which takes longer than who asks may wait."""


@dataclass(slots=True)
class _Kept(Generic[Value]):
    value: Value
    until: float
    is_over: bool = False
    """Somebody was told to make it anew."""


class Remembered(Generic[Key, Value]):
    """Values by key, each believed for `seconds`."""

    def __init__(self, *, seconds: float, most: int = 256) -> None:
        self.seconds = seconds
        self.most = most
        self._kept: dict[Key, _Kept[Value]] = {}
        self._making = threading.Lock()
        self._failures: tuple[int, Key | None] = (0, None)  # how many there were, and of what the last
        EVERY.add(self)

    def get(self, key: Key, make: Callable[[Value | None], Value]) -> Value:
        """`make` is given what was remembered before; None at first. Where an event loop runs in this thread nothing is
        made (`at_hand`).
        """
        if is_in_loop():
            return self.at_hand(key)
        kept = self._kept.get(key)
        if kept and time.monotonic() < kept.until:
            return kept.value
        failures = self._failures
        if not self._making.acquire(blocking=kept is None):
            assert kept
            return kept.value
        try:
            kept = self._kept.get(key)
            if kept is None and self._failures != failures and self._failures[1] == key:
                raise TookTooLong  # whoever went before us waited in vain
            if kept is None or time.monotonic() >= kept.until:
                kept = self._kept[key] = _Kept(self._made(key, make, kept), time.monotonic() + self.seconds)
            if len(self._kept) > self.most:
                self._kept = {key: kept}  # a rare thing: addresses that nobody gave out
            return kept.value
        finally:
            self._making.release()

    def _made(self, key: Key, make: Callable[[Value | None], Value], kept: "_Kept[Value] | None") -> Value:
        try:
            return make(kept.value if kept else None)
        except BaseException:
            self._failures = (self._failures[0] + 1, key)
            raise

    def at_hand(self, key: Key) -> Value:
        """What there is, without making anything. When its moment is over one who asks is told `NotAtHand`, and shall
        ask a thread to make it; the others take what there was, for a second moment at most.
        """
        kept = self._kept.get(key)
        now = time.monotonic()
        if kept is None or now >= kept.until + self.seconds:
            raise NotAtHand
        if now >= kept.until and not kept.is_over:
            kept.is_over = True
            raise NotAtHand
        return kept.value

    def forget(self) -> None:
        self._kept = {}
        self._making = threading.Lock()


EVERY: "WeakSet[Remembered[Any, Any]]" = WeakSet()


def _after_fork() -> None:
    for each in list(EVERY):
        each.forget()  # whoever was making something stayed in the other process, with the lock


os.register_at_fork(after_in_child=_after_fork)
