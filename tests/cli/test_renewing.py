"""Web servers are renewed one after the other, and nobody who is in the middle of something notices.

Two server processes share one installation. While clients ask both for pages and send them forms, in turn, as a proxy
does, the first is ended by SIGTERM and started anew, and then the second ended. Where nobody listens a client goes on
to the other server; a line that was opened and is not answered is what must not be. (A line that is kept between
requests may be closed at any time, and a proxy sends again what it sent there; `journeys/test_several_servers` does.)
"""

import http.client
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import pytest

from factories.installations import SLOW_MACHINE, eventually, free_ports

CLIENTS = 8


class Server:
    """One `sanggar web`."""

    def __init__(self, installation: Any, port: int) -> None:
        self.installation, self.port = installation, port
        self.start()

    def start(self) -> None:
        self.installation.more["PORT"] = str(self.port)
        command = [sys.executable, "-m", "sanggar", "web", "--workers", "1"]
        nowhere = subprocess.DEVNULL  # a pipe that nobody reads would fill with its log
        self.process = subprocess.Popen(command, env=self.installation.environment, stdout=nowhere, stderr=nowhere)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=SLOW_MACHINE)

    def answers(self) -> bool:
        try:
            return ask(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5), "GET", "/healthz") == 200
        except OSError:
            return False


@pytest.fixture
def servers(lived_in: Any) -> Iterator[list[Server]]:
    with ExitStack() as stack:
        made = [Server(lived_in, port) for port in free_ports(2)]
        for server in made:
            stack.callback(server.end)  # harmless where it has ended
        assert all(eventually(server.answers) for server in made)
        yield made


def ask(line: http.client.HTTPConnection, method: str, path: str, form: str | None = None) -> int:
    headers = {"Host": "localhost"} | ({"Content-Type": "application/x-www-form-urlencoded"} if form else {})
    line.request(method, path, form, headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def test_a_rolling_restart_cuts_no_request(servers: list[Server]) -> None:
    heard: Counter[str] = Counter()
    over = threading.Event()
    clients = [threading.Thread(target=keep_asking, args=(servers, lane, heard, over)) for lane in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        first, second = servers
        assert flows(heard)
        first.end()
        first.start()
        assert eventually(first.answers)
        second.end()
        assert flows(heard)
    finally:
        over.set()
        for client in clients:
            client.join()
    assert set(heard) <= {"200", "404", "nobody there"}, heard


def flows(heard: Counter[str]) -> bool:
    """Each client has been answered some times more."""
    before = heard["200"]
    return eventually(lambda: heard["200"] > before + 2 * CLIENTS)


def keep_asking(servers: list[Server], lane: int, heard: Counter[str], over: threading.Event) -> None:
    for turn in count(lane):
        if over.is_set():
            return
        line = http.client.HTTPConnection("127.0.0.1", servers[turn % 2].port, timeout=20)
        try:
            line.connect()
        except OSError:
            heard["nobody there"] += 1
            continue
        try:
            asked = ("GET", "/", None) if turn % 4 < 2 else ("POST", "/daftar/tidak-ada/", "step=send")
            heard[str(ask(line, *asked))] += 1
        except (OSError, http.client.HTTPException) as error:
            heard[repr(error)] += 1
        finally:
            line.close()
        time.sleep(0.005)
