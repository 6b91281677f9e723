"""The express lane: in a rush, what is wholly in order is answered before the pages, by the same words.

A lane knows a few addresses and takes a request only where it is sure of the answer; whatever is unusual in any way
(a session, an odd header, an error to word, a rule that refuses) goes the long way through middleware and views, which
alone decide how things look and are said. So a lane may be deleted and nothing changes but the figures. Tests hold
each lane's answers against those of the pages, byte for byte, headers too.

A lane is a coroutine, so that an event loop can serve many at a time; where a thread serves it, it waits by itself
(`Gathered.soon`). What a loop may not wait for (`NotAtHand`) a thread is asked for.

A lane's headers are not written here: they are those which the pages themselves gave for the same kind of page.
"""

import logging
import re
import secrets
import struct
import time
import zlib
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from http import HTTPStatus
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.utils import translation

from sanggar.foundation.failures import log_failure
from sanggar.foundation.gathered import TookTooLong
from sanggar.foundation.rates import address_of
from sanggar.foundation.remembered import NotAtHand

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Pages = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = Sequence[tuple[str, str]]

logger = logging.getLogger("sanggar.access")
TROUBLE = "sanggar.trouble"
"""In the environment of a request that a lane gave up, as the database did not answer in time: no page need wait for
it a second time.
"""
GIVEN_UP = "sanggar.long_way"
"""In the environment of a request that goes to the pages, whatever its address: a lane has looked at it."""
LONGEST_BODY = 32_768
FORM = "application/x-www-form-urlencoded"
PERSONAL_COOKIES = ("messages", "csrftoken")
BROWSER_SIGN = "tanda_peramban"
"""A cookie that differs for each browser and by which no page does: what is kept by a request's cookies is kept without
it, or it would be kept for one request each.
"""
SIGN_SENT = re.compile(rf"(?:^|; *){BROWSER_SIGN}=[^;]*")
PADDING = 100  # bytes at most, as Django's own GZipMiddleware adds them against BREACH
WORTH_ZIPPING = 200


class Asked:
    """A request, as far as a lane wants to know it."""

    def __init__(self, environ: Environ, body: bytes) -> None:
        self.environ = environ
        self.path: str = environ["PATH_INFO"]
        self.is_post: bool = environ["REQUEST_METHOD"] == "POST"
        self.body = body
        self.language = _language(_shared(environ.get("HTTP_COOKIE", "")), environ.get("HTTP_ACCEPT_LANGUAGE", ""))

    @cached_property
    def typed(self) -> dict[str, list[str]]:
        """All that was sent under each name."""
        found: dict[str, list[str]] = {}
        for pair in self.body.decode("ascii").replace("+", " ").split("&"):
            if pair:
                name, _, value = pair.partition("=")
                found.setdefault(_plain(name), []).append(_plain(value))
        return found

    @cached_property
    def posted(self) -> dict[str, str]:
        """The last under each name."""
        return {name: values[-1] for name, values in self.typed.items()}

    @property
    def kind(self) -> tuple[str, str, str]:
        """What the pages' answers differ by, other than by what they are about."""
        environ = self.environ
        return self.language, environ.get("HTTP_HOST", ""), environ.get("HTTP_X_FORWARDED_PROTO", "")

    @property
    def address(self) -> str:
        """The caller's, behind our own proxies."""
        return address_of(self.environ.get("REMOTE_ADDR", ""), self.environ.get("HTTP_X_FORWARDED_FOR", ""))


@dataclass(frozen=True, slots=True)
class Reply:
    status: HTTPStatus
    headers: Headers
    body: bytes
    route: str
    before: "Zipped | None" = None
    """What stands before `body`, compressed already."""


Lane = Callable[[Asked, Pages], Coroutine[Any, Any, Reply | None]]
Answer = tuple[int, list[tuple[str, str]], bytes]
"""Status, headers and body, as they go out."""


class ExpressLanes:
    """`lanes` by the first word of the address; `pages` is the web application behind them."""

    def __init__(self, lanes: Mapping[str, Lane], pages: Pages) -> None:
        self.lanes = lanes
        self.pages = pages

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        lane = self.lane_of(environ)
        if lane is None:
            return self.pages(environ, start_response)
        body = _read(environ)
        answer = _without_waiting(self.answer(lane, environ, body))
        if answer is None:
            environ["wsgi.input"] = BytesIO(body)
            return self.pages(environ, start_response)
        status, headers, sent = answer
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [sent]

    def lane_of(self, environ: Environ) -> Lane | None:
        """None where the pages must answer."""
        lane = self.lanes.get(environ["PATH_INFO"][1:].partition("/")[0])
        return lane if lane and GIVEN_UP not in environ and _is_plain(environ) else None

    async def answer(self, lane: Lane, environ: Environ, body: bytes) -> Answer | None:
        """None where the lane gives up. Raises `NotAtHand` in an event loop."""
        began = time.perf_counter()
        reply = await self._reply(lane, environ, body) if body.isascii() else None
        if reply is None:
            environ[GIVEN_UP] = True
            return None
        answer = _sent(reply, environ)
        _log(environ, reply, began)
        return answer

    async def _reply(self, lane: Lane, environ: Environ, body: bytes) -> Reply | None:
        try:
            return await lane(Asked(environ, body), self.pages)
        except NotAtHand:
            raise
        except (TookTooLong, OperationalError, InterfaceError) as error:
            environ[TROUBLE] = error
        except Exception as error:  # noqa: BLE001 - what is wrong with a lane must cost nobody an answer
            log_failure(error, "express lane")
        return None


