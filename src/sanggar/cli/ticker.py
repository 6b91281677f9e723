"""`sanggar ticker`: starts every periodic job in its minute. Two tickers at once are harmless."""

import argparse
import signal
import threading

from sanggar.cli import lock
from sanggar.cli.django import with_database

PAUSE = 5.0  # seconds


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="sanggar ticker").parse_args(arguments)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    return lock.with_others(lambda: with_database(lambda: tick_until(stop)))


def tick_until(stop: threading.Event) -> int:
    from django.db import DatabaseError, close_old_connections

    from sanggar.foundation import ticks
    from sanggar.foundation.failures import log_failure

    ticks.load()
    while not stop.is_set():
        try:
            ticks.run_due()
        except DatabaseError as error:  # the database is away for a while: try again at the next turn
            log_failure(error, "ticker")
        close_old_connections()
        stop.wait(PAUSE)
    return 0
