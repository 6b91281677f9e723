"""Work that many ask for at the same moment, done for all of them at once by one thread of the process.

A commit costs the same for one row as for thirty. So those who wait are taken together: while the thread writes one
group, the next gathers. Who comes alone is served at once; while several come at a time, a group of few waits a moment
for company, which costs each of them less than a machine that writes more often than it must. Each gets an outcome of
its own, or is told within its time that there is none. The thread starts with the first who asks, in whichever process
that is (a server forks after it has loaded), and holds nothing that could be lost: what was not answered was not
promised.

Who asks may be a thread, which sleeps until then (`ask`), or a coroutine (`soon`): an event loop is woken once for all
of a group, where threads are woken one by one, each for its turn at the interpreter.
"""

import asyncio
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from sanggar.foundation.one_timer import OneTimer

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
MOST = 64
"""Taken at once at most: above some thirty a group grows slower by as much as it saves."""
COMPANY = 32
MOMENT = 0.006
"""Seconds for which fewer than that are kept waiting, where the group before was more than one."""


class TookTooLong(Exception):
    """No outcome in time. Whether the work was done after all is not known, so it must be harmless to ask again."""


class _Asked(Generic[Item, Outcome]):
    """One who waits: a thread, if there is no `future`. A bare lock is the cheapest thing that one thread waits on and
    another lets go.
    """

    __slots__ = ("future", "gone", "item", "lock", "outcome")

    def __init__(self, item: Item, future: "asyncio.Future[Outcome] | None" = None) -> None:
        self.item = item
        self.outcome: Outcome | BaseException | None = None
        self.gone = False
        self.future = future
        if future is None:
            self.lock = threading.Lock()
            self.lock.acquire()

    def settle(self) -> None:
        """In the loop of `future`."""
        if self.future is None or self.future.done():
            return
        if isinstance(self.outcome, BaseException):
            self.future.set_exception(self.outcome)
        else:
            self.future.set_result(self.outcome)  # type: ignore[arg-type]  # set by whoever settles it

    def give_up(self) -> None:
        """In the loop of `future`: nobody came in time."""
        self.gone = True
        self.outcome = TookTooLong()
        self.settle()


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
        self._timers: dict[float, OneTimer] = {}
        EVERY.add(self)

    def ask(self, item: Item, *, seconds: float) -> Outcome:
        """The outcome for `item`. Raises `TookTooLong`, or what went wrong with it."""
        asked: _Asked[Item, Outcome] = _Asked(item)
        self._put(asked)
        if not asked.lock.acquire(timeout=seconds):
            asked.gone = True  # if nobody has taken it yet, nobody will
            raise TookTooLong
        if isinstance(asked.outcome, BaseException):
            raise asked.outcome
        return asked.outcome  # type: ignore[return-value]  # set by whoever let the lock go

    async def soon(self, item: Item, *, seconds: float) -> Outcome:
        """As `ask`, without keeping the event loop; where none runs it is `ask`."""
        if not is_in_loop():
            return self.ask(item, seconds=seconds)
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        asked = _Asked(item, future)
        timer = self._timer_of(seconds)
        due = timer.after(asked.give_up)
        self._put(asked)
        try:
            return await future
        finally:
            timer.forget(due)

    def _timer_of(self, seconds: float) -> OneTimer:
        found = self._timers.get(seconds)
        if found is None:
            found = self._timers[seconds] = OneTimer(seconds)
        return found

    def _put(self, asked: _Asked[Item, Outcome]) -> None:
        self._queue.put(asked)
        if self._thread is None or not self._thread.is_alive():
            self._start()

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
        came = 1
        while first := queue.get():
            if came > 1 and queue.qsize() < COMPANY:
                time.sleep(MOMENT)
            group, is_last = _with_those_behind(first, queue)
            came = len(group)
            outcomes: Sequence[Outcome | BaseException | None] = []
            try:
                outcomes = self.work([asked.item for asked in group]) if group else []
            except BaseException as error:  # noqa: BLE001 - whatever it was, those who wait must be told
                outcomes = [error] * len(group)
            finally:
                for asked, outcome in zip(group, outcomes, strict=False):
                    asked.outcome = outcome
                _tell(group)
            if is_last:
                break
        self.at_end()

    def _forget_the_process_before(self) -> None:
        self._queue = SimpleQueue()
        self._thread = None
        self._starting = threading.Lock()


def is_in_loop() -> bool:
    """Whether an event loop runs in this thread, which nobody may keep."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _tell(group: list[_Asked[Item, Outcome]]) -> None:
    """Let go who waits: each thread by itself, all of a loop at once."""
    of_loops: dict[asyncio.AbstractEventLoop, list[_Asked[Item, Outcome]]] = defaultdict(list)
    for asked in group:
        if asked.future is None:
            asked.lock.release()
        else:
            of_loops[asked.future.get_loop()].append(asked)
    for loop, those in of_loops.items():
        if not loop.is_closed():  # it ends with its process, and who waited is gone
            loop.call_soon_threadsafe(_settle, those)


def _settle(those: list[_Asked[Item, Outcome]]) -> None:
    for asked in those:
        asked.settle()


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
