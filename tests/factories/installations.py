"""Installations of their own for tests that prove the program from outside, and what runs in them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from urllib.parse import urlsplit

SERVER = os.environ.get("SANGGAR_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
ON_POSTGRES = os.environ.get("SANGGAR_TEST_DATABASE") == "postgres"
FOREIGN = ("SANGGAR", "DATABASE", "DJANGO", "PORT", "PYTHONDONT")  # variables that an installation must not inherit
SLOW_MACHINE = 60.0  # seconds; what is promised is measured on a quiet one
HANGS = 10 * SLOW_MACHINE  # a command that takes longer
PROGRAMS = {"web": "sanggar web", "worker": "sanggar worker", "ticker": "sanggar ticker"}


@dataclass
class Installation:
    """A folder of its own (SANGGAR_VAR) and, for PostgreSQL, a database of its own."""

    folder: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        url = {"DATABASE_URL": urlsplit(SERVER)._replace(path=f"/{self.database}").geturl()} if self.database else {}
        return kept | {"SANGGAR_VAR": str(self.folder)} | url | self.more

    def sanggar(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sanggar", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=HANGS, check=False)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "sanggar", *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, stdout=pipe, stderr=pipe, text=True)

    def python(self, program: str) -> str:
        """Run a few lines inside the installation; what they print."""
        command = [sys.executable, "-c", f"from sanggar.cli.django import prepare; prepare()\n{program}"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=HANGS, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


class Running:
    """A started `sanggar run`, its lines, and its children."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line.rstrip("\n"))

    def line(self, seconds: float = SLOW_MACHINE) -> str:
        try:
            return self.lines.get(timeout=seconds)
        except Empty:
            self.process.kill()
            raise AssertionError(f"nothing was said: {self.process.communicate()[1]}") from None

    def get(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        return connection.getresponse()

    def children(self) -> dict[str, int]:
        """Each program's process id."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        words = {int(pid): words_of(int(pid)) for pid in listed}
        return {name: pid for name, mark in PROGRAMS.items() for pid, said in words.items() if mark in said}

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=SLOW_MACHINE)


def free_ports(number: int) -> list[int]:
    """Ports on which nobody listens, all different."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(number)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def words_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def is_alive(pid: int) -> bool:
    return bool(words_of(pid))


def is_open_in(pid: int, path: Path) -> bool:
    return any(os.path.realpath(handle) == str(path) for handle in Path(f"/proc/{pid}/fd").iterdir())


def eventually(is_true: Callable[[], object], seconds: float = SLOW_MACHINE) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.1)
    return False


def is_healthy(running: Running) -> bool:
    try:
        return running.get("/healthz").status == 200
    except OSError:
        return False
