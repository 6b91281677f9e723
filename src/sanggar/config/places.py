"""Long bodies that a process takes in or answers at the same time: so much of the disk, and nobody keeps all of it.

Who finds no place waits on the line for a while, and is then told to come again. One address has half of the places at
most, so that whoever sends slowly on purpose shuts nobody else out.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

LONGEST_WAIT = 20.0  # seconds


class NoPlace(Exception):
    """None became free in time."""


class Places:
    def __init__(self, most: int) -> None:
        self.most = most
        self.all = asyncio.Semaphore(most)
        self.of_address: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def one_for(self, address: str) -> AsyncIterator[None]:
        """Hold a place. Raises `NoPlace`."""
        own = self.of_address.get(address)
        if own is None:
            own = self.of_address[address] = asyncio.Semaphore(max(1, self.most // 2))
        until = asyncio.get_running_loop().time() + LONGEST_WAIT
        async with _held(own, until), _held(self.all, until):
            yield


@asynccontextmanager
async def _held(semaphore: asyncio.Semaphore, until: float) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout_at(until):
            await semaphore.acquire()
    except TimeoutError:
        raise NoPlace from None
    try:
        yield
    finally:
        semaphore.release()
