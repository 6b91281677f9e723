"""`sanggar run`: one command in the foreground, three programs behind it, none left behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factories.installations import (
    PROGRAMS,
    SLOW_MACHINE,
    Running,
    eventually,
    free_ports,
    is_alive,
    is_healthy,
    is_open_in,
)

SOME_PIECES = 8_192  # bytes of a file that goes out piece by piece
Start = Callable[[Any], Running]


@pytest.fixture
def start(free_port: int) -> Iterator[Start]:
    made: list[Running] = []

    def start_on(installation: Any) -> Running:
        installation.more["PORT"] = str(free_port)
        made.append(Running(installation.start("run"), free_port))
        return made[-1]

    yield start_on
    for running in made:
        if running.process.poll() is None:
            running.end()


@pytest.fixture(scope="module")
def running(lived_in_by_all: Any) -> Iterator[Running]:
    """Started once for the tests that only ask it."""
    (port,) = free_ports(1)
    lived_in_by_all.more["PORT"] = str(port)
    running = Running(lived_in_by_all.start("run"), port)
    assert running.line() == f"READY http://127.0.0.1:{port}"
    yield running
    running.end()


def test_it_says_when_it_is_ready_and_then_answers(running: Running) -> None:
    answer = running.get("/healthz")
    assert (answer.status, answer.read()[:15]) == (200, b'{"status": "ok"')
    assert set(running.children()) == set(PROGRAMS)
    sheet = re.search(r'href="(/static/sanggar/sanggar[^"]*[.]css)"', running.get("/").read().decode())
    assert sheet
    length, text = int((answer := running.get(sheet[1])).headers["Content-Length"]), answer.read()
    assert (len(text), length > SOME_PIECES) == (length, True)


def test_it_starts_on_an_empty_folder_and_makes_nothing_again_the_second_time(installation: Any, start: Start) -> None:
    """What it makes is its owner's alone, also in a folder that was there, as the home folder of its account is."""
    installation.folder.mkdir(mode=0o755)
    running = start(installation)
    running.line(3 * SLOW_MACHINE)
    made = list(installation.folder.iterdir())
    assert {"keys.json", "static"} <= {path.name for path in made}
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []
    assert running.end() == 0
    static = installation.folder / "static"
    made_before = {path: path.stat().st_mtime_ns for path in (static, static / ".collected")}
    start(installation).line()
    assert {path: path.stat().st_mtime_ns for path in made_before} == made_before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_all_its_programs(lived_in: Any, start: Start, number: int) -> None:
    running = start(lived_in)
    running.line()
    children = running.children()
    assert running.end(number) == 0
    assert [name for name, pid in children.items() if is_alive(pid)] == []
    assert not listens(running.port)


def test_a_program_that_dies_is_started_again(lived_in: Any, start: Start) -> None:
    running = start(lived_in)
    running.line()
    before = running.children()
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    old = set(before.values())
    assert eventually(lambda: (now := running.children()).keys() == set(PROGRAMS) and old.isdisjoint(now.values()))
    assert eventually(lambda: is_healthy(running))


def test_even_killed_it_leaves_nobody_behind(lived_in: Any, start: Start) -> None:
    running = start(lived_in)
    running.line()
    children = running.children()
    running.process.kill()
    running.process.wait()
    assert eventually(lambda: not any(is_alive(pid) for pid in children.values()))
    assert eventually(lambda: not listens(running.port))


