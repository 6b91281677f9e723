"""Load on a web server from one cheap process: raw sockets, requests made beforehand, latency from the intended start.

`pour` keeps every connection busy (closed loop). `rain` starts a request each 1/rate seconds whatever the server does
(open loop): one that finds no free connection waits, and its waiting counts, so that a stall is not left out.
"""

import re
import resource
import selectors
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

FAULT = 400
TICK = 0.002
"""Seconds between two looks of an open loop at what is due and what came, all of which count as waiting: to wake up for
each answer would take a twentieth of the two cores from the server that is measured.
"""
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: (\S+)", re.IGNORECASE)

Flow = Sequence["bytes | Callable[[bytes], bytes]"]
"""The requests of one person in order; a callable makes the next one of the answer before."""


class Timed(NamedTuple):
    """Seconds: when it was meant to begin, since the start; how late it left; how long it took, lateness counted."""

    intended: float
    late: float
    took: float


@dataclass
class Tally:
    """What came back: how often each status, how long each flow took, and what the client itself used."""

    statuses: Counter[int] = field(default_factory=Counter)
    flows: list[Timed] = field(default_factory=list)
    seconds: float = 0.0
    client_cpu: float = 0.0

    @property
    def done(self) -> int:
        return len(self.flows)

    def milliseconds(self, share: float) -> float:
        ordered = sorted(flow.took for flow in self.flows)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Line:
    """One kept-alive connection and the flow that is on it."""

    def __init__(self, port: int, selector: selectors.BaseSelector) -> None:
        self.port, self.selector = port, selector
        self.flow: Flow = ()
        self.step = 0
        self.began = self.left = 0.0
        self.heard = b""
        self._connect()

    def _connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.selector.register(self.socket, selectors.EVENT_READ, self)

    def begin(self, flow: Flow, intended: float) -> None:
        self.flow, self.step, self.began, self.left = flow, 0, intended, time.monotonic()
        self._ask(b"")

    def _ask(self, answer: bytes) -> None:
        request = self.flow[self.step]
        self.socket.sendall(request if isinstance(request, bytes) else request(answer))
        self.step += 1

    def hear(self, tally: Tally) -> bool:
        """Take in what came; True when the flow is over. Status 0: the server hung up without an answer."""
        came = self.socket.recv(262_144)
        if not came:
            return self._lost(tally)
        self.heard += came
        head, found, body = self.heard.partition(b"\r\n\r\n")
        if not found:
            return False
        length = LENGTH.search(head)
        if length and len(body) < int(length[1]):
            return False
        answer, self.heard = self.heard, b""
        status = int(answer[9:12])
        tally.statuses[status] += 1
        if self.step < len(self.flow) and status < FAULT:  # who is told to try again has no receipt to read
            self._ask(answer)
            return False
        self.flow = ()
        return True

    def _lost(self, tally: Tally) -> bool:
        """A server may close a line that is idle; one with a question on it, it may not."""
        was_asked = bool(self.flow)
        self.selector.unregister(self.socket)
        self.socket.close()
        self._connect()
        self.flow, self.heard = (), b""
        tally.statuses[0] += was_asked
        return was_asked


def receipt_of(answer: bytes, headers: bytes) -> bytes:
    """The request for the page to which an answer leads."""
    found = LOCATION.search(answer)
    if not found:
        raise ValueError(answer[:200])
    return b"GET " + found[1] + b" HTTP/1.1\r\n" + headers + b"\r\n"


def pour(port: int, flows: Iterator[Flow], *, connections: int, seconds: float) -> Tally:
    """As many flows as the server takes; those under way at the end are waited for and counted."""
    return _drive(port, flows, connections=connections, seconds=seconds, rate=0)


def rain(port: int, flows: Iterator[Flow], *, connections: int, seconds: float, rate: float) -> Tally:
    """`rate` flows a second, each at its own moment."""
    return _drive(port, flows, connections=connections, seconds=seconds, rate=rate)


def _drive(port: int, flows: Iterator[Flow], *, connections: int, seconds: float, rate: float) -> Tally:
    tally, selector = Tally(), selectors.EpollSelector()
    free = deque(Line(port, selector) for _ in range(connections))
    cpu, start = _cpu(), time.monotonic()
    started = 0
    while True:
        now = time.monotonic() - start
        due = min(int(now * rate), int(seconds * rate)) if rate else started + len(free) * (now < seconds)
        while free and started < due:
            free.popleft().begin(next(flows), start + started / rate if rate else time.monotonic())
            started += 1
        if now >= seconds and started == due and len(free) == connections:
            break
        if rate:
            time.sleep(TICK)
        for key, _events in selector.select(0 if rate else 0.5):
            line: Line = key.data
            if line.hear(tally):
                tally.flows.append(Timed(line.began - start, line.left - line.began, time.monotonic() - line.began))
                free.append(line)
    tally.seconds, tally.client_cpu = time.monotonic() - start, _cpu() - cpu
    for line in free:
        line.socket.close()
    selector.close()
    return tally


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
