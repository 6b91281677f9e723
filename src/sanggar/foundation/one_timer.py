"""Many in an event loop who wait equally long at most, and one timer for all of them.

A timer for each would be made, sorted in and called off again a thousand times a second, and almost none of them would
ever ring: whoever waits is mostly answered long before.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

Answer = TypeVar("Answer")


class Due:
    """When one who waits is told, by `late`."""

    __slots__ = ("late", "moment")

    def __init__(self, moment: float, late: Callable[[], object]) -> None:
        self.moment, self.late = moment, late


class OneTimer:
    """`seconds` for each who waits; to be used in one event loop at a time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._begin(None)

    def _begin(self, loop: asyncio.AbstractEventLoop | None) -> None:
        self._loop, self._is_set = loop, False
        self._waiting: dict[Due, None] = {}  # in the order in which their time is over

    def after(self, late: Callable[[], object]) -> Due:
        """`late` is called once the time is over, unless `forget` was before."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._begin(loop)
        due = Due(loop.time() + self.seconds, late)
        self._waiting[due] = None
        if not self._is_set:
            self._is_set = True
            loop.call_at(due.moment, self._ring, loop)
        return due

    def forget(self, due: Due) -> None:
        self._waiting.pop(due, None)

    async def within(self, awaited: Awaitable[Answer]) -> Answer:
        """Raises `TimeoutError` where it takes longer."""
        task = asyncio.current_task()
        assert task
        is_late, cancelled_before = False, task.cancelling()

        def late() -> None:
            nonlocal is_late
            is_late = True
            task.cancel()

        due = self.after(late)
        try:
            return await awaited
        except asyncio.CancelledError:
            if not is_late or task.cancelling() > cancelled_before + 1:  # by somebody else, perhaps as well
                raise
            raise TimeoutError from None
        finally:
            self.forget(due)
            if is_late:
                task.uncancel()

    def _ring(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell those whose time is over, and wait for the next one's."""
        if loop is not self._loop:
            return
        self._is_set = False
        for due in self._over(loop.time()):
            self.forget(due)
            due.late()
        if self._waiting and not self._is_set:
            self._is_set = True
            loop.call_at(next(iter(self._waiting)).moment, self._ring, loop)

    def _over(self, now: float) -> list[Due]:
        found = []
        for due in self._waiting:
            if due.moment > now:
                break
            found.append(due)
        return found