def test_what_is_under_way_is_finished_when_the_web_server_ends(lived_in: Any, start: Start) -> None:
    """Half of a form is there when the signal comes, the other half afterwards."""
    running = start(lived_in)
    running.line()
    with socket.create_connection(("127.0.0.1", running.port)) as caller:
        head = "POST /daftar/tidak-ada/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
        caller.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nstep".encode())
        time.sleep(0.5)  # it is being read
        os.kill(running.children()["web"], signal.SIGTERM)
        assert eventually(lambda: not listens(running.port))
        caller.sendall(b"=send")
        assert b" 404 " in caller.recv(100)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_port_that_is_taken_is_told_and_nothing_is_started(lived_in: Any, free_port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        lived_in.more["PORT"] = str(free_port)
        done = lived_in.sanggar("run")
    assert (done.returncode, done.stderr) == (
        2,
        f"sanggar: port {free_port} is in use; choose another with PORT=…\n",
    )


@pytest.mark.parametrize("port", ["delapan", "0", "99999", ""])
def test_a_port_that_is_none_is_told_in_one_line(lived_in: Any, port: str) -> None:
    lived_in.more["PORT"] = port
    done = lived_in.sanggar("run")
    assert (done.returncode, done.stderr) == (2, f"sanggar: PORT={port} is not a number from 1 to 65535\n")


def test_an_address_that_is_not_ours_is_told(lived_in: Any, free_port: int) -> None:
    lived_in.more |= {"PORT": str(free_port), "SANGGAR_BIND": "192.0.2.1"}
    done = lived_in.sanggar("run")
    assert (done.returncode, f"can not listen on 192.0.2.1:{free_port}" in done.stderr) == (2, True)


def test_a_database_of_other_keys_is_refused_by_every_program(
    lived_in: Any, make_installation: Callable[[str], Any], free_port: int
) -> None:
    other = make_installation("other")
    other.sanggar("manage", "check")
    (lived_in.folder / "keys.json").write_bytes((other.folder / "keys.json").read_bytes())
    lived_in.more["PORT"] = str(free_port)
    for program in ("run", "worker", "ticker", "demo"):
        done = lived_in.sanggar(program)
        assert (done.returncode, "which the key file does not hold" in done.stderr) == (2, True)
    web = subprocess.run(
        [sys.executable, "-c", "import sanggar.config.wsgi"],
        env=lived_in.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (web.returncode, "KeyFileUnusable" in web.stderr) == (1, True)


def test_keys_are_not_changed_and_nothing_is_restored_under_a_running_program(
    running: Running, lived_in_by_all: Any
) -> None:
    for command in (("keys", "rotate", "lookup"), ("keys", "finish"), ("restore", "monday.tar.gz")):
        done = lived_in_by_all.sanggar(*command)
        assert (done.returncode, done.stderr) == (
            2,
            "sanggar: the program is running here; stop `sanggar run` first\n",
        )


@pytest.mark.parametrize("program", ["worker", "ticker"])
def test_nor_under_a_worker_or_ticker_that_runs_by_itself(lived_in: Any, program: str) -> None:
    process = lived_in.start(program)
    try:
        assert eventually(lambda: is_open_in(process.pid, lived_in.folder / "lock"))
        assert lived_in.sanggar("keys", "finish").returncode == 2
        assert "stop `sanggar run` first" in lived_in.sanggar("keys", "rotate", "lookup").stderr
    finally:
        process.terminate()
        process.communicate(timeout=SLOW_MACHINE)


def test_a_backup_of_a_running_installation_is_whole(
    running: Running, lived_in_by_all: Any, tmp_path: Path, make_installation: Callable[[str], Any]
) -> None:
    assert lived_in_by_all.sanggar("backup", str(tmp_path / "running.tar.gz")).returncode == 0
    assert make_installation("there").sanggar("restore", str(tmp_path / "running.tar.gz")).returncode == 0


def test_no_personal_value_stands_in_the_logs(lived_in: Any, start: Start) -> None:
    running = start(lived_in)
    running.line()
    running.get("/lamaran/SGR-RAHASIA/tokenrahasia0000000000000000/?q=Siti")
    with socket.create_connection(("127.0.0.1", running.port)) as caller:
        caller.sendall(b"GET /lamaran/SGR-RAHASIA/tokenrahasia/ Siti HTTP/1.1\r\n\r\n")
        assert b" 400 " in caller.recv(100)
    running.end()
    lines = [json.loads(line) for path in (lived_in.folder / "log").iterdir() for line in path.read_text().splitlines()]
    assert "request" in {line["message"] for line in lines}
    told = json.dumps(lines)
    assert [word for word in ("RAHASIA", "tokenrahasia", "Siti", "ip=") if word in told] == []


def test_it_writes_nowhere_but_in_its_folder_and_for_nobody_else_to_read(
    lived_in: Any, start: Start, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    lived_in.more["HOME"] = str(home)
    running = start(lived_in)
    running.line()
    running.get("/")
    running.end()
    assert list(home.iterdir()) == []
    assert {path.stat().st_mode & 0o077 for path in (lived_in.folder / "log").iterdir()} == {0}
