"""What stands between web server and program: no shortened body, no exception's words."""

import json
import logging
from http import HTTPStatus
from io import BytesIO
from typing import Any

import pytest

from sanggar.config.doorway import CutOff, Doorway, WholeBody, plain_words
from sanggar.config.logs import JsonLines


def call(serve: Any, body: bytes, length: int) -> tuple[str, bytes]:
    told: list[str] = []
    environ = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(length)}
    answer = Doorway(serve)(environ, lambda status, _headers: told.append(status))
    return told[0], b"".join(answer)


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    body = environ["wsgi.input"].read()
    start_response("200 OK", [])
    return [body]


@pytest.mark.parametrize("body", [b"", b"name=Siti", b"x" * 100_000])
def test_a_whole_body_is_read_as_it_came(body: bytes) -> None:
    assert call(echo, body, len(body)) == ("200 OK", body)


def test_nothing_behind_the_announced_length_is_read() -> None:
    assert call(echo, b"name=Siti&more", 9) == ("200 OK", b"name=Siti")


def test_a_body_that_was_cut_off_is_no_shorter_body() -> None:
    assert call(echo, b"name=Si", 9)[0] == "400 Bad Request"


def test_parts_of_a_body_may_come_one_by_one() -> None:
    class Slowly(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(3, size or 0))

    body = WholeBody(Slowly(b"name=Siti\nage"), 13)
    assert (body.readline(), body.read(2), body.read(), body.read()) == (b"name=Siti\n", b"ag", b"e", b"")
    with pytest.raises(CutOff):
        WholeBody(Slowly(b"name"), 5).read()


def test_an_exception_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        raise ValueError("Siti typed this")

    with caplog.at_level(logging.ERROR):
        status, told = call(broken, b"", 0)
    assert (status, told.decode()) == ("500 Internal Server Error", plain_words(HTTPStatus.INTERNAL_SERVER_ERROR))
    (record,) = caplog.records
    line = JsonLines().format(record)
    assert json.loads(line)["type"] == "ValueError"
    assert "Siti" not in line
