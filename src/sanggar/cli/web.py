"""`sanggar web`: the web server. Loads the program once, then forks: half the start, half the memory.

A worker that dies is replaced; on SIGTERM each finishes the requests it has (docs/decisions/0033).
"""

import argparse
import gc
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops, RuntimeModes
from granian.http import HTTP1Settings
from granian.server import MPServer

from sanggar.cli import dying, lock
from sanggar.config import environment
from sanggar.config.logs import logging_config

WORKERS, THREADS = 2, 16
"""Threads do what the event loop leaves them (docs/decisions/0048); each may hold a connection to the database."""
BACKLOG = 2048  # connections that wait to be accepted, and at most as many that are open
GRACE = 10  # seconds in which a worker finishes what it has
LONGEST_HEAD = 65_536  # bytes of a request before its body
SLOWEST_HEAD = 10_000  # milliseconds in which they must have come


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sanggar web")
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes")
    parser.add_argument("--threads", type=int, default=THREADS, help="threads of each")
    given = parser.parse_args(arguments)
    return lock.with_others(lambda: serve(given.workers, given.threads))


def serve(workers: int, threads: int) -> int:
    gc.disable()  # there is one look at everything, when all of it is there
    from sanggar.config.wsgi import front

    front.most_threads = threads
    gc.collect()
    gc.freeze()  # what was loaded stays to the end: no worker need walk through it, or copy its memory
    gc.enable()
    server(workers).serve(target_loader=_for_a_worker(front), wrap_loader=False)
    return 0


def server(workers: int) -> MPServer:
    return MPServer(
        "sanggar.config.wsgi:front",
        address=environment.bind_address().strip("[]"),
        port=environment.port(),
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,  # a proxy speaks to us
        http1_settings=HTTP1Settings(header_read_timeout=SLOWEST_HEAD, max_buffer_size=LONGEST_HEAD),
        workers=workers,
        loop=Loops.uvloop,
        runtime_mode=RuntimeModes.st,  # one thread of its own hands requests to ours
        backlog=BACKLOG,
        backpressure=BACKLOG,
        respawn_failed_workers=True,
        respawn_interval=0,
        workers_kill_timeout=GRACE,
        log_dictconfig=logging_config(),
        websockets=False,
    )


def _for_a_worker(application: Any) -> Callable[[], Any]:
    """What each worker calls first, in its own process."""

    def load() -> Any:
        dying.end_with_parent()
        return application

    return load