def _without_waiting(answering: Coroutine[Any, Any, Answer | None]) -> Answer | None:
    """What a coroutine returns that never lets go, for no event loop runs in this thread."""
    try:
        answering.send(None)
    except StopIteration as done:
        answer: Answer | None = done.value
        return answer
    raise RuntimeError("a lane waits for something that no thread can give it")


@dataclass(frozen=True, slots=True)
class Page:
    """What the pages answered to somebody who has nothing of his own: text, and headers for others of its kind."""

    status: int
    headers: Headers
    text: str


def page_of(pages: Pages, asked: Asked) -> Page:
    """Let the pages answer a plain GET of the same address."""
    told: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *_error: object) -> None:
        told.update(status=int(status[:3]), headers=headers)

    taken = ("HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "wsgi.errors")
    environ = {name: asked.environ[name] for name in taken if name in asked.environ}
    environ |= {"REQUEST_METHOD": "GET", "PATH_INFO": asked.path, "QUERY_STRING": "", "SCRIPT_NAME": ""}
    environ |= {"SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.input": BytesIO()}
    environ |= {"HTTP_ACCEPT_LANGUAGE": asked.language, "wsgi.multithread": True}
    answer = pages(environ, start_response)
    text = b"".join(answer).decode()
    if close := getattr(answer, "close", None):
        close()
    own = [(name, value) for name, value in told["headers"] if name not in ("Content-Length", "Content-Encoding")]
    return Page(told["status"], own, text)


class Zipped:
    """The beginning of a page, compressed once; the rest is compressed behind it. It is flushed, so that nothing of it
    is left to be coded with each end.
    """

    def __init__(self, text: bytes) -> None:
        self.plain = text
        self._deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._head = self._deflate.compress(text) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        self._sum = zlib.crc32(text)

    def with_end(self, end: bytes) -> bytes:
        deflate = self._deflate.copy()
        return _gzip_file(
            self._head + deflate.compress(end) + deflate.flush(), zlib.crc32(end, self._sum), len(self.plain) + len(end)
        )


def zipped(text: bytes) -> bytes:
    deflate = zlib.compressobj(3, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _gzip_file(deflate.compress(text) + deflate.flush(), zlib.crc32(text), len(text))


def _gzip_file(deflated: bytes, checksum: int, size: int) -> bytes:
    """RFC 1952, with a name of random length, so that the length of an answer tells no secret that stands in it."""
    name = b"a" * (1 + secrets.randbelow(PADDING))
    return b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff" + name + b"\x00" + deflated + struct.pack("<II", checksum, size)


def _sent(reply: Reply, environ: Environ) -> Answer:
    headers, body = list(reply.headers), reply.body
    plain = reply.before.plain + body if reply.before else body
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") and len(plain) >= WORTH_ZIPPING:
        plain = reply.before.with_end(body) if reply.before else zipped(body)
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(plain))))
    return reply.status.value, headers, plain


def _log(environ: Environ, reply: Reply, began: float) -> None:
    told = {
        "method": environ["REQUEST_METHOD"],
        "route": reply.route,
        "status": reply.status.value,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
    logger.info("request", extra=told)


def _is_plain(environ: Environ) -> bool:
    """Whether nothing about a request asks for more than a lane knows."""
    if environ.get("QUERY_STRING") or not _is_our_host(environ.get("HTTP_HOST", "")):
        return False
    if environ.get("HTTP_COOKIE") and _has_personal(_shared(environ["HTTP_COOKIE"])):
        return False
    if environ["REQUEST_METHOD"] == "GET":
        return not environ.get("CONTENT_LENGTH")
    length = environ.get("CONTENT_LENGTH") or ""
    is_short = length.isascii() and length.isdigit() and int(length) <= LONGEST_BODY
    return environ["REQUEST_METHOD"] == "POST" and environ.get("CONTENT_TYPE") == FORM and is_short


def _read(environ: Environ) -> bytes:
    if environ["REQUEST_METHOD"] != "POST":
        return b""
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    return body


def _plain(text: str) -> str:
    return unquote(text) if "%" in text else text


@lru_cache(64)
def _is_our_host(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def _shared(cookies: str) -> str:
    """What many browsers send alike."""
    return SIGN_SENT.sub("", cookies) if BROWSER_SIGN in cookies else cookies


@lru_cache(256)
def _has_personal(cookies: str) -> bool:
    return not {settings.SESSION_COOKIE_NAME, *PERSONAL_COOKIES}.isdisjoint(parse_cookie(cookies))


@lru_cache(1024)
def _language(cookies: str, accepted: str) -> str:
    asked: Any = SimpleNamespace(COOKIES=parse_cookie(cookies), META={"HTTP_ACCEPT_LANGUAGE": accepted})
    return translation.get_language_from_request(asked)
