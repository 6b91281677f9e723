"""What the web server calls: an event loop before the threads (docs/decisions/0048).

In the opening minute thousands wait at the same time, each for the same commit as the others. In an event loop that is
a list; as threads they would wake one by one and cost more than their forms. So the express lanes are served in the
loop, and whatever they do not know goes to a thread, through the whole application, as if nobody had been here before.
Bodies are taken in by the loop as well: a slow line keeps no thread.
"""

import asyncio
import logging
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from http import HTTPStatus
from io import SEEK_END, BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope  # type: ignore[attr-defined]  # documented there

from sanggar.config.doorway import PLAIN_TYPE, CutOff, plain_words
from sanggar.config.places import NoPlace, Places
from sanggar.config.proven import ProvenKeys
from sanggar.config.scope import Unreadable, environ_of, length_of
from sanggar.foundation.express import Answer, ExpressLanes
from sanggar.foundation.failures import log_failure
from sanggar.foundation.middleware import MAX_BODY
from sanggar.foundation.one_timer import OneTimer
from sanggar.foundation.rates import address_of
from sanggar.foundation.remembered import NotAtHand

Application = Callable[..., Iterable[bytes]]
SLOWEST_BODY = 300.0
"""Seconds in which a body must be there: ten megabytes on the slowest line that anybody would use."""
GRACE, SLOWEST_LINE = 20.0, 4_096
"""Seconds, and bytes a second beyond them: who is slower than both is not sending any more."""
IN_MEMORY = 65_536  # bytes of a body; what is longer is laid on disk
LONG_AT_ONCE = 32
"""Long bodies in a process, coming in or being answered (`config.places`)."""
PART = 65_536  # bytes of a file that go out at once
SLOWEST_PART = 60.0  # seconds in which they must be taken
SHORT_BODIES = OneTimer(SLOWEST_BODY)


class Front:
    """`application` answers everything; `lanes` are those within it, and `gate` says when they may be asked."""

    def __init__(self, application: Application, lanes: ExpressLanes, gate: ProvenKeys) -> None:
        self.application, self.lanes, self.gate = application, lanes, gate
        self.most_threads = 1
        self.threads = ThreadPoolExecutor(1)
        self.places = Places(LONG_AT_ONCE)

    def __rsgi_init__(self, _loop: AbstractEventLoop) -> None:
        """In a process of the web server, before its first request."""
        self.threads = ThreadPoolExecutor(self.most_threads, "pages")

    def __rsgi_del__(self, _loop: AbstractEventLoop) -> None:
        """At the end of that process, which calls no exit handlers: what its last turn logged would be lost."""
        for each in logging.getLogger().handlers:
            each.flush()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        try:
            environ = environ_of(scope)
            is_long = IN_MEMORY < length_of(environ) <= MAX_BODY
            async with self.places.one_for(_caller(environ)) if is_long else nullcontext():
                if not await self._expressly(environ, protocol):
                    await self._by_a_thread(environ, protocol)
        except (ProtocolClosed, CutOff, Unreadable):
            _say_plainly(protocol, HTTPStatus.BAD_REQUEST)  # less came than was announced; perhaps somebody still hears
        except NoPlace:
            _say_plainly(protocol, HTTPStatus.SERVICE_UNAVAILABLE, ("Retry-After", "30"))
        except TimeoutError:
            _say_plainly(protocol, HTTPStatus.REQUEST_TIMEOUT)
        except Exception as error:  # noqa: BLE001 - it is logged, without its words
            log_failure(error, "web server")
            _say_plainly(protocol, HTTPStatus.INTERNAL_SERVER_ERROR)

    async def _expressly(self, environ: dict[str, Any], protocol: HTTPProtocol) -> bool:
        """Whether it was answered. Takes in the body."""
        lane = self.lanes.lane_of(environ) if self.gate.proven else None
        stream = environ["wsgi.input"] = await _body(environ, protocol)
        if lane is None:
            return False
        try:
            answer = await self.lanes.answer(lane, environ, stream.read())
        except NotAtHand:
            answer = None
        stream.seek(0)
        if answer is None:
            return False
        protocol.response_bytes(*answer)
        return True

    async def _by_a_thread(self, environ: dict[str, Any], protocol: HTTPProtocol) -> None:
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self.threads, self._page, environ, protocol, loop)
        if answer is not None:
            protocol.response_bytes(*answer)

    def _page(self, environ: dict[str, Any], protocol: HTTPProtocol, loop: AbstractEventLoop) -> Answer | None:
        """In a thread. None where it was sent piece by piece."""
        told: list[Any] = []
        page = self.application(environ, lambda status, headers, *_: told.extend((int(status[:3]), headers)))
        try:
            if not getattr(page, "streaming", False):
                return told[0], told[1], b"".join(page)
            _send_pieces(page, protocol.response_stream(*told), loop)
            return None
        finally:
            if close := getattr(page, "close", None):
                close()
            environ["wsgi.input"].close()


def _send_pieces(pieces: Iterable[bytes], transport: Any, loop: AbstractEventLoop) -> None:
    """What goes wrong in the middle can not be told any more; the answer stays shorter than it was announced."""
    try:
        for piece in _parts(pieces):
            asyncio.run_coroutine_threadsafe(_sent(transport, piece), loop).result(SLOWEST_PART)
    except (ProtocolClosed, TimeoutError):
        return  # nobody listens any more
    except Exception as error:  # noqa: BLE001 - it is logged, without its words
        log_failure(error, "web server")


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Joined to parts of some size, for each costs a walk to the loop and back."""
    kept: list[bytes] = []
    for piece in pieces:
        kept.append(piece)
        if sum(map(len, kept)) >= PART:
            yield b"".join(kept)
            kept = []
    if kept:
        yield b"".join(kept)


async def _sent(transport: Any, piece: bytes) -> None:
    """A coroutine, which what the web server gives is not."""
    await transport.send_bytes(piece)


async def _body(environ: dict[str, Any], protocol: HTTPProtocol) -> IO[bytes]:
    """Raises `TimeoutError`, and `CutOff` or `ProtocolClosed` where less comes than was announced. What is too long for
    any page is not taken in; that it is, a page says.
    """
    length = length_of(environ)
    if not 0 < length <= MAX_BODY:
        return BytesIO()
    if length <= IN_MEMORY:
        kept: IO[bytes] = BytesIO(await SHORT_BODIES.within(protocol()))
    else:
        async with asyncio.timeout(SLOWEST_BODY):
            kept = await _on_disk(protocol)
    if kept.seek(0, SEEK_END) != length:
        raise CutOff
    kept.seek(0)
    return kept


async def _on_disk(protocol: HTTPProtocol) -> IO[bytes]:
    """Raises `TimeoutError` too where less comes than the slowest line would bring."""
    kept: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed by whoever has read it
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(GRACE) as patience:
        async for piece in protocol:
            kept.write(piece)
            patience.reschedule(began + GRACE + kept.tell() / SLOWEST_LINE)
    return kept


def _caller(environ: dict[str, Any]) -> str:
    return address_of(environ["REMOTE_ADDR"], environ.get("HTTP_X_FORWARDED_FOR", ""))


def _say_plainly(protocol: HTTPProtocol, status: HTTPStatus, *headers: tuple[str, str]) -> None:
    protocol.response_str(status.value, [("Content-Type", PLAIN_TYPE), *headers], plain_words(status))
