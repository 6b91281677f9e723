"""Log lines that nobody reads stop nobody."""

import asyncio
import json
import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sanggar.config.front import Front
from sanggar.config.log_lines import LEFT_OUT, UnhurriedLines
from sanggar.config.logs import JsonLines
from sanggar.foundation.express import ExpressLanes

LINES = 2_000


def record(number: int, words: str = "x" * 200) -> logging.LogRecord:
    return logging.LogRecord("sanggar.access", logging.INFO, "", 0, f"{number} {words}", None, None)


def piped() -> tuple[int, int]:
    return os.pipe()


def socketed() -> tuple[int, int]:
    return tuple(end.detach() for end in socket.socketpair())  # type: ignore[return-value]  # two ends


@pytest.mark.parametrize("made", [piped, socketed])
def test_a_reader_that_stands_still_costs_lines_and_not_the_server(made: Callable[[], tuple[int, int]]) -> None:
    reading, writing = made()
    lines = UnhurriedLines(writing)
    lines.setFormatter(JsonLines())
    for number in range(LINES):
        lines.handle(record(number))  # nobody reads: the first full buffer would be the last line
    came = os.read(reading, 1 << 22).decode().splitlines()
    lines.handle(record(LINES))
    counted, last = map(json.loads, os.read(reading, 1 << 22).decode().splitlines())
    assert [int(json.loads(line)["message"].split()[0]) for line in came] == list(range(len(came)))
    assert (counted["message"], counted["count"]) == ("log lines left out", LINES - len(came))
    assert last["message"].startswith(f"{LINES} ")
    assert os.get_blocking(writing)  # it is shared with others, who expect that


def test_a_line_too_long_for_a_full_pipe_is_cut_and_the_next_one_begins_anew() -> None:
    reading, writing = os.pipe()
    lines = UnhurriedLines(writing)
    lines.setFormatter(JsonLines())
    lines.handle(record(1, "y" * 100_000))
    assert len(os.read(reading, 1 << 20)) < 100_000
    lines.handle(record(2))
    began, counted, last = os.read(reading, 1 << 20).decode().split("\n")[:3]
    assert (began, json.loads(counted)["count"], json.loads(last)["message"][:2]) == ("", 1, "2 ")


def test_what_goes_to_a_file_is_all_there(tmp_path: Path) -> None:
    with (tmp_path / "log").open("ab") as file:
        lines = UnhurriedLines(file.fileno())
        lines.setFormatter(JsonLines())
        for number in range(LINES):
            lines.handle(record(number))
    assert len((tmp_path / "log").read_text().splitlines()) == LINES


def test_a_line_that_can_not_be_told_fails_nothing_but_itself(capsys: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    lines = UnhurriedLines(writing)
    lines.setFormatter(JsonLines())
    lines.handle(logging.LogRecord("sanggar", logging.WARNING, "", 0, "%d", ("a",), None))
    assert "Logging error" in capsys.readouterr().err
    lines.setFormatter(logging.Formatter())
    lines.handle(record(1, "setengah \ud83d"))
    assert os.read(reading, 1 << 16).decode() == "1 setengah \\ud83d\n"


def test_what_an_event_loop_tells_in_one_turn_is_written_at_its_end_and_a_warning_at_once() -> None:
    reading, writing = os.pipe()
    lines = UnhurriedLines(writing)
    lines.setFormatter(logging.Formatter())
    os.set_blocking(reading, False)

    def came() -> list[str]:
        try:
            return os.read(reading, 1 << 16).decode().splitlines()
        except BlockingIOError:
            return []

    async def turns() -> list[list[str]]:
        lines.handle(record(1, "a"))
        lines.handle(record(2, "b"))
        during = came()
        await asyncio.sleep(0)
        after = came()
        lines.handle(record(3, "c"))
        lines.handle(logging.LogRecord("sanggar", logging.WARNING, "", 0, "now", None, None))
        return [during, after, came()]

    assert asyncio.run(turns()) == [[], ["1 a", "2 b"], ["3 c", "now"]]


def test_of_many_lines_of_a_turn_each_is_whole_or_counted() -> None:
    reading, writing = os.pipe()
    lines = UnhurriedLines(writing)
    lines.setFormatter(JsonLines())

    async def turn() -> None:
        for number in range(LINES):
            lines.handle(record(number))

    asyncio.run(turn())
    came = os.read(reading, 1 << 22).decode().splitlines()
    assert [int(json.loads(line)["message"].split()[0]) for line in came] == list(range(len(came)))
    assert lines.left_out == LINES - len(came) > 0


def test_what_was_told_in_a_loop_s_last_turn_is_written_when_its_process_ends() -> None:
    reading, writing = os.pipe()
    lines = UnhurriedLines(writing)
    lines.setFormatter(logging.Formatter())

    async def turn() -> None:
        lines.handle(record(1, "last"))
        loop.stop()

    loop = asyncio.new_event_loop()
    running = loop.create_task(turn())
    loop.run_forever()
    assert running.done()
    loop.close()
    os.set_blocking(reading, False)
    front = Front(lambda *_: [], ExpressLanes({}, lambda *_: []), SimpleNamespace(proven=True))  # type: ignore[arg-type]  # all of a gate
    logging.getLogger().addHandler(lines)
    try:
        front.__rsgi_del__(loop)
    finally:
        logging.getLogger().removeHandler(lines)
    assert os.read(reading, 1 << 16) == b"1 last\n"


@pytest.mark.parametrize(("room", "came", "left_out"), [(0, 0, 3), (5, 0, 3), (6, 1, 2), (17, 2, 1), (18, 3, 0)])
def test_of_lines_that_are_cut_off_in_the_middle_each_is_counted(room: int, came: int, left_out: int) -> None:
    lines = UnhurriedLines(os.pipe()[1])
    kept = b""

    def write(data: bytes) -> int:
        nonlocal kept
        kept += data[:room]
        return min(room, len(data))

    lines.write = write
    lines._tell([b"12345\n"] * 3)
    assert (kept.count(b"\n"), lines.left_out) == (came, left_out)
    kept, room = b"", min(room, 5)  # even the count is cut off
    lines._tell([b"12345\n"])
    assert lines.left_out == left_out + 1
    kept, room = b"", 1_000
    lines._tell([b"12345\n"])
    assert (kept, lines.left_out) == (b"\n" * (came < 3 or room > 0) + LEFT_OUT % (left_out + 1) + b"12345\n", 0)
