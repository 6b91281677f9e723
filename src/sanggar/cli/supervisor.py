"""Keeps a handful of processes running until a signal comes, then ends them all and waits."""

import http.client
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from sanggar.cli.django import complain
from sanggar.cli.dying import end_with_parent
from sanggar.config import environment

FIRST = "web"  # what people wait for has the machine to itself until it answers
PATIENCE = 60.0  # seconds until the web server must answer
LATER = 15  # how much the others give way to the web server
SHARE = Path("/proc/self/autogroup")  # where Linux weighs whole sessions; `nice` counts within one
TURNS = 3  # an account other than root may write there once in a tenth of a second
CALM = 2.0  # seconds before a process that ended is started again
GRACE = 15.0  # seconds for a process to end by itself
HEALTHY = 500  # a lower status is an answer

Process = subprocess.Popen[bytes]


class Supervisor:
    """`commands` by name; `announce` is called once, when the web server answers."""

    def __init__(self, commands: dict[str, list[str]], announce: Callable[[], None]) -> None:
        self.commands = commands
        self.announce = announce
        self.stop = threading.Event()
        self.running: dict[str, Process] = {}

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop.set())
        try:
            self._start(FIRST)
            if not self._becomes_ready():
                return 0 if self.stop.is_set() else complain(f"the web server does not answer; see {where_logs_go()}")
            self._start(*self.commands)
            self.announce()
            while not self.stop.wait(1.0):
                self._revive()
        finally:
            end(list(self.running.values()))
        return 0

    def _start(self, *names: str) -> None:
        for name in names:
            if name not in self.running:
                self.running[name] = start(name, self.commands[name])

    def _becomes_ready(self) -> bool:
        deadline = time.monotonic() + PATIENCE
        while not self.stop.wait(0.1) and time.monotonic() < deadline:
            if web_answers():
                return True
            self._revive()
        return False

    def _revive(self) -> None:
        for name, process in self.running.items():
            if process.poll() is not None and not self.stop.wait(CALM):
                complain(f"{name} ended with code {process.returncode} and is started again; see {where_logs_go()}")
                self.running[name] = start(name, self.commands[name])


def start(name: str, command: Sequence[str]) -> Process:
    """A process of its own group, so that Ctrl-C reaches the supervisor alone, which then ends it in order."""
    log = None if environment.logs_to_stderr() else log_file(name).open("ab")
    try:
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(_begin, name),  # noqa: PLW1509 - the supervisor has one thread
        )
    finally:
        if log:
            log.close()


def _begin(name: str) -> None:
    """In the new process: whoever waits for a page comes before letters and seals."""
    end_with_parent()
    if name != FIRST:
        os.nice(LATER)
        _give_way()


def _give_way() -> None:
    """The whole session of this process, where the kernel weighs sessions; elsewhere `nice` is all there is."""
    for _turn in range(TURNS):
        try:
            SHARE.write_text(str(LATER))
        except BlockingIOError:
            time.sleep(0.1)
        except OSError:
            return
        else:
            return


def end(processes: Sequence[Process]) -> None:
    alive = [process for process in processes if process.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in alive:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def web_answers() -> bool:
    here = {"0.0.0.0": "127.0.0.1", "::": "::1", "[::]": "::1"}  # noqa: S104 - where a server that listens everywhere is met
    address = here.get(environment.bind_address(), environment.bind_address())
    connection = http.client.HTTPConnection(address, environment.port(), timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < HEALTHY
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def where_logs_go() -> str:
    return "standard error" if environment.logs_to_stderr() else str(environment.var_folder() / "log")


def log_file(name: str) -> Path:
    folder = environment.var_folder() / "log"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{name}.log"
