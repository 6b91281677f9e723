"""The web application as a server sees it, with and without its express lanes."""

import asyncio
import io
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler

from sanggar.applications.pages import express as form
from sanggar.faces.public import express as receipt
from sanggar.foundation.express import ExpressLanes

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
GATHERED = (form.WRITER, form.READER, receipt.READER)
BY_CHANCE = ("Content-Length",)  # of a zipped answer: padded at random


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        is_zipped = self.headers.get("Content-Encoding") == "gzip"
        return (zlib.decompress(self.content, 31) if is_zipped else self.content).decode()

    @property
    def told(self) -> dict[str, str]:
        return {name: value for name, value in self.headers.items() if name not in BY_CHANCE}


class Pages:
    """Counts how often somebody goes the long way."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.asked: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        answer: Iterable[bytes] = self.handler(environ, start_response)
        return answer


@contextmanager
def express_lanes(pages: Application) -> Iterator[ExpressLanes]:
    """The lanes as they are served; nothing of them stays behind, neither a thread nor a connection."""
    forget()
    try:
        yield ExpressLanes({"daftar": form.lane, "lamaran": receipt.lane}, pages)
    finally:
        for each in GATHERED:
            each.end()
        forget()


def forget() -> None:
    form.FACTS.forget()
    form.FORMS.clear()
    form.MAKING.clear()
    receipt.PAGES.forget()
    receipt.AGES.forget()


Posted = dict[str, str] | list[tuple[str, str]] | None


def ask(application: Application, method: str, path: str, posted: Posted = None, **environ: str) -> Answer:
    told: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        told.update(status=int(status[:3]), headers=dict(headers))

    asked, _body = _asked(method, path, posted, environ)
    answer = application(asked, start_response)
    content = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    return Answer(told["status"], told["headers"], content)


def ask_in_a_loop(lanes: ExpressLanes, method: str, path: str, posted: Posted = None, **environ: str) -> Answer:
    """By the lane alone, which may not touch a database in an event loop's thread: Django refuses."""
    asked, body = _asked(method, path, posted, environ)
    lane = lanes.lane_of(asked)
    assert lane
    answer = asyncio.run(lanes.answer(lane, asked, body))
    assert answer
    status, headers, content = answer
    return Answer(status, dict(headers), content)


def _asked(method: str, path: str, posted: Posted, environ: dict[str, str]) -> tuple[dict[str, Any], bytes]:
    body = urlencode(posted or {}).encode()
    asked = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
    } | environ
    if posted is not None:
        asked |= {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body))}
    return asked, body
