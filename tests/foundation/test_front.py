"""The event loop before the threads: what it answers itself, what it hands on, and what it takes in."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import pytest
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # documented there

from sanggar.config import front, places
from sanggar.config.doorway import PLAIN_WORDS, plain_words
from sanggar.config.front import Front
from sanggar.config.logs import JsonLines
from sanggar.config.scope import environ_of
from sanggar.foundation.express import Asked, ExpressLanes, Pages, Reply
from sanggar.foundation.gathered import is_in_loop
from sanggar.foundation.middleware import MAX_BODY
from sanggar.foundation.one_timer import OneTimer
from sanggar.foundation.remembered import NotAtHand

HOST = ("host", "127.0.0.1")
FORM = ("content-type", "application/x-www-form-urlencoded")


def plain(status: HTTPStatus) -> tuple[int, bytes]:
    return status.value, plain_words(status).encode()


def test_an_answer_without_a_page_says_in_both_languages_what_to_do() -> None:
    for status, (indonesian, english) in PLAIN_WORDS.items():
        words = plain_words(status)
        assert (words.startswith(str(status.value)), indonesian in words, english in words) == (True, True, True)
    assert PLAIN_WORDS[HTTPStatus.SERVICE_UNAVAILABLE][1].endswith("Go back, wait half a minute, and send it again.")


class Protocol:
    """What the web server gives with a request: its body in pieces, and the way back."""

    def __init__(self, *pieces: bytes, is_cut: bool = False, slow: float = 0.0) -> None:
        self.pieces, self.is_cut, self.slow = pieces, is_cut, slow
        self.taken = 0
        self.answer: tuple[int, list[tuple[str, str]], bytes] | None = None
        self.sent: list[bytes] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        await asyncio.sleep(self.slow)
        for piece in self.pieces:
            self.taken += len(piece)
            yield piece
        if self.is_cut:
            raise ProtocolClosed

    async def __call__(self) -> bytes:
        return b"".join([piece async for piece in self])

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answer = (status, headers, body)

    def response_str(self, status: int, headers: list[tuple[str, str]], body: str) -> None:
        self.answer = (status, headers, body.encode())

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Protocol":
        self.answer = (status, headers, b"")
        return self

    def send_bytes(self, piece: bytes) -> "Sending":
        return Sending(self, piece)

    @property
    def told(self) -> tuple[int, bytes]:
        assert self.answer
        return self.answer[0], self.answer[2]


class Sending:
    """Something that can be awaited, and is no coroutine: such the web server gives."""

    def __init__(self, to: Protocol, piece: bytes) -> None:
        self.to, self.piece = to, piece

    def __await__(self) -> Any:
        yield from ()
        if self.piece == b"gone":
            raise ProtocolClosed
        self.to.sent.append(self.piece)


class Headers:
    """Values of other bytes than ASCII are named among the headers, and not told."""

    def __init__(self, *headers: tuple[str, str]) -> None:
        self.headers = headers

    def items(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.headers if value.isascii()]

    def __contains__(self, name: str) -> bool:
        return name in dict(self.headers)


def scope_of(
    path: str, *headers: tuple[str, str], method: str = "GET", query: str = "", client: str = "10.0.0.9:4711"
) -> Any:
    return SimpleNamespace(
        http_version="1.1",
        server="127.0.0.1:8000",
        client=client,
        scheme="http",
        method=method,
        path=path,
        query_string=query,
        headers=Headers(*headers),
    )


def post(path: str, length: int) -> Any:
    return scope_of(path, HOST, FORM, ("content-length", str(length)), method="POST")


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [b"page:", environ["wsgi.input"].read()]


async def express(asked: Asked, _pages: Pages) -> Reply | None:
    return None if b"odd" in asked.body else Reply(HTTPStatus.OK, [], b"lane:" + asked.body, "/lane/")


def serve(scope: Any, protocol: Protocol, pages: Any = echo, lane: Any = express, *, proven: bool = True) -> Protocol:
    lanes = ExpressLanes({"lane": lane}, pages)
    served: Any = Front(lanes, lanes, SimpleNamespace(proven=proven))  # type: ignore[arg-type]  # all of the gate that is asked

    async def serving() -> None:
        served.__rsgi_init__(asyncio.get_running_loop())
        await served.__rsgi__(scope, protocol)
        served.threads.shutdown()

    asyncio.run(serving())
    return protocol


def never(*_: Any) -> Any:
    raise AssertionError


def test_what_a_lane_knows_no_page_and_no_thread_is_asked_for() -> None:
    assert serve(post("/lane/", 3), Protocol(b"a=1"), never).told == (200, b"lane:a=1")


def test_what_it_gives_up_the_pages_get_whole_and_it_is_not_asked_again() -> None:
    times: list[bytes] = []

    async def giving_up(asked: Asked, _pages: Pages) -> None:
        times.append(asked.body)

    assert serve(post("/lane/", 5), Protocol(b"odd=1"), lane=giving_up).told == (200, b"page:odd=1")
    assert times == [b"odd=1"]


def test_what_is_not_at_hand_in_the_loop_a_thread_makes_for_the_same_lane() -> None:
    loops: list[bool] = []

    async def making(asked: Asked, pages: Pages) -> Reply | None:
        loops.append(is_in_loop())
        if loops[-1]:
            raise NotAtHand
        return await express(asked, pages)

    assert serve(post("/lane/", 3), Protocol(b"a=1"), never, making).told == (200, b"lane:a=1")
    assert loops == [True, False]


def test_before_the_keys_are_proven_everything_goes_through_the_gate() -> None:
    async def forbidden(*_: Any) -> None:
        raise AssertionError

    assert serve(post("/other/", 3), Protocol(b"a=1"), lane=forbidden, proven=False).told == (200, b"page:a=1")


@pytest.mark.parametrize("size", [front.IN_MEMORY, front.IN_MEMORY + 1])
def test_a_long_body_arrives_whole(size: int) -> None:
    pieces = (b"x" * 40_000, b"y" * (size - 40_000))
    assert serve(post("/page/", size), Protocol(*pieces)).told == (200, b"page:" + b"".join(pieces))


def test_a_body_that_no_page_takes_is_not_taken_in() -> None:
    protocol = serve(post("/page/", MAX_BODY + 1), Protocol(b"x" * 100))
    assert (protocol.told, protocol.taken) == ((200, b"page:"), 0)


def test_a_shortened_body_and_one_that_never_ends_reach_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert serve(post("/page/", 9), Protocol(b"a=1", is_cut=True), never).told == plain(HTTPStatus.BAD_REQUEST)
    assert serve(post("/page/", front.IN_MEMORY + 1), Protocol(b"a=1"), never).told == plain(HTTPStatus.BAD_REQUEST)
    monkeypatch.setattr(front, "SHORT_BODIES", OneTimer(0.01))
    assert serve(post("/page/", 3), Protocol(b"a=1", slow=5), never).told == plain(HTTPStatus.REQUEST_TIMEOUT)


class Pieces:
    """An answer that is made while it is sent, as a file is."""

    streaming = True

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make, self.is_closed = make, False

    def __iter__(self) -> Any:
        return self.make()

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize(
    ("pieces", "sent"),
    [
        ([b"aa", b"bb"], [b"aa", b"bb"]),
        ([b"a", b"b", b"c"], [b"ab", b"c"]),
        ([b"aa", b"gone", b"bb"], [b"aa"]),
        ([b"aa", 1 / 3, b"bb"], [b"aa"]),
    ],
)
def test_a_file_goes_out_piece_by_piece_as_long_as_somebody_takes_it(
    pieces: list[Any], sent: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "PART", 2)
    page = Pieces(lambda: (piece if isinstance(piece, bytes) else never() for piece in pieces))

    def serve_file(_environ: dict[str, Any], start_response: Any) -> Pieces:
        start_response("200 OK", [("Content-Length", "2")])
        return page

    protocol = serve(scope_of("/file", HOST), Protocol(), serve_file)
    assert (protocol.sent, page.is_closed) == (sent, True)


def test_an_error_of_the_program_is_logged_without_its_words_and_told_without_them(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        raise ValueError("Siti typed this")

    with caplog.at_level(logging.ERROR):
        assert serve(scope_of("/page", HOST), Protocol(), broken).told == plain(HTTPStatus.INTERNAL_SERVER_ERROR)
    line = JsonLines().format(caplog.records[-1])
    assert json.loads(line)["type"] == "ValueError"
    assert "Siti" not in line


def test_a_request_is_said_in_the_words_of_wsgi() -> None:
    scope = scope_of(
        "/café",
        HOST,
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("x-forwarded-for", "1.1.1.1"),
        ("x-forwarded-for", "2.2.2.2"),
        ("x_forwarded_for", "6.6.6.6"),
        ("content-length", "3"),
        query="q=é",
        client="[2001:db8::1]:4711",
    )
    environ = environ_of(scope)
    expected = {
        "PATH_INFO": "/cafÃ©",
        "REMOTE_ADDR": "2001:db8::1",
        "HTTP_COOKIE": "a=1; b=2",
        "CONTENT_LENGTH": "3",
        "QUERY_STRING": "q=Ã©",
        "SERVER_PORT": "8000",
    }
    assert {name: environ[name] for name in expected} == expected
    assert {name: value for name, value in environ.items() if "FORWARDED" in name} == {
        "HTTP_X_FORWARDED_FOR": "1.1.1.1,2.2.2.2"
    }
    assert environ_of(scope_of("/"))["HTTP_HOST"] == ""


def test_whoever_hides_for_whom_the_proxy_asks_is_refused_and_not_taken_for_the_proxy() -> None:
    assert serve(scope_of("/page", HOST, ("x-forwarded-for", "é, 2.2.2.2")), Protocol(), never).told[0] == 400
    assert serve(scope_of("/page", HOST, ("referer", "é")), Protocol()).told == (200, b"page:")


def test_long_bodies_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "LONG_AT_ONCE", 1)
    within, most = [0], [0]

    class Slowly(Protocol):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            within[0] += 1
            most[0] = max(most[0], within[0])
            await asyncio.sleep(0)
            yield b"x" * (front.IN_MEMORY + 1)
            within[0] -= 1

    lanes = ExpressLanes({}, echo)
    served: Any = Front(lanes, lanes, SimpleNamespace(proven=True))  # type: ignore[arg-type]  # all of the gate that is asked
    protocols = [Slowly() for _ in range(3)]

    async def serving() -> None:
        served.__rsgi_init__(asyncio.get_running_loop())
        await asyncio.gather(*(served.__rsgi__(post("/p/", front.IN_MEMORY + 1), each) for each in protocols))
        served.threads.shutdown()

    asyncio.run(serving())
    assert ([each.told[0] for each in protocols], most) == ([200, 200, 200], [1])


def test_who_keeps_long_bodies_open_shuts_out_neither_others_nor_short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "LONG_AT_ONCE", 4)
    monkeypatch.setattr(places, "LONGEST_WAIT", 0.05)
    lanes = ExpressLanes({}, echo)
    served: Any = Front(lanes, lanes, SimpleNamespace(proven=True))  # type: ignore[arg-type]  # all of the gate that is asked
    length = front.IN_MEMORY + 1

    def ask(length: int, client: str, protocol: Protocol) -> Any:
        scope = post("/p/", length)
        scope.client = client
        return served.__rsgi__(scope, protocol)

    async def serving() -> tuple[Protocol, ...]:
        served.__rsgi_init__(asyncio.get_running_loop())
        holding = [asyncio.create_task(ask(length, "10.6.6.6:1", Protocol(slow=9))) for _ in range(4)]
        await asyncio.sleep(0)
        asked = Protocol(), Protocol(b"x" * length), Protocol(b"abc"), Protocol()
        lengths, callers = (length, length, 3, MAX_BODY + 1), ("10.6.6.6:2", "10.7.7.7:1", "10.6.6.6:3", "10.6.6.6:4")
        await asyncio.gather(*map(ask, lengths, callers, asked))
        for each in holding:
            each.cancel()
        await asyncio.gather(*holding, return_exceptions=True)
        served.threads.shutdown()
        return asked

    asked = asyncio.run(serving())
    assert [each.told[0] for each in asked] == [503, 200, 200, 200]
    assert ("Retry-After", "30") in (asked[0].answer or (0, [], b""))[1]


def test_a_line_that_brings_next_to_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "GRACE", 0.05)

    class Dripping(Protocol):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            for _ in range(2_000):
                yield b"x"
                await asyncio.sleep(0.01)

    assert serve(post("/p/", front.IN_MEMORY + 1), Dripping(), never).told[0] == 408
