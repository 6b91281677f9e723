"""Work that many threads ask for at the same moment, done for all of them at once by one thread of the process.

A commit costs the same for one row as for thirty. So those who wait are taken together: while the thread writes one
group, the next gathers, and nobody is ever kept waiting for company. Each gets an outcome of its own, or is told within
its time that there is none. The thread starts with the first who asks, in whichever process that is (a server forks
after it has loaded), and holds nothing that could be lost: what was not answered was not promised.
"""

import os
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar
from weakref import WeakSet

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
MOST = 64
"""Taken at once at most: above some thirty a group grows slower by as much as it saves."""


class TookTooLong(Exception):
    """No outcome in time. Whether the work was done after all is not known, so it must be harmless to ask again."""


class _Asked(Generic[Item, Outcome]):
    """One who waits. A bare lock is the cheapest thing that one thread waits on and another lets go."""

    __slots__ = ("gone", "item", "lock", "outcome")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.outcome: Outcome | BaseException | None = None
        self.gone = False
        self.lock = threading.Lock()
        self.lock.acquire()


class Gathered(Generic[Item, Outcome]):
    """`work` takes the items of a group and gives as many outcomes in their order; an outcome that is an exception is
    raised for the one who asked. Where `work` itself fails, everyone of the group is told so. `at_end` is done by the
    thread when it goes.
    """

    def __init__(
        self,
        work: Callable[[list[Item]], Sequence[Outcome | BaseException]],
        name: str,
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        self.work = work
        self.name = name
        self.at_end = at_end
        self._queue: SimpleQueue[_Asked[Item, Outcome] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        EVERY.add(self)

    def ask(self, item: Item, *, seconds: float) -> Outcome:
        """The outcome for `item`. Raises `TookTooLong`, or what went wrong with it."""
        asked: _Asked[Item, Outcome] = _Asked(item)
        self._queue.put(asked)
        if self._thread is None or not self._thread.is_alive():
            self._start()
        if not asked.lock.acquire(timeout=seconds):
            asked.gone = True  # if nobody has taken it yet, nobody will
            raise TookTooLong
        if isinstance(asked.outcome, BaseException):
            raise asked.outcome
        return asked.outcome  # type: ignore[return-value]  # set by whoever let the lock go

    def end(self) -> None:
        """Let the thread finish what was asked before, and go."""
        if self._thread and self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._serve, args=(self._queue,), name=self.name, daemon=True)
                self._thread.start()

    def _serve(self, queue: "SimpleQueue[_Asked[Item, Outcome] | None]") -> None:
        while first := queue.get():
            group, is_last = _with_those_behind(first, queue)
            outcomes: Sequence[Outcome | BaseException | None] = []
            try:
                outcomes = self.work([asked.item for asked in group])
            except BaseException as error:  # noqa: BLE001 - whatever it was, those who wait must be told
                outcomes = [error] * len(group)
            finally:
                for asked, outcome in zip(group, outcomes, strict=False):
                    asked.outcome = outcome
                    asked.lock.release()
            if is_last:
                break
        self.at_end()

    def _forget_the_process_before(self) -> None:
        self._queue = SimpleQueue()
        self._thread = None
        self._starting = threading.Lock()


def _with_those_behind(
    first: _Asked[Item, Outcome], queue: "SimpleQueue[_Asked[Item, Outcome] | None]"
) -> tuple[list[_Asked[Item, Outcome]], bool]:
    """Everyone who waits by now and still listens; and whether this group is the last."""
    group = [first]
    is_last = False
    while len(group) < MOST and not is_last:
        try:
            asked = queue.get_nowait()
        except Empty:
            break
        if asked is None:
            is_last = True
        else:
            group.append(asked)
    return [asked for asked in group if not asked.gone], is_last


EVERY: "WeakSet[Gathered[Any, Any]]" = WeakSet()


def _after_fork() -> None:
    for each in list(EVERY):
        each._forget_the_process_before()  # noqa: SLF001 - the thread stayed in the other process


os.register_at_fork(after_in_child=_after_fork)
